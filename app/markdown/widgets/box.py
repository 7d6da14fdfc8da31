"""``@box[classes](title#body#footer)``: boxed text in up to three parts (spec section 7)."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

from app.markdown.page import page_of
from app.markdown.widgets.style import class_words
from app.markdown.widgets.syntax import Call
from app.markdown.widgets.widget import Widget, push_range

# What may hold a `#` that divides nothing: code, an escape, an entity, an address, brackets (arguments and links).
_TOKEN = re.compile(
    r"(?P<ticks>`+)|\\.|&#[0-9a-zA-Z]{1,8};|[a-zA-Z][a-zA-Z0-9+.-]{0,20}://[^\s()<>\[\]]*|(?P<sign>[()\[\]#])", re.S
)
_PARTS = ("title", "body", "footer")


def parts_of(text: str) -> list[tuple[int, int]]:
    """Where the parts of a box's text stand: cut at the first two ``#`` that divide.

    >>> [text[a:b] for text in ["C&#35;#see `#x`"] for a, b in parts_of(text)]
    ['C&#35;', 'see `#x`']
    """
    cuts: list[int] = []
    depth = position = 0
    while len(cuts) < len(_PARTS) - 1 and (match := _TOKEN.search(text, position)):
        position = match.end()
        if ticks := match["ticks"]:
            close = re.compile(rf"(?<!`){ticks}(?!`)").search(text, position)
            position = close.end() if close else position
        elif match["sign"] == "#":
            if depth == 0:
                cuts.append(match.start())
        elif match["sign"]:
            depth = max(0, depth + (1 if match["sign"] in "([" else -1))
    starts = [0, *(cut + 1 for cut in cuts)]
    return list(zip(starts, [*cuts, len(text)], strict=True))


def _box(state: StateInline, call: Call) -> None:
    start, end = call.body or (call.end, call.end)
    places = parts_of(state.src[start:end])
    names = _PARTS if len(places) > 1 else ("body",)
    # Blocks inside a paragraph: balancing ends the paragraph before them.
    page_of(state.env).has_tags = True
    state.push("box_open", "div", 1).attrs = {"class": f"box {class_words(call.arguments)}".strip()}
    for name, (first, last) in zip(names, places, strict=False):
        if not state.src[start + first : start + last].strip():
            continue
        state.push("box_part_open", "div", 1).attrs = {"class": f"box-{name}"}
        push_range(state, start + first, start + last)
        state.push("box_part_close", "div", -1)
    state.push("box_close", "div", -1)


WIDGETS = {"box": Widget(_box, needs_body=True)}
