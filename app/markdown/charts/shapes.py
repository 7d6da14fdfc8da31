"""What all charts are drawn with."""

from __future__ import annotations

import math
from html import escape

from app.markdown.charts.data import Series

WIDTH, HEIGHT = 800, 450
SIZE = 18  # of letters, as in chart.css
SERIES = 8  # colours in the style sheet


def on_circle(centre: tuple[float, float], radius: float, share: float) -> tuple[float, float]:
    """A point on a circle; 0 is at the top, and it goes with the clock."""
    angle = share * math.tau
    return centre[0] + radius * math.sin(angle), centre[1] - radius * math.cos(angle)


def points(points: list[tuple[float, float]]) -> str:
    """Points as an attribute has them."""
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def classes(name: str, number: int) -> str:
    """The class of a shape and of its series."""
    return f'class="{name} chart-series-{number % SERIES + 1}"'


def colour(one: Series, place: int) -> str:
    """The author's own colour; one colour for all values is not one for the slices of a pie."""
    if place < len(one.colours):
        return f' style="--series:{escape(one.colours[place])}"'
    return ""


def label(x: float, y: float, text: str, name: str, anchor: str = "start") -> str:
    """A word or number on the drawing."""
    return f'<text class="{name}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text, quote=False)}</text>'


def cut(text: str, longest: int) -> str:
    """A text no longer than that."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def width(text: str) -> float:
    """About how wide a text is."""
    return len(text) * SIZE * 0.56
