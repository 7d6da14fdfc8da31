"""Close what is open and drop what closes nothing, so that no slide's HTML reaches beyond its section."""

from __future__ import annotations

import re

from app.markdown.tags import BLOCK, VOID

# Only for HTML whose attribute values hold no `<` or `>`, which is what the renderer and the cleaner write.
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)([^<>]*)>")
_CELLS = frozenset({"td", "th", "caption"})
_TABLE = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup"})
# An element of the key ends one of the values that is still open, as browsers do.
_ENDS: dict[str, frozenset[str]] = {
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "tr": frozenset({"tr", "td", "th"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "tbody": frozenset({"thead", "tbody", "tfoot", "tr", "td", "th"}),
    "thead": frozenset({"thead", "tbody", "tr", "td", "th"}),
    "tfoot": frozenset({"thead", "tbody", "tfoot", "tr", "td", "th"}),
    "option": frozenset({"option"}),
}
_KEEPS: dict[str, frozenset[str]] = {
    "li": frozenset({"ul", "ol", "menu"}),
    "dt": frozenset({"dl"}),
    "dd": frozenset({"dl"}),
    "option": frozenset({"select"}),
}
_NO_PARAGRAPH_END = frozenset(
    {"option", "optgroup", "svg", "math", "video", "audio", "canvas", "object", "picture", "textarea"}
)
DEEPEST = 400


def balance(html: str) -> tuple[str, bool]:
    """Balanced HTML of the same content, and whether tags were left out because they lay deeper than ``DEEPEST``.
    ``<b>x</a>`` becomes ``<b>x</b>``."""
    out: list[str] = []
    stack: list[str] = []
    position, too_deep = 0, False
    for match in _TAG.finditer(html):
        out.append(html[position : match.start()])
        position = match.end()
        name = match[2].lower()
        if match[1]:
            _close(name, stack, out)
        elif name in VOID:
            if name == "hr":
                _end_paragraph(stack, out)
            out.append(match[0])
        elif len(stack) < DEEPEST:
            _before_open(name, stack, out)
            stack.append(name)
            out.append(match[0])
        else:
            too_deep = True
    out.append(html[position:])
    out.extend(f"</{name}>" for name in reversed(stack))
    return _EMPTY_PARAGRAPH.sub("", "".join(out)), too_deep


_EMPTY_PARAGRAPH = re.compile(r"<p>\s*</p>\n?")


def _close(name: str, stack: list[str], out: list[str]) -> None:
    for depth in range(len(stack) - 1, -1, -1):
        open_name = stack[depth]
        if open_name == name:
            _pop_to(depth, stack, out)
            return
        if name not in BLOCK and open_name in BLOCK:
            return
        if open_name in _CELLS and name not in _TABLE:
            return
        if open_name == "table":
            return


def _before_open(name: str, stack: list[str], out: list[str]) -> None:
    if name in BLOCK and name not in _NO_PARAGRAPH_END:
        _end_paragraph(stack, out)
    ends = _ENDS.get(name)
    if not ends:
        return
    keeps = _KEEPS.get(name, frozenset({"table"}))
    lowest = None
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth] in keeps:
            break
        if stack[depth] in ends:
            lowest = depth
    if lowest is not None:
        _pop_to(lowest, stack, out)


def _end_paragraph(stack: list[str], out: list[str]) -> None:
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth] == "p":
            _pop_to(depth, stack, out)
            return
        if stack[depth] in BLOCK or stack[depth] in ("button",):
            return


def _pop_to(depth: int, stack: list[str], out: list[str]) -> None:
    out.extend(f"</{name}>" for name in reversed(stack[depth:]))
    del stack[depth:]
