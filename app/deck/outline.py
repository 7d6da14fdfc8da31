"""The order of a deck's slides and their steps: where next and previous lead. Pure; everything live stands on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from app.deck.model import Deck


class Place(NamedTuple):
    """A slide's id and how many of its steps have happened."""

    slide: str
    step: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What navigation knows of a slide."""

    id: str
    steps: int
    h: int
    v: int
    hidden: bool = False
    appendix: bool = False


@dataclass(frozen=True)
class Outline:
    """The slides in order. Hidden slides are passed over but can be gone to."""

    entries: tuple[Entry, ...]

    @cached_property
    def _indices(self) -> dict[str, int]:
        return {entry.id: index for index, entry in enumerate(self.entries)}

    @property
    def first(self) -> str:
        """The first slide that is not hidden (the very first if all are)."""
        return next((entry.id for entry in self.entries if not entry.hidden), self.entries[0].id)

    def __contains__(self, slide: object) -> bool:
        return slide in self._indices

    def entry(self, slide: str) -> Entry | None:
        """The slide of that id, if there is one."""
        index = self._indices.get(slide)
        return None if index is None else self.entries[index]

    def index(self, slide: str) -> int | None:
        """The place of a slide in the order, from 0; None if there is none of that id."""
        return self._indices.get(slide)

    def steps(self, slide: str) -> int | None:
        """The clicks that a slide holds; None if there is no such slide."""
        entry = self.entry(slide)
        return entry.steps if entry else None

    def clamp(self, slide: str, step: int) -> Place:
        """The nearest place that exists: an unknown slide is the first, steps end at the slide's last."""
        entry = self.entry(slide)
        return Place(slide, max(0, min(step, entry.steps))) if entry else Place(self.first, 0)

    def next(self, slide: str, step: int) -> Place:
        """One click on: the next step, else the start of the next slide, else where it is (the end)."""
        here = self.clamp(slide, step)
        index = self._indices[here.slide]
        if here.step < self.entries[index].steps:
            return Place(here.slide, here.step + 1)
        after = next((entry for entry in self.entries[index + 1 :] if not entry.hidden), None)
        return Place(after.id, 0) if after else here

    def previous(self, slide: str, step: int) -> Place:
        """One click back: the step before, else the slide before with all its steps, else where it is (the start)."""
        here = self.clamp(slide, step)
        if here.step > 0:
            return Place(here.slide, here.step - 1)
        index = self._indices[here.slide]
        before = next((self.entries[i] for i in range(index - 1, -1, -1) if not self.entries[i].hidden), None)
        return Place(before.id, before.steps) if before else here

    def neighbour(self, old: Outline, slide: str) -> str:
        """Where somebody on ``slide`` of the ``old`` outline belongs now.

        On the same slide if it still exists; on the new slide that stands where it stood (it was renamed); else on the
        nearest slide before it that is left.
        """
        if slide in self:
            return slide
        gone = old.index(slide)
        if gone is None:
            return self.first
        before = next((i for i in range(gone - 1, -1, -1) if old.entries[i].id in self), -1)
        anchor = self._indices[old.entries[before].id] if before >= 0 else -1
        fresh = list[str]()
        for entry in self.entries[anchor + 1 :]:
            if entry.id in old:
                break
            fresh.append(entry.id)
        if fresh:
            return fresh[min(gone - before, len(fresh)) - 1]
        return self.entries[anchor].id if anchor >= 0 else self.first


def outline(deck: Deck) -> Outline:
    """The outline of a deck."""
    return outline_of((s.id, s.steps, s.h, s.v, s.hidden, s.appendix) for s in deck.slides)


def outline_of(rows: Iterable[tuple[str, int, int, int, bool, bool]]) -> Outline:
    """An outline from (id, steps, h, v, hidden, appendix); at least one row."""
    return Outline(tuple(Entry(*row) for row in rows))
