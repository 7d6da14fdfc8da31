"""What a family of widgets is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from app.markdown.page import page_of
from app.markdown.widgets.syntax import Call


@dataclass(frozen=True, slots=True)
class Widget:
    """``draw`` pushes the tokens of a call; ``needs_body``: without ``(body)`` the call stays text."""

    draw: Callable[[StateInline, Call], None]
    needs_body: bool = False


def push_body(state: StateInline, call: Call) -> None:
    """Parse the body in place, as markdown within the text."""
    if call.body is not None:
        push_range(state, *call.body)


def push_range(state: StateInline, start: int, end: int) -> None:
    """Parse a part of the text in place."""
    pos, last = state.pos, state.posMax
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.pos, state.posMax = pos, last


def line_of(state: StateInline, call: Call) -> int:
    """The line, from 0 within the slide, on which a widget begins."""
    return page_of(state.env).line + state.src.count("\n", 0, call.start)


def push_span(state: StateInline, call: Call, attributes: dict[str, str]) -> Token:
    """A ``span`` around the body."""
    opening = state.push("span_open", "span", 1)
    opening.attrs = {name: value for name, value in attributes.items() if value}
    push_body(state, call)
    state.push("span_close", "span", -1)
    return opening


def push_finished(state: StateInline, html: str) -> None:
    """HTML of our own that is ready, kept aside so that no later pass touches it."""
    state.push("finished", "", 0).content = page_of(state.env).keep(html)
