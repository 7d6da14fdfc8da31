"""Files that slides show as code, whole or in parts: ``lines=1-3,7`` and ``tags=a,b`` (spec section 5).

The one reading for ``@code``, ``@diff`` and the parameter ``code=``.
"""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from app.markdown.address import is_external, may_be_named
from app.markdown.diagnostic import Severity
from app.markdown.highlight import is_known
from app.markdown.page import Page, without_marks

LARGEST = 1024 * 1024
MOST_LINES = 2_000
_PRIVATE = (".md", ".markdown", ".yaml", ".yml")
_RANGE = re.compile(r"(\d{1,9})(?:\s*-\s*(\d{1,9}))?\Z")
_TAG = re.compile(r"(?<![\w-])(tag|end)::([\w.+:-]{1,100})\[\]")


@dataclass(frozen=True, slots=True)
class Source:
    """What an author named: a file (or gist) and the values behind its ``?``; ``line`` (from 0) is where."""

    name: str
    values: Mapping[str, str] = field(default_factory=dict)
    line: int = 0


def read_source(text: str, line: int) -> Source:
    """``src/a%20b.js?lines=1-3&tags=x`` → the name and the values; a gist may have ``#`` in place of ``?``."""
    cut = re.search(r"\?|#(?=\w+=)", text)
    name, query = (text[: cut.start()], text[cut.end() :]) if cut else (text, "")
    pairs = (piece.partition("=") for piece in query.replace("&amp;", "&").split("&"))
    return Source(name.strip(), {key.strip().lower(): unquote(value.strip()) for key, _, value in pairs if key}, line)


def excerpt(source: Source, page: Page) -> list[str] | None:
    """The lines of the file that the slide shows; None where there is nothing to show, which is told."""
    text = _text(source, page)
    if text is None:
        return None
    lines = text.split("\n")
    if tags := [tag.strip() for tag in source.values.get("tags", "").split(",") if tag.strip()]:
        lines = _tagged(lines, tags, source, page)
    if ranges := source.values.get("lines", "").strip():
        lines = _ranged(lines, ranges, source, page)
    if len(lines) > MOST_LINES:
        message = f"`{source.name}` has more than {MOST_LINES:,} lines to show: the others are left out; "
        page.tell(
            Severity.WARNING, "code-too-large", message + "name those that the slide needs by `lines=`", source.line
        )
    return lines[:MOST_LINES]


def found(name: str, page: Page) -> str | None:
    """The path of the file that a name means, if the slide may show it: a foreign deck must not show the notes and
    settings of others."""
    if is_external(name):
        return None
    path = next((path for way in (unquote(name), name) if (path := page.files.find(way, page.path))), None)
    return None if path and page.context.untrusted and path.lower().endswith(_PRIVATE) else path


def _text(source: Source, page: Page) -> str | None:
    name = source.name
    path = found(name, page)
    if path is None:
        shown = unquote(name) if may_be_named(name) else "?"
        advice = "it is on another host, which is not asked" if is_external(name) else "check the path"
        page.tell(Severity.WARNING, "missing-code", f"no file `{shown}`: {advice}", source.line, text=name)
        return None
    try:
        if page.files.size(path) > LARGEST:
            message = f"`{name}` is larger than {LARGEST // 1024**2} MB: it is not shown; copy the part that you need"
            page.tell(Severity.WARNING, "code-too-large", message, source.line, text=name)
            return None
        content = page.files.read(path)
    except OSError as error:
        message = f"`{name}` cannot be read ({error.strerror or error}): check its permissions"
        page.tell(Severity.WARNING, "missing-code", message, source.line, text=name)
        return None
    return _decoded(content, source, page)


def _decoded(content: bytes, source: Source, page: Page) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = content.decode("utf-8-sig", "replace")
        line = content.count(b"\n", 0, error.start) + 1
        message = f"`{source.name}` is not UTF-8 (its line {line}): save it as UTF-8; what is unreadable is shown as �"
        page.tell(Severity.ERROR, "code-not-utf8", message, source.line, text=source.name)
    text = without_marks(text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.removesuffix("\n")


def _tagged(lines: list[str], tags: list[str], source: Source, page: Page) -> list[str]:
    """The lines between ``tag::NAME[]`` and ``end::NAME[]``, those of all markers left out."""
    marks = [{(match[1], match[2]) for match in _TAG.finditer(line)} if "::" in line else set() for line in lines]
    known = {name for found in marks for kind, name in found if kind == "tag"}
    shown: list[str] = []
    for tag in tags:
        if tag not in known:
            close = difflib.get_close_matches(tag[:100], sorted(known)[:1_000], n=1)
            hint = f"did you mean `{close[0]}`?" if close else f"write `tag::{tag[:40]}[]` in a comment above the lines"
            message = f"`{source.name}` has no tag `{tag[:100]}`; {hint}"
            page.tell(Severity.WARNING, "missing-tag", message, source.line, text=tag)
        inside = False
        for line, found in zip(lines, marks, strict=True):
            inside = (inside and ("end", tag) not in found) or ("tag", tag) in found
            if inside and not found:
                shown.append(line)
    return shown or [line for line, found in zip(lines, marks, strict=True) if not found]


def _ranged(lines: list[str], ranges: str, source: Source, page: Page) -> list[str]:
    """The lines of the ranges in the order written; all of them where no range fits."""
    shown: list[str] = []
    for part in ranges.split(",")[:MOST_LINES]:
        match = _RANGE.match(part.strip())
        first = int(match[1]) if match else 0
        last = int(match[2] or match[1]) if match else 0
        first, last = min(first, last), max(first, last)
        if not 1 <= first <= last <= len(lines):
            message = f"`lines={part.strip()[:40]}` is not in `{source.name}`, which has {len(lines)} lines here"
            page.tell(Severity.WARNING, "range-outside", message, source.line, text=part.strip())
        shown += lines[max(first, 1) - 1 : last]
        if len(shown) > MOST_LINES:
            break
    return shown or lines


def language_of(name: str) -> str:
    """The language of a file by its extension or name (``Dockerfile``); empty where none is known by it."""
    word = posixpath.basename(name).lower().rpartition(".")[2]
    return word if re.fullmatch(r"[a-z0-9+#-]{1,20}", word) and is_known(word) else ""
