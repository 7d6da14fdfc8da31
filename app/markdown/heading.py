"""``# Title {#id}`` gives the slide its id; a line of ``=`` makes a heading, a line of ``-`` never does."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.lheading import lheading
from markdown_it.rules_core import StateCore

from app.markdown.page import page_of

_ID = re.compile(r"[ \t]*\{#([^\s{}\"'<>&]{1,200})\}[ \t]*\Z")
_UNDERLINE = re.compile(r"=+[ \t]*\Z")


def heading(md: MarkdownIt) -> None:
    """Ids at the end of headings, and setext headings of level 1 only (spec section 2)."""
    md.block.ruler.at("lheading", underlined)
    md.core.ruler.before("inline", "heading_ids", heading_ids)


def underlined(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A paragraph with ``===`` under it. Looks ahead before markdown-it does, whose rule knows level 2 too."""
    for number in range(start + 1, end):
        line = state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]
        if not line or not line.strip("- \t"):
            return False
        if _UNDERLINE.match(line):
            return lheading(state, start, end, silent)
    return False


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
