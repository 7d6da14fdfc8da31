"""Where fenced code and comments begin and end, as far as telling slides apart needs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.deck.split import Scanner

_LONGEST = 40  # a longer row of marks is no fence; comparing any lengths could take quadratic time
_TRIALS = 8  # looking ahead to the end of the text is bounded, so that no text takes quadratic time


@dataclass(frozen=True, slots=True)
class Fence:
    """An opening fence: its character, its length and how far it is indented (a list marker counts as indentation)."""

    mark: str
    length: int
    indent: int


def fence_of(line: str) -> Fence | None:
    """The fence that the line opens, if it does."""
    if "```" not in line and "~~~" not in line:
        return None
    text = line.lstrip(" \t")
    indent = len(line) - len(text)
    if text[:1] not in ("`", "~"):
        text = _behind_marker(text)
        indent = 4
    mark = text[:1]
    if mark not in ("`", "~"):
        return None
    rest = text.lstrip(mark)
    length = len(text) - len(rest)
    if not 3 <= length <= _LONGEST or (mark == "`" and "`" in rest):
        return None
    return Fence(mark, length, indent)


def _behind_marker(text: str) -> str:
    """The text behind a list marker, so that ``- ```js`` opens a fence."""
    marker, _, rest = text.partition(" ")
    is_marker = marker in ("-", "*", "+") or (marker[:-1].isdigit() and marker[-1] in ".)")
    return rest.lstrip(" ") if is_marker else ""


def closes(line: str, fence: Fence) -> bool:
    """A closing fence is at least as long as the opening one and stands alone."""
    text = line.strip(" \t")
    if not fence.length <= len(text) <= _LONGEST or text[0] != fence.mark or text.strip(fence.mark):
        return False
    return fence.indent > 3 or not line.startswith(("    ", "\t"))


def opens_another(line: str, fence: Fence) -> bool:
    """Whether a line inside ``fence`` opens a fence of its kind with a language, which nothing inside code does."""
    other = fence_of(line)
    if other is None or other.mark != fence.mark or other.indent > 3 >= fence.indent:
        return False
    return bool(line.strip(" \t").strip(other.mark))


def looks_unclosed(scanner: Scanner, closer: int) -> bool:
    """Whether a fence that holds a delimiter was never closed, and ``closer`` really opens another one: if the fences
    behind the delimiter are whole without it, while believing in the closer leaves one open at the end of the text."""
    lines = scanner.lines
    if scanner.trials >= _TRIALS:
        return False
    next_delimiter = next((i for i in range(closer, len(lines)) if scanner.is_delimiter(lines[i])), len(lines))
    if _ends_open(lines, closer, next_delimiter):
        return False
    unclosed = _ends_open(lines, closer + 1, len(lines))
    # Where all fences from here on are whole, no later one is in doubt.
    scanner.trials = scanner.trials + 1 if unclosed else _TRIALS
    return unclosed


def _ends_open(lines: list[str], start: int, end: int) -> bool:
    """Whether a fence is open at ``end`` when none is at ``start``; an info string inside a fence counts as open."""
    fence: Fence | None = None
    for i in range(start, end):
        line = lines[i]
        if "```" not in line and "~~~" not in line:
            continue
        if fence is None:
            fence = fence_of(line)
        elif closes(line, fence):
            fence = None
        else:
            other = fence_of(line)
            if other and other.mark == fence.mark and other.length >= fence.length and other.indent < 4:
                return True
    return fence is not None


def comment_left_open(line: str) -> bool:
    """Whether a comment begins on the line, outside inline code, and does not end there."""
    index = 0
    while True:
        start = line.find("<!--", index)
        if start < 0:
            return False
        if line.count("`", index, start) % 2:
            index = start + 4
            if "`" not in line[index:]:
                return False
            index = line.index("`", index) + 1
            continue
        end = line.find("-->", start + 2)
        if end < 0:
            return True
        index = end + 3
