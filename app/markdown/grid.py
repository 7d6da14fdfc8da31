"""Grid layouts: ``[drag=50 40, drop=-5 10]`` on a line of its own opens a block at that place (spec section 8).

``open_block`` and ``native`` find such lines and widgets that bring a list of their own while blocks are parsed, so
nothing in code or in a list is one; ``arrange`` then puts what follows each line into its block.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from app.markdown.grid_arrange import MOST_BLOCKS, arrange, tell
from app.markdown.grid_list import KEYS, OWN_OF_CODE, OWN_OF_DIAGRAMS, PLACE, Grid, has_key, items
from app.markdown.grid_values import read, read_items
from app.markdown.page import Page, inline_children, lines_of, page_of

_LINE = re.compile(r"\[([^\]\n]*)\][ \t]*\Z")
_IMAGE = re.compile(r"!\[([^\]\n]*)\](\(.*\))[ \t]*\Z")
_CALL = re.compile(r"@(code|ul|ol|math|gist|diff|mermaid|plantuml|uml|cloud|whiteboard|graphviz)\[([^\]\n]*)\](.*)\Z")
_LIST_CLOSE = re.compile(r"@(?:ul|ol)(?:end)?(?:\[[ \t]*\])?(?:\(\))?[ \t]*\Z")
_MATH_CLOSE = re.compile(r"@math(?:end)?(?:\[[ \t]*\])?(?:\(\))?[ \t]*\Z")
_WITH_LINES = frozenset({"code", "gist", "diff", "ul", "ol", "math"})
_ALT = ["paragraph", "reference", "blockquote", "list"]


def grid(md: MarkdownIt) -> None:
    """Find the lines before anything else is found, arrange blocks before text is parsed, then images' own lists."""
    md.block.ruler.before("table", "grid_block", open_block, {"alt": _ALT})
    md.block.ruler.before("table", "grid_native", native, {"alt": _ALT})
    md.core.ruler.after("block", "grid_arrange", arrange)
    md.core.ruler.after("inline", "grid_images", images)


def open_block(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """``[drag=…]`` or ``[drop=…]``: what follows belongs to this block."""
    line = _line(state, start) if _may_begin(state, start, "[") else ""
    if not _is_mark(line):
        return False
    if silent:
        return True
    if state.level:
        return False
    token = state.push("grid_mark", "", 0)
    token.hidden, token.map = True, [start, start + 1]
    token.meta["list"] = line[1 : line.rindex("]")]
    state.line = start + 1
    return True


def _is_mark(line: str) -> bool:
    match = _LINE.match(line) if line.startswith("[") else None
    return bool(match and has_key(match[1], PLACE))


def native(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``@code[drag=…](…)``, ``@ul[sync=true]`` …, ``![drag=…](…)``: one widget with a list of its own."""
    if _may_begin(state, start, "!"):
        match = _IMAGE.match(_line(state, start))
        if match is None or not has_key(match[1], PLACE):
            return False
        return silent or _native_image(state, start, match)
    call = _CALL.match(_line(state, start)) if _may_begin(state, start, "@") else None
    if call is None or not has_key(call[2], _keys(call[1])):
        return False
    last = _last(state, start, end, call[1])
    if last is None:
        return False
    return silent or _native_call(state, start, last, call)


def _may_begin(state: StateBlock, start: int, sign: str) -> bool:
    first = state.bMarks[start] + state.tShift[start]
    return state.src.startswith(sign, first) and not state.is_code_block(start) and not page_of(state.env).notes_mode


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _keys(name: str) -> frozenset[str]:
    return KEYS - (OWN_OF_CODE if name in _WITH_LINES else OWN_OF_DIAGRAMS)


def _native_image(state: StateBlock, start: int, match: re.Match[str]) -> bool:
    if state.level:
        return False
    found = items(match[1])
    made = read_items(found, block=True)
    made.classes.append("grid-image")
    _push_native(state, [start, start + 1], made, match[1])
    opening = state.push("paragraph_open", "p", 1)
    opening.attrs["class"] = "grid-figure"
    inline = state.push("inline", "", 0)
    opening.map = inline.map = [start, start + 1]
    inline.content, inline.children = f"![{made.alt or ' '.join(made.words)}]{match[2]}", []
    state.push("paragraph_close", "p", -1)
    state.push("grid_native_close", "", -1)
    state.line = start + 1
    return True


def _native_call(state: StateBlock, start: int, last: int, call: re.Match[str]) -> bool:
    if state.level or not _count(state):
        return False
    found = items(call[2])
    ours = [(key, value) for key, value in found if key in _keys(call[1])]
    rest = [f"{key}={value}" if key else value for key, value in found if (key, value) not in ours]
    made = read_items(ours, block=any(key in PLACE for key, _ in ours))
    made.classes.append(f"grid-{call[1]}")
    _push_native(state, [start, last], made, call[2])
    _read_as(state, start, last, f"@{call[1]}[{', '.join(rest)}]{call[3]}")
    state.push("grid_native_close", "", -1)
    state.line = last
    return True


def _push_native(state: StateBlock, lines: list[int], made: Grid, text: str) -> None:
    opening = state.push("grid_native_open", "", 1)
    opening.map, opening.meta["grid"], opening.meta["list"] = lines, made, text


def _count(state: StateBlock) -> bool:
    """Whether one more such widget may be read; beyond the limit they stay as they are, and ``arrange`` says so."""
    number: int = state.env.get("grid_natives", 0) + 1
    state.env["grid_natives"] = number
    return number <= MOST_BLOCKS


def _last(state: StateBlock, start: int, end: int, name: str) -> int | None:
    """The line behind a widget: a list runs to its closing line (or to what begins anew), formulas to theirs."""
    if name not in ("ul", "ol", "math"):
        return start + 1
    close = _MATH_CLOSE if name == "math" else _LIST_CLOSE
    for number in range(start + 1, end):
        line = _line(state, number)
        if close.match(line):
            return number + 1
        if _is_mark(line) or (_CALL.match(line) and line.startswith(("@ul", "@ol", "@math"))):
            return number if name != "math" else None
    return end if name != "math" else None


def _read_as(state: StateBlock, start: int, last: int, text: str) -> None:
    """Parse the lines from ``start`` to ``last`` as if the first one were ``text``: line numbers stay right."""
    marks = (state.bMarks, state.eMarks, state.tShift, state.sCount)
    kept, source, most = [mark[start] for mark in marks], state.src, state.lineMax
    state.src = f"{source}\n{text}"
    state.bMarks[start], state.eMarks[start] = len(source) + 1, len(state.src)
    state.tShift[start] = state.sCount[start] = 0
    state.lineMax = last
    state.md.block.tokenize(state, start, last)
    state.src, state.lineMax = source, most
    for mark, value in zip(marks, kept, strict=True):
        mark[start] = value


def images(state: StateCore) -> None:
    """``![width=600, border=4px solid red](a.png)``: properties of the image; bare words are its ``alt``."""
    page = page_of(state.env)
    for parent, children in inline_children(state.tokens):
        for token, line in lines_of(parent, children):
            if token.type == "image" and has_key(token.content):
                _image(token, read(token.content, block=False), page, line)


def _image(token: Token, made: Grid, page: Page, line: int) -> None:
    tell(page, made, line)
    token.content = made.alt or " ".join(made.words)
    styles = [
        *made.styles,
        *(f"{key}:{size}" for key, size in (("width", made.width), ("height", made.height)) if size),
    ]
    if styles:
        token.attrs["style"] = ";".join(styles)
    if made.classes:
        token.attrJoin("class", " ".join(made.classes))
    if made.title:
        token.attrs["title"] = made.title
