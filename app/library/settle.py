"""Saves are not atomic: an editor empties a file and writes it, or takes it away and puts another in its place. What is
seen in between must never reach a screen."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Callable, Iterator, Set
from dataclasses import dataclass, field

from app.library.folder import Folder

GONE = 0.25  # seconds that a missing or empty file must stay so before it is believed
TORN = 0.08  # seconds of quiet before a text that seems cut off is believed
LONGEST = 1.0
BLOCK = 4096  # programs write in blocks of this size or a multiple

_THERE = b"something"
_FENCE = re.compile(rb"`{3,}|~{3,}")


@dataclass(slots=True)
class _Doubt:
    since: float
    until: float
    seen: bytes | None


@dataclass(slots=True)
class Settling:
    """Holds changed paths back while their content looks unfinished. ``depended`` gives the paths that decks depend on;
    all others are believed at once."""

    folder: Folder
    depended: Callable[[], Set[str]]
    _doubts: dict[str, _Doubt] = field(default_factory=dict)

    async def settled(self, changes: AsyncIterator[set[str]]) -> AsyncIterator[set[str]]:
        """The changed paths, each when it can be believed; an empty set as soon as ``changes`` gives one."""
        fresh: asyncio.Task[set[str]] | None = None
        try:
            while True:
                fresh = fresh or asyncio.ensure_future(_next(changes))
                await asyncio.wait({fresh}, timeout=self._patience())
                arrived: set[str] = set()
                if fresh.done():
                    try:
                        arrived = fresh.result()
                    except StopAsyncIteration:
                        return
                    fresh = None
                    if not arrived:
                        yield arrived
                if ready := self._ready(arrived, time.monotonic()):
                    yield ready
        finally:
            if fresh is not None:
                fresh.cancel()

    def _patience(self) -> float | None:
        if not self._doubts:
            return None
        return max(0.0, min(doubt.until for doubt in self._doubts.values()) - time.monotonic())

    def _ready(self, arrived: Set[str], now: float) -> set[str]:
        judged = arrived | {path for path, doubt in self._doubts.items() if doubt.until <= now}
        depended = self.depended() if judged else frozenset()
        return {path for path in judged if self._believable(path, path in depended, now)}

    def _believable(self, path: str, depended: bool, now: float) -> bool:
        """Whether to go on with a path as it is now. The bytes that were judged are those that will be built."""
        text = self.folder.remembered(path)
        self.folder.forget([path])
        if text is None and not depended:
            return True
        old = _THERE if text is None else text
        try:
            new = self._content(path, text is not None)
        except OSError:
            return True
        if not self._doubt(path, old, new, now):
            self._doubts.pop(path, None)
            if text is not None and new is not None:
                self.folder.remember(path, new)
            return True
        if text is not None:
            self.folder.remember(path, text)
        return False

    def _content(self, path: str, text: bool) -> bytes | None:
        """What a path holds: a text itself, of anything else whether there is something; None if it is gone."""
        real = self.folder.resolve(path)
        if real is None:
            return None
        if text:
            return self.folder.read_now(path)
        return _THERE if real.stat().st_size else b""

    def _doubt(self, path: str, old: bytes, new: bytes | None, now: float) -> bool:
        """Note that a content is in doubt; False if it is not or has been so for long enough."""
        wait = doubtful(old, new)
        doubt = self._doubts.get(path)
        if not wait:
            return False
        if doubt is None or doubt.seen != new:
            doubt = _Doubt(doubt.since if doubt else now, now + wait, new)
        self._doubts[path] = doubt
        return now < doubt.until and now - doubt.since < LONGEST


async def _next(changes: AsyncIterator[set[str]]) -> set[str]:
    return await anext(changes)


def doubtful(old: bytes | None, new: bytes | None) -> float:
    """How many seconds a text must stay as it is before it replaces ``old``; 0 if it looks complete.

    It looks unfinished when it is missing or empty, when it is the beginning of what was there or less than half of it,
    when it stops at the edge of a block, when its last line lost its end, or when it stops inside a character or a
    code fence.
    """
    if not new:
        return GONE if old else 0
    if old is None or new == old:
        return 0
    cut = (
        old.startswith(new)
        or len(new) * 2 < len(old)
        or len(new) % BLOCK == 0
        or (old.endswith(b"\n") and not new.endswith(b"\n"))
        or (_stops_inside_a_character(new) and not _stops_inside_a_character(old))
        or (_stops_inside_a_fence(new) and not _stops_inside_a_fence(old))
    )
    return TORN if cut else 0


def _stops_inside_a_character(text: bytes) -> bool:
    for back in range(1, min(4, len(text)) + 1):
        byte = text[-back]
        if byte >= 0xC0:  # a first byte: it says how many must follow
            return back < (2 if byte < 0xE0 else 3 if byte < 0xF0 else 4)
        if byte < 0x80:
            return False
    return False


def _stops_inside_a_fence(text: bytes) -> bool:
    opened = b""
    for place in sorted(place for mark in (b"```", b"~~~") for place in _at_the_start_of_lines(text, mark)):
        found = _FENCE.match(text, place)
        assert found is not None
        mark = found.group()
        if not opened:
            opened = mark
        elif mark[:1] == opened[:1] and len(mark) >= len(opened):
            opened = b""
    return bool(opened)


def _at_the_start_of_lines(text: bytes, mark: bytes) -> Iterator[int]:
    """Where a mark stands first on its line, behind at most three blanks."""
    place = text.find(mark)
    while place >= 0:
        start = text.rfind(b"\n", 0, place) + 1
        if place - start <= 3 and not text[start:place].strip(b" "):
            yield place
        end = text.find(b"\n", place)
        place = text.find(mark, end) if end >= 0 else -1
