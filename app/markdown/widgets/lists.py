"""``@ul[classes](false)`` … ``@ulend``: lists that appear item by item, and lists with a style (spec section 6).

``@li[text]`` on a line is an item without a marker of markdown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from app.markdown.widgets.style import class_words
from app.markdown.widgets.syntax import brackets

_LINE = re.compile(r"@(?:ul|ol)(end)?(\[[^\]\n]*\])?(?:\(([^)\n]*)\))?[ \t]*\Z")
_TAIL = re.compile(r"[ \t]*(?:\(([a-z]*)\))?\Z")
_LISTS = frozenset({"bullet_list_open", "ordered_list_open"})


@dataclass(frozen=True, slots=True)
class Mark:
    """One such line: whether it may only close, the classes that it gives, whether items are steps."""

    closes: bool
    classes: str
    steps: bool


def lists(md: MarkdownIt) -> None:
    """Read the lines, then give the lists between them what they say."""
    md.block.ruler.before("fence", "list_marks", read, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.block.ruler.before("fence", "list_items", items, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.core.ruler.before("inline", "list_marks", apply)


def read(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """One line ``@ul…`` or ``@ol…``; the list's own markers decide between bullets and numbers."""
    first = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("@", first) or state.is_code_block(start):
        return False
    match = _LINE.match(state.src[first : state.eMarks[start]])
    if not match:
        return False
    if silent:
        return True
    token = state.push("list_mark", "", 0)
    token.hidden, token.map = True, [start, start + 1]
    token.meta["mark"] = Mark(bool(match[1]), class_words((match[2] or "")[1:-1]), (match[3] or "").strip() != "false")
    state.line = start + 1
    return True


def items(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Lines ``@li[text]``, one below the other, are one list; ``(true)`` after one makes it a step by itself."""
    if _item(state, start) is None:
        return False
    if silent:
        return True
    opening = state.push("bullet_list_open", "ul", 1)
    line = start
    while line < end and (found := _item(state, line)):
        item = state.push("list_item_open", "li", 1)
        if found[1]:
            item.attrs = {"class": "fragment"}
        paragraph = state.push("paragraph_open", "p", 1)
        inline = state.push("inline", "", 0)
        item.map = paragraph.map = inline.map = [line, line + 1]
        inline.content, inline.children = found[0], []
        paragraph.hidden = state.push("paragraph_close", "p", -1).hidden = True
        state.push("list_item_close", "li", -1)
        line += 1
    state.push("bullet_list_close", "ul", -1)
    opening.map = [start, line]
    state.line = line
    return True


def _item(state: StateBlock, line: int) -> tuple[str, bool] | None:
    """The text of an item on this line, and whether it asks to be a step."""
    first = state.bMarks[line] + state.tShift[line]
    if not state.src.startswith("@li[", first) or state.is_code_block(line):
        return None
    text = state.src[first : state.eMarks[line]].rstrip()
    opening = len("@li")
    close = brackets(text).partner.get(opening, -1)
    tail = _TAIL.match(text, close + 1) if close > 0 else None
    if not tail:
        return None
    return text[opening + 1 : close], tail[1] in ("true", "fragment")


def apply(state: StateCore) -> None:
    """A second mark without classes closes like ``@ulend`` does; one with classes begins anew."""
    if not any(token.type == "list_mark" for token in state.tokens):
        return
    around: Mark | None = None
    kept: list[Token] = []
    for token in state.tokens:
        if token.type == "list_mark":
            mark: Mark = token.meta["mark"]
            around = None if mark.closes or (around and not mark.classes) else mark
            continue
        kept.append(token)
        if around is None:
            continue
        if token.type in _LISTS and around.classes:
            token.attrJoin("class", around.classes)
        elif token.type == "list_item_open" and around.steps and "fragment" not in str(token.attrGet("class")).split():
            token.attrJoin("class", "fragment")
    state.tokens = kept
