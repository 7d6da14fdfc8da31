"""From a path in a deck to the address in the page (spec section 1). All files that a slide names pass here."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from app.markdown.diagnostic import Severity
from app.markdown.page import Page

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_SCRIPT = re.compile(r"(?:java|vb|live)script:", re.I)
_SAFE = "/!$&'()*+,;=:@-._~"
# Never given out (they may hold notes or secrets), whatever a slide says.
_PRIVATE = (".md", ".markdown", ".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Address:
    """``address`` as it stands in HTML (percent-encoded), ``path`` of the file if it is one of ours.

    ``missing`` names what was looked for where nothing was found.
    """

    address: str
    path: str | None = None
    missing: str | None = None


def is_external(name: str) -> bool:
    """Whether an address leaves the server: it has a scheme or begins with ``//``."""
    return name.startswith("//") or bool(_SCHEME.match(name))


def asset(page: Page, name: str, line: int, *, kind: str = "image") -> Address:
    """The address for a file that the slide shows; a missing file and a foreign host are told."""
    name = name.strip()
    if not name or name.startswith("#"):
        return Address(name)
    if _SCRIPT.match(name):
        page.tell(
            Severity.WARNING, "script-removed", f"`{name}` is a script, no file: slides run none", line, text=name
        )
        return Address("", missing=name)
    if is_external(name):
        name = f"https:{name}" if name.startswith("//") else name
        if name[:5].lower() != "data:" and page.context.untrusted:
            message = f"`{name}` is on another host: a deck that is not trusted loads nothing from there"
            page.tell(Severity.WARNING, "host-not-allowed", message, line, text=name)
            return Address("", missing=name)
        if name[:5].lower() != "data:":
            page.tell(
                Severity.INFO,
                "external-image" if kind == "image" else "external-file",
                f"`{name}` is fetched from another host: the room needs the internet to see it",
                line,
                text=name,
            )
        return Address(quote(name, safe=_SAFE + "?#[]%"))
    found = find(page, name)
    if found.missing is not None:
        page.tell(
            Severity.WARNING,
            f"missing-{kind}",
            f"no file `{found.missing}` (looked in {_looked_in(page.path)})",
            line,
            text=name,
        )
    return found


def find(page: Page, name: str) -> Address:
    """Look a relative address up; ``a%20b.png?v=2`` is the file ``a b.png`` unless one is named so literally."""
    for path, tail in _readings(name):
        if not path or "\0" in path:
            continue
        found = page.files.find(path, page.path)
        if found is not None and _may_be_given(found):
            served = _served(path, found)
            page.assets[served] = found
            return Address(quote(served, safe=_SAFE) + tail, found)
    shown = unquote(re.split(r"[?#]", name)[0])
    return Address(quote(name, safe=_SAFE + "?#%"), missing=shown)


def _readings(name: str) -> list[tuple[str, str]]:
    """The ways to read an address, as path and tail, likeliest first."""
    cut = re.search(r"[?#]", name)
    path, tail = (name[: cut.start()], name[cut.start() :]) if cut else (name, "")
    tail = quote(tail, safe=_SAFE + "?#%")
    readings = [(unquote(path), tail), (path, tail)]
    if cut:
        readings += [(unquote(name), ""), (name, "")]
    return list(dict.fromkeys(readings))


def _served(path: str, found: str) -> str:
    """What the author wrote, without what an address cannot hold; else the path that was found."""
    clean = posixpath.normpath(path.replace("\\", "/").lstrip("/"))
    if clean.startswith(("../", "-/")) or clean in ("..", ".") or "/../" in f"/{path}/":
        return found
    return clean


def _may_be_given(path: str) -> bool:
    return not path.lower().endswith(_PRIVATE) and not any(part.startswith(".") for part in path.split("/"))


def may_be_named(path: str) -> bool:
    """The name of a dot file is not for viewers, not even as missing."""
    return not any(part.startswith(".") and part.strip(".") for part in path.split("/"))


def _looked_in(path: str) -> str:
    folders = []
    folder = posixpath.dirname(path)
    while folder:
        folders.append(folder)
        folder = posixpath.dirname(folder)
    return " and ".join([*folders, "the served folder"])
