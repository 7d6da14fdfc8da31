"""``@md[…](path.md)`` within a line of text; alone on a line it is ``app/markdown/snippet.py`` that puts it in."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from app.markdown.diagnostic import Severity
from app.markdown.page import page_of
from app.markdown.snippet import DEEPEST, MOST, arguments_of, arguments_of_all, fill, find, missing, read
from app.markdown.widgets.syntax import Call
from app.markdown.widgets.widget import Widget, line_of


def _md(state: StateInline, call: Call) -> None:
    page = page_of(state.env)
    line = line_of(state, call)
    name = state.src[slice(*call.body)].strip() if call.body else ""
    path = find(page, name, page.path)
    text = read(page, path) if path else None
    if path is None or text is None:
        severity, code, message = missing(name)
        page.tell(severity, code, message, line, text=name)
        return
    open_ones: list[str] = state.env.setdefault("snippets", [])
    state.env["snippet_count"] = state.env.get("snippet_count", 0) + 1
    if path in open_ones or len(open_ones) > DEEPEST or state.env["snippet_count"] > MOST:
        circle = path in open_ones
        code = "md-circle" if circle else "md-limit"
        message = (
            f"`{name}` puts itself in: take one `@md` out" if circle else f"more than {MOST} snippets on one slide"
        )
        page.tell(Severity.ERROR, code, message, line, text=name)
        return
    values = {**arguments_of_all(page.context.globals), **arguments_of(call.arguments)}
    children: list[Token] = []
    open_ones.append(path)
    state.md.inline.parse(re.sub(r"\s*\n\s*", " ", fill(text, values).strip()), state.md, state.env, children)
    open_ones.pop()
    if state.pending:
        state.pushPending()
    state.tokens.extend(children)


WIDGETS = {"md": Widget(_md, needs_body=True)}
