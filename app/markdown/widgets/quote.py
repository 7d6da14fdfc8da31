"""``@quote[text](author)``: somebody's words, and ``@cite[id]``, a reference to a source (spec section 7)."""

from __future__ import annotations

from markdown_it.rules_inline import StateInline

from app.markdown.diagnostic import Severity
from app.markdown.page import page_of
from app.markdown.widgets.syntax import Call
from app.markdown.widgets.widget import Widget, line_of, push_body, push_range


def _quote(state: StateInline, call: Call) -> None:
    page_of(state.env).has_tags = True
    state.push("quote_open", "blockquote", 1).attrs = {"class": "quote"}
    state.push("quote_text_open", "p", 1)
    push_range(state, *call.arguments_at)
    state.push("quote_text_close", "p", -1)
    if call.body and state.src[slice(*call.body)].strip():
        state.push("quote_author_open", "p", 1).attrs = {"class": "quote-author"}
        push_body(state, call)
        state.push("quote_author_close", "p", -1)
    state.push("quote_close", "blockquote", -1)


def _cite(state: StateInline, call: Call) -> None:
    page_of(state.env).tell(
        Severity.INFO,
        "citation-as-text",
        "`@cite[…]` is shown as text, as lists of citations are not drawn here: write the source itself, or a footnote",
        line_of(state, call),
        text="@cite[",
        once=True,
    )
    state.push("cite_open", "span", 1).attrs = {"class": "cite"}
    state.push("text", "", 0).content = f"[{call.arguments.strip()}]"
    state.push("cite_close", "span", -1)


WIDGETS = {"quote": Widget(_quote), "cite": Widget(_cite)}
