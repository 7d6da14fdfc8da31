"""``# Title {#id}`` gives the slide its id; a line of ``=`` makes a heading, a line of ``-`` never does."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore

from app.markdown.page import page_of

_ID = re.compile(r"[ \t]*\{#([^\s{}\"'<>&]{1,200})\}[ \t]*\Z")
_NUMBER = re.compile(r"\d{1,9}[.)][ \t]*\Z")
_UNDERLINE = re.compile(r"=+[ \t]*$", re.M)


def heading(md: MarkdownIt) -> None:
    """Ids at the end of headings, and setext headings of level 1 only (spec section 2)."""
    md.block.ruler.at("lheading", underlined)
    md.block.ruler.before("list", "numbered_heading", numbered)
    md.core.ruler.before("inline", "heading_ids", heading_ids)


def underlined(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001
    """A paragraph with ``===`` under it. markdown-it's own rule would make level 2 of ``---`` as well."""
    if state.is_code_block(start):
        return False
    ends = state.md.block.ruler.getRules("paragraph")
    parent, state.parentType = state.parentType, "paragraph"
    number = start + 1
    try:
        while number < end and not state.isEmpty(number):
            indent = state.sCount[number] - state.blkIndent
            if 0 <= indent <= 3 and _UNDERLINE.match(state.src, state.bMarks[number] + state.tShift[number]):
                _push_heading(state, start, number)
                return True
            if indent <= 3 and state.sCount[number] >= 0 and any(rule(state, number, end, True) for rule in ends):
                return False
            number += 1
        return False
    finally:
        state.parentType = parent


def numbered(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``1.`` with ``===`` under it is a heading, not an empty item of a list; so GitPitch's parser read it."""
    if silent or start + 1 >= end or state.is_code_block(start) or state.sCount[start + 1] < state.blkIndent:
        return False
    begin = state.bMarks[start] + state.tShift[start]
    if not _NUMBER.match(state.src[begin : state.eMarks[start]]):
        return False
    if not _UNDERLINE.match(state.src, state.bMarks[start + 1] + state.tShift[start + 1]):
        return False
    _push_heading(state, start, start + 1)
    return True


def _push_heading(state: StateBlock, start: int, underline: int) -> None:
    opening = state.push("heading_open", "h1", 1)
    opening.markup, opening.map = "=", [start, underline + 1]
    inline = state.push("inline", "", 0)
    inline.content = state.getLines(start, underline, state.blkIndent, False).strip()
    inline.map, inline.children = [start, underline], []
    state.push("heading_close", "h1", -1).markup = "="
    state.line = underline + 1


def heading_ids(state: StateCore) -> None:
    """Take ``{#id}`` off headings: the first heading's is the slide's, others keep theirs."""
    page = page_of(state.env)
    first = True
    for token, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if token.type != "heading_open":
            continue
        if match := _ID.search(inline.content):
            inline.content = inline.content[: match.start()]
            if first:
                page.anchor = match[1]
            else:
                token.attrSet("id", match[1])
        first = False
