"""Widgets: ``@name[arguments](body)`` in text (spec section 7).

A family is a module with a table ``WIDGETS`` from names to what draws them. To add one: write the module, and name it
in ``FAMILIES``. The rule below finds widgets; markdown-it sees to it that nothing in code or after a backslash is one.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from app.markdown.diagnostic import Severity
from app.markdown.page import page_of
from app.markdown.widgets import (
    box,
    code_file,
    diagrams,
    embeds,
    emoji,
    icon,
    meta,
    picture,
    place,
    quote,
    snippets,
    sound,
    style,
    table,
)
from app.markdown.widgets.syntax import scan, without_notes
from app.markdown.widgets.widget import Widget

FAMILIES = (style, icon, meta, emoji, diagrams, place, box, quote, picture, sound, table, embeds, snippets, code_file)
WIDGETS: dict[str, Widget] = {name: widget for family in FAMILIES for name, widget in family.WIDGETS.items()}

# Names of GitPitch that mean something; those without a family yet stay text.
_NAMES = """
    audio box cite cloud code color css cssend diff div divend emoji fa fab fad fal far fas ghost gist graphviz
    img li math mathend md mermaid note ol olend plantuml quote size snap snapend span spanend table title toc
    transition tweet ul ulend uml vimeo whiteboard youtube
"""
KNOWN = frozenset(_NAMES.split())


def widgets(md: MarkdownIt) -> None:
    """Find widgets before links, so that ``[arguments](body)`` is not taken for one."""
    md.inline.ruler.before("escape", "escaped_widget", escaped)
    md.inline.ruler.before("link", "widget", widget)
    md.core.ruler.after("inline", "notes", meta.collect_notes)


def escaped(state: StateInline, silent: bool) -> bool:
    """``\\@css[a](b)`` and ``\\@[1-3](b)`` are text as a whole, the link that markdown sees in them too."""
    if not state.src.startswith("\\@", state.pos):
        return False
    call = scan(state.src, state.pos + 1, state.posMax, state.env, unnamed=True)
    if call is None:
        return False
    if not silent:
        _push_text(state, state.src[call.start : call.end])
    state.pos = call.end
    return True


def widget(state: StateInline, silent: bool) -> bool:
    """One widget at the place of an ``@``; unknown and incomplete ones stay text as they were written."""
    if state.src[state.pos] != "@":
        return False
    call = scan(state.src, state.pos, state.posMax, state.env)
    if call is None or (call.name not in KNOWN and _is_within_word(state.src[state.pos - 1 : state.pos])):
        return False
    drawn = WIDGETS.get(call.name)
    if not silent:
        if drawn is None or (drawn.needs_body and call.body is None):
            _tell(state, call.name)
            _push_text(state, without_notes(state.src[call.start : call.end]))
        else:
            drawn.draw(state, call)
    state.pos = call.end
    return True


def _push_text(state: StateInline, text: str) -> None:
    state.push("text", "", 0).content = text


def _is_within_word(before: str) -> bool:
    return before.isalnum() or before in ("_", ".", "@", "/")


def _tell(state: StateInline, name: str) -> None:
    page = page_of(state.env)
    line = page.line + state.src.count("\n", 0, state.pos)
    if name in WIDGETS:
        code, message = "widget-incomplete", f"`@{name}[…]` needs a body: `@{name}[…](text)`; it stays text"
    elif name in KNOWN:
        code, message = "widget-not-supported", f"`@{name}[…]` is not drawn yet; it stays text"
    else:
        code, message = "unknown-widget", f"`@{name}[…]` is no widget; it stays text"
    page.tell(Severity.INFO, code, message, line, text=f"@{name}[")
