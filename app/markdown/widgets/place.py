"""``@snap[north span-50]`` … ``@snapend`` and the other wrappers that stand on lines of their own (spec section 7).

Each line opens or closes an element; what is between is markdown as usual. ``@snap``, ``@div`` and the closing words
also work within a line. An author may forget to close one, so the slide's HTML is balanced afterwards.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from app.markdown.attributes import write_attributes
from app.markdown.page import page_of
from app.markdown.widgets.style import class_words
from app.markdown.widgets.syntax import Call
from app.markdown.widgets.widget import Widget

POSITIONS = frozenset(
    ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west", "midpoint")
)
_LINE = re.compile(r"@(snap|div|css|span)(?:(end)|\[([^\]\n]*)\]|(?=[ \t]*\Z))(?:\(\))?[ \t]*\Z")


_END = re.compile(r"@(?:snap|div|css|span)end(?![\w-])(?:\(\))?")
_GHOST = re.compile(r"@ghost(?:\[[^\]\n]*\])?[ \t]*\Z")


def place(md: MarkdownIt) -> None:
    """``@snap[west]`` on a line → ``<div class="snap west">``, ``@snapend`` → ``</div>``."""
    md.block.ruler.before("fence", "place", wrapper, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.block.ruler.before("fence", "ghost", ghost, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.inline.ruler.before("escape", "place_end", end_within_text)


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


def end_within_text(state: StateInline, silent: bool) -> bool:
    """``… text @snapend``: closes the wrapper; balancing closes the paragraph before it."""
    if state.src[state.pos] != "@" or state.src[state.pos - 1 : state.pos].isalnum():
        return False
    match = _END.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        page_of(state.env).has_tags = True
        state.push("finished", "", 0).content = "</div>"
    state.pos = match.end()
    return True


def ghost(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """``@ghost`` on a line: an empty item, for a stack that shows nothing at first."""
    first = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or not _GHOST.match(state.src[first : state.eMarks[start]]):
        return False
    if not silent:
        token = state.push("finished", "", 0)
        token.content, token.map = '<p class="ghost"></p>\n', [start, start + 1]
        state.line = start + 1
    return True


def _open(state: StateInline, call: Call) -> None:
    """``@snap[west] text``: the wrapper begins within the line."""
    page_of(state.env).has_tags = True
    classes = _classes(call.name, call.arguments)
    state.push("finished", "", 0).content = f"<div{write_attributes([('class', classes)])}>"
    if call.body:
        state.push("text", "", 0).content = state.src[call.body[0] - 1 : call.body[1] + 1]


def _classes(name: str, arguments: str) -> str:
    words = class_words(arguments).split()
    if name == "snap":
        # Without a position it is a plain box in the flow.
        return " ".join(["snap" if POSITIONS & set(words) else "snap-flow", *words])
    return " ".join([name, *words])


WIDGETS = {"snap": Widget(_open), "div": Widget(_open)}
