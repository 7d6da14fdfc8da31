"""``@snap[north span-50]`` … ``@snapend`` and the other wrappers that stand on lines of their own (spec section 7).

Each line opens or closes an element; what is between is markdown as usual. An author may forget to close one, so the
slide's HTML is balanced afterwards.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from app.markdown.attributes import write_attributes
from app.markdown.page import page_of
from app.markdown.widgets.style import class_words

POSITIONS = frozenset(
    ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west", "midpoint")
)
_LINE = re.compile(r"@(snap|div|css|span)(?:(end)|\[([^\]\n]*)\]|(?=[ \t]*\Z))(?:\(\))?[ \t]*\Z")


def place(md: MarkdownIt) -> None:
    """``@snap[west]`` on a line → ``<div class="snap west">``, ``@snapend`` → ``</div>``."""
    md.block.ruler.before("fence", "place", wrapper, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def wrapper(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """One line that opens or closes a wrapper."""
    first = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("@", first) or state.is_code_block(start):
        return False
    match = _LINE.match(state.src[first : state.eMarks[start]])
    if not match or (match[1] in ("css", "span") and not match[2] and match[3] is None):
        return False
    if silent:
        return True
    token = state.push("finished", "", 0)
    token.map = [start, start + 1]
    token.content = (
        "</div>\n" if match[2] else f"<div{write_attributes([('class', _classes(match[1], match[3] or ''))])}>\n"
    )
    page_of(state.env).has_tags = True
    state.line = start + 1
    return True


def _classes(name: str, arguments: str) -> str:
    words = class_words(arguments).split()
    if name == "snap":
        # Without a position it is a plain box in the flow.
        return " ".join(["snap" if POSITIONS & set(words) else "snap-flow", *words])
    return " ".join([name, *words])
