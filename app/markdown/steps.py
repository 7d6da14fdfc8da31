"""One order for all that appears on a slide (spec section 6), over the finished HTML: wherever it came from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape

# Attribute values hold no `<`, `>` or `"` here, see balance.py.
_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_CLASS = re.compile(r'\sclass="([^"]*)"')
_INDEX = re.compile(r'\sdata-fragment-index="([^"]*)"')
_NOTE = re.compile(r'\sdata-step-note="([^"]*)"')
_NUMBER = re.compile(r"\s*([+-]?\d{1,9})")


@dataclass(slots=True)
class Steps:
    """HTML whose fragments are numbered, how many clicks it holds, and which note (by number) belongs to which step."""

    html: str
    count: int = 0
    notes: dict[int, list[int]] = field(default_factory=dict)


def number_steps(html: str) -> Steps:
    """Number the fragments from 0: explicit indices first in their order, the rest in document order.

    Equal explicit indices are one step. A negative one is there from the beginning and stays ``-1``.
    """
    tags = [match for match in _TAG.finditer(html) if _is_fragment(match[0])]
    explicit = {index for match in tags if (index := _explicit(match[0])) is not None and index >= 0}
    order = {index: place for place, index in enumerate(sorted(explicit))}
    count = len(order)
    places: dict[int, int] = {}
    for match in tags:
        index = _explicit(match[0])
        if index is None:
            places[match.start()] = count
            count += 1
        else:
            places[match.start()] = order[index] if index >= 0 else -1
    steps = Steps(html, count)
    if tags or "data-step-note" in html or "data-fragment-index" in html:
        steps.html = _TAG.sub(lambda match: _numbered(match, places.get(match.start()), steps), html)
    return steps


def without_steps(html: str) -> str:
    """The same HTML with everything shown: no fragments, no numbers."""
    return _TAG.sub(lambda match: _INDEX.sub("", _NOTE.sub("", _CLASS.sub(_unfragmented, match[0]))), html)


def _numbered(match: re.Match[str], place: int | None, steps: Steps) -> str:
    tag = match[0]
    if note := _NOTE.search(tag):
        step = 0 if place is None else place + 1
        steps.notes.setdefault(step, []).extend(int(number) for number in note[1].split())
        tag = _NOTE.sub("", tag)
    tag = _INDEX.sub("", tag)  # on an element that is no fragment it means nothing
    if place is None:
        return tag
    return _CLASS.sub(lambda found: f'{found[0]} data-fragment-index="{place}"', tag, count=1)


def _is_fragment(tag: str) -> bool:
    found = _CLASS.search(tag) if "fragment" in tag else None
    return bool(found) and "fragment" in found[1].split() if found else False


def _explicit(tag: str) -> int | None:
    found = _INDEX.search(tag)
    number = _NUMBER.match(found[1]) if found else None
    return int(number[1]) if number else None


def _unfragmented(match: re.Match[str]) -> str:
    words = [word for word in match[1].split() if word not in ("fragment", "current-only")]
    return f' class="{" ".join(words)}"' if words else ""


def step_notes(steps: Steps, notes: list[str]) -> dict[int, str]:
    """The notes of each step as markdown."""
    return {
        step: "\n\n".join(notes[number] for number in sorted(set(numbers)) if number < len(notes))
        for step, numbers in sorted(steps.notes.items())
    }


def note_attribute(numbers: list[int]) -> tuple[str, str]:
    """The attribute by which an element carries its notes through to ``number_steps``."""
    return "data-step-note", escape(" ".join(map(str, numbers)))
