"""The parser: CommonMark and what decks add to it, one module a rule, named here in the order of their registration."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from app.markdown.charts import charts
from app.markdown.code import code
from app.markdown.comment import comment
from app.markdown.diagnostic import Severity
from app.markdown.diagram import diagrams
from app.markdown.foreign import foreign
from app.markdown.formula_rules import formulas
from app.markdown.fragment import fragment
from app.markdown.grid import grid
from app.markdown.heading import heading
from app.markdown.html import html
from app.markdown.image import image
from app.markdown.link import link
from app.markdown.nesting import nesting
from app.markdown.page import page_of
from app.markdown.steps_in_code import steps_in_code
from app.markdown.tables import tables
from app.markdown.widgets.code_file import code_file
from app.markdown.widgets.emoji import emoji
from app.markdown.widgets.icon import icons_in_html
from app.markdown.widgets.lists import lists
from app.markdown.widgets.place import place
from app.markdown.widgets.rules import widgets

if TYPE_CHECKING:
    from app.markdown.slide import Context

Rule = Callable[[MarkdownIt], None]

RULES: tuple[Rule, ...] = (
    nesting,
    grid,
    tables,
    heading,
    fragment,
    formulas,
    code,
    diagrams,
    steps_in_code,
    code_file,
    place,
    lists,
    widgets,
    emoji,
    image,
    link,
    foreign,
    comment,
    html,
    charts,
    icons_in_html,
)

_DEEPEST = 40
_OPTIONS = {
    "maxNesting": _DEEPEST,
    "html": True,
    "linkify": True,
    "tasklists": True,
    "alerts": True,
    "strikethrough_single_tilde": False,
}


@lru_cache(maxsize=16)
def parser(context: Context) -> MarkdownIt:  # noqa: ARG001 - what a context turns on or off is decided here
    """The parser for slides of this context; it keeps no state between slides."""
    md = MarkdownIt("gfm-like2", _OPTIONS)
    md.options["xhtmlOut"] = False
    _plain_links_only(md)
    deflist_plugin(md)
    footnote_plugin(md, inline=False)
    md.add_render_rule("footnote_block_open", footnotes_open)
    md.add_render_rule("footnote_block_close", footnotes_close)
    for rule in RULES:
        rule(md)
    # The body of a widget ends at a `)`, so text must stop there too.
    md.inline.add_terminator_char(")")
    md.core.ruler.after("block", "depth", depth)
    md.core.ruler.at("inline", inline)
    md.core.ruler.push("empty_paragraphs", empty_paragraphs)
    md.add_render_rule("finished", finished)
    return md


def _plain_links_only(md: MarkdownIt) -> None:
    """Of bare addresses only ``http(s)://`` become links (spec section 10)."""
    if md.linkify is not None:
        md.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
        for schema in ("ftp:", "mailto:", "//"):
            md.linkify.add(schema, None)


def depth(state: StateCore) -> None:
    """markdown-it leaves out what lies too deep; say so."""
    deepest = max(state.tokens, key=lambda token: token.level, default=None)
    if deepest is not None and deepest.level >= _DEEPEST - 1:
        line = deepest.map[0] if deepest.map else 0
        message = f"elements are nested {_DEEPEST} deep: what lies deeper is left out"
        page_of(state.env).tell(Severity.WARNING, "too-deep", message, line)


def inline(state: StateCore) -> None:
    """Parse the text of every block, as markdown-it does, and let the rules know on which line it begins."""
    page = page_of(state.env)
    for token in state.tokens:
        if token.type == "inline":
            page.line = token.map[0] if token.map else page.line
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def empty_paragraphs(state: StateCore) -> None:
    """A paragraph of nothing but comments, notes and titles leaves nothing on the slide."""
    for before, inline, after in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if before.type == "paragraph_open" and inline.type == "inline" and all(map(_is_empty, inline.children or ())):
            before.hidden = after.hidden = True
            inline.children = []


def _is_empty(token: Token) -> bool:
    if token.type in ("softbreak", "hardbreak"):
        return True
    return token.type in ("text", "html_inline") and not token.content.strip()


def finished(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:  # noqa: ARG001
    """HTML that a rule made ready."""
    return str(tokens[index].content)


def footnotes_open(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:  # noqa: ARG001
    """Never a ``section`` inside a slide: it would be taken for a slide of a stack."""
    return '<div class="footnotes">\n<ol class="footnotes-list">\n'


def footnotes_close(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:  # noqa: ARG001
    """The end of the slide's footnotes."""
    return "</ol>\n</div>\n"
