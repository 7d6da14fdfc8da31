"""What an author cannot see on the slides: links that lead nowhere, pictures without words, steps that show nothing."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import quote, unquote

from app.deck.identity import Naming, clean
from app.deck.model import Slide
from app.markdown.diagnostic import Diagnostic, Severity

# Attribute values hold no `<`, `>` or `"` in finished HTML, see app/markdown/balance.py.
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>")
_ATTRIBUTE = re.compile(r'\s([a-zA-Z][-\w:]*)(?:="([^"]*)")?')
_PLACE = re.compile(r"#/(\d{1,6})(?:/(\d{1,6}))?(?:/\d*)?/?\Z")
_ID = re.compile(r'\sid="([^"]+)"')
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_SHOWN_BEFORE = frozenset(
    (
        *("fade-out", "semi-fade-out", "grow", "shrink", "strike", "highlight-red", "highlight-green"),
        *("highlight-blue", "highlight-current-red", "highlight-current-green", "highlight-current-blue"),
    )
)
_GONE_AFTER = frozenset(("current-visible", "fade-in-then-out"))


class Link(NamedTuple):
    """A link to a slide; the line counts like those of the slide's diagnostics."""

    target: str
    line: int
    column: int = 1
    text: str = ""


class Advice(NamedTuple):
    """What one slide shows by itself, and its links, which only the whole deck can judge."""

    diagnostics: tuple[Diagnostic, ...] = ()
    links: tuple[Link, ...] = ()


def of_slide(html: str, source: str, path: str) -> Advice:
    """Look at one slide: its finished HTML and its text in the file ``path``; line 1 is the text's first."""
    told: list[Diagnostic] = []
    links: list[Link] = []
    often = Counter[str]()
    if "<img" in html or "slide-link" in html:
        for tag in _TAG.finditer(html):
            if tag[2] == "img":
                told += _without_words(_attributes(tag[3]), source, path, often)
            elif tag[2] == "a" and "slide-link" in tag[3]:
                target = _attributes(tag[3]).get("href", "")
                often[target] += 1
                links.append(Link(target, *find(source, target, often[target])))
    if html.count("data-fragment-index=") > 1:
        told += _unreachable(html, source, path)
    return Advice(tuple(told), tuple(links))


def _attributes(text: str) -> dict[str, str]:
    return {name.lower(): unescape(value) for name, value in _ATTRIBUTE.findall(text)}


def find(source: str, wanted: str, number: int = 1) -> tuple[int, int, str]:
    """Line, column and text of the place in ``source`` that names ``wanted`` (an address or words) for the ``number``th
    time; the last one if there are fewer, the first line if there is none."""
    for text in dict.fromkeys((wanted, unquote(wanted), quote(wanted), wanted.rpartition("/")[2])):
        start = source.find(text) if len(text) > 1 else -1
        for _ in range(number - 1):
            start = max(start, source.find(text, start + len(text)))
        if start >= 0:
            return source.count("\n", 0, start) + 1, start - source.rfind("\n", 0, start), text
    return 1, 1, ""


def _without_words(values: Mapping[str, str], source: str, path: str, often: Counter[str]) -> Iterator[Diagnostic]:
    """A picture without ``alt``. ``<img alt="">`` says that it is for the eye only, which ``![](…)`` cannot."""
    address = values.get("src", "")
    often[address] += 1
    if values.get("alt") or values.get("role") or values.get("aria-label") or "aria-hidden" in values or not address:
        return
    if address.startswith("data:"):
        return
    line, column, text = find(source, address, often[address])
    around = source.split("\n")[line - 1]
    if 'alt=""' in around or "alt=''" in around:
        return
    wanted = f'`<img src="{text}" alt="…">`' if "@img[" in around else f"`![what it shows]({text})`"
    message = f"`{unquote(address)}` has no words for those who cannot see it: write {wanted}"
    yield Diagnostic(Severity.INFO, "missing-alt", message, path, line, column, text)


class _Open(NamedTuple):
    """An element that is open: the index at which it appears (None if it is there anyway), and whether the next step
    takes it away."""

    name: str
    appears: int | None
    gone_after: bool


def _unreachable(html: str, source: str, path: str) -> Iterator[Diagnostic]:
    """Steps all of whose elements stand inside something that is not there yet, or no longer."""
    seen: dict[int, bool] = {}
    words: dict[int, str] = {}
    stack: list[_Open] = []
    for tag, after in pairwise([*_TAG.finditer(html), None]):
        assert tag is not None
        closing, name = tag[1], tag[2].lower()
        if closing:
            if stack and stack[-1].name == name:
                stack.pop()
            continue
        values = _attributes(tag[3]) if "data-fragment-index" in tag[3] else {}
        classes = set(values.get("class", "").split())
        number = values.get("data-fragment-index", "")
        index = int(number) if number.isdecimal() and "fragment" in classes else None
        if index is not None:
            hidden = any(_hides(outer, index) for outer in stack)
            seen[index] = seen.get(index, False) or not hidden
            words.setdefault(index, " ".join(unescape(html[tag.end() : after.start() if after else None]).split()))
        if name not in _VOID:
            waits = index if index is not None and not classes & _SHOWN_BEFORE else None
            stack.append(_Open(name, waits, bool(classes & _GONE_AFTER)))
    for index, reached in sorted(seen.items()):
        if not reached:
            message = f"step {index + 1} shows nothing: it stands inside an element that is hidden then; "
            message += "give the outer element the smaller index"
            yield Diagnostic(Severity.WARNING, "unreachable-step", message, path, *find(source, words[index]))


def _hides(outer: _Open, index: int) -> bool:
    if outer.appears is None:
        return False
    return outer.appears > index or (outer.gone_after and outer.appears < index)


def of_deck(
    slides: Sequence[Slide],
    names: Sequence[Naming],
    links: Sequence[tuple[str, Link]],
    path: str,
) -> Iterator[Diagnostic]:
    """Look at the whole: ``names`` are what the slides are named by, ``links`` those of the slides with their files and
    lines of these, ``path`` is the deck's file."""
    if not any(slide.html.strip() or slide.params for slide in slides):
        yield Diagnostic(Severity.WARNING, "empty-deck", "nothing is on the slides yet: write `# A title`", path, 1)
    yield from _duplicates(slides, names)
    if links:
        yield from _nowhere(slides, links)


def _duplicates(slides: Sequence[Slide], names: Sequence[Naming]) -> Iterator[Diagnostic]:
    given = [clean(name.given) for name in names]
    often = {name for name, count in Counter(given).items() if name and count > 1}
    first: dict[str, Slide] = {}
    for slide, name in zip(slides, given, strict=True):
        if name in often and first.setdefault(name, slide) is not slide:
            message = f"the id `{name}` is taken by the slide of line {first[name].source.first}: this one is "
            message += f"`{slide.id}`; give it another"
            yield Diagnostic(Severity.WARNING, "duplicate-id", message, slide.source.path, slide.source.first)


def _nowhere(slides: Sequence[Slide], links: Sequence[tuple[str, Link]]) -> Iterator[Diagnostic]:
    places = {(slide.h, slide.v) for slide in slides}
    names = {slide.id for slide in slides}
    inside: set[str] | None = None
    for path, link in links:
        wanted = unquote(link.target.removeprefix("#").removeprefix("/"))
        place = _PLACE.match(link.target)
        if not wanted or wanted in names or (place and (int(place[1]), int(place[2] or 0)) in places):
            continue
        if inside is None:
            inside = {unescape(found) for slide in slides for found in _ID.findall(slide.html)}
        if wanted not in inside:
            hint = _place_hint(places, int(place[1])) if place else _name_hint(names, wanted)
            message = f"no slide `{link.target}`; {hint}"
            yield Diagnostic(Severity.WARNING, "missing-slide", message, path, link.line, link.column, link.text)


def _place_hint(places: set[tuple[int, int]], h: int) -> str:
    last = max(place[0] for place in places)
    if h > last:
        return f"the last section is `#/{last}` (they count from 0)"
    below = max(v for section, v in places if section == h)
    return f"the last slide of that section is `#/{h}/{below}`" if below else f"section `#/{h}` has one slide alone"


def _name_hint(names: set[str], wanted: str) -> str:
    near = difflib.get_close_matches(wanted, names, n=3, cutoff=0.5)
    return f"did you mean {' or '.join(f'`#{name}`' for name in near)}?" if near else "no id is near it"
