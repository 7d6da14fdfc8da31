"""``- item |``: a list item that appears on a click (spec section 6)."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token


def fragment(md: MarkdownIt) -> None:
    """``- a |`` → ``<li class="fragment">a</li>``; runs before inline parsing, so the mark is never text."""
    md.core.ruler.before("inline", "fragment", fragments)


def fragments(state: StateCore) -> None:
    """Mark the items whose first or last line ends in ``|`` and take the mark away."""
    tokens = state.tokens
    for index, token in enumerate(tokens[:-2]):
        if token.type == "list_item_open" and tokens[index + 2].type == "inline":
            _fragment(token, tokens[index + 2])


def _fragment(item: Token, inline: Token) -> None:
    first, newline, rest = inline.content.partition("\n")
    if _ends_in_mark(first):
        inline.content = first.rstrip()[:-1].rstrip() + newline + rest
    elif _ends_in_mark(inline.content):
        inline.content = inline.content.rstrip()[:-1].rstrip()
    else:
        return
    item.attrJoin("class", "fragment")


def _ends_in_mark(text: str) -> bool:
    text = text.strip()
    if text == "|":
        return True
    # `| a | b |` is a row of a table, `\|` and `a ||` are text.
    return text.endswith("|") and not text.startswith("|") and not text.endswith(("\\|", "||"))
