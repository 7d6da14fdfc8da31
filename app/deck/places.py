"""Where a text names something: for diagnostics about what only the finished slide shows."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple
from urllib.parse import quote, unquote


class Spot(NamedTuple):
    """A place, 1-based, and what stands there."""

    line: int = 1
    column: int = 1
    text: str = ""


class Places:
    """The places in a text, one after the other, in time linear in the text for each thing that is looked for."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._next: dict[str, tuple[Spot, int]] = {}

    @cached_property
    def _starts(self) -> list[int]:
        starts, end = [0], self._source.find("\n")
        while end >= 0:
            starts.append(end + 1)
            end = self._source.find("\n", end + 1)
        return starts

    def next(self, wanted: str) -> Spot:
        """The first place that names ``wanted`` (an address as it stands in a page, or words), at the next call the
        second one; the last one again if there are no more, the beginning of the text if there is none."""
        before, position = self._next.get(wanted, (Spot(), 0))
        writings = (before.text,) if before.text else _writings(wanted) if position == 0 else ()
        for text in writings:
            start = self._source.find(text, position)
            if start >= 0:
                line = bisect_right(self._starts, start)
                before, position = Spot(line, start - self._starts[line - 1] + 1, text), start + len(text)
                break
        else:
            position = len(self._source)
        self._next[wanted] = before, max(position, 1)
        return before

    def line(self, number: int) -> str:
        """A line of the text, without its end."""
        start = self._starts[number - 1]
        end = self._source.find("\n", start)
        return self._source[start : end if end >= 0 else None]


def _writings(wanted: str) -> tuple[str, ...]:
    """How an author may have written it; one letter could be anywhere."""
    writings = dict.fromkeys((wanted, unquote(wanted), quote(wanted), wanted.rpartition("/")[2]))
    return tuple(text for text in writings if len(text) > 1)
