"""Raw HTML as GitPitch's parser read it (spec section 10), made harmless.

A line that begins with an inline tag is a paragraph and markdown inside it works; a block element that is closed on
the line where it was opened ends there; tags that HTML does not know are text. Comments, scripts and styles go.
"""

from __future__ import annotations

import re
from html import escape
from html.entities import html5
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.html_inline import html_inline
from markdown_it.token import Token

from app.markdown.attributes import safe_attributes, script_removed, write_attributes
from app.markdown.diagnostic import Severity
from app.markdown.embed import embed, is_allowed
from app.markdown.formula_rules import in_html
from app.markdown.image import media
from app.markdown.link import link_attributes
from app.markdown.page import Page, inline_children, lines_of, page_of
from app.markdown.tags import BLOCK, FRAMES, KNOWN, REMOVED, UNWRAPPED, VOID
from app.markdown.widgets.syntax import without_notes

_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)(?=[\s/>]|$)")
_COMMENTS_ONLY = re.compile(r"(?:\s*<!--(?:[^-]|-(?!->))*-->)*\s*\Z")
# Elements whose text is no formula.
_VERBATIM = frozenset({"pre", "code", "textarea", "canvas"})
# Elements whose content runs to their end tag, blank lines or not.
_WHOLE = frozenset({"script", "pre", "style", "textarea", "canvas"})


def html(md: MarkdownIt) -> None:
    """Replace markdown-it's two rules for HTML and clean what they find after parsing."""
    md.block.ruler.at("html_block", block, {"alt": ["paragraph", "reference", "blockquote"]})
    md.inline.ruler.at("html_inline", inline)
    md.core.ruler.push("html_clean", clean_tokens)


def block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A block of HTML: from a line that begins with a block element's tag to a blank line or the end of the element."""
    if state.is_code_block(start):
        return False
    line = _line(state, start)
    if not line.startswith("<"):
        return False
    if line.startswith("<!--"):
        last = _comment_end(state, start, end)
    elif match := _TAG.match(line):
        name = match[1].lower()
        last = _element_end(state, start, end, name) if name in BLOCK else None
    else:
        last = None
    if last is None:
        return False
    if silent:
        return True
    token = state.push("html_block", "", 0)
    token.map = [start, last]
    token.content = state.getLines(start, last, state.blkIndent, True)
    state.line = last
    return True


def inline(state: StateInline, silent: bool) -> bool:
    """A tag or comment within text; one that HTML does not know stays text."""
    if state.src[state.pos] != "<":
        return False
    match = _TAG.match(state.src, state.pos)
    if match and match[1].lower() not in KNOWN:
        return False
    return html_inline(state, silent)


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _comment_end(state: StateBlock, start: int, end: int) -> int | None:
    """The line after the comment, or None where text follows it on its last line (then it is part of a paragraph)."""
    for number in range(start, end):
        line = _line(state, number)
        offset = 4 if number == start else 0
        close = line.find("-->", offset)
        if close >= 0:
            rest = line[close + 3 :]
            return None if number == start and not _COMMENTS_ONLY.match(rest) else number + 1
    return end


def _element_end(state: StateBlock, start: int, end: int, name: str) -> int:
    """The line after a block that begins with the tag ``name``."""
    tags = re.compile(rf"<(/?){name}(?=[\s/>]|$)", re.I)
    depth = 0
    for number in range(start, end):
        line = _line(state, number)
        if name not in _WHOLE and (not line or (number > start and state.sCount[number] < state.blkIndent)):
            return number
        for match in tags.finditer(line):
            depth += -1 if match[1] else 1
        if depth <= 0 or name in VOID:
            return number + 1
    return end


def clean_tokens(state: StateCore) -> None:
    """Make the HTML of every token harmless, with the right line in what is told."""
    page = page_of(state.env)
    for token in state.tokens:
        if token.type == "html_block":
            token.content = clean(token.content, page, token.map[0] if token.map else 0, token.meta.get("attributes"))
    for parent, children in inline_children(state.tokens):
        if any(child.type == "html_inline" for child in children):
            parent.children = _clean_children(parent, children, page)


def _clean_children(parent: Token, children: list[Token], page: Page) -> list[Token]:
    kept: list[Token] = []
    removing = ""
    for child, line in lines_of(parent, children):
        if child.type == "html_inline":
            match = _TAG.match(child.content)
            name = match[1].lower() if match else ""
            if name in REMOVED and not child.content.startswith("</"):
                removing = name
                _tell_removed(name, page, line)
            elif removing and name == removing:
                removing = ""
            elif not removing:
                child.content = clean(child.content, page, line, child.meta.get("attributes"))
                kept.append(child)
        elif not removing or child.nesting:  # what opened before the script closes inside it, or nowhere
            kept.append(child)
    return kept


def clean(text: str, page: Page, line: int, extra: list[tuple[str, str]] | None = None) -> str:
    """Raw HTML as harmless HTML: whole tags with quoted values, and text. ``extra`` attributes join the first tag."""
    if text.startswith("<!--") and text.find("-->") == len(text.rstrip()) - 3:
        return ""
    cleaner = _Cleaner(page, line, extra or [])
    cleaner.feed(text)
    cleaner.close()
    return "".join(cleaner.out)


def _tell_removed(name: str, page: Page, line: int) -> None:
    if name == "script":
        script_removed(page, line, "script")
    else:
        page.tell(
            Severity.WARNING,
            "style-element",
            "`<style>` inside a slide was left out: move it to PITCHME.css beside the deck",
            line,
            text="<style>",
        )


class _Cleaner(HTMLParser):
    """Writes the tags that it is fed anew, one by one. Balance is not its matter: a tag may open in another token."""

    def __init__(self, page: Page, line: int, extra: list[tuple[str, str]]) -> None:
        super().__init__(convert_charrefs=False)
        self.page, self.line, self.extra = page, line, extra
        self.out: list[str] = []
        self.inside = ""
        self.verbatim = 0

    def here(self) -> int:
        return self.line + self.getpos()[0] - 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.inside:
            return
        self.verbatim += tag in _VERBATIM
        if tag in REMOVED:
            self.inside = tag
            _tell_removed(tag, self.page, self.here())
        elif tag in FRAMES:
            self._frame(tag, attrs)
        elif tag == "form" and not is_allowed(dict(attrs).get("action") or "", self.page):
            self.page.tell(
                Severity.WARNING,
                "form-removed",
                "a form may only go to a host that --embed allows",
                self.here(),
                text="<form>",
            )
        elif tag == "link":
            _tell_removed("style", self.page, self.here())
        elif tag not in KNOWN:
            self.out.append(escape(self.get_starttag_text() or f"<{tag}>", quote=False))
        elif tag not in UNWRAPPED:
            self._element(tag, attrs)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.inside:
            if tag == self.inside:
                self.inside = ""
            return
        self.verbatim = max(0, self.verbatim - (tag in _VERBATIM))
        if tag not in KNOWN:
            self.out.append(escape(f"</{tag}>", quote=False))
        elif tag not in UNWRAPPED and tag not in VOID and tag not in FRAMES:
            self.page.has_tags = True
            self.out.append(f"</{_renamed(tag)}>")

    def _element(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.here()
        pairs: list[tuple[str, str | None]] = [*attrs, *self.extra]
        self.extra = []
        if tag in ("img", "video", "audio"):
            pairs = [("src", value) if tag == "img" and name == "data-src" else (name, value) for name, value in pairs]
            if drawn := media(tag, pairs, self.page, line):
                self.out.append(drawn)
                return
        safe = safe_attributes(pairs, self.page, line)
        if tag in ("a", "area"):
            safe = link_attributes(safe, self.page, line)
        elif tag == "use":
            safe = [(name, value) for name, value in safe if "href" not in name or value.startswith("#")]
        if tag not in VOID:
            self.page.has_tags = True
        self.out.append(f"<{_renamed(tag)}{write_attributes(safe)}>")

    def _frame(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.out.append(embed(tag, attrs, self.page, self.here()))
        raw = self.rawdata.lower()
        if tag != "embed" and f"</{tag}" in raw:
            self.inside = tag

    def handle_data(self, data: str) -> None:
        if self.inside:
            return
        text = without_notes(data)
        self.out.append(escape(text, quote=False) if self.verbatim else in_html(text, self.page, self.here()))

    def handle_entityref(self, name: str) -> None:
        if not self.inside:
            self.out.append(f"&{name};" if f"{name};" in html5 else f"&amp;{name}")

    def handle_charref(self, name: str) -> None:
        if not self.inside:
            self.out.append(f"&#{name};")


def _renamed(tag: str) -> str:
    # A section inside a slide would be taken for a slide of a stack.
    return "div" if tag == "section" else tag
