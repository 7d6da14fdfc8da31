"""``:tada:`` and ``@emoji[tada]``: emoji by name, where the package with their names is installed."""

from __future__ import annotations

import re
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

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
    sign = named(match[1]) if match else None
    if match is None or sign is None:
        return False
    if not silent:
        state.push("text", "", 0).content = sign
    state.pos = match.end()
    return True


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
    """``@emoji[name]``; an unknown name stays as ``:name:``."""
    name = call.arguments.strip().strip(":")
    state.push("text", "", 0).content = named(name) or f":{name}:"


WIDGETS = {"emoji": Widget(draw)}
