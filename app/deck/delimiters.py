"""What begins a new slide: ``---``, ``+++``, the words of old decks, or what the settings say (spec section 2)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache


class Way(Enum):
    """Where a slide lies as seen from the one before it."""

    RIGHT = "right"
    BELOW = "below"


_LONGEST_LINE = 300


@dataclass(frozen=True, slots=True)
class Delimiters:
    """``literals`` begin a slide when nothing but parameters follows them on their line; so do ``patterns``.
    ``plain`` are the literals for a quick look-up."""

    literals: tuple[tuple[str, Way], ...]
    patterns: tuple[tuple[re.Pattern[str], Way], ...] = ()
    plain: Mapping[str, Way] = field(default_factory=dict)

    def match(self, line: str) -> tuple[Way, str] | None:
        """Where the line leads and its raw parameters, None if it is no delimiter."""
        if line in self.plain:
            return self.plain[line], ""
        for literal, way in self.literals:
            if line.startswith(literal):
                rest = line[len(literal) :]
                raw = parameters_after(rest) if rest else ""
                if raw is not None:
                    return way, raw
        for pattern, way in self.patterns:
            found = pattern.match(line) if len(line) < _LONGEST_LINE else None
            if found and found.end():
                raw = parameters_after(line[found.end() :])
                if raw is not None:
                    return way, raw
        return None


def parameters_after(rest: str) -> str | None:
    """What follows a delimiter: nothing, or spaces and a parameter list. None makes the line ordinary text."""
    rest = rest.strip()
    if not rest:
        return ""
    return rest[1:] if rest[0] == "?" else None


@lru_cache(maxsize=16)
def make(
    horizontal: str = "", vertical: str = "", horizontal_regexp: str = "", vertical_regexp: str = ""
) -> Delimiters:
    """The delimiters of a deck; each key of the settings replaces the usual ones of its direction."""
    literals: list[tuple[str, Way]] = []
    patterns: list[tuple[re.Pattern[str], Way]] = []
    for way, literal, regexp, usual in (
        (Way.RIGHT, horizontal, horizontal_regexp, ("---", "#HSLIDE")),
        (Way.BELOW, vertical, vertical_regexp, ("+++", "#VSLIDE")),
    ):
        if literal and regexp:
            patterns.append((re.compile(regexp), way))
        literals += [(text, way) for text in ((literal,) if literal else usual)]
    return Delimiters(tuple(literals), tuple(patterns), dict(reversed(literals)))


def standard() -> Delimiters:
    """``---``, ``+++``, ``#HSLIDE``, ``#VSLIDE``."""
    return make()


def safe_regexp(text: str) -> bool:
    """Whether a deck's own expression may be run: short, valid, and nothing in it can take long on a line.

    Repeated groups and more than three repetitions are refused: they are what makes an expression explode.
    """
    quantifiers = len(re.findall(r"(?<!\\)[*+{]", text))
    if len(text) > 80 or quantifiers > 3 or re.search(r"\)[*+?{]|\\[1-9]", text):
        return False
    try:
        re.compile(text)
    except re.error:
        return False
    return True
