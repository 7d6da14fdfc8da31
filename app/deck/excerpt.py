"""``---?code=path&lines=…&tags=…``: a file, or parts of it, as a fenced block (spec sections 3 and 5)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from html import escape
from urllib.parse import unquote

from app.markdown.diagnostic import Severity
from app.markdown.page import Page

LARGEST = 512 * 1024
_RANGE = re.compile(r"(\d{1,7})(?:\s*-\s*(\d{1,7}))?\Z")
_ANNOTATION = "@["


def fenced(values: Mapping[str, str], page: Page) -> str | None:
    """The file of ``code=`` as markdown, with the title above it; None (and a diagnostic) if it cannot be shown."""
    name = values["code"].strip()
    code = read_code(name, page)
    if code is None:
        return None
    lines = select(code.split("\n"), values, page)
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", "\n".join(lines))), default=0))
    language = values.get("lang", "").strip() or language_of(name)
    block = f"{fence}{language}\n" + "\n".join(lines) + f"\n{fence}\n\n"
    title = values.get("title", "").strip()
    return f'<span class="slide-title">{escape(title)}</span>\n\n{block}' if title else block


def read_code(name: str, page: Page) -> str | None:
    """The text of a file that a slide shows as code; None and a diagnostic where that cannot be."""
    path = page.files.find(unquote(name), page.path) or page.files.find(name, page.path)
    if path is None:
        shown = name if not any(part.startswith(".") for part in name.split("/")) else "?"
        page.tell(
            Severity.WARNING, "missing-code", f"no file `{shown}`: the slide shows its name instead", 0, text=name
        )
        return None
    try:
        if page.files.size(path) > LARGEST:
            page.tell(Severity.WARNING, "code-too-large", f"`{name}` is larger than {LARGEST // 1024} KB", 0, text=name)
            return None
        content = page.files.read(path)
    except OSError as error:
        page.tell(Severity.WARNING, "missing-code", f"`{name}` cannot be read: {error.strerror or error}", 0, text=name)
        return None
    text = content.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return text.removesuffix("\n")


def select(lines: list[str], values: Mapping[str, str], page: Page) -> list[str]:
    """The lines between the tags, or of the ranges, in order; all of them if neither is given or nothing fits."""
    if tags := [tag.strip() for tag in values.get("tags", "").split(",") if tag.strip()]:
        lines = _tagged(lines, tags, page)
    if ranges := values.get("lines", "").strip():
        lines = _ranged(lines, ranges, page)
    return lines


def _tagged(lines: list[str], tags: list[str], page: Page) -> list[str]:
    found: list[str] = []
    for tag in tags:
        starts = [i for i, line in enumerate(lines) if f"tag::{tag}[]" in line]
        if not starts:
            page.tell(Severity.WARNING, "missing-tag", f"no line `tag::{tag}[]` in the file", 0, text=tag)
        for start in starts:
            end = next((i for i in range(start + 1, len(lines)) if f"end::{tag}[]" in lines[i]), len(lines))
            found += [line for line in lines[start + 1 : end] if "tag::" not in line and "end::" not in line]
    return found or lines


def _ranged(lines: list[str], ranges: str, page: Page) -> list[str]:
    found: list[str] = []
    for part in ranges.split(","):
        match = _RANGE.match(part.strip())
        first = int(match[1]) if match else 0
        last = int(match[2] or match[1]) if match else 0
        if not 1 <= first <= last <= len(lines):
            message = f"lines {part.strip()[:40]} are not in the file, which has {len(lines)}"
            page.tell(Severity.WARNING, "range-outside", message, 0, text=part)
        found += lines[max(first, 1) - 1 : last]
    return found or lines


def language_of(name: str) -> str:
    """The fence's language for a file without ``lang``: its extension, or its name (``Dockerfile``)."""
    base = posixpath.basename(name).lower()
    word = base.rpartition(".")[2]
    return word if re.fullmatch(r"[a-z0-9+#-]{1,20}", word) else ""


def placeholder(name: str) -> str:
    """What a slide shows for a file that is not there."""
    shown = "" if any(part.startswith(".") and part.strip(".") for part in name.split("/")) else name
    return f'<p class="missing">No file <code>{escape(shown)}</code></p>'


def without_annotations(text: str) -> str:
    """The text with the lines that step through code emptied: there is no code that they could step through."""
    return "\n".join("" if line.startswith(_ANNOTATION) else line for line in text.split("\n"))
