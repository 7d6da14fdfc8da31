"""The galleries show the language: each slide's note holds the slide's source, and nothing in them is wrong."""

from __future__ import annotations

import re

import pytest

from app.check.findings import check
from app.deck.build import Options
from app.deck.delimiters import Way
from app.deck.split import Part, split
from app.markdown.diagnostic import Severity
from app.markdown.widgets.rules import KNOWN
from tests.conftest import PROJECT

SLIDES = PROJECT / "slides"
FILES = ("gallery/PITCHME.md", "gallery/parts/visitors.md", "gallery-grid/PITCHME.md")
SOURCE = re.compile(r"^(`{3,})markdown\n(.*?)^\1$", re.M | re.S)
# Synonyms and closing words, what is drawn nowhere, and what only an operator who allows other hosts can show.
ELSEWHERE = frozenset(
    """cite cloud whiteboard plantuml uml graphviz ghost img tweet youtube vimeo fad fal fas toc li span spanend
    mathend""".split()  # noqa: SIM905
)


def source_of(part: Part) -> str:
    """What an author types for the slide: its text below its delimiter, if that says something."""
    sign = {None: "", Way.RIGHT: "---", Way.BELOW: "+++"}[part.way]
    return (f"{sign}?{part.raw}\n\n" if part.raw else "") + part.body.strip()


def parts() -> list[tuple[str, Part]]:
    """Every slide with text of the galleries, with its file."""
    return [(name, part) for name in FILES for part in split((SLIDES / name).read_text("utf-8")) if part.body.strip()]


@pytest.mark.parametrize(("name", "part"), parts(), ids=lambda one: f"{one.first}" if isinstance(one, Part) else one)
def test_the_note_of_a_slide_holds_its_source(name: str, part: Part) -> None:
    shown = SOURCE.search(part.notes or "")
    assert shown, name
    assert shown[2].strip() == source_of(part)


@pytest.mark.parametrize("deck", ["gallery", "gallery-grid"])
def test_nothing_is_wrong_with_a_gallery(deck: str) -> None:
    found = check(SLIDES / deck, options=Options())
    assert [fault for fault in found.faults if fault.severity is not Severity.INFO] == []


def test_every_widget_is_shown_once() -> None:
    text = "\n".join(part.body for _, part in parts())
    missing = {name for name in KNOWN - ELSEWHERE if not re.search(rf"@{name}(?![a-z])", text)}
    assert missing == set()


def test_the_pictures_of_the_galleries_are_ours() -> None:
    """Nothing of a gallery comes from another host: a room without internet sees all of it."""
    for name in FILES:
        assert not re.search(r"!\[[^\]]*\]\(https?:|src=\"https?:|image=https?:", (SLIDES / name).read_text("utf-8"))
