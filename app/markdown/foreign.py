"""What people bring from Marp and Slidev: the little that means something here, and what to write instead of the rest.

A deck is one of Marp's if its front matter says ``marp: true``: then comments are speaker notes and ``![bg](a.png)`` is
a background.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from app.markdown.address import asset
from app.markdown.diagnostic import Severity
from app.markdown.page import Page, inline_children, lines_of, page_of

_COMMENT = re.compile(r"<!--(.*?)-->", re.S)
_DIRECTIVE = re.compile(r"\s*(_?[a-zA-Z]{3,30})\s*:(.*)\Z", re.S)
_OWN = re.compile(r"\s*\.(?:slide|element)\s*:")
_TAG = re.compile(r"</?v-(?:clicks?|after|switch|drag|motion)(?=[\s>/])[^<>]*>")
_ATTRIBUTE = re.compile(r"<[a-z][^<>]*\sv-click(?=[\s=>/])", re.I)
_SLOT = re.compile(r"::(?:left|right|bottom|default|top|center)::[ \t]*\Z")
_SIZES = {"contain": "contain", "fit": "contain", "cover": "cover", "auto": "auto"}
# Directives of Marp, with what to write here; those that begin with `_` are for one slide.
_MARP = {
    "paginate": "`slide-number: true` in the front matter",
    "header": "`template:` in the settings, a snippet that lies on every slide",
    "footer": "`footnote:` in the settings",
    "backgroundColor": "`---?color=…`",
    "backgroundImage": "`---?image=…`",
    "color": "`---?class=…` and a rule in PITCHME.css",
    "headingDivider": "a line `---` before each slide",
    "class": "`---?class=…`",
    "theme": "`theme:` in the front matter",
    "size": "`aspect:` in the front matter",
    "style": "PITCHME.css beside the deck",
    "transition": "`---?transition=…`",
    "math": "`math: true` in the front matter",
}
# Nobody writes these in a comment but for Marp.
_TELLING = frozenset({"paginate", "backgroundColor", "backgroundImage", "headingDivider"})


def foreign(md: MarkdownIt) -> None:
    """Before HTML is cleaned: comments are still there."""
    md.block.ruler.before("fence", "slidev_slot", slot, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.inline.ruler.before("html_inline", "slidev_tag", tag)
    md.core.ruler.push("foreign", comments)


def slot(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """``::right::`` on a line, where Slidev begins a column."""
    first = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("::", first) or state.is_code_block(start):
        return False
    word = state.src[first : state.eMarks[start]].strip()
    if not _SLOT.match(word):
        return False
    if not silent:
        page = page_of(state.env)
        _tell(page, f"`{word}`", "`@div[left-50]` … `@divend` and `@div[right-50]` … `@divend`", start, word)
        state.line = start + 1
    return True


def tag(state: StateInline, silent: bool) -> bool:
    """``<v-click>`` and its kin: the tag goes, what is inside stays."""
    match = _TAG.match(state.src, state.pos, state.posMax) if state.src.startswith("<", state.pos) else None
    if not match:
        return False
    if not silent:
        page = page_of(state.env)
        line = page.line + state.src.count("\n", 0, state.pos)
        _tell(page, "`<v-click>`", "` |` at the end of an item, or `@ul` … `@ulend` around a list", line, match[0])
    state.pos = match.end()
    return True


def comments(state: StateCore) -> None:
    """Notes and directives in comments, backgrounds in pictures."""
    page = page_of(state.env)
    for token in state.tokens:
        if token.type == "html_block":
            _html(token.content, page, token.map[0] if token.map else 0)
    for parent, children in inline_children(state.tokens):
        for child, line in lines_of(parent, children):
            if child.type == "html_inline":
                _html(child.content, page, line)
            elif child.type == "image" and page.context.marp and "bg" in child.content.split():
                _background(child, page, line)


def _html(text: str, page: Page, line: int) -> None:
    for match in _COMMENT.finditer(text):
        _comment(match[1], page, line + text.count("\n", 0, match.start()))
    if "v-click" in text and _ATTRIBUTE.search(text):
        _tell(page, "`v-click`", '`class="fragment"`', line, "v-click")


def _comment(text: str, page: Page, line: int) -> None:
    directive = _DIRECTIVE.match(text)
    name = directive[1] if directive else ""
    plain = name.removeprefix("_")
    if directive and name == "_backgroundColor":
        page.attributes["data-background-color"] = directive[2].strip().strip("\"'")
    elif name == "_class" or _OWN.match(text):
        return
    elif page.context.marp and text.strip() == "fit":
        _tell(page, "`<!-- fit -->`", "`@size[2em](…)`", line, "fit")
    elif plain in _TELLING or (plain in _MARP and page.context.marp):
        _tell(page, f"`<!-- {name}: … -->`", _MARP[plain], line, name)
    elif page.context.marp and not page.notes_mode and text.strip():
        page.comments.append(text.strip())


def _background(token: Token, page: Page, line: int) -> None:
    """``![bg contain](a.png)``: the picture behind the slide."""
    found = asset(page, str(token.attrs.get("src", "")), line)
    words = token.content.split()
    if found.missing is None and found.address:
        page.attributes["data-background-image"] = found.address
        sizes = [_SIZES.get(word, word if re.fullmatch(r"\d{1,3}%", word) else "") for word in words]
        page.attributes["data-background-size"] = next(filter(None, sizes), "cover")
    for word in words:
        if word.partition(":")[0] in ("left", "right", "vertical"):
            _tell(page, f"`![bg {word}]`", "`@snap[east span-40]` around the picture", line, word)
    token.type, token.content, token.children = "text", "", None


def _tell(page: Page, what: str, instead: str, line: int, text: str) -> None:
    page.tell(Severity.INFO, "not-supported", f"{what} does nothing here; write {instead}", line, text=text)
