"""What slides need of programs that draw diagrams; the library provides it, as it provides files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

Scheme = Literal["light", "dark"]

# What this server may be able to draw, and what it only knows by name.
DRAWN = frozenset({"mermaid", "dot"})
NAMES = {
    "mermaid": "Mermaid",
    "dot": "Graphviz",
    "plantuml": "PlantUML",
    "cloud": "cloud architecture",
    "whiteboard": "whiteboard",
}
LONGEST = 50_000


@dataclass(frozen=True, slots=True)
class NotDrawn:
    """Why there is no picture. ``code`` is the diagnostic's: ``diagram-error`` (the source is wrong), ``diagram-limit``
    (it is too much) or ``diagram-not-drawn`` (nothing here draws it). ``line`` counts from 1 within the source."""

    code: str
    reason: str
    line: int = 1


class Draw(Protocol):
    """Draws diagrams; safe to call from several threads, bounded in time and size, and never raises."""

    def draw(self, language: str, source: str, scheme: Scheme, theme: str = "") -> str | NotDrawn:
        """The SVG of a diagram for a light or a dark slide. ``theme`` is one of the language's own, or empty."""
        ...
