"""An item indented more than the marker above it is nested, however little (spec section 10).

CommonMark wants the indentation of the text of the item above; GitPitch's parser did not, and decks rely on it. The
lines of such lists are indented anew before parsing: line numbers stay.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

_ITEM = re.compile(r"([ ]*)([-*+]|\d{1,9}[.)])([ ]+|\Z)")
_NESTED = re.compile(r"^[ \t]+(?:[-*+]|\d{1,9}[.)])[ \t]", re.M)
_RULE = re.compile(r"[ ]{0,3}(?:(?:-[ ]*){3,}|(?:\*[ ]*){3,}|(?:_[ ]*){3,})\Z")
_FENCE = re.compile(r"[ ]*(`{3,}|~{3,})")
_ENDS_LIST = re.compile(r"#{1,6}(?:\s|\Z)|`{3,}|~{3,}|>")


@dataclass(slots=True)
class _Item:
    """An open list item: where its marker stood, and where marker and text stand now."""

    written: int
    marker: int
    text: int

    @property
    def shift(self) -> int:
        return self.marker - self.written


def nesting(md: MarkdownIt) -> None:
    """Runs on the source, before blocks are parsed."""
    md.core.ruler.before("block", "nesting", nest)


def nest(state: StateCore) -> None:
    """Indent nested items as CommonMark wants them."""
    if _NESTED.search(state.src):
        state.src = "\n".join(_nested(state.src.split("\n")))


def _nested(lines: list[str]) -> list[str]:
    out: list[str] = []
    items: list[_Item] = []
    fence, blank = "", False
    for line in lines:
        text = line.expandtabs(4) if line[:1] in " \t" and "\t" in line else line
        indent = len(text) - len(text.lstrip(" "))
        if fence:
            fence = "" if _closes(text, fence) else fence
        elif not text.strip():
            pass
        elif (item := _ITEM.match(text)) and not _RULE.match(text) and not _is_code(indent, items, blank):
            _open(items, item)
            text = " " * items[-1].marker + text[indent:]
            out.append(text)
            blank = False
            continue
        else:
            if indent == 0 and (blank or _ENDS_LIST.match(text)):
                items = []
            if opening := _FENCE.match(text):
                fence = opening[1]
        out.append(_shifted(line, items, indent))
        blank = not text.strip()
    return out


def _is_code(indent: int, items: list[_Item], blank: bool) -> bool:
    """Whether a marker stands so deep, after a blank line, that it is a line of an indented block of code."""
    if not items:
        return indent >= 4
    return blank and indent - (items[-1].text - items[-1].shift) >= 4


def _open(items: list[_Item], match: re.Match[str]) -> None:
    written = len(match[1])
    sibling = None
    while items and items[-1].written >= written:
        sibling = items.pop()
    top = sibling.marker if sibling and sibling.written == written else min(written, 3)
    marker = items[-1].text if items else top
    gap = len(match[3]) if 1 <= len(match[3]) <= 4 else 1
    items.append(_Item(written, marker, marker + len(match[2]) + gap))


def _shifted(line: str, items: list[_Item], indent: int) -> str:
    """A line that belongs to an item goes where its item went."""
    owner = next((item for item in reversed(items) if indent > item.written), None)
    if owner is None or owner.shift == 0 or indent == 0:
        return line
    if owner.shift > 0:
        return " " * owner.shift + line.expandtabs(4)
    return line.expandtabs(4)[min(indent, -owner.shift) :]


def _closes(text: str, fence: str) -> bool:
    bare = text.strip()
    return len(bare) >= len(fence) and not bare.strip(fence[0])
