"""What pages of a deck share, made once for each build: the deck's digest changes with all that shows."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

from markupsafe import Markup

from app.deck.audience import AudienceDeck, AudienceSlide, audience
from app.deck.model import Deck
from app.deck.section import section

T = TypeVar("T")
KEPT = 128


class Views:
    """The last views that were asked for."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, object] = OrderedDict()

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` gave for this key before, or gives now."""
        if key not in self._kept:
            self._kept[key] = make()
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]  # type: ignore[return-value]

    def audience(self, deck: Deck) -> AudienceDeck:
        """The deck as the audience may have it."""
        return self.once(("audience", deck.id, deck.digest), lambda: audience(deck))

    def sections(self, deck: AudienceDeck, start_id: str) -> Markup:
        """Everything inside ``.slides``, with the slide of that id present."""
        return self.once(("sections", deck.id, deck.digest, start_id), lambda: sections(deck, start_id))


def sections(deck: AudienceDeck, start_id: str) -> Markup:
    """The sections and stacks of a deck (product.md, "The page as a contract")."""
    start = next((index for index, slide in enumerate(deck.slides) if slide.id == start_id), 0)
    index = 0
    groups: list[str] = []
    for group in deck.sections:
        states = [state(i, start) for i in range(index, index + len(group))]
        index += len(group)
        inner = "\n".join(one(deck, slide, at) for slide, at in zip(group, states, strict=True))
        if len(group) > 1:
            outer = "present" if "present" in states else states[0]
            inner = f'<section class="stack {outer}">\n{inner}\n</section>'
        groups.append(inner)
    return Markup("\n".join(groups))  # noqa: S704  (section() escapes what is text)


def state(index: int, start: int) -> str:
    """How a slide stands to the one that is shown."""
    return "past" if index < start else "present" if index == start else "future"


def one(deck: AudienceDeck, slide: AudienceSlide, at: str = "present") -> Markup:
    """A single section."""
    return Markup(section(slide, count=deck.count, state=at))  # noqa: S704
