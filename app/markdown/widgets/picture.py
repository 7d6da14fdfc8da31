"""``@img[classes](path)``: a picture with classes, at one of the nine places if one is named (spec section 7)."""

from __future__ import annotations

from markdown_it.rules_inline import StateInline

from app.markdown.widgets.place import POSITIONS
from app.markdown.widgets.style import class_words
from app.markdown.widgets.syntax import Call
from app.markdown.widgets.widget import Widget


def _img(state: StateInline, call: Call) -> None:
    words = class_words(call.arguments).split()
    if POSITIONS & set(words):
        words.insert(0, "snap")
    token = state.push("image", "img", 0)
    # Its file is found where those of all pictures are.
    token.attrs = {"src": state.src[slice(*call.body)].strip() if call.body else ""}
    if words:
        token.attrs["class"] = " ".join(words)
    token.content, token.children = "", []


WIDGETS = {"img": Widget(_img, needs_body=True)}
