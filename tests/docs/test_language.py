"""Every example of the documents about the language builds, has no fault that it does not name, and does what it says.

An example is a block of code whose language is followed by ``example`` (docs/language.md, "How to read the examples"):

    markdown example slides=2 steps=1 has="<strong>" missing-image

``markdown`` is a deck, ``yaml`` the settings and ``css`` the style sheet of a small one. ``slides``, ``steps`` and
``notes`` (slides that have notes) are counted; ``has`` and ``lacks`` are pieces of the HTML of its slides; ``theme``,
``canvas`` and ``layout`` (of the last slide) are what the deck gets; ``embed`` is a host that the operator allows;
``name`` is the deck's file. Bare words are codes of diagnostics: each must be told, with ``?`` it may be. ``file``
instead of ``example`` is a text that all examples of the document may name.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from app.deck.build import Options, build
from app.deck.model import Deck
from app.library.diagrams import Diagrams
from app.markdown.codes import CODES
from tests.conftest import PROJECT
from tests.deck.deck_texts import Texts

DOCUMENTS = ("language", "coming-from")
BLOCK = re.compile(r"^(`{3,})(\w+) (example|file) ([^\n]*)\n(.*?)^\1$", re.M | re.S)
NAMES = {"markdown": "PITCHME.md", "yaml": "PITCHME.yaml", "css": "PITCHME.css"}
SMALL_DECK = "# A harbour at night\n\n---\n\n## Berths\n\n- one\n- two\n"
# What the examples show and nobody needs to see in a document: all that counts here is that it is there.
MEDIA = ("assets/harbour.svg", "assets/crane.svg", "assets/tide.mp4", "assets/horn.mp3", "assets/logo.svg")
COUNTED = ("slides", "steps", "notes")
SAID = ("theme", "canvas", "layout")


@dataclass(frozen=True)
class Example:
    """A block of a document with the line that it stands on."""

    document: str
    line: int
    language: str
    claims: tuple[tuple[str, str], ...]
    codes: tuple[str, ...]
    text: str

    def all(self, key: str) -> list[str]:
        """The values of a claim, which may be made more than once."""
        return [value for name, value in self.claims if name == key]

    def one(self, key: str, otherwise: str = "") -> str:
        """Its value where it is made once."""
        return next(iter(self.all(key)), otherwise)


def text_of(document: str) -> str:
    return (PROJECT / "docs" / f"{document}.md").read_text("utf-8")


def files_of(document: str) -> dict[str, str | bytes]:
    """What the examples of a document may name; the files of docs/language.md are there for both."""
    found: dict[str, str | bytes] = dict.fromkeys(MEDIA, b"media")
    for name in ("language", document):
        found |= {rest.strip(): text for _, _, kind, rest, text in BLOCK.findall(text_of(name)) if kind == "file"}
    return found


def examples() -> Iterator[Example]:
    """Every example of every document."""
    for document in DOCUMENTS:
        text = text_of(document)
        for block in BLOCK.finditer(text):
            if block[3] == "example":
                words = shlex.split(block[4])
                claims = tuple((key, value) for key, sign, value in (word.partition("=") for word in words) if sign)
                codes = tuple(word for word in words if "=" not in word)
                line = text.count("\n", 0, block.start()) + 1
                yield Example(document, line, block[2], claims, codes, block[5])


@pytest.fixture(scope="module")
def drawing() -> Diagrams:
    """Keeps what it drew."""
    return Diagrams()


def deck_of(example: Example, drawing: Diagrams) -> Deck:
    """The deck of an example, built like any other."""
    path = example.one("name", NAMES["markdown"])
    files = files_of(example.document) | {path: SMALL_DECK}
    files[path if example.language == "markdown" else NAMES[example.language]] = example.text
    options = Options(embeds=frozenset(example.all("embed")), drawing=drawing)
    return build("talk", path, Texts(files), options=options)


EXAMPLES = list(examples())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.document}:{one.line}")
def test_an_example_is_what_it_says(example: Example, drawing: Diagrams) -> None:
    deck = deck_of(example, drawing)
    told = {diagnostic.code for diagnostic in deck.diagnostics}
    may = {code.removesuffix("?") for code in example.codes}
    assert {code for code in example.codes if not code.endswith("?")} <= told
    assert told <= may, [diagnostic for diagnostic in deck.diagnostics if diagnostic.code not in may]
    html = "\n".join(slide.html for slide in deck.slides)
    for piece in example.all("has"):
        assert piece in html
    for piece in example.all("lacks"):
        assert piece not in html
    steps = sum(slide.steps for slide in deck.slides)
    notes = sum(slide.notes is not None or bool(slide.step_notes) for slide in deck.slides)
    found = dict(zip(COUNTED, (len(deck.slides), steps, notes), strict=True))
    canvas = f"{deck.canvas.width}x{deck.canvas.height}"
    is_now = dict(zip(SAID, (deck.settings.theme, canvas, deck.slides[-1].layout), strict=True))
    assert {key: found[key] for key in found if example.all(key)} == {
        key: int(example.one(key)) for key in found if example.all(key)
    }
    assert {key: is_now[key] for key in is_now if example.all(key)} == {
        key: example.one(key) for key in is_now if example.all(key)
    }


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.document}:{one.line}")
def test_an_example_claims_something_that_is_checked(example: Example) -> None:
    assert example.language in NAMES
    assert {key for key, _ in example.claims} <= {*COUNTED, *SAID, "has", "lacks", "embed", "name"}
    assert {code.removesuffix("?") for code in example.codes} <= CODES.keys()
    assert example.codes or any(key not in ("embed", "name") for key, _ in example.claims)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_block_of_markdown_is_an_example(document: str) -> None:
    """What a document shows of the language is tried; a block that cannot be says ``text``."""
    fences = re.findall(r"^(`{3,})(markdown|yaml|css)\b([^\n]*)\n.*?^\1$", text_of(document), re.M | re.S)
    assert [rest for _, _, rest in fences if not rest.startswith((" example", " file"))] == []
