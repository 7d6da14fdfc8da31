"""Decks that went wrong in any way: they are built, harmless, and keep their notes to themselves."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

import pytest

from app.deck.build import Options, SlideCache
from app.deck.config import front_matter
from app.deck.delimiters import standard
from app.deck.split import normalise, split
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


def broken(number: int) -> str:
    """A deck that went wrong, the same one each time."""
    chance = Random(f"property {number}")
    return mutated(chance.choice(seeds()), chance, seeds())


@pytest.mark.parametrize("part", range(5))
def test_a_deck_that_grows_wrong_is_built_as_if_it_were_new(part: int) -> None:
    chance, cache, text = Random(f"edits {part}"), SlideCache(), seeds()[part]
    for _ in range(30):
        text = mutated(text, chance, seeds())
        files = {**FILES, "more.md": mutated("# More\n---\n## Still more\n", chance, seeds())}
        assert deck_of(text, files, cache=cache) == deck_of(text, files), text


@pytest.mark.parametrize("part", range(5))
def test_a_slide_is_the_same_alone_and_within_a_deck(part: int) -> None:
    for number in range(part * 20, part * 20 + 20):
        text = normalise(broken(number))
        skip = front_matter(text)
        head = "\n".join(text.split("\n")[:skip]) + "\n" if skip else ""
        parts = split(text, skip=skip)
        if any(one.fault for one in parts) or "delim" in head or "include" in text:
            continue
        together = deck_of(text, FILES)
        for one, slide in zip(parts, together.slides, strict=True):
            if any(map(standard().match, one.source.split("\n")[1:])):
                continue  # whether a fence that holds a delimiter was meant to be closed is seen by what follows
            delimiter = "" if one.way else "---\n"
            alone = deck_of(f"{head}# First\n{delimiter}{one.source}".removesuffix("\n"), FILES)
            assert [made.html for made in alone.slides[1:]] == [slide.html], one.source
            assert alone.slides[-1].steps == slide.steps
            assert alone.slides[-1].notes == slide.notes


@pytest.mark.parametrize("part", range(5))
def test_an_inserted_slide_changes_no_other_ones_id(part: int) -> None:
    for number in range(part * 20, part * 20 + 20):
        text = normalise(broken(number))
        skip = front_matter(text)
        parts = split(text, skip=skip)
        if any(one.fault for one in parts) or "delim" in "\n".join(text.split("\n")[:skip]):
            continue
        place = Random(number).choice(parts).last
        lines = text.split("\n")
        longer = "\n".join([*lines[:place], "", "---", "# Nothing else is called so", *lines[place:]])
        before, after = deck_of(text, FILES), deck_of(longer, FILES)
        ids = [slide.id for slide in after.slides]
        ids.remove("nothing-else-is-called-so")
        assert ids == [slide.id for slide in before.slides], longer
