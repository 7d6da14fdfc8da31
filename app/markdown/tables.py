"""Tables as GitPitch's parser (marked) read them: one column in the row under the head was enough for all."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_block.table import table as strict

_RULE = re.compile(r"\|[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\Z")


def tables(md: MarkdownIt) -> None:
    """Replace markdown-it's rule for tables."""
    md.block.ruler.at("table", table, {"alt": ["paragraph", "reference"]})


def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table; ``|---|`` under a wider head between ``|`` stands for as many columns as the head has."""
    missing = _missing_columns(state, start, end)
    if not missing:
        return strict(state, start, end, silent)
    rule = start + 1
    text, before = state.src, (state.bMarks[rule], state.tShift[rule], state.eMarks[rule])
    whole = _line(state, rule).rstrip().removesuffix("|") + "|---" * missing + "|"
    # The rule reads its lines through these marks alone: for its time this one is a line that has all columns.
    state.src = text + whole
    state.bMarks[rule], state.tShift[rule], state.eMarks[rule] = len(text), 0, len(text) + len(whole)
    try:
        return strict(state, start, end, silent)
    finally:
        state.src = text
        state.bMarks[rule], state.tShift[rule], state.eMarks[rule] = before


def _missing_columns(state: StateBlock, start: int, end: int) -> int:
    if start + 2 > end:
        return 0
    head, rule = _line(state, start).rstrip(), _line(state, start + 1)
    if not head.startswith("|") or not _RULE.match(rule):
        return 0
    return max(0, _columns(head) - _columns(rule.rstrip()))


def _columns(row: str) -> int:
    cells = escapedSplit(row)[1:]
    return len(cells) - (1 if cells and not cells[-1] else 0)


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]
