"""``:tada:`` and ``@emoji[tada]``: emoji by name, where the package with their names is installed."""

from __future__ import annotations

import re
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from app.markdown.diagnostic import Severity
from app.markdown.page import page_of
from app.markdown.widgets.syntax import Call
from app.markdown.widgets.widget import Widget

_NAME = re.compile(r":([a-z0-9_+-]{1,60}):", re.I)


def emoji(md: MarkdownIt) -> None:
    """``:tada:`` → 🎉; a name that no emoji has stays text (``10:30:00``)."""
    md.inline.ruler.before("link", "emoji", short_name)


def short_name(state: StateInline, silent: bool) -> bool:
    """One short name at the place of a colon."""
    if state.src[state.pos] != ":":
        return False
    match = _NAME.match(state.src, state.pos, state.posMax)
    if match and _within_a_word(state.src, match.start(), match.end()):
        return False
    sign = named(match[1]) if match else None
    if match is None or sign is None:
        return False
    if not silent:
        state.push("text", "", 0).content = sign
    state.pos = match.end()
    return True


def _within_a_word(text: str, start: int, end: int) -> bool:
    """Whether the colons are those of a time, of ``key:on:value`` or of an address."""
    if start and text[start - 1].isalnum() and text[end : end + 1].isalnum():
        return True
    return "://" in text[max(0, start - 200) : start].rpartition(" ")[2]


@lru_cache(maxsize=1024)
def named(name: str) -> str | None:
    """The emoji of that name, or None."""
    try:
        import emoji as names  # noqa: PLC0415 - 2 ms and 4 MB that most decks do not need
    except ImportError:
        return None
    text = f":{name.lower()}:"
    sign = names.emojize(text, language="alias")
    return sign if sign != text else None


def draw(state: StateInline, call: Call) -> None:
    """``@emoji[name]``; an unknown name stays as ``:name:`` and is told."""
    name = call.arguments.strip().strip(":")
    sign = named(name)
    if sign is None:
        page, before = page_of(state.env), state.src[: call.start]
        place = (page.line + before.count("\n"), call.start - before.rfind("\n"))
        page.tell(Severity.INFO, "unknown-emoji", f"there is no emoji `:{name}:`; it stays text", *place, text=name)
    state.push("text", "", 0).content = sign or f":{name}:"


WIDGETS = {"emoji": Widget(draw)}
