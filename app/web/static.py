"""Our own styles and scripts: read once, compressed once, cached for ever under the digest of the whole tree.

One digest names all files, so that a module's relative import stays below the same digest.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import brotli
from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.library.fonts import font_files
from app.web.problems import Problem

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".webmanifest": "application/manifest+json",
}
PACKAGE = Path(__file__).resolve().parent.parent
TEXT = ("text/", "image/svg", "application/", "font/ttf")
WORTH_IT = 200
FOREVER = "public, max-age=31536000, immutable"
MOST_JOINED = 24
MOST_KEPT = 64
# Strings are found too, so that what looks like a comment inside them is none.
CSS_COMMENT = re.compile(r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|/\*.*?\*/""", re.S)
# In scripts only what stands alone on its lines: nothing else can be told from a string without a parser.
JS_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*(?:(?!\*/).)*\*/[ \t]*$)", re.S | re.M)
router = APIRouter()


def resource_dir(name: str) -> Path:
    """The folder ``static`` or ``templates``: beside the package in a checkout, inside it in a wheel."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


@dataclass(frozen=True)
class Entry:
    """A file as it is sent; compressed when first asked for, so that the start does not wait for it."""

    type: str
    plain: bytes

    @cached_property
    def brotli(self) -> bytes:
        """About a fifth smaller than gzip."""
        return bytes(brotli.compress(self.plain, quality=9))

    @cached_property
    def gzip(self) -> bytes:
        """For those who know no Brotli (browsers offer it over https and on this machine alone)."""
        return gzip.compress(self.plain, 9, mtime=0)

    def encoded(self, accepted: str) -> tuple[str, bytes]:
        """The name of the smallest encoding that an Accept-Encoding names, "" for none, and the content."""
        if len(self.plain) < WORTH_IT or not self.type.startswith(TEXT):
            return "", self.plain
        known = {part.partition(";")[0].strip() for part in accepted.split(",")}
        if "br" in known:
            return "br", self.brotli
        return ("gzip", self.gzip) if "gzip" in known else ("", self.plain)


class Static:
    """The tree of static files. ``refresh`` reads it again where its files change under a running server."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.digest = ""
        self.entries: Mapping[str, Entry] = {}
        self._joined: dict[str, Entry] = {}
        self._stamp: tuple[tuple[str, int, int], ...] = ()
        self.refresh()

    def refresh(self) -> bool:
        """Read what is on disk; True if anything differs from before."""
        files = sorted(path for path in self.root.rglob("*") if path.is_file() and path.suffix in TYPES)
        stamp = tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files)
        if stamp == self._stamp:
            return False
        contents = {path.relative_to(self.root).as_posix(): path.read_bytes() for path in files}
        contents |= {name: path.read_bytes() for name, path in font_files().items()}
        digest = hashlib.sha256()
        for name, content in contents.items():
            digest.update(name.encode() + b"\0" + content + b"\0")
        self.digest = digest.hexdigest()[:12]
        self.entries = {name: Entry(TYPES[Path(name).suffix], lean(name, file)) for name, file in contents.items()}
        self._joined = {}
        self._stamp = stamp
        return True

    @property
    def ours(self) -> bool:
        """Whether this is a checkout, where the files may be worked on; an installed package stays as it is."""
        return self.root.parent != PACKAGE

    def href(self, base: str, *names: str) -> str:
        """The address of a file; of several style sheets at once, in this order."""
        name = names[0] if len(names) == 1 else f"css/{'+'.join(map(_short, names))}.css"
        return f"{base}/-/static/{self.digest}/{name}"

    def find(self, name: str) -> Entry | None:
        """The file of that name, or the style sheets that it joins."""
        found = self.entries.get(name) or self._joined.get(name)
        if found is not None or "+" not in name:
            return found
        short = name.removeprefix("css/").removesuffix(".css").split("+")
        parts = [self.entries.get(f"css/{one.replace('.', '/')}.css") for one in short[: MOST_JOINED + 1]]
        if not 1 < len(parts) <= MOST_JOINED or name != f"css/{'+'.join(short)}.css" or None in parts:
            return None
        if len(self._joined) >= MOST_KEPT:
            self._joined.clear()
        self._joined[name] = Entry(TYPES[".css"], b"\n".join(part.plain for part in parts if part))
        return self._joined[name]


def _short(name: str) -> str:
    """``css/themes/black.css`` → ``themes.black``: joined sheets lie beside the others, for the addresses in them."""
    return name.removeprefix("css/").removesuffix(".css").replace("/", ".")


def lean(name: str, content: bytes) -> bytes:
    """A style sheet or script without its comments, and with every line where it was."""
    if not name.endswith((".css", ".js")):
        return content
    text = content.decode("utf-8")
    comment = CSS_COMMENT if name.endswith(".css") else JS_COMMENT

    def without(found: re.Match[str]) -> str:
        return found[0] if found[0][0] in "\"'" else "\n" * found[0].count("\n")

    return comment.sub(without, text).encode("utf-8")


@router.api_route("/-/static/{digest}/{name:path}", methods=["GET", "HEAD"])
async def static_file(request: Request, digest: str, name: str) -> Response:
    """A static file; another digest than the present one is answered too, but not cached."""
    static: Static = request.app.state.site.static
    found = static.find(name)
    if found is None:
        raise Problem(404)
    encoding, content = found.encoded(request.headers.get("accept-encoding", ""))
    headers = {
        "cache-control": FOREVER if digest == static.digest else "no-cache",
        "content-type": found.type,
        "vary": "accept-encoding",
    }
    if encoding:
        headers["content-encoding"] = encoding
    return Response(content, headers=headers)
