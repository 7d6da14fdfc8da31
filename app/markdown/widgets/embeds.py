"""``@tweet[url]``, ``@youtube[url or id]``, ``@vimeo[url or id]``: shown where the operator allows their host (spec
section 7)."""

from __future__ import annotations

from markdown_it.rules_inline import StateInline

from app.markdown.diagnostic import Severity
from app.markdown.embed import shown
from app.markdown.page import page_of
from app.markdown.player import named
from app.markdown.widgets.syntax import Call, without_notes
from app.markdown.widgets.widget import Widget, line_of


def _embed(state: StateInline, call: Call) -> None:
    page = page_of(state.env)
    # `@youtube[Title](url)` is what people try who know `@img[…](…)`.
    body = state.src[slice(*call.body)].strip() if call.body else ""
    address = named(call.name, call.arguments) or named(call.name, body)
    if address is None:
        message = f"`{call.arguments[:60].strip()}` is no address for `@{call.name}[…]`; write the address of the page"
        page.tell(Severity.WARNING, "invalid-value", message, line_of(state, call), text=f"@{call.name}[")
        state.push("text", "", 0).content = without_notes(state.src[call.start : call.end])
        return
    title = "" if named(call.name, call.arguments) else " ".join(without_notes(call.arguments).split())
    title = title or ("" if named(call.name, body) else body)
    state.push("finished", "", 0).content = shown(address, page, line_of(state, call), {"title": title})


WIDGETS = {name: Widget(_embed) for name in ("tweet", "youtube", "vimeo")}
