"""What pages are told when their deck was edited: the sections that changed, and nothing that a viewer may not have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from app.deck.audience import audience_slide, seen
from app.deck.build import difference
from app.deck.model import Deck
from app.deck.section import section

# Above this a page is quicker to fetch (compressed, once) than to push to everybody.
MOST_PUSHED = 128 * 1024


class Edit(Protocol):
    """What the library says about one deck after files changed (its `DeckChange`)."""

    @property
    def deck_id(self) -> str: ...
    @property
    def old(self) -> Deck | None: ...
    @property
    def new(self) -> Deck | None: ...
    @property
    def assets(self) -> tuple[str, ...]: ...
    @property
    def report(self) -> Sequence[Mapping[str, object]]: ...
    @property
    def milliseconds(self) -> float: ...


def reload_data(old: Deck, new: Deck, assets: Sequence[str]) -> dict[str, Any] | None:
    """The ``data`` of a ``reload`` event that leads from one deck to the other; None if nothing changed.

    ``page`` tells the client to fetch the page instead: settings changed, or too much to push.
    """
    if old.digest == new.digest and not assets:
        return None
    shown = seen(new)
    count = sum(not slide.appendix for slide in shown)
    change = difference(replace(old, slides=seen(old)), replace(new, slides=shown))
    changed = frozenset(change.changed)
    slides = {slide.id: section(audience_slide(slide), count=count) for slide in shown if slide.id in changed}
    large = sum(len(html) for html in slides.values()) > MOST_PUSHED
    page = change.settings or old.canvas != new.canvas or large
    return {
        "from": old.digest,
        "digest": new.digest,
        "slides": {} if page else slides,
        "removed": list(change.removed),
        "order": None if change.order is None else [list(group) for group in change.order],
        "count": count,
        "assets": list(assets),
        "stylesheets": list(new.stylesheets) if change.stylesheets else None,
        "page": page,
    }
