"""The form of a grid list, ``drag=40 30, drop=-5 10, bg=red`` (spec section 8), and what it says once it was read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

KEYS = frozenset(
    """
    drag drop flow fit font bg pad border set animate sync opacity rotate skewx skewy filter stretch audio width
    height alt title
    """.split()  # noqa: SIM905
)
PLACE = frozenset({"drag", "drop"})
# What the list of a widget or fence leaves to the widget itself: code has a title, a diagram a width.
OWN_OF_CODE = frozenset({"alt", "title"})
OWN_OF_DIAGRAMS = OWN_OF_CODE | {"width", "height"}
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a list, for a diagnostic; ``text`` is the part that it is about."""

    code: str
    message: str
    text: str


@dataclass(slots=True)
class Grid:
    """A list as CSS: declarations of the element's style and its classes; and what is no matter of CSS.

    ``placed``: it makes a block; ``picture`` and ``audio`` are paths as the author wrote them; ``sync`` is the index
    of the first step of what advances together; ``width`` and ``height`` are lengths for what the block holds.
    """

    placed: bool = False
    styles: list[str] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    flow: str = "col"
    sync: int | None = None
    picture: str = ""
    picture_opacity: str = "1"
    audio: str = ""
    width: str = ""
    height: str = ""
    alt: str = ""
    title: str = ""
    words: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def invalid(self, key: str, value: str, wanted: str) -> None:
        """A value that is left out; ``wanted`` says what could stand there."""
        shown = f"{key}={value}"[:80]
        self.problems.append(Problem("invalid-grid-value", f"`{shown}` is left out; write {wanted}", shown))

    def clamped(self, key: str, value: str, to: str) -> None:
        """A value beyond what makes sense."""
        shown = f"{key}={value}"[:80]
        self.problems.append(Problem("invalid-grid-value", f"`{shown}` is beyond its limit; {to} is used", shown))


def items(text: str) -> list[tuple[str, str]]:
    """``js drag=50 40, fit=2, bg=rgb(0, 0, 0)`` → ``("", "js")``, ``("drag", "50 40")``, …; a bare word has no key."""
    found: list[tuple[str, str]] = []
    for item in parts(text[:_LONGEST], ","):
        before, key, value = _pair(item)
        if before:
            found.append(("", before))
        if key:
            found.append((key, value))
    return found


def _pair(item: str) -> tuple[str, str, str]:
    """Words before a key, the key, its value. Only a key of ours may follow words without a comma."""
    name, sign, value = item.partition("=")
    before, _, key = name.strip().rpartition(" ")
    if not sign or not re.fullmatch(r"[A-Za-z][\w-]*", key) or (before and key.lower() not in KEYS):
        return item, "", ""
    return before.strip(), key.lower(), value.strip()


def parts(text: str, separator: str) -> list[str]:
    """Split outside of parentheses; empty parts are left out."""
    parts, depth, start = [], 0, 0
    for position, sign in enumerate(text):
        if sign == "(":
            depth += 1
        elif sign == ")":
            depth = max(0, depth - 1)
        elif sign == separator and not depth:
            parts.append(text[start:position])
            start = position + 1
    return [part.strip() for part in (*parts, text[start:]) if part.strip()]


def has_key(text: str, keys: frozenset[str] = KEYS) -> bool:
    """Whether a list names one of the keys."""
    return "=" in text and any(key in keys for key, _ in items(text))
