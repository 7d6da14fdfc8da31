"""The text of a file becomes the parts that are its slides (spec section 2) with their notes (section 4).

One pass over the lines, no regular expression over the text: the first character of a line says what it may be.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple

from app.deck.delimiters import Delimiters, Way, standard
from app.deck.fences import Fence, closes, comment_left_open, fence_of, looks_unclosed, opens_another

MARKS = ("```", "~~~", "<!--", "-->", "[drag", "[drop")
NOTE_HEADS = [a + b + c for a in "nN" for b in "oO" for c in "tT"]


class Fault(StrEnum):
    """What never ended. The value is the diagnostic's code."""

    FENCE = "unclosed-fence"
    COMMENT = "unclosed-comment"


class Part(NamedTuple):
    """The text of one slide.

    ``way`` is where its delimiter leads (None: no delimiter, the first slide), ``raw`` the parameter text behind the
    delimiter's ``?``. Lines are 1-based: ``first`` is the delimiter's line (or the first one), ``last`` the last,
    ``body_line`` where ``body`` begins, ``notes_line`` where ``notes`` begin. ``source`` is the whole part as it stands
    in the file. ``fault`` is a fence or comment that never ends, with its line.
    """

    way: Way | None
    raw: str
    first: int
    last: int
    body: str
    body_line: int
    notes: str | None
    notes_line: int
    source: str
    grid: bool = False
    fault: tuple[Fault, int] | None = None


def normalise(text: str) -> str:
    """Without the byte order mark and with LF alone, so that line numbers are those of every editor."""
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


@dataclass(slots=True)
class _Open:
    """The part that the scanner is in; ``note`` is the index of its ``Note:`` line."""

    start: int
    way: Way | None
    raw: str
    note: int = -1
    grid: bool = False
    fault: tuple[Fault, int] | None = None


class Scanner:
    """Walks the lines of one normalised text, and of these only the ones that can matter (``telling``).

    ``certain`` says that no part was told by lines of another one: each fence and comment ended before a delimiter."""

    def __init__(self, text: str, skip: int, delimiters: Delimiters) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.starts = list(accumulate(map((1).__add__, map(len, self.lines)), initial=0))
        self.skip = skip
        self.delimiters = delimiters
        self.telling = self._telling_lines()
        self.trials = 0
        self.certain = True

    def parts(self, limit: int | None = None) -> list[Part]:
        """The parts in order, at least one, at most ``limit``."""
        lines, way_of, part, found = self.lines, self.delimiters.match, _Open(self.skip, None, ""), list[Part]()
        index = self._first_delimiter(part)
        for position, candidate in enumerate(self.telling):
            if candidate < index:
                continue  # inside a fence or a comment
            index, line = candidate, lines[candidate]
            delimiter = way_of(line)
            fence = None if delimiter else fence_of(line)
            if delimiter:
                found.append(self._close(part, index))
                if len(found) == limit:
                    return found
                part = _Open(index, *delimiter)
                index += 1
            elif fence:
                index = self._after_fence(part, position, fence)
            elif "<!--" in line and comment_left_open(line):
                index = self._after_comment(part, position)
            elif part.note < 0 and is_note(line):
                part.note = index
            elif "[drag" in line or "[drop" in line:
                part.grid = True
        found.append(self._close(part, len(lines)))
        return found

    def _first_delimiter(self, part: _Open) -> int:
        """A delimiter on the very first line belongs to the first slide (spec section 2)."""
        delimiter = self.delimiters.match(self.lines[self.skip]) if self.skip < len(self.lines) else None
        if not delimiter:
            return self.skip
        part.way, part.raw = delimiter
        return self.skip + 1

    def _after_fence(self, part: _Open, position: int, fence: Fence) -> int:
        """The line to go on with: behind the closing fence, or at the delimiter that ends an unclosed one."""
        lines, delimiter = self.lines, -1
        start = self.telling[position]
        for later in range(position + 1, len(self.telling)):
            i = self.telling[later]
            line = lines[i]
            if closes(line, fence):
                if delimiter >= 0:
                    self.certain = False
                    if looks_unclosed(self, i):
                        break
                return i + 1
            if (delimiter >= 0 or fence.indent > 3) and opens_another(line, fence):
                break  # a fence with a language, on a later slide: ours was never closed
            if delimiter < 0 and self.is_delimiter(line):
                delimiter = i
        self.certain = False
        if fence.indent > 3:
            return start + 1  # indented code that happens to hold backticks
        part.fault = part.fault or (Fault.FENCE, start + 1)
        return delimiter if delimiter >= 0 else len(lines)

    def _after_comment(self, part: _Open, position: int) -> int:
        """As ``_after_fence``: a comment that begins in an open one, behind a delimiter, shows that it never ended."""
        lines, delimiter = self.lines, -1
        start = self.telling[position]
        for later in range(position + 1, len(self.telling)):
            i = self.telling[later]
            line = lines[i]
            end = line.find("-->")
            if delimiter >= 0 and "<!--" in (line if end < 0 else line[:end]):
                break
            if end >= 0 and not comment_left_open(line[end + 3 :]):
                self.certain = self.certain and delimiter < 0
                return i + 1
            if delimiter < 0 and self.is_delimiter(line):
                delimiter = i
        self.certain = False
        part.fault = part.fault or (Fault.COMMENT, start + 1)
        return delimiter if delimiter >= 0 else len(lines)

    def is_delimiter(self, line: str) -> bool:
        return self.delimiters.match(line) is not None

    def _telling_lines(self) -> list[int]:
        """The indices of lines that can begin or end something, found at the speed of a text search."""
        if self.delimiters.patterns:
            return list(range(self.skip, len(self.lines)))
        width = min(3, *(len(literal) for literal, _ in self.delimiters.literals))
        heads = {literal[:width] for literal, _ in self.delimiters.literals} | {head[:width] for head in NOTE_HEADS}
        found = {i for i, line in enumerate(self.lines) if line[:width] in heads}
        found.update(bisect_right(self.starts, place) - 1 for mark in MARKS for place in occurrences(self.text, mark))
        return sorted(i for i in found if i >= self.skip)

    def _close(self, part: _Open, end: int) -> Part:
        """The part from its start to the line before ``end``."""
        text, starts, start = self.text, self.starts, part.start
        body = start + (part.way is not None)
        if part.note < 0:
            notes, notes_line, stop = None, 0, end
        else:
            notes, notes_line = notes_of(self.lines, part.note, end)
            stop = part.note
        return Part(
            part.way,
            part.raw,
            start + 1,
            max(end, start + 1),
            text[starts[body] : max(starts[body], starts[stop] - 1)],
            body + 1,
            notes,
            notes_line,
            text[starts[start] : starts[end]],
            part.grid,
            part.fault,
        )


def occurrences(text: str, piece: str) -> Iterator[int]:
    """Where the piece stands in the text, once a line."""
    place = text.find(piece)
    while place >= 0:
        yield place
        end = text.find("\n", place)
        place = text.find(piece, end) if end >= 0 else -1


def is_note(line: str) -> bool:
    """Whether the line begins the notes: ``Note:`` or ``Notes:`` at column 0, in any letter case (spec section 4)."""
    return line[:5].lower() == "note:" or line[:6].lower() == "notes:"


def notes_of(lines: list[str], start: int, end: int) -> tuple[str | None, int]:
    """The markdown of the notes and its first line (1-based); the rest of the ``Note:`` line is part of them."""
    rest = lines[start].partition(":")[2].strip()
    first = start
    if not rest:
        first += 1
        while first < end and not lines[first].strip():
            first += 1
    text = "\n".join(([rest] if rest else []) + lines[first + bool(rest) : end]).rstrip()
    return text or None, first + 1


def split(text: str, *, skip: int = 0, delimiters: Delimiters | None = None, limit: int | None = None) -> list[Part]:
    """Split a normalised text. The first ``skip`` lines are front matter and belong to no part; what is behind
    ``limit`` parts is left out."""
    return Scanner(text, skip, delimiters or standard()).parts(limit)
