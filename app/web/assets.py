"""Files of a deck: only those that a slide or a style of it names, with a type from the list below."""

from __future__ import annotations

import asyncio
from pathlib import Path

from fastapi import Request
from fastapi.responses import FileResponse, Response

from app.deck.model import Deck
from app.deck.styles import stylesheet
from app.web import policy
from app.web.problems import Problem
from app.web.site import Site

TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".bmp": "image/bmp",
    ".ico": "image/x-icon",
    ".svg": "image/svg+xml",
    ".css": "text/css; charset=utf-8",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".ogv": "video/ogg",
    ".mov": "video/quicktime",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".wav": "audio/wav",
    ".m4a": "audio/mp4",
    ".vtt": "text/vtt; charset=utf-8",
    ".pdf": "application/pdf",
}


async def asset(request: Request, site: Site, deck: Deck, name: str, *, notes: bool) -> Response:
    """Send a file of ``deck``; raises Problem 404 for everything else. ``notes``: also those that only notes show."""
    path = site.library.asset(deck, name, notes=notes)
    kind = TYPES.get(path.suffix.lower()) if path else None
    if path is None or kind is None:
        raise Problem(404)
    stat = path.stat()
    etag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
    headers = {
        "etag": etag,
        "cache-control": "no-cache",
        "content-security-policy": policy.PICTURE if kind == "image/svg+xml" else policy.NOTHING,
    }
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if path.suffix.lower() == ".css":
        return Response(await style(path, name, untrusted=site.settings.untrusted), headers=headers, media_type=kind)
    return FileResponse(path, media_type=kind, headers=headers, stat_result=stat)


async def style(path: Path, name: str, *, untrusted: bool = False) -> str:
    """A deck's style sheet with addresses that work below any prefix; of a foreign deck, what is harmless of it."""
    content = await asyncio.to_thread(path.read_bytes)
    css = stylesheet(content.decode("utf-8", "replace").removeprefix("\ufeff"), name)
    if not untrusted:
        return css
    from app.deck.foreign_styles import foreign_stylesheet  # noqa: PLC0415  (its grammar is for --untrusted alone)

    return foreign_stylesheet(css)
