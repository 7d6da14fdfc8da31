"""The deck's own style sheets: which there are, what they load, and how they are served (spec sections 1 and 11)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from app.markdown.address import is_external
from app.markdown.diagnostic import Diagnostic, Severity
from app.markdown.files import Files

USUAL = "PITCHME.css"
_DEEPEST = 4
_MOST = 50
_SAFE = "/!$&'()*+,;=:@-._~"
# Each alternative ends where CSS ends it, also when it is left open, so that the scan stays linear.
_TOKEN = re.compile(
    r"""/\*.*?(?:\*/|\Z)
      | (?P<import>@import\b)
      | url\(\s{0,20}
        (?:"(?P<double>[^"\n]{0,2000})"|'(?P<single>[^'\n]{0,2000})'|(?P<bare>[^()"'\s]{0,2000}+))
        \s{0,20}\)
      | "(?P<string>(?:\\.|[^"\\\n])*)"?
      | '(?P<text>(?:\\.|[^'\\\n])*)'?""",
    re.S | re.I | re.X,
)


@dataclass(slots=True)
class Sheets:
    """What was found: addresses of the sheets in order, files of all that they load, and what is wrong."""

    addresses: list[str] = field(default_factory=list)
    assets: dict[str, str] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Reference:
    """An address in a sheet: where its token stands, what it names, and whether it is an ``@import``."""

    start: int
    end: int
    name: str
    imported: bool


def collect(names: tuple[str, ...], named_at: tuple[str, int], deck_path: str, files: Files) -> Sheets:
    """The sheets of ``theme-override`` (``named_at`` is the file and line of the key), else ``PITCHME.css`` beside the
    deck; with the pictures and fonts that they load."""
    sheets = Sheets()
    path, line = named_at
    if not names:
        beside = posixpath.join(posixpath.dirname(deck_path), USUAL)
        if files.find(USUAL, deck_path) == beside:
            _add(sheets, USUAL, beside, files)
    for name in names:
        if is_external(name):
            message = (
                f"`{name}` is on another host: styles are loaded from this server alone; save a copy beside the deck"
            )
            sheets.diagnostics.append(Diagnostic(Severity.WARNING, "host-not-allowed", message, path, line))
            continue
        found = files.find(unquote(name), path) or files.find(unquote(name), deck_path)
        if found is None or not found.lower().endswith(".css"):
            message = f"no style sheet `{name}`: the deck is shown without it"
            sheets.diagnostics.append(Diagnostic(Severity.WARNING, "missing-stylesheet", message, path, line))
            continue
        _add(sheets, _inside(unquote(name)), found, files)
    return sheets


def _add(sheets: Sheets, address: str, path: str, files: Files) -> None:
    sheets.addresses.append(quote(address, safe=_SAFE))
    sheets.assets[address] = path
    _load(sheets, address, path, files, 0)


def _load(sheets: Sheets, address: str, path: str, files: Files, depth: int) -> None:
    """Find what one sheet loads; imported sheets are read in turn."""
    try:
        css = files.read(path).decode("utf-8", "replace")
    except OSError as error:
        message = f"`{address}` cannot be read: {error.strerror or error}"
        sheets.diagnostics.append(Diagnostic(Severity.WARNING, "missing-stylesheet", message, path, 1))
        return
    for reference in _references(css):
        target = target_of(reference.name, address)
        if target is None or target in sheets.assets or len(sheets.assets) > 1000:
            continue
        name = unquote(re.split(r"[?#]", reference.name)[0])
        found = files.find(name, path)
        if found is None or _is_private(found):
            line = css.count("\n", 0, reference.start) + 1
            message = f"no file `{name}` for this style sheet"
            sheets.diagnostics.append(Diagnostic(Severity.WARNING, "missing-file", message, path, line))
            continue
        sheets.assets[target] = found
        if reference.imported and depth < _DEEPEST and len(sheets.assets) < _MOST:
            _load(sheets, target, found, files, depth + 1)


def _is_private(path: str) -> bool:
    hidden = any(part.startswith(".") for part in path.split("/"))
    return hidden or path.lower().endswith((".md", ".markdown", ".yaml", ".yml"))


def _references(css: str) -> Iterator[_Reference]:
    """Every ``url(…)`` and ``@import``, outside comments and strings, in order."""
    pending = -1
    for token in _TOKEN.finditer(css):
        if token["import"]:
            pending = token.end()
            continue
        imported = pending >= 0 and not css[pending : token.start()].strip()
        name = token["double"] or token["single"] or token["bare"]
        if imported and not name:
            name = token["string"] or token["text"]
        if not token[0].startswith("/*"):
            pending = -1
        if name:
            yield _Reference(token.start(), token.end(), name.strip(), imported)


def target_of(name: str, sheet: str) -> str | None:
    """The address, relative to the deck's, that ``name`` means in the sheet at address ``sheet``; None if it is data,
    a fragment or of another host. ``/assets/a.png`` begins at the deck, and nothing leads above it."""
    path = unquote(re.split(r"[?#]", name)[0])
    if not path or is_external(name) or "\0" in path:
        return None
    return _inside(path if path.startswith("/") else posixpath.join(posixpath.dirname(sheet), path))


def _inside(path: str) -> str:
    """A path without leading slashes and dots that would lead out of the deck's address."""
    clean = posixpath.normpath(path.replace("\\", "/").lstrip("/"))
    while clean.startswith("../"):
        clean = clean[3:]
    return clean


def stylesheet(css: str, address: str) -> str:
    """A deck's style sheet as it is served at ``address``: what it loads is named relative to that address, so that
    ``url('/assets/a.png')`` works below any prefix; imports from other hosts are left out."""
    out: list[str] = []
    done = 0
    for reference in _references(css):
        if reference.start < done:
            continue
        target = target_of(reference.name, address)
        start = css.rfind("@", done, reference.start) if reference.imported else reference.start
        if target is None and reference.imported and is_external(reference.name):
            end = css.find(";", reference.end)
            out.append(css[done:start])
            done = len(css) if end < 0 else end + 1
        elif target is not None and (relative := _relative(target, address, reference.name)) != reference.name:
            out.append(css[done : reference.start] + f'url("{relative}")')
            done = reference.end
    return "".join(out) + css[done:]


def _relative(target: str, address: str, name: str) -> str:
    """The target as named from the sheet; as the author wrote it where that means the same."""
    tail = name[re.search(r"[?#]|\Z", name).start() :]  # type: ignore[union-attr]  # \Z always matches
    folder = posixpath.dirname(address)
    if (
        not name.startswith("/")
        and posixpath.normpath(posixpath.join(folder, unquote(name[: len(name) - len(tail)]))) == target
    ):
        return name
    return quote(posixpath.relpath(target, folder or "."), safe=_SAFE) + tail
