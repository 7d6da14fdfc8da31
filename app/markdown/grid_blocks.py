"""What a block of a grid layout is made of: its element, its items, its steps (spec section 8)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.token import Token

from app.markdown.address import asset
from app.markdown.attributes import write_attributes
from app.markdown.grid_list import Grid
from app.markdown.image import placeholder
from app.markdown.page import Page
from app.markdown.widgets.syntax import brackets

_PICTURE = re.compile(r"!\[[^\]\n]*\]\([^\n]*\)\Z")
_INLINE_TAG = re.compile(
    r"<(/?)(a|b|big|center|code|div|em|font|i|kbd|mark|q|s|small|span|strong|sub|sup|u)(?=[\s>])", re.I
)
# A comment, or the tag of an element that holds others.
_WRAPPER = re.compile(
    r"<!--.*?(?:-->|\Z)|<(/?)(div|section|center|table|ul|ol|details|figure|blockquote|article|aside)(?=[\s>])[^<>]*>",
    re.I | re.S,
)
_MOST_JOINED = 20


def block(grid: Grid, tokens: list[Token], mark: Token, page: Page) -> list[Token]:
    """A placed block with what it holds. Each source line of text is a paragraph of its own."""
    parts = list(_items(_closed(_lines(tokens))))
    inside = _stack(parts, grid) if grid.flow == "stack" else [token for part in parts for token in part]
    if grid.sync is not None and grid.flow != "stack":
        _sync_lists(inside, grid.sync)
    for token in inside:
        token.level += 1
    flow = f"grid-{grid.flow}"
    extra = [*_picture(grid, mark, page, empty=not inside), *inside, *_audio(grid, mark, page)]
    return [_opening(grid, ["grid-block", flow], mark), *extra, _closing()]


def item(grid: Grid, tokens: list[Token], mark: Token, page: Page) -> list[Token]:
    """A widget with properties and no place of its own."""
    if grid.sync is not None:
        _sync_lists(tokens, grid.sync)
    for token in tokens:
        token.level += 1
    return [_opening(grid, ["grid-item"], mark), *tokens, *_audio(grid, mark, page), _closing()]


def _opening(grid: Grid, classes: list[str], mark: Token) -> Token:
    token = Token("grid_open", "div", 1, block=True, map=mark.map)
    styles = list(grid.styles)
    for name, size in (("width", grid.width), ("height", grid.height)):
        if size:
            styles.append(f"--grid-item-{name}:{size}")
            classes = [*classes, f"grid-has-{name}"]
    token.attrs["class"] = " ".join(dict.fromkeys([*classes, *grid.classes]))
    if styles:
        token.attrs["style"] = ";".join(styles)
    if grid.title:
        token.attrs["title"] = grid.title
    if grid.alt and "grid-image" not in grid.classes:
        token.attrs["role"], token.attrs["aria-label"] = "group", grid.alt
    return token


def _closing() -> Token:
    return Token("grid_close", "div", -1, block=True)


def _picture(grid: Grid, mark: Token, page: Page, *, empty: bool) -> list[Token]:
    """The picture behind a block; a missing one is told, and named on a block that shows nothing else."""
    if not grid.picture:
        return []
    found = asset(page, grid.picture, mark.map[0] if mark.map else 0)
    if found.missing is not None or not found.address:
        return [Token("finished", "", 0, content=page.keep(placeholder(found)) + "\n")] if empty else []
    style = f"opacity:{grid.picture_opacity}"
    pairs = [("class", "grid-picture"), ("src", found.address), ("alt", ""), ("style", style)]
    return [Token("finished", "", 0, content=f"<img{write_attributes(pairs)}>\n")]


def _audio(grid: Grid, mark: Token, page: Page) -> list[Token]:
    """A sound plays by click alone."""
    found = asset(page, grid.audio, mark.map[0] if mark.map else 0, kind="file") if grid.audio else None
    if found is None or found.missing is not None or not found.address:
        return []
    pairs = [("class", "grid-audio"), ("src", found.address), ("controls", ""), ("preload", "none")]
    return [Token("finished", "", 0, content=f"<audio{write_attributes(pairs)}></audio>\n")]


def _lines(tokens: list[Token]) -> list[Token]:
    """Paragraphs of several lines as several paragraphs; a picture alone in its line is marked."""
    out: list[Token] = []
    for index, token in enumerate(tokens):
        inline = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.type == "paragraph_open" and not token.level and inline and inline.type == "inline":
            out += _paragraphs(token, inline)
        elif not (_is_plain_text(tokens, index) or _is_plain_text(tokens, index - 1)):
            out.append(token)
    return out


def _is_plain_text(tokens: list[Token], index: int) -> bool:
    """Whether the token is the text of an outermost paragraph."""
    before = tokens[index - 1] if index > 0 else None
    return bool(before and before.type == "paragraph_open" and not before.level and tokens[index].type == "inline")


def _paragraphs(opening: Token, inline: Token) -> Iterator[Token]:
    first = inline.map[0] if inline.map else 0
    for offset, text in _pieces(inline.content):
        lines = [first + offset, first + offset + 1 + text.count("\n")]
        head = Token("paragraph_open", "p", 1, block=True, map=lines, attrs=dict(opening.attrs))
        if _PICTURE.match(text):
            head.attrJoin("class", "grid-figure")
        yield head
        yield Token("inline", "", 0, block=True, level=1, map=lines, content=text, children=[])
        yield Token("paragraph_close", "p", -1, block=True)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """The lines with their numbers; lines that an element or a bracket goes over stay together."""
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        last = number
        while last + 1 < len(lines) and last - number < _MOST_JOINED and _goes_on("\n".join(lines[number : last + 1])):
            last += 1
        piece = "\n".join(lines[number : last + 1]).strip()
        if piece:
            yield number, piece.removesuffix("\\").rstrip()
        number = last + 1


def _goes_on(text: str) -> bool:
    if "<" in text and sum(-1 if match[1] else 1 for match in _INLINE_TAG.finditer(text)) > 0:
        return True
    start = text.rfind("](")
    return start >= 0 and start + 1 not in brackets(text).partner


def _closed(tokens: list[Token]) -> list[Token]:
    """HTML that a block leaves open ends with it, and what opened elsewhere is not closed here."""
    opened: list[str] = []

    def keep(tag: re.Match[str]) -> str:
        name = (tag[2] or "").lower()
        if not name:
            return tag[0]
        if not tag[1]:
            opened.append(name)
        elif name not in opened:
            return ""
        else:
            while opened.pop() != name:
                pass
        return tag[0]

    for token in tokens:
        if token.type in ("html_block", "finished") and not token.level and "<" in token.content:
            token.content = _WRAPPER.sub(keep, token.content)
    if not opened:
        return tokens
    # Cleaned and balanced with the rest: what looks like a tag may turn out to be text.
    return [*tokens, Token("html_block", "", 0, content="".join(f"</{name}>" for name in reversed(opened)) + "\n")]


def _items(tokens: list[Token]) -> Iterator[list[Token]]:
    """The outermost elements; steps of code stay with the code above, wrappers of HTML with what they hold."""
    part: list[Token] = []
    depth = wrappers = 0
    for index, token in enumerate(tokens):
        part.append(token)
        depth += token.nesting
        if token.type in ("finished", "html_block"):
            wrappers = max(0, wrappers + sum(-1 if tag[1] else 1 for tag in _WRAPPER.finditer(token.content) if tag[2]))
        following = tokens[index + 1].type if index + 1 < len(tokens) else ""
        if depth <= 0 and not wrappers and not following.startswith("code_step"):
            yield part
            part, depth = [], 0
    if part:
        yield part


def _stack(parts: list[list[Token]], grid: Grid) -> list[Token]:
    """Items that take turns at one place: each comes by a step."""
    out: list[Token] = []
    number = 0
    for part in parts:
        if all(token.hidden for token in part):
            out += part
            continue
        opening = Token("grid_open", "div", 1, block=True, attrs={"class": "grid-layer fragment"}, map=part[0].map)
        if grid.sync is not None:
            opening.attrs["data-fragment-index"] = str(grid.sync + number)
        out += [opening, *part, _closing()]
        number += 1
    return out


def _sync_lists(tokens: list[Token], first: int) -> None:
    """The items of lists get the number of their step: item for item the same in all that is synchronised."""
    depth, number = 0, first
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            if depth == 0:
                number = first
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
        elif token.type == "list_item_open" and depth == 1:
            token.attrSet("data-fragment-index", str(number))
            number += 1
