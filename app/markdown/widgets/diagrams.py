"""``@mermaid[theme=forest](flow.mmd)``, ``@graphviz``, ``@uml``, ``@plantuml``, ``@cloud``, ``@whiteboard``: diagrams
from files."""

from __future__ import annotations

from html import escape
from urllib.parse import unquote

from markdown_it.rules_inline import StateInline

from app.markdown.address import is_external, may_be_named
from app.markdown.diagnostic import Severity
from app.markdown.diagram import diagram, not_drawn, read_wish, tell
from app.markdown.drawing import LONGEST, NotDrawn
from app.markdown.page import Page, page_of
from app.markdown.widgets.syntax import Call
from app.markdown.widgets.widget import Widget

_LANGUAGES = {
    "mermaid": "mermaid",
    "graphviz": "dot",
    "uml": "plantuml",
    "plantuml": "plantuml",
    "cloud": "cloud",
    "whiteboard": "whiteboard",
}
_BY_ENDING = {".mmd": "mermaid", ".mermaid": "mermaid", ".dot": "dot", ".gv": "dot"}


def _draw(state: StateInline, call: Call) -> None:
    page = page_of(state.env)
    line = page.line + state.src.count("\n", 0, call.start)
    body = call.body or (call.end, call.end)
    name = state.src[body[0] : body[1]].strip()
    token = state.push("finished", "", 0)
    token.content = _diagram(page, _LANGUAGES[call.name], name, call.arguments, line)


def _diagram(page: Page, language: str, name: str, arguments: str, line: int) -> str:
    """The diagram in a file, as kept HTML."""
    if is_external(name):
        bad = NotDrawn("diagram-not-drawn", f"`{name}` is on another host, which is not asked")
        tell(page, bad, line, "")
        return page.keep(not_drawn(language, name, bad.reason, own_line=False))
    source = _source(page, name, line)
    if source is None:
        shown = escape(name if may_be_named(name) else "missing file")
        return page.keep(f'<span class="missing">{shown}</span>')
    for ending, drawn in _BY_ENDING.items():
        if name.lower().endswith(ending):
            language = drawn
    return diagram(page, language, source, read_wish(arguments), line, own_line=False)


def _source(page: Page, name: str, line: int) -> str | None:
    """The text of the file; None if there is none, which is told."""
    path = next(
        (found for written in dict.fromkeys((unquote(name), name)) if (found := page.files.find(written, page.path))),
        None,
    )
    if path is None:
        page.tell(Severity.WARNING, "missing-file", f"no file `{name}`", line, text=name)
        return None
    try:
        if page.files.size(path) > 4 * LONGEST:
            tell(page, NotDrawn("diagram-limit", f"`{name}` is too large for a diagram"), line, "")
            return None
        return page.files.read(path).decode("utf-8-sig", "replace").replace("\r\n", "\n")
    except OSError as error:
        page.tell(
            Severity.WARNING, "missing-file", f"`{name}` cannot be read ({error.strerror or error})", line, text=name
        )
        return None


WIDGETS = {name: Widget(_draw, needs_body=True) for name in _LANGUAGES}
