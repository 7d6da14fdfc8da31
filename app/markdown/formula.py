"""TeX becomes MathML, which browsers draw, read aloud and print without any script."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from math_core import LatexError, LatexToMathML

from app.markdown.tex import MACROS, TooDeepError, definitions, rewrite

LONGEST = 10_000
EXPANSIONS = 1_000
# Conversion is linear; this bounds what a page carries for one formula.
_LONGEST_MATHML = 400_000
_ERROR = re.compile(r"(\d+): ([\s\S]*)")
_ANNOTATION = '<annotation encoding="application/x-tex">'
_WHOLE_LINE = '<semantics><mtable displaystyle="true" scriptlevel="0" style="width: 100%">'
# Chromium does not stretch an arrow to its label: take the long one, and let the style move the label near it.
_ARROW = re.compile(r"<(mover|munder|munderover)><mo([^>]*)>([←→↔⇌⇒⇐])(?=</mo>)")
_LONG = {"←": "⟵", "→": "⟶", "↔": "⟷", "⇒": "⟹", "⇐": "⟸"}
_CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, 65534, 65535), " ")
_COMMAND = re.compile(r'Unknown command "(\\[^"]*)"')


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as HTML. ``problem`` says what is wrong with its source, ``code`` is the diagnostic's, ``offset`` the
    place in the source; all empty where nothing is."""

    html: str
    code: str = ""
    problem: str = ""
    offset: int = 0


@lru_cache(maxsize=4096)
def formula(tex: str, *, block: bool, preamble: str = "") -> Formula:
    r"""``\frac{a}{b}`` → ``<math>…``; ``block``: on a line of its own. Never raises.

    ``preamble`` holds definitions of earlier formulas of the slide (see ``definitions``). What cannot be converted is
    shown as its source, in ``<code class="formula-error">``.
    """
    tex = tex.translate(_CONTROL).strip()
    if not tex:
        return Formula("")
    if len(tex) + len(preamble) > LONGEST:
        return _failed(tex, "formula-limit", f"the formula is longer than {LONGEST:,} characters: split it up", 0)
    try:
        rewritten = rewrite(preamble + tex)
    except TooDeepError:
        return _failed(tex, "formula-limit", "the formula is nested too deeply: take it apart", 0)
    try:
        mathml = _converter().convert_with_local_state(rewritten.text, displaystyle=block)
    except LatexError as error:
        match = _ERROR.match(str(error))
        offset, message = (int(match[1]), match[2]) if match else (0, str(error))
        place = min(max(rewritten.origin(offset) - len(preamble), 0), len(tex))
        code = "formula-limit" if "Too many expansions" in message else "formula-error"
        return _failed(tex, code, _advice(message), place)
    if len(mathml) > _LONGEST_MATHML:
        return _failed(tex, "formula-limit", "the formula becomes too large: take it apart", 0)
    return Formula(_with_source(mathml, tex))


def preamble_of(tex: str, before: str) -> str:
    """The definitions that hold after this formula, given those that held before it."""
    found = definitions(tex) if len(tex) <= LONGEST else ""
    return before + found if len(before) + len(found) <= LONGEST // 2 else before


@lru_cache(maxsize=1)
def _converter() -> LatexToMathML:
    return LatexToMathML(
        macros=MACROS, annotation=True, fancy_error=False, allow_unreliable_rendering=True, max_expansions=EXPANSIONS
    )


def _with_source(mathml: str, tex: str) -> str:
    """The MathML with the author's TeX in its annotation, for copying and for assistive technology."""
    start = mathml.rfind(_ANNOTATION)
    if start < 0 or not mathml.startswith("<math"):
        return mathml
    inner = mathml[5:start].replace("&ApplyFunction;", "\u2061")
    if _WHOLE_LINE in inner:
        # The parts of a numbered line find their places only as direct children.
        inner = inner.replace("<semantics>", "", 1)
        return f'<math class="formula"{inner}</math>'
    inner = _ARROW.sub(lambda m: f'<{m[1]} class="arrow"><mo{m[2]}>{_LONG.get(m[3], m[3])}', inner)
    annotation = f"{_ANNOTATION}{escape(tex, quote=False)}</annotation></semantics></math>"
    return f'<math class="formula"{inner}{annotation}'


def _failed(tex: str, code: str, problem: str, offset: int) -> Formula:
    shown = tex if len(tex) <= 400 else tex[:400] + " …"
    html = f'<code class="formula-error" title="{escape(problem)}">{escape(shown, quote=False)}</code>'
    return Formula(html, code, problem, offset)


def _advice(message: str) -> str:
    """What is wrong, as the author of a slide would say it."""
    if match := _COMMAND.match(message):
        return f"`{match[1]}` is no command that formulas here know: its source is shown"
    return f"the formula cannot be read: {message[:1].lower()}{message[1:].rstrip('.')}"
