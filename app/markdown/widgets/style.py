"""``@size[1.5em](text)``, ``@color[red](text)``, ``@css[classes](text)``: spans around a text."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

from app.markdown.widgets.syntax import Call
from app.markdown.widgets.widget import Widget, push_span

_SIZE = re.compile(r"[+-]?(?:\d{1,4}(?:\.\d{1,3})?|\.\d{1,3})(?:em|rem|px|pt|%|vh|vw|ex|ch)?\Z|[a-z]+(?:-[a-z]+)?\Z")
_COLOR = re.compile(
    r"#[0-9a-f]{3,8}\Z|[a-z]{2,30}\Z|(?:rgba?|hsla?|oklch|oklab|lab|lch|hwb)\([\d\s.,%/a-z+-]{1,60}\)\Z", re.I
)
_CLASS = re.compile(r"[\w:.%-]{1,80}\Z")


def class_words(text: str) -> str:
    """The words of an argument list that can be classes."""
    return " ".join(word for word in text.replace(",", " ").split() if _CLASS.match(word))


def _size(state: StateInline, call: Call) -> None:
    value = call.arguments.strip()
    if re.fullmatch(r"\d+(?:\.\d+)?|\.\d+", value):
        value += "em"
    push_span(state, call, {"style": f"font-size: {value}" if _SIZE.match(value) else ""})


def _color(state: StateInline, call: Call) -> None:
    value = call.arguments.strip()
    push_span(state, call, {"style": f"color: {value}" if _COLOR.match(value) else ""})


def _css(state: StateInline, call: Call) -> None:
    push_span(state, call, {"class": class_words(call.arguments)})


WIDGETS = {
    "size": Widget(_size, needs_body=True),
    "color": Widget(_color, needs_body=True),
    "css": Widget(_css, needs_body=True),
    "span": Widget(_css, needs_body=True),
}
