r"""Where formulas stand in a slide (spec section 7).

``$$…$$`` and ``@math … @math`` always; ``$…$``, ``\\(…\\)``, ``\\[…\\]`` and the forms within backticks where the
settings ask for formulas. Between backticks the TeX is raw; elsewhere what authors escaped for markdown is undone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from app.markdown.diagnostic import Severity
from app.markdown.formula import Formula, formula, preamble_of
from app.markdown.page import Page, page_of
from app.markdown.widgets.style import class_words


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write a formula; ``block``: it is shown on a line of its own; ``raw``: its escapes are TeX's."""

    opening: str
    closing: str
    block: bool = False
    raw: bool = False
    always: bool = False


_FORMS = (
    Form("`$$", "$$`", block=True, raw=True),
    Form("`\\[", "\\]`", block=True, raw=True),
    Form("`\\(", "\\)`", raw=True),
    Form("`$", "$`", raw=True),
    Form("$$", "$$", block=True, always=True),
    Form("\\\\[", "\\\\]", block=True),
    Form("\\\\(", "\\\\)"),
    Form("$", "$"),
)
_SINGLE = _FORMS[-1]
# Within @math single backslashes will do.
_MATH_FORMS = (*_FORMS[:-1], Form("\\[", "\\]", block=True), Form("\\(", "\\)"), _SINGLE)
_LONGEST_BODY = 20_000

_MATH_OPEN = re.compile(r"@math(?:\[([^\]\n]*)\])?(?:\(\))?\s*\Z")
_MATH_CLOSE = re.compile(r"@math(?:end)?(?:\[\s*\])?(?:\(\))?\s*\Z")
_DOLLAR = re.compile(r"\\[\s\S]|\$")
_BRACE = re.compile(r"(?<!\\)\\([{}])")
_SIGN = re.compile(r"[\\^_{]")
_DOUBLED = re.compile(r"(?<!\\)\\\\[A-Za-z]{2}")
_COMMAND = re.compile(r"(?<!\\)\\[A-Za-z]")
_ESCAPE = re.compile(r"\\(?:\\+|([_*+.()-]))")


def formulas(md: MarkdownIt) -> None:
    """Find formulas before escapes, code and links are; convert them when all of the slide's are known."""
    md.block.ruler.before("fence", "math", math_block, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.block.ruler.before("fence", "formula", formula_block, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.inline.ruler.before("escape", "formula", formula_inline)
    md.core.ruler.after("inline", "formulas", convert)


def unescaped(tex: str) -> str:
    r"""The TeX that an author meant who escaped it for markdown: ``x\_i`` → ``x_i``, ``\\\\`` → ``\\``.

    Where every command has two backslashes (``\\frac``) all of them count half.
    """
    if "&" in tex:
        tex = tex.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    if "\\" not in tex:
        return tex
    if _DOUBLED.search(tex) and not _COMMAND.search(tex):
        return tex.replace("\\\\", "\\")

    def undone(match: re.Match[str]) -> str:
        return str(match[1] or ("\\\\" if len(match[0]) == 4 else match[0]))

    return _ESCAPE.sub(undone, tex)


def formula_inline(state: StateInline, silent: bool) -> bool:
    """A formula within text."""
    sign = state.src[state.pos]
    if sign not in "$`\\":
        return False
    found = _inline_form(state.src, state.pos, state.posMax, math=page_of(state.env).context.math)
    if found is None:
        return False
    form, start, end = found
    if not silent:
        token = state.push("formula", "", 0)
        page = page_of(state.env)
        before = state.src[: state.pos]
        place = (page.line + before.count("\n"), state.pos - before.rfind("\n") + len(form.opening))
        _fill(token, state.src[start:end], form, place)
    state.pos = end + len(form.closing)
    return True


def _inline_form(text: str, start: int, end: int, *, math: bool) -> tuple[Form, int, int] | None:
    """The form at a place with begin and end of its TeX."""
    for form in _FORMS:
        if not (form.always or math) or not text.startswith(form.opening, start):
            continue
        if form.raw and start and text[start - 1] == "`":
            continue
        first = start + len(form.opening)
        close = _closing(text, first, end, form)
        if close >= 0 and text[first:close].strip():
            return form, first, close
        if form.opening == "$$":
            return None
    return None


def _closing(text: str, start: int, end: int, form: Form) -> int:
    if "$" not in form.closing or form.raw:
        return text.find(form.closing, start, end)
    for match in _DOLLAR.finditer(text, start, end):
        if match[0] == "$" and (form is not _SINGLE or _single_closes(text, start, match.start(), end)):
            return match.start() if text.startswith(form.closing, match.start()) else -1
        if match[0] == "$" and form is _SINGLE:
            return -1
    return -1


def _single_closes(text: str, start: int, close: int, end: int) -> bool:
    """No digit around the dollars, and blanks just inside them only where it is no money: ``$5 and $6`` is."""
    inside = (text[start].isspace(), text[close - 1].isspace())
    if any(inside) and not _spaced(text[start:close], both=all(inside)):
        return False
    before = text[start - 2] if start >= 2 else " "
    after = text[close + 1] if close + 1 < end else " "
    return not (before.isalnum() or before == "$" or after.isdigit() or after == "$")


def _spaced(tex: str, *, both: bool) -> bool:
    """Whether it is a formula although blanks stand at its ends, as MathJax had it: ``$ x $``, ``$ x_1$``."""
    if "\n" in tex:
        return False
    return bool(_SIGN.search(tex)) or (both and tex.strip()[:1].isalpha())


def in_html(text: str, page: Page, line: int) -> str:
    """Text of raw HTML with its formulas drawn, as MathJax found them there too; the rest escaped."""
    out: list[str] = []
    position = 0
    start = text.find("$") if page.context.math else -1
    while start >= 0:
        found = _inline_form(text, start, len(text), math=True) if text[start - 1 : start] != "\\" else None
        if found is None:
            start = text.find("$", start + 1)
            continue
        form, first, close = found
        made = formula(text[first:close], block=form.block)
        if made.problem:
            before = text[:first]
            _tell(page, made, text[first:close], (line + before.count("\n"), first - before.rfind("\n")))
        out += [escape(text[position:start], quote=False), page.keep(made.html)]
        position = close + len(form.closing)
        start = text.find("$", position)
    return "".join([*out, escape(text[position:], quote=False)])


def formula_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A formula that has its lines to itself; it ends before a blank line."""
    if state.is_code_block(start):
        return False
    line = _line(state, start)
    math = page_of(state.env).context.math
    form = next((f for f in _FORMS if f.block and (f.always or math) and line.startswith(f.opening)), None)
    if form is None:
        return False
    last = _last_line(state, start, end, form)
    if last is None:
        return False
    if silent:
        return True
    text = state.getLines(start, last + 1, state.blkIndent, False).strip()
    column = state.bMarks[start] + state.tShift[start] - state.src.rfind("\n", 0, state.bMarks[start]) - 1
    tex = text[len(form.opening) : -len(form.closing)]
    _push_formula(state, tex, form, (start, column + len(form.opening) + 1), [start, last + 1])
    state.line = last + 1
    return True


def _last_line(state: StateBlock, start: int, end: int, form: Form) -> int | None:
    """The line that the formula ends, if nothing stands after it there and no other formula begins in between."""
    for number in range(start, end):
        line = _line(state, number)
        if number > start and (not line or state.sCount[number] < state.blkIndent):
            return None
        rest = line[len(form.opening) :] if number == start else line
        close = rest.find(form.closing)
        while form.closing == "$$" and close > 0 and rest[close - 1] == "\\" and rest[close - 2 : close] != "\\\\":
            close = rest.find(form.closing, close + 1)
        if close >= 0:
            return number if not rest[close + len(form.closing) :].strip() else None
    return None


def math_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``@math[classes]`` … ``@math`` or ``@mathend``."""
    line = _line(state, start)
    opening = _MATH_OPEN.match(line) if line.startswith("@math") and not state.is_code_block(start) else None
    if opening is None:
        return False
    # Where one search found no end, a later one in the same lines finds none either.
    open_from: dict[tuple[int, int], int] = state.env.setdefault("math_open_from", {})
    if start >= open_from.get((state.level, end), end):
        return False
    last = next((number for number in range(start + 1, end) if _MATH_CLOSE.match(_line(state, number))), None)
    if last is None:
        open_from[state.level, end] = start
        return False
    if silent:
        return True
    token = state.push("math_open", "div", 1)
    token.block, token.map = True, [start, last + 1]
    arguments = opening[1] or ""
    token.meta["arguments"] = arguments
    token.attrs = {"class": f"math {class_words(' '.join(w for w in arguments.split() if '=' not in w))}".strip()}
    _push_body(state, state.getLines(start + 1, last, state.blkIndent, False), start + 1)
    state.push("math_close", "div", -1).block = True
    state.line = last + 1
    return True


def _push_body(state: StateBlock, body: str, line: int) -> None:
    """The formulas of an ``@math`` block, with the text between them; without any sign of one all of it is TeX."""
    position = 0
    for form, start, end in _body_forms(body):
        _push_text(state, body[position : start - len(form.opening)], line + body.count("\n", 0, position))
        before = body[:start]
        place = (line + before.count("\n"), start - before.rfind("\n"))
        _push_formula(state, body[start:end], Form("", "", block=True, raw=form.raw), place)
        position = end + len(form.closing)
    if position:
        _push_text(state, body[position:], line + body.count("\n", 0, position))
    else:
        _push_formula(state, body, Form("", "", block=True), (line, 1))


def _body_forms(body: str) -> list[tuple[Form, int, int]]:
    found: list[tuple[Form, int, int]] = []
    position = 0
    while position < len(body) <= _LONGEST_BODY:
        for form in _MATH_FORMS:
            if body.startswith(form.opening, position):
                start = position + len(form.opening)
                close = body.find(form.closing, start)
                if close >= 0 and body[start:close].strip():
                    found.append((form, start, close))
                    position = close + len(form.closing) - 1
                break
        position += 1
    return found


def _push_formula(
    state: StateBlock, tex: str, form: Form, place: tuple[int, int], lines: list[int] | None = None
) -> None:
    """A paragraph of nothing but the formula."""
    state.push("paragraph_open", "p", 1).map = lines or [place[0], place[0] + 1 + tex.count("\n")]
    _fill(state.push("formula", "", 0), tex, form, place)
    state.push("paragraph_close", "p", -1)


def _push_text(state: StateBlock, text: str, line: int) -> None:
    if not text.strip():
        return
    opening = state.push("paragraph_open", "p", 1)
    inline = state.push("inline", "", 0)
    opening.map = inline.map = [line, line + 1]
    inline.content, inline.children = text.strip(), []
    state.push("paragraph_close", "p", -1)


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].rstrip()


def _fill(token: Token, tex: str, form: Form, place: tuple[int, int]) -> None:
    """``place``: line (from 0) and column (from 1) at which the TeX begins."""
    token.content = tex
    token.meta.update(block=form.block, raw=form.raw, place=place)


def convert(state: StateCore) -> None:
    """Convert the formulas in their order, so that definitions hold for those that follow."""
    page, preamble = page_of(state.env), ""
    for outer in state.tokens:
        for token in (outer, *(outer.children or ())):
            if token.type == "formula":
                preamble = _convert(token, page, preamble)


def _convert(token: Token, page: Page, preamble: str) -> str:
    source = token.content
    tex = source if token.meta["raw"] else unescaped(source)
    made = formula(tex, block=token.meta["block"], preamble=preamble)
    if made.problem and not token.meta["raw"] and _BRACE.search(tex):
        # Markdown took these backslashes off too; where a brace is missing without that, it was meant.
        bare = _BRACE.sub(r"\1", tex)
        if not (again := formula(bare, block=token.meta["block"], preamble=preamble)).problem:
            tex, made = bare, again
    if made.problem:
        _tell(page, made, source, token.meta["place"])
    token.type = "finished"
    token.content = page.keep(made.html)
    return preamble_of(tex, preamble)


def _tell(page: Page, made: Formula, source: str, place: tuple[int, int]) -> None:
    start = len(source) - len(source.lstrip()) + made.offset
    before = source[:start]
    line, column = place[0] + before.count("\n"), start - before.rfind("\n")
    if "\n" not in before:
        column += place[1] - 1
    shown = " ".join(source.split())
    page.tell(Severity.WARNING, made.code, made.problem, line, column, text=shown[:200])
