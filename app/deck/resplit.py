"""An edited text is split again: what stands around the edit is taken from the split before.

Slides are told apart from their first line on, so a part is the same wherever its text is the same between two
delimiters. Only where a fence or a comment is in doubt does the text behind a part count too: such a text is split
whole.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.deck.delimiters import Delimiters
from app.deck.split import Part, Scanner


@dataclass(frozen=True, slots=True)
class Split:
    """The parts of a text and what decided about them. ``certain`` says that each was told by its own lines alone."""

    parts: list[Part]
    skip: int
    delimiters: Delimiters
    limit: int
    certain: bool


def resplit(text: str, before: Split | None, *, skip: int, delimiters: Delimiters, limit: int) -> Split:
    """As `split`; ``before`` is the split of an earlier text, which may be any."""
    if before is not None and before.certain and (before.skip, before.delimiters) == (skip, delimiters):
        parts = _around(text, before.parts, skip, delimiters)
        if parts is not None and max(len(parts), len(before.parts)) < limit:
            return Split(parts, skip, delimiters, limit, certain=True)
    scanner = Scanner(text, skip, delimiters)
    return Split(scanner.parts(limit), skip, delimiters, limit, scanner.certain)


def _around(text: str, old: list[Part], skip: int, delimiters: Delimiters) -> list[Part] | None:
    """The parts of ``text`` where only the changed stretch is scanned; None if that is not enough to tell."""
    first, start = _same_at_the_start(text, old, _offset(text, skip))
    if first == len(old):
        return old
    last, end = _same_at_the_end(text, old, first, start)
    stretch = text[start:end]
    if last < len(old):
        stretch = stretch.removesuffix("\n")
    if not stretch:
        return None
    scanner = Scanner(stretch, 0, delimiters)
    fresh = scanner.parts()
    if not scanner.certain:
        return None
    lines = old[first].first - 1 if first else skip
    if last == len(old):
        return old[:first] + _shifted(fresh, lines)
    fresh[-1] = fresh[-1]._replace(source=fresh[-1].source + "\n")
    moved = lines + fresh[-1].last + 1 - old[last].first
    return old[:first] + _shifted(fresh, lines) + _shifted(old[last:], moved)


def _same_at_the_start(text: str, old: list[Part], place: int) -> tuple[int, int]:
    """How many parts stand there as before, and where the next begins. Of those that did not stay, the one in front is
    left out too: it may no longer end where it did."""
    before = place
    for count, part in enumerate(old):
        ends = place + len(part.source)
        if not text.startswith(part.source, place) or (count == len(old) - 1 and ends != len(text)):
            return (count - 1, before) if count else (0, place)
        before, place = place, ends
    return len(old), place


def _same_at_the_end(text: str, old: list[Part], first: int, start: int) -> tuple[int, int]:
    """The first of the parts that end the text as before, and where it begins, at a line of its own."""
    last, end = len(old), len(text)
    while last > first + 1 and end > start and text.endswith(old[last - 1].source, start + 1, end):
        last, end = last - 1, end - len(old[last - 1].source)
    while last < len(old) and text[end - 1] != "\n":
        last, end = last + 1, end + len(old[last].source)
    return last, end


def _offset(text: str, lines: int) -> int:
    """Where the text behind so many lines begins."""
    place = 0
    for _ in range(lines):
        place = text.find("\n", place) + 1 or len(text)
    return place


def _shifted(parts: list[Part], lines: int) -> list[Part]:
    """The parts, so many lines further down; none of them has a fault."""
    if not lines:
        return parts
    return [
        Part(
            part.way, part.raw, part.first + lines, part.last + lines, part.body, part.body_line + lines, part.notes,
            part.notes_line + lines if part.notes_line else 0, part.source, part.grid,
        )
        for part in parts
    ]  # fmt: skip
