"""What an author cannot see on the slides: links that lead nowhere, pictures without words, steps that show nothing."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import unquote

from app.deck.identity import Naming, clean
from app.deck.model import Slide
from app.deck.places import Places
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
_NEVER = 1_000_000
_MOST_HINTS = 20
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
    places = Places(source)
    if "<img" in html or "slide-link" in html:
        for tag in _TAG.finditer(html):
            if tag[2] == "img":
                told += _without_words(_attributes(tag[3]), places, path)
            elif tag[2] == "a" and "slide-link" in tag[3]:
                target = _attributes(tag[3]).get("href", "")
                links.append(Link(target, *places.next(target)))
    if html.count("data-fragment-index=") > 1:
        told += _unreachable(html, places, path)
    return Advice(tuple(told), tuple(links))


def _attributes(text: str) -> dict[str, str]:
    return {name.lower(): unescape(value) for name, value in _ATTRIBUTE.findall(text)}


def _without_words(values: Mapping[str, str], places: Places, path: str) -> Iterator[Diagnostic]:
    """A picture without ``alt``. ``<img alt="">`` says that it is for the eye only, which ``![](…)`` cannot."""
    address = values.get("src", "")
    line, column, text = places.next(address)
    if values.get("alt") or values.get("role") or values.get("aria-label") or "aria-hidden" in values or not address:
        return
    if address.startswith("data:"):
        return
    around = places.line(line)
    if 'alt=""' in around or "alt=''" in around:
        return
    wanted = f'`<img src="{text}" alt="…">`' if "@img[" in around else f"`![what it shows]({text})`"
    message = f"`{unquote(address)}` has no words for those who cannot see it: write {wanted}"
    yield Diagnostic(Severity.INFO, "missing-alt", message, path, line, column, text)


class _Open(NamedTuple):
    """An element that is open, and when it and all around it is there: from the step ``since`` until ``until``."""

    name: str
    since: int
    until: int


def _unreachable(html: str, places: Places, path: str) -> Iterator[Diagnostic]:
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
        _, since, until = stack[-1] if stack else _Open("", 0, _NEVER)
        values = _attributes(tag[3]) if "data-fragment-index" in tag[3] else {}
        classes = set(values.get("class", "").split())
        number = values.get("data-fragment-index", "")
        index = int(number) if number.isdecimal() and "fragment" in classes else None
        if index is not None:
            seen[index] = seen.get(index, False) or since <= index <= until
            words.setdefault(index, " ".join(unescape(html[tag.end() : after.start() if after else None]).split()))
        if index is not None and not classes & _SHOWN_BEFORE:
            since = max(since, index)
            until = min(until, index) if classes & _GONE_AFTER else until
        if name not in _VOID:
            stack.append(_Open(name, since, until))
    for index, reached in sorted(seen.items()):
        if not reached:
            message = f"step {index + 1} shows nothing: it stands inside an element that is hidden then; "
            message += "give the outer element the smaller index"
            yield Diagnostic(Severity.WARNING, "unreachable-step", message, path, *places.next(words[index]))


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
    hints: dict[str, str] = {}
    for path, link in links:
        wanted = unquote(link.target.removeprefix("#").removeprefix("/"))
        place = _PLACE.match(link.target)
        if not wanted or wanted in names or (place and (int(place[1]), int(place[2] or 0)) in places):
            continue
        if inside is None:
            inside = {unescape(found) for slide in slides for found in _ID.findall(slide.html)}
        if wanted not in inside:
            if place:
                hints[wanted] = _place_hint(places, int(place[1]))
            elif wanted not in hints:
                hints[wanted] = _name_hint(names, wanted) if len(hints) < _MOST_HINTS else "correct the id"
            message = f"no slide `{link.target}`; {hints[wanted]}"
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
