r"""TeX as decks write it becomes the TeX that math-core reads.

Authors wrote for MathJax, which knows environments and commands that math-core lacks. One pass over the source puts
them in other words and remembers where every piece came from, so that an error is shown at its place in the author's
text. As with MathJax's defaults, equations are not numbered; only ``\tag`` numbers them.
"""

from __future__ import annotations

import re

from app.markdown.tex.commands import HANDLERS
from app.markdown.tex.tables import MACROS
from app.markdown.tex.writer import OPTION, Rewritten, TooDeepError, Writer

__all__ = ["MACROS", "Rewritten", "TooDeepError", "definitions", "rewrite"]

_BOUNDARY = re.compile(r"\\(begin|end|tag)(?![A-Za-z])")
_DEFINITION = re.compile(r"\\(?:(?:re)?newcommand\*?|def|DeclareMathOperator\*?)(?![A-Za-z])")
_DEFINED = re.compile(r"\s*\\[A-Za-z]+(?:#\d)*")


def rewrite(tex: str) -> Rewritten:
    """The source as math-core reads it. Raises ``TooDeepError``; what it does not know it leaves as it is."""
    writer = Writer(tex, HANDLERS)
    tagged = _has_bare_tag(tex)
    if tagged:
        writer.put(r"\begin{equation*}", 0)
    writer.run(0, len(tex), 0)
    if tagged:
        writer.put(r"\end{equation*}", len(tex))
    return writer.done()


def definitions(tex: str) -> str:
    r"""The definitions in a formula (``\newcommand…``, ``\def…``), for the formulas that come after it."""
    writer = Writer(tex, {})
    found = []
    for match in _DEFINITION.finditer(tex):
        if end := _definition_end(writer, match.end(), is_def=match[0] == r"\def"):
            found.append(tex[match.start() : end])
    return "".join(found)


def _definition_end(writer: Writer, position: int, *, is_def: bool) -> int:
    end = len(writer.tex)
    if is_def:
        match = _DEFINED.match(writer.tex, position)
        position = match.end() if match else end
    else:
        named = writer.argument(position, end)
        position = named.after if named else end
        while match := OPTION.match(writer.tex, position, end):
            position = match.end()
    body = writer.argument(position, end)
    return body.after if body else 0


def _has_bare_tag(tex: str) -> bool:
    r"""Whether a ``\tag`` stands outside of all environments, where math-core takes none."""
    depth = 0
    for match in _BOUNDARY.finditer(tex) if r"\tag" in tex else ():
        if match[1] == "tag":
            if depth == 0:
                return True
        else:
            depth += 1 if match[1] == "begin" else -1
    return False
