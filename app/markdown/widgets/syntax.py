"""The form of a widget: ``@name[arguments](body)``. One pass a text, so long ones cost their length."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import Any

_NAME = re.compile(r"@([A-Za-z][A-Za-z0-9-]{0,30})\[")
_NAME_OR_NONE = re.compile(r"@([A-Za-z][A-Za-z0-9-]{0,30})?\[")
_SIGN = re.compile(r"\\[\s\S]|`+|[()\[\]]")
_NOTE = "@note["


@dataclass(frozen=True, slots=True)
class Call:
    """One widget in a text: ``arguments`` without their brackets, the places of the body (None if it has none)."""

    name: str
    arguments: str
    start: int
    end: int
    body: tuple[int, int] | None = None

    @property
    def arguments_at(self) -> tuple[int, int]:
        """The place of the arguments in the text."""
        start = self.start + len(self.name) + 2
        return start, max(start, self.body[0] - 2 if self.body else self.end - 1)


@dataclass(slots=True)
class Brackets:
    """Where brackets close: ``partner`` of each opening one, and every closing ``]``; none within code."""

    partner: dict[int, int] = field(default_factory=dict)
    closers: list[int] = field(default_factory=list)

    def first_closer(self, after: int) -> int:
        """The first ``]`` at or after a place, or -1."""
        index = bisect_left(self.closers, after)
        return self.closers[index] if index < len(self.closers) else -1


def brackets(text: str) -> Brackets:
    """Pair the brackets of a text in one pass; round and square ones do not mind each other."""
    found = Brackets()
    open_round: list[int] = []
    open_square: list[int] = []
    ticks = _code_spans(text)
    position = 0
    while match := _SIGN.search(text, position):
        start, sign = match.start(), match[0]
        position = ticks.get(start, match.end())
        if sign == "(":
            open_round.append(start)
        elif sign == "[":
            open_square.append(start)
        elif sign == ")":
            if open_round:
                found.partner[open_round.pop()] = start
        elif sign == "]":
            found.closers.append(start)
            if open_square:
                found.partner[open_square.pop()] = start
    return found


def _code_spans(text: str) -> dict[int, int]:
    """Where each code span begins and ends; a run of backticks without its like opens none."""
    if "`" not in text:
        return {}
    runs = [(match.start(), len(match[0])) for match in re.finditer(r"`+", text)]
    later: dict[int, int] = {}
    spans: dict[int, int] = {}
    for start, length in reversed(runs):
        if length in later:
            spans[start] = later[length] + length
        later[length] = start
    return spans


def scan(text: str, start: int, end: int, env: MutableMapping[str, Any], *, unnamed: bool = False) -> Call | None:
    """The widget that begins at ``start``, if its brackets close before ``end``; ``unnamed``: ``@[…](…)`` too."""
    match = (_NAME_OR_NONE if unnamed else _NAME).match(text, start, end)
    if not match:
        return None
    pairs = _brackets_of(text, env)
    opening = match.end() - 1
    close = pairs.first_closer(match.end())
    if match[1] == "note":
        close = pairs.partner.get(opening, close)
        if close < 0 or close >= end:
            # What is meant for the speaker alone must not become text because a bracket is missing.
            newline = text.find("\n", start, end)
            stop = newline if newline >= 0 else end
            return Call("note", text[match.end() : stop], start, stop)
    if close < 0 or close >= end:
        return None
    arguments = text[match.end() : close].replace("\\]", "]")
    after = close + 1
    if after < end and text[after] == "(":
        last = pairs.partner.get(after, -1)
        if 0 <= last < end:
            return Call(match[1] or "", arguments, start, last + 1, (after + 1, last))
    return Call(match[1] or "", arguments, start, after)


def _brackets_of(text: str, env: MutableMapping[str, Any]) -> Brackets:
    known = env.get("brackets")
    if known is None or known[0] is not text:
        known = env["brackets"] = (text, brackets(text))
    found: Brackets = known[1]
    return found


def without_notes(text: str) -> str:
    """A text that is not parsed (HTML, alternative text) without any ``@note[…]``."""
    if _NOTE not in text:
        return text
    env: dict[str, Any] = {}
    out: list[str] = []
    position = 0
    while (start := text.find(_NOTE, position)) >= 0:
        call = scan(text, start, len(text), env)
        out.append(text[position:start])
        position = call.end if call else len(text)
    return "".join([*out, text[position:]])
