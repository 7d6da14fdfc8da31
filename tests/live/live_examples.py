"""Decks and records for the tests of talks."""

from __future__ import annotations

from dataclasses import replace

from app.deck.model import Canvas, Deck, DeckSettings, Slide, Source
from app.deck.outline import outline_of
from app.live.commands import Start
from app.live.state import Record, apply, blank

NOTE = "NOTE-FOR-THE-SPEAKER"


def slide(slide_id: str, number: int, steps: int = 0, **more: object) -> Slide:
    made = Slide(
        id=slide_id,
        h=number - 1,
        v=0,
        number=number,
        title=slide_id.title(),
        source=Source("PITCHME.md", number, number),
        params={},
        steps=steps,
        html=f"<h1>{slide_id}</h1>",
        digest=f"digest-of-{slide_id}",
        notes=NOTE,
        notes_html=f"<p>{NOTE}</p>",
    )
    return replace(made, **more)  # type: ignore[arg-type]


def deck(*slides: str, digest: str = "d1", deck_id: str = "talk", html: dict[str, str] | None = None) -> Deck:
    """A deck of slides such as ``"intro"`` or ``"code:3"`` (three steps); ``html`` changes the content of some."""
    made = []
    for number, text in enumerate(slides, 1):
        name, _, steps = text.partition(":")
        one = slide(name, number, int(steps or 0))
        if html and name in html:
            one = replace(one, html=html[name], digest=f"digest-of-{html[name]}")
        made.append(one)
    return Deck(deck_id, "PITCHME.md", "Talk", digest, DeckSettings(), Canvas(1280, 720), tuple(made))


OUTLINE = outline_of([("one", 0, 0, 0, False, False), ("two", 0, 1, 0, False, False)])


def record(rev: int = 2, code: str = "CODE234") -> Record:
    """A talk that has begun."""
    started = apply(blank("e", OUTLINE, "d1"), Start(code), OUTLINE, now=0, device="laptop")
    assert isinstance(started, Record)
    return replace(started, rev=rev)
