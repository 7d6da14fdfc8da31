"""``@fa[heart fa-2x](text)``, ``@far``, ``@fab`` and ``<i class="fa fa-heart"></i>``: Font Awesome icons."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from app.markdown.diagnostic import Severity
from app.markdown.icons import STYLES, icon, similar
from app.markdown.page import Page, inline_children, lines_of, page_of
from app.markdown.widgets.style import class_words
from app.markdown.widgets.syntax import Call
from app.markdown.widgets.widget import Widget, push_body, push_finished

_ELEMENT = re.compile(r'<(?:i|span|em)\b[^<>]*?\sclass="([^"]*\bfa-[^"]*)"[^<>]*>')
# Classes that say how an icon looks, not which it is.
_LOOKS = re.compile(
    r"fa-(?:xs|sm|lg|xl|2xs|2xl|\d+x|fw|ul|li|border|inverse|spin|pulse|spin-pulse|beat|fade|bounce|shake|flip|stack\S*"
    r"|rotate-\S+|flip-\S+|pull-\S+|layers\S*|sr-only|solid|regular|brands|thin|light|duotone)\Z"
)


def icons_in_html(md: MarkdownIt) -> None:
    """Give the elements of Font Awesome in raw HTML their shape, once the HTML is clean."""
    md.core.ruler.after("html_clean", "icons", draw_elements)


def draw_elements(state: StateCore) -> None:
    """``<i class="fa fa-heart">`` → the same with the shape inside."""
    page = page_of(state.env)
    for token in state.tokens:
        if token.type == "html_block" and "fa-" in token.content:
            token.content = _filled(token.content, page, token.map[0] if token.map else 0)
    for parent, children in inline_children(state.tokens):
        for child, line in lines_of(parent, children):
            if child.type == "html_inline" and "fa-" in child.content:
                child.content = _filled(child.content, page, line)


def _filled(text: str, page: Page, line: int) -> str:
    def fill(match: re.Match[str]) -> str:
        words = match[1].split()
        family = next((word for word in words if word in STYLES), None)
        name = next((word[3:] for word in words if word.startswith("fa-") and not _LOOKS.match(word)), "")
        if family is None or not name:
            return match[0]
        shape = _shape(page, family, name, (line + text.count("\n", 0, match.start()), 1))
        return match[0] + (page.keep(shape) if shape else "")

    return _ELEMENT.sub(fill, text)


def _shape(page: Page, family: str, name: str, place: tuple[int, int]) -> str | None:
    """The icon; an unknown one is told at its line and column, with what may have been meant."""
    shape = icon(family, name)
    if shape is None:
        meant = similar(name)
        hint = f": did you mean `{meant}`?" if meant else " among those of Font Awesome"
        page.tell(Severity.INFO, "unknown-icon", f"there is no icon `{name}`{hint}", *place, text=name)
    return shape


def _icon(state: StateInline, call: Call) -> None:
    page = page_of(state.env)
    words = [word for word in call.arguments.replace(",", " ").split() if word not in STYLES]
    name = words[0].removeprefix("fa-").lower() if words else ""
    before = state.src[: call.start]
    place = (page.line + before.count("\n"), call.start - before.rfind("\n"))
    shape = _shape(page, call.name, name, place) if name else None
    has_text = bool(call.body and state.src[call.body[0] : call.body[1]].strip())
    # What is not of Font Awesome itself is meant for the text too: `@fa[quote-left my-quote](They said)`.
    common = class_words(" ".join(word for word in words[1:] if not word.startswith("fa-"))) if has_text else ""
    if common:
        state.push("span_open", "span", 1).attrs = {"class": common}
        words = [words[0], *(word for word in words[1:] if word.startswith("fa-"))]
    if shape is not None:
        opening = state.push("icon_open", "i", 1)
        opening.attrs = {"class": class_words(" ".join([call.name, f"fa-{name}", *words[1:]]))}
        push_finished(state, shape)
        state.push("icon_close", "i", -1)
    if has_text:
        if shape is not None:
            state.push("text", "", 0).content = " "
        push_body(state, call)
    if common:
        state.push("span_close", "span", -1)


WIDGETS = {name: Widget(_icon) for name in ("fa", "fas", "far", "fab", "fal", "fad")}
