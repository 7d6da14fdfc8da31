"""Decks that went wrong in any way: they are built, harmless, and keep their notes to themselves."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

import pytest

from app.deck.build import Options
from tests.deck.deck_oracles import LAST_SLIDE, faults
from tests.deck.deck_texts import deck_of
from tests.deck.mutations import mutated, pieces_of

SLIDES = Path(__file__).resolve().parents[2] / "slides"
FILES: dict[str, str | bytes] = {
    "code.py": "# tag::a[]\nx = 1\n# end::a[]\n" + "y = 2\n" * 9,
    "more.md": "# More\n\nNote: x\n---\n## Still more\n@[1]\n",
    "snippet.md": "## {{a}}\n\n- {{b}} |\n",
    "t.csv": "a,b\n1,2\n",
    "a.diff": "--- a\n+++ b\n@@ -1,2 +1,2 @@\n-x\n+y\n z\n",
    "a.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "a.mmd": "graph LR\na-->b\n",
    "a.puml": "@startuml\na->b\n@enduml\n",
    "x.mp4": "",
    "a.mp3": "",
    "PITCHME.yaml": "mathjax: true\ncharts: true\nfootnote: <b>x</b>\nglobals: ['b=c']\n",
}


@cache
def seeds() -> list[str]:
    return pieces_of(SLIDES)


@pytest.mark.parametrize("part", range(20))
def test_a_deck_that_went_wrong_still_is_a_deck(part: int) -> None:
    for number in range(100):
        chance = Random(f"{part} {number}")
        text = mutated(chance.choice(seeds()), chance, seeds()) + LAST_SLIDE
        deck = deck_of(text, FILES, options=Options(untrusted=number % 3 == 0))
        assert list(faults(deck)) == [], text
