"""The deck as the audience may have it: these values have no field for notes, so no page made of them can show any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from app.deck.model import Canvas, Deck, DeckSettings, Slide


@dataclass(frozen=True, slots=True)
class AudienceSlide:
    """A slide without its notes and its place in the source."""

    id: str
    h: int
    v: int
    number: int
    title: str
    params: Mapping[str, str]
    steps: int
    html: str
    digest: str
    attributes: Mapping[str, str]
    classes: tuple[str, ...]
    layout: str
    appendix: bool


@dataclass(frozen=True)
class AudienceDeck:
    """A deck without notes, diagnostics, hidden slides and paths of files."""

    id: str
    title: str
    digest: str
    settings: DeckSettings
    canvas: Canvas
    slides: tuple[AudienceSlide, ...]
    stylesheets: tuple[str, ...]

    @cached_property
    def sections(self) -> tuple[tuple[AudienceSlide, ...], ...]:
        """The slides of each section, in order; a stack has more than one."""
        groups: dict[int, list[AudienceSlide]] = {}
        for slide in self.slides:
            groups.setdefault(slide.h, []).append(slide)
        return tuple(tuple(group) for group in groups.values())

    @cached_property
    def count(self) -> int:
        """How many slides people are told there are; the appendix does not count."""
        return sum(not slide.appendix for slide in self.slides)

    def slide(self, slide_id: str) -> AudienceSlide | None:
        """The slide of that id, if there is one."""
        return next((slide for slide in self.slides if slide.id == slide_id), None)


def audience_slide(slide: Slide) -> AudienceSlide:
    """Leave out what only the presenter may have."""
    return AudienceSlide(
        slide.id,
        slide.h,
        slide.v,
        slide.number,
        slide.title,
        slide.params,
        slide.steps,
        slide.html,
        slide.digest,
        slide.attributes,
        slide.classes,
        slide.layout,
        slide.appendix,
    )


def seen(deck: Deck) -> tuple[Slide, ...]:
    """The slides that the audience sees, at least one."""
    return tuple(slide for slide in deck.slides if not slide.hidden) or deck.slides[:1]


def audience(deck: Deck) -> AudienceDeck:
    """The audience's view of a deck."""
    slides = tuple(map(audience_slide, seen(deck)))
    settings = replace(deck.settings, template="", globals=(), other={})
    return AudienceDeck(
        deck.id,
        deck.title,
        deck.digest,
        settings,
        deck.canvas,
        slides,
        deck.stylesheets,
    )
