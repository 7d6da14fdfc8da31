"""Which layout of our themes a slide gets, decided by what it holds; ``layout=`` on its delimiter wins over this."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

_BLOCKS = frozenset(
    ("h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "pre", "table", "blockquote", "dl", "div", "figure")
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_VOID = frozenset(("br", "hr", "img", "input", "source", "wbr", "col", "link", "meta", "area", "embed", "track"))
_OTHER = frozenset(("video", "audio", "iframe", "svg", "canvas", "object", "math"))
_FIGURE = re.compile(r"[~≈<>≤≥±+\-−–]?\s*[$€£¥]?\s*\d[\d\s.,:/×x]*\s*(?:[%‰°×x+]|[^\W\d_]{1,8}(?:/[^\W\d_]{1,6})?)?\Z")
_SHORT = 140


@dataclass(slots=True)
class Shape:
    """Counts of what stands on the slide at the outermost level, and the texts that a layout depends on."""

    blocks: Counter[str] = field(default_factory=Counter)
    images: int = 0
    others: int = 0
    headings: list[str] = field(default_factory=list)
    first_heading: str = ""
    paragraphs: list[str] = field(default_factory=list)

    @property
    def texts(self) -> int:
        """Paragraphs and lists that hold words."""
        return len(self.paragraphs) + self.blocks["ul"] + self.blocks["ol"] + self.blocks["dl"]


class _Scan(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.shape = Shape()
        self.open: list[str] = []
        self.outer = ""
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = dict(attrs).get("class") or ""
        if tag == "img" and "emoji" not in classes and "for-dark" not in classes:
            self.shape.images += 1
        elif tag in _OTHER and not (tag == "svg" and "icon" in classes):
            self.shape.others += 1
        if tag in _VOID:
            return
        if not self.outer and tag in _BLOCKS:
            self.outer, self.open, self.text = tag, [], []
            self.shape.blocks[tag] += 1
        elif self.outer and tag == self.outer:
            self.open.append(tag)

    def handle_data(self, data: str) -> None:
        if self.outer:
            self.text.append(data)
        elif data.strip():
            self.shape.paragraphs.append(" ".join(data.split()))

    def handle_endtag(self, tag: str) -> None:
        if tag != self.outer:
            return
        if self.open:
            self.open.pop()
            return
        text = " ".join("".join(self.text).split())
        if tag in _HEADINGS:
            self.shape.headings.append(text)
            self.shape.first_heading = self.shape.first_heading or tag
        elif tag == "p" and text:
            self.shape.paragraphs.append(text)
        self.outer = ""


def shape_of(html: str) -> Shape:
    """What stands on a slide, from its HTML."""
    scan = _Scan()
    scan.feed(html)
    scan.close()
    return scan.shape


def layout_of(html: str, *, first: bool = False) -> str:
    """The layout for a slide's HTML; ``first``: it is the deck's first slide. Anything unusual is ``content``."""
    return choose(shape_of(html), first=first)


def choose(shape: Shape, *, first: bool = False) -> str:  # noqa: PLR0911 - one line a layout
    """The layout for a shape: the first that fits of the list in the order below."""
    blocks, images, texts = shape.blocks, shape.images, shape.texts
    special = blocks["pre"] + blocks["table"] + blocks["blockquote"] + blocks["div"] + blocks["figure"] + shape.others
    plain = not special
    if first and plain and shape.first_heading == "h1":
        return "title"
    if plain and images == 1 and not texts:
        return "figure" if shape.headings else "image"
    if plain and images == 1 and shape.headings and texts:
        return "split"
    if plain and not images and _is_number(shape):
        return "number"
    if plain and not images and shape.headings and _is_short(shape):
        return "section"
    if blocks["blockquote"] == 1 and special == 1 and not images and not shape.headings and not texts:
        return "quote"
    if blocks["div"] or shape.others:
        return "content"
    if blocks["pre"]:
        return "code"
    return "table" if blocks["table"] else "content"


def _is_number(shape: Shape) -> bool:
    """One short figure as a large heading, such as ``86 %`` or ``4 MB``, and one paragraph about it."""
    return (
        len(shape.headings) == 1
        and shape.first_heading in ("h1", "h2")
        and len(shape.paragraphs) == 1
        and shape.texts == 1
        and len(shape.headings[0]) <= 14
        and bool(_FIGURE.match(shape.headings[0]))
    )


def _is_short(shape: Shape) -> bool:
    """Only headings and at most one short paragraph."""
    return shape.texts == len(shape.paragraphs) <= 1 and all(len(text) <= _SHORT for text in shape.paragraphs)
