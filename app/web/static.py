"""Our own styles and scripts: read once, compressed once, cached for ever under the digest of the whole tree.

One digest names all files, so that a module's relative import stays below the same digest.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.web.problems import Problem

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}
PACKAGE = Path(__file__).resolve().parent.parent
router = APIRouter()


def resource_dir(name: str) -> Path:
    """The folder ``static`` or ``templates``: beside the package in a checkout, inside it in a wheel."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as it is sent."""

    type: str
    plain: bytes
    gzip: bytes | None
    brotli: bytes | None


class Static:
    """The tree of static files. ``refresh`` reads it again where its files change under a running server."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.digest = ""
        self.entries: Mapping[str, Entry] = {}
        self._stamp: tuple[tuple[str, int, int], ...] = ()
        self.refresh()

    def refresh(self) -> bool:
        """Read what is on disk; True if anything differs from before."""
        files = sorted(path for path in self.root.rglob("*") if path.is_file() and path.suffix in TYPES)
        stamp = tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files)
        if stamp == self._stamp:
            return False
        contents = {path.relative_to(self.root).as_posix(): path.read_bytes() for path in files}
        digest = hashlib.sha256()
        for name, content in contents.items():
            digest.update(name.encode() + b"\0" + content + b"\0")
        self.digest = digest.hexdigest()[:12]
        self.entries = {name: entry(name, content) for name, content in contents.items()}
        self._stamp = stamp
        return True

    @property
    def ours(self) -> bool:
        """Whether this is a checkout, where the files may be worked on; an installed package stays as it is."""
        return self.root.parent != PACKAGE

    def href(self, base: str, name: str) -> str:
        """The address of a file."""
        return f"{base}/-/static/{self.digest}/{name}"


def entry(name: str, content: bytes) -> Entry:
    """Compress what gains by it."""
    kind = TYPES[Path(name).suffix]
    if not kind.startswith(("text/", "image/svg", "application/")) or len(content) < 200:
        return Entry(kind, content, None, None)
    return Entry(kind, content, gzip.compress(content, 9, mtime=0), None)


@router.api_route("/-/static/{digest}/{name:path}", methods=["GET", "HEAD"])
async def static_file(request: Request, digest: str, name: str) -> Response:
    """A static file; another digest than the present one is answered too, but not cached."""
    static: Static = request.app.state.site.static
    found = static.entries.get(name)
    if found is None:
        raise Problem(404)
    current = digest == static.digest
    headers = {
        "cache-control": "public, max-age=31536000, immutable" if current else "no-cache",
        "vary": "accept-encoding",
    }
    content = found.plain
    if found.gzip and "gzip" in request.headers.get("accept-encoding", ""):
        headers["content-encoding"] = "gzip"
        content = found.gzip
    return Response(content, media_type=None, headers=headers | {"content-type": found.type})
