"""The real decks as they were when somebody looked at them: places, steps, titles (as hashes) and what is told.

``PITCHME_APPROVE=1 make test TESTS=tests/corpus`` writes the files anew; look at what ``git diff`` shows then.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest

from app.deck.audience import audience
from app.deck.model import Deck
from app.library.library import Library
from tests.conftest import CORPUS
from tests.deck.deck_oracles import faults

APPROVED = Path(__file__).parent / "approved"
# What depends on the programs of the machine, not on the deck.
OF_THE_MACHINE = frozenset({"diagram-not-drawn"})
LEFT_OVER = {
    "@word[": re.compile(r"(?<![\w.])@\w+\["),
    "@[": re.compile(r"@\["),
    "@word": re.compile(r"@(?:snap|div|css|span|ul|ol|math|box|quote)(?:end)?\b"),
    "[drag=": re.compile(r"\[(?:drag|drop)="),
    "delimiter": re.compile(r"^(?:---|\+\+\+)(?:\s*\?|$)", re.M),
    "Note:": re.compile(r"^Notes?:", re.M | re.I),
    "{{x}}": re.compile(r"\{\{\s*[\w.-]+\s*\}\}"),
    "<!--": re.compile(r"<!--"),
    "tag": re.compile(r"</?(?:div|span|p|br|img|b|i|ul|li|table|td|tr|a|section|style|script|iframe)\b"),
    "fence": re.compile(r"```|~~~"),
    "image": re.compile(r"!\[[^\]]*\]\("),
}
# The first is told to its author: `@color[…]` and `@size[…]` without the body that they need stay text. The second is a
# list item that begins so, and means it.
KNOWN = {"tradecloud-gitpitch-akka-kafka": {"@word[": 4}, "yexingok-gitpitch-phptrace": {"Note:": 1}}


class Text(HTMLParser):
    """The text that a slide shows outside code; what begins a paragraph or heading begins a line."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.code = 0
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.code += tag in ("code", "pre", "kbd")
        if re.fullmatch(r"p|div|h[1-6]|br|td|blockquote", tag):
            self.text += "\n"

    def handle_endtag(self, tag: str) -> None:
        self.code -= tag in ("code", "pre", "kbd")

    def handle_data(self, data: str) -> None:
        if not self.code:
            self.text += data


@pytest.fixture(scope="module")
def decks() -> Mapping[str, Deck]:
    """Every real deck by the name of its file of facts."""
    roots = [CORPUS / name for name in ("gitpitch", "docker-2017")]
    return {deck_id.replace("/", "-"): deck for root in roots for deck_id, deck in Library(root).decks.items()}


def facts(deck: Deck) -> str:
    """What is kept of a deck: nothing of its text."""
    codes = Counter(f"{told.severity} {told.code}" for told in deck.diagnostics if told.code not in OF_THE_MACHINE)
    lines = [f"slides {len(deck.slides)}", *(f"{count} {code}" for code, count in sorted(codes.items())), ""]
    for slide in deck.slides:
        title = hashlib.sha256(slide.title.encode()).hexdigest()[:6]
        marks = " hidden" * slide.hidden + " appendix" * slide.appendix + " notes" * bool(slide.notes)
        lines.append(f"{slide.h} {slide.v} {slide.steps} {slide.layout} {title}{marks}")
    return "\n".join(lines) + "\n"


def left_over(deck: Deck) -> Counter[str]:
    """How often each piece of the language stands on slides as text."""
    texts = [Text(slide.html).text for slide in audience(deck).slides]
    found = {kind: sum(len(pattern.findall(text)) for text in texts) for kind, pattern in LEFT_OVER.items()}
    return Counter({kind: count for kind, count in found.items() if count})


@pytest.mark.corpus
def test_real_decks_are_as_they_were_approved(decks: Mapping[str, Deck]) -> None:
    if os.environ.get("PITCHME_APPROVE"):
        for old in APPROVED.glob("*.txt"):
            old.unlink()
        for name, deck in decks.items():
            (APPROVED / f"{name}.txt").write_text(facts(deck))
    assert {path.stem for path in APPROVED.glob("*.txt")} == set(decks)
    for name, deck in decks.items():
        assert facts(deck) == (APPROVED / f"{name}.txt").read_text(), name


@pytest.mark.corpus
def test_nothing_of_the_language_is_left_over_on_a_slide(decks: Mapping[str, Deck]) -> None:
    found = {name: left_over(deck) for name, deck in decks.items()}
    assert {name: counts for name, counts in found.items() if counts} == KNOWN


@pytest.mark.corpus
def test_every_real_deck_is_whole_and_harmless(decks: Mapping[str, Deck]) -> None:
    assert {name: list(faults(deck)) for name, deck in decks.items() if list(faults(deck))} == {}
