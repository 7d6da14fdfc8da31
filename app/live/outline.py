"""Stand-in until app.deck has the outline."""

from __future__ import annotations

from dataclasses import dataclass

from app.deck.model import Deck


@dataclass(frozen=True)
class DeckOutline:
    """Ids and steps of the slides that are shown, in order."""

    slides: tuple[tuple[str, int], ...]

    @property
    def first(self) -> str:
        return self.slides[0][0]

    def steps(self, slide: str) -> int | None:
        return dict(self.slides).get(slide)

    def _at(self, slide: str) -> int:
        return next((i for i, (name, _) in enumerate(self.slides) if name == slide), 0)

    def next(self, slide: str, step: int) -> tuple[str, int]:
        at = self._at(slide)
        if step < self.slides[at][1]:
            return slide, step + 1
        return (self.slides[at + 1][0], 0) if at + 1 < len(self.slides) else (slide, step)

    def previous(self, slide: str, step: int) -> tuple[str, int]:
        at = self._at(slide)
        if step > 0:
            return slide, step - 1
        return self.slides[at - 1] if at > 0 else (slide, step)

    def neighbour(self, old: DeckOutline, slide: str) -> str:
        at = old._at(slide)
        names = dict(self.slides)
        for name, _ in (*reversed(old.slides[:at]), *old.slides[at:]):
            if name in names:
                return name
        return self.first


def outline(deck: Deck) -> DeckOutline:
    slides = tuple((s.id, s.steps) for s in deck.slides if not s.hidden)
    return DeckOutline(slides or tuple((s.id, s.steps) for s in deck.slides))
