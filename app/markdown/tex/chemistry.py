r"""``\ce{2H2 + O2 -> 2H2O}``: the notation of mhchem for formulas and reactions, as TeX."""

from __future__ import annotations

import re
from collections.abc import Callable

_PIECE = re.compile(
    r"""
    (?P<arrow> (?:<-->|<=>>|<<=>|<=>|<->|->|<-) (?:\[[^\[\]]*\]){0,2} )
  | (?P<raw> \$[^$]*\$ )
  | (?P<text> \\(?:text|mathrm|textrm)\{[^{}]*\} )
  | (?P<state> \((?:aq|s|l|g|cr)\) )
  | (?P<mass> \^(?:\{\d+\}|\d+) (?:_(?:\{-?\d+\}|-?\d+))? (?=[A-Z]) )
  | (?P<charge> \^ (?:\{[^{}]*\} | \d*[+-] | \w) )
  | (?P<low> _ (?:\{[^{}]*\} | \w) )
  | (?P<gas> (?<!\S) [v^] (?!\S) )
  | (?P<plus> (?<!\S) [+=-] (?!\S) )
  | (?P<element> [A-Z][a-z]? (?![a-z]) )
  | (?P<word> [A-Za-z]+ )
  | (?P<fraction> \d+/\d+ )
  | (?P<number> \d+ (?:\.\d+)? )
  | (?P<command> \\[A-Za-z]+ | \\. )
  | (?P<space> \s+ )
  | (?P<bond> [-=#] (?=[A-Za-z0-9(\[\\]) )
  | (?P<sign> [+-] )
  | (?P<dot> [*.] )
  | (?P<close> [)\]] )
  | (?P<special> [&%#$^_=] )
  | (?P<other> . )
    """,
    re.X | re.S,
)
_ARROW = re.compile(r"([<=>-]+)(?:\[([^\[\]]*)\])?(?:\[([^\[\]]*)\])?")
_ARROWS = {"->": "rightarrow", "<-": "leftarrow", "<->": "leftrightarrow", "<-->": "longleftrightarrow"}
_LONG = {"->": "xrightarrow", "<-": "xleftarrow", "<->": "xleftrightarrow", "<-->": "xleftrightarrow"}
# What a number may follow as its subscript.
_HOLDS_NUMBER = frozenset({"element", "word", "close", "raw", "command"})


def chemistry(source: str) -> str:
    """TeX for a formula or a reaction. Linear in its length; never raises."""
    out: list[str] = []
    before = ""
    for match in _PIECE.finditer(source):
        kind = match.lastgroup or "other"
        out.append(_low(match[0]) if kind == "number" and before in _HOLDS_NUMBER else _WRITE[kind](match[0]))
        before = kind
    return "".join(out)


def _arrow(text: str) -> str:
    match = _ARROW.match(text)
    arrow, above, below = match.groups() if match else (text, None, None)
    if above is None:
        return rf"\;\{_ARROWS.get(arrow, 'rightleftharpoons')}\;"
    under = f"[{_label(below)}]" if below else ""
    return rf"\;\{_LONG.get(arrow, 'xrightleftharpoons')}{under}{{{_label(above)}}}\;"


def _label(text: str) -> str:
    """A word over an arrow is a word (``heat``); all else is chemistry (``H+``)."""
    return rf"\text{{{text}}}" if re.fullmatch(r"[A-Za-z ]*[a-z]{3}[A-Za-z ]*", text) else chemistry(text)


def _low(text: str) -> str:
    return f"_{{{text.strip('_{}')}}}"


def _mass(text: str) -> str:
    top, _, low = text.partition("_")
    return "{}" + f"^{{{top.strip('^{}')}}}" + (_low(low) if low else "")


def _fraction(text: str) -> str:
    top, _, low = text.partition("/")
    return rf"\tfrac{{{top}}}{{{low}}}\,"


_WRITE: dict[str, Callable[[str], str]] = {
    "arrow": _arrow,
    "raw": lambda text: f"{{{text[1:-1]}}}",
    "text": lambda text: text.replace("\\textrm", "\\text"),
    "state": lambda text: rf"\mathrm{{{text}}}",
    "mass": _mass,
    "charge": lambda text: f"^{{{text.strip('^{}')}}}",
    "low": _low,
    "gas": lambda text: r"\uparrow " if text == "^" else r"\downarrow ",
    "plus": lambda text: text,
    "element": lambda text: rf"\mathrm{{{text}}}",
    "word": lambda text: rf"\mathrm{{{text}}}",
    "fraction": _fraction,
    "number": lambda text: rf"{text}\,",
    "command": lambda text: text + " ",
    "space": lambda _text: " ",
    "bond": lambda text: {"-": "{-}", "=": "{=}", "#": r"{\equiv}"}[text],
    "sign": lambda text: f"^{{{text}}}",
    "dot": lambda _text: r"\cdot ",
    "close": lambda text: text,
    "special": lambda text: text if text == "=" else rf"\{text}" if text in "&%#$" else "",
    "other": lambda text: text,
}
