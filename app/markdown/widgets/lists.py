"""``@ul[classes](false)`` … ``@ulend``: lists that appear item by item, and lists with a style (spec section 6)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from app.markdown.widgets.style import class_words

_LINE = re.compile(r"@(?:ul|ol)(end)?(\[[^\]\n]*\])?(?:\(([^)\n]*)\))?[ \t]*\Z")
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
