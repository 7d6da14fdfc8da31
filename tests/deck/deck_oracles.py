"""What holds for every deck, whatever its text: what the fuzzer and the tests of mutated decks ask of each."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from app.deck.audience import AudienceDeck, audience
from app.deck.model import Deck
from app.deck.section import section
from app.markdown.tags import VOID

CANARY = "zqcanary"
# The one host whose frames the operator may have allowed.
ALLOWED = "x.y"
# A slide that holds all that the audience must not have; it follows the text that is tried.
LAST_SLIDE = f"""

---

# Last

- one | @note[{CANARY} of a step]

<!-- {CANARY} in a comment -->

Note:
{CANARY} of the slide
"""
_NEVER = frozenset({"script", "style", "object", "embed", "link", "meta", "base", "frame", "template"})
# Attributes that are read as text, never as an address.
_TEXTS = frozenset({"alt", "title", "aria-label", "class", "data-title", "data-id"})


class Inert(HTMLParser):
    """Reads a slide's section as a browser does and remembers what must not be there."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.sections = 0
        self.steps: set[int] = set()
        self.faults: list[str] = []
        self.feed(html)
        self.close()
        if self.open:
            self.faults.append(f"never closed: {self.open}")
        if self.sections != 1:
            self.faults.append(f"{self.sections} sections")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.sections += tag == "section"
        if tag in _NEVER:
            self.faults.append(f"<{tag}>")
        if tag == "iframe" and (
            "sandbox" not in dict(attrs) or not f"{dict(attrs).get('src')}/".startswith(f"https://{ALLOWED}/")
        ):
            self.faults.append(f"<iframe {attrs}>")
        for name, value in attrs:
            self._attribute(tag, name, value or "")
        if tag not in VOID:
            self.open.append(tag)

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name.startswith("on") or name in ("srcdoc", "formaction"):
            self.faults.append(f"<{tag} {name}>")
        address = "".join(value.split()).lower()
        if name not in _TEXTS and address.startswith(("javascript:", "vbscript:", "data:text/html")):
            self.faults.append(f"<{tag} {name}={value!r}>")
        if name == "data-fragment-index":
            self.steps.add(int(value) if value.lstrip("-").isdecimal() else -2)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")


def faults(deck: Deck) -> Iterator[str]:
    """What is wrong with a built deck, in words; nothing, if all is well."""
    for told in deck.diagnostics:
        if told.code in ("slide-failed", "build-failed"):
            yield f"{told.code}: {told.message}"
        if told.line < 1 or told.column < 1:
            yield f"{told.code} has no place: line {told.line}, column {told.column}"
    if len({slide.id for slide in deck.slides}) != len(deck.slides):
        yield "two slides have one id"
    yield from _places(deck)
    seen = audience(deck)
    yield from _pages(seen)
    try:
        "".join([deck.title, *(f"{told.message}{told.text}{told.path}" for told in deck.diagnostics)]).encode()
        "".join(f"{slide.id}{slide.notes}{slide.notes_html}{section(slide, count=1)}" for slide in deck.slides).encode()
    except UnicodeEncodeError as error:
        yield f"no page can hold {error.object[error.start]!a}"
    if deck.slides[-1].title == "Last" and CANARY in repr(seen):
        yield "the audience sees a note or a comment"


def _places(deck: Deck) -> Iterator[str]:
    """Sections follow each other without gaps, and so do the slides of each stack."""
    before = (-1, 0, 0)
    for slide in deck.slides:
        if slide.hidden:
            continue
        if slide.number != before[2] + 1 or (slide.h, slide.v) not in ((before[0] + 1, 0), (before[0], before[1] + 1)):
            yield f"slide {slide.id} stands at {slide.h}/{slide.v}, number {slide.number}, after {before}"
        before = (slide.h, slide.v, slide.number)


def _pages(seen: AudienceDeck) -> Iterator[str]:
    for slide in seen.slides:
        read = Inert(section(slide, count=seen.count))
        yield from (f"{slide.id}: {fault}" for fault in read.faults)
        if read.steps - {-1} != set(range(slide.steps)):
            yield f"{slide.id}: {slide.steps} steps are numbered {sorted(read.steps)}"
    if "<script" in seen.settings.footnote_html.lower():
        yield "a script in the footnote"
