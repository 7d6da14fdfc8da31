"""Widgets that print nothing: the slide's ``@title`` (``@toc``), its ``@transition``, notes to a step (``@note``)."""

from __future__ import annotations

import re

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from app.markdown.diagnostic import Severity
from app.markdown.page import page_of
from app.markdown.steps import note_attribute
from app.markdown.widgets.syntax import Call, without_notes
from app.markdown.widgets.widget import Widget, line_of

_WAY = "(?:none|fade|slide|convex|concave|zoom)(?:-in|-out)?"
_TRANSITION = re.compile(rf"{_WAY}(?: {_WAY})?\Z")


def _title(state: StateInline, call: Call) -> None:
    page = page_of(state.env)
    title = " ".join(without_notes(call.arguments).split())
    if title and not page.title:
        page.title = title


def _note(state: StateInline, call: Call) -> None:
    token = state.push("note", "", 0)
    token.content = call.arguments.strip()


def _transition(state: StateInline, call: Call) -> None:
    page = page_of(state.env)
    value = " ".join(call.arguments.lower().split())
    if _TRANSITION.match(value):
        page.attributes["data-transition"] = value
        return
    message = f"`{value[:60]}` is no transition: write none, fade, slide, convex, concave or zoom"
    page.tell(Severity.WARNING, "invalid-value", message, line_of(state, call), text="@transition[")


def collect_notes(state: StateCore) -> None:
    """Take notes out of the text and leave their numbers on the list item (or the slide) that they belong to."""
    page = page_of(state.env)
    items: list[Token] = []
    for token in state.tokens:
        if token.type == "list_item_open":
            items.append(token)
        elif token.type == "list_item_close":
            items.pop()
        elif token.type == "inline" and any(child.type == "note" for child in token.children or ()):
            if page.notes_mode:
                token.children = [_as_text(child) for child in token.children or ()]
            else:
                _take(token, page.notes, items)


def _as_text(token: Token) -> Token:
    return Token("text", "", 0, content=token.content) if token.type == "note" else token


def _take(inline: Token, notes: list[str], items: list[Token]) -> None:
    numbers = []
    kept = []
    for child in inline.children or ():
        if child.type == "note":
            numbers.append(len(notes))
            notes.append(child.content)
        else:
            kept.append(child)
    inline.children = kept
    if items:
        name, value = note_attribute(numbers)
        known = items[-1].attrGet(name)
        items[-1].attrSet(name, f"{known} {value}" if known else value)


WIDGETS = {
    "title": Widget(_title),
    "toc": Widget(_title),
    "transition": Widget(_transition),
    "note": Widget(_note),
}
