"""``<!-- .slide: … -->`` and ``<!-- .element: … -->``: attributes from a comment, as reveal.js reads them.

A slide's go to its section. An element's go to the element directly before the comment on its line, else to the block
that the comment ends.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from app.markdown.address import asset
from app.markdown.attributes import read_attributes, safe_attributes
from app.markdown.diagnostic import Severity
from app.markdown.embed import is_allowed
from app.markdown.page import Page, inline_children, lines_of, page_of

_MARK = re.compile(r"<!--\s*\.(slide|element)\s*:(.*?)-->", re.S)
_MARP_CLASS = re.compile(r"<!--\s*_class\s*:(.*?)-->", re.S)
_IMAGE = re.compile(r"\.(?:svg|png|jpe?g|gif|bmp|webp|avif)(?:[?#\s]|\Z)", re.I)
# How many tokens before a comment are looked at; a bound, so that a slide of nothing but comments stays cheap.
_LOOK_BACK = 2_000
_ID = re.compile(r"[^\s\"'<>&]{1,200}\Z")


def comment(md: MarkdownIt) -> None:
    """Apply the comments after inline parsing, before HTML is cleaned."""
    md.core.ruler.push("comment_attributes", comments)


def comments(state: StateCore) -> None:
    """Give slide and elements what the comments say."""
    page = page_of(state.env)
    for index, token in enumerate(state.tokens):
        if token.type == "html_block" and "<!--" in token.content:
            line = token.map[0] if token.map else 0
            for target, pairs in _marks(token.content, page, line):
                if target == "element":
                    _give(_block_before(state.tokens, index), pairs, page, line)
    places = {id(token): index for index, token in enumerate(state.tokens)}
    for parent, children in inline_children(state.tokens):
        for position, (child, line) in enumerate(lines_of(parent, children)):
            if child.type == "html_inline" and child.content.startswith("<!--"):
                for target, pairs in _marks(child.content, page, line):
                    if target == "element":
                        element = _element_before(children, position)
                        _give(element or _block_around(state.tokens, places[id(parent)]), pairs, page, line)


def _marks(text: str, page: Page, line: int) -> list[tuple[str, list[tuple[str, str]]]]:
    """The attribute comments in a text; those for the slide are applied at once."""
    marks = [(match[1], read_attributes(match[2])) for match in _MARK.finditer(text)]
    for target, pairs in marks:
        if target == "slide":
            _slide(pairs, page, line)
    for match in _MARP_CLASS.finditer(text):
        page.classes.extend(match[1].split())
    return marks


def _slide(pairs: list[tuple[str, str]], page: Page, line: int) -> None:
    for name, value in safe_attributes(pairs, page, line):
        if name == "class":
            page.classes.extend(value.split())
        elif name == "id":
            if _ID.match(value):
                page.anchor = page.anchor or value
        elif name.startswith("data-background"):
            _background(name, value, page, line)
        elif name.startswith("data-") or name == "style":
            page.attributes[name] = value


def _background(name: str, value: str, page: Page, line: int) -> None:
    """``data-background`` is an image or a colour, as in reveal.js 3; files are found."""
    if name == "data-background":
        name = (
            "data-background-image"
            if _IMAGE.search(value) or value.startswith(("http:", "https:"))
            else "data-background-color"
        )
    if name in ("data-background-image", "data-background-video"):
        kind = "image" if name.endswith("image") else "file"
        found = asset(page, value, line, kind=kind)
        if found.missing is not None:
            return
        value = found.address
    elif name == "data-background-iframe" and not is_allowed(value, page):
        page.tell(Severity.WARNING, "embed-not-allowed", f"`{value}` may not be framed here", line, text=value)
        return
    page.attributes[name] = value


def _element_before(children: list[Token], position: int) -> Token | None:
    """The inline element that ends right before the comment; blanks and other comments may stand between."""
    index = position - 1
    while index >= 0 and (
        (children[index].type == "text" and not children[index].content.strip())
        or children[index].content.startswith("<!--")
    ):
        index -= 1
    if index < 0:
        return None
    last = children[index]
    if last.type in ("image", "code_inline"):
        return last
    if last.type == "html_inline":
        return (
            last if not last.content.startswith("</") else _opener(children, index, last.content[2:-1].strip().lower())
        )
    if last.nesting == -1:
        return next(
            (token for token in reversed(children[:index]) if token.nesting == 1 and token.level == last.level), None
        )
    return None


def _opener(children: list[Token], index: int, name: str) -> Token | None:
    depth = 0
    for token in reversed(children[: index + 1]):
        if token.type != "html_inline":
            continue
        content = token.content.lower()
        if content.startswith(f"</{name}"):
            depth += 1
        elif re.match(rf"<{re.escape(name)}[\s>/]", content):
            depth -= 1
            if depth == 0:
                return token
    return None


def _block_around(tokens: list[Token], place: int) -> Token | None:
    """The block whose text the inline token is; a tight item's hidden paragraph stands for the item."""
    level = tokens[place].level
    for token in reversed(tokens[max(0, place - _LOOK_BACK) : place]):
        if token.nesting == 1 and token.level < level and not token.hidden:
            return token
    return None


def _block_before(tokens: list[Token], index: int) -> Token | None:
    """The block that stands directly before, else the one that a comment at its beginning is in."""
    level = tokens[index].level
    for token in reversed(tokens[max(0, index - _LOOK_BACK) : index]):
        if token.type == "html_block" and token.content.lstrip().startswith("<!--"):
            continue
        if token.level == level and token.nesting >= 0 and not token.hidden and token.type != "inline":
            return token
        if token.level < level:
            return token if token.nesting == 1 else None
    return None


def _give(token: Token | None, pairs: list[tuple[str, str]], page: Page, line: int) -> None:
    if token is None:
        return
    if token.type in ("html_inline", "html_block"):
        token.meta.setdefault("attributes", []).extend(pairs)
        return
    for name, value in safe_attributes(pairs, page, line):
        if name == "class":
            token.attrJoin("class", value)
        elif name.startswith("data-") or name in ("style", "id", "title", "lang", "dir", "width", "height"):
            token.attrSet(name, value)
