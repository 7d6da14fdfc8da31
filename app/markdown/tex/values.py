"""Arguments that are no formulas: columns, colours, units, text."""

from __future__ import annotations

import re
from itertools import pairwise

from app.markdown.tex.tables import COLOURS, UNITS

_HEX = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})\Z")
_NUMBER = re.compile(r"\d{1,6}(?:\.\d{1,6})?")
_IN_TEXT = {"\\\\": " ", "\\": " ", r"\(": "(", r"\)": ")", r"\-": "", "^": r"\textasciicircum "}


def columns(layout: str) -> str:
    """``@{}l p{2cm}|r`` → ``ll|r``: only alignments and rules."""
    layout = re.sub(r"[@!<>]\s*\{[^{}]*\}", "", layout)
    layout = re.sub(r"\*\s*\{(\d{1,2})\}\s*\{([^{}]*)\}", lambda match: match[2] * min(int(match[1]), 50), layout)
    layout = re.sub(r"[pmb]\s*\{[^{}]*\}", "l", layout)
    return "".join(sign for sign in layout if sign in "lcr|:")


def colour(model: str, value: str) -> str:
    """``[HTML]{FF8800}``, ``{#f80}``, ``{navy}`` as math-core takes them: ``[rgb]{1.000,0.533,0.000}``."""
    value, model = value.strip(), model.strip()
    named = COLOURS.get(value.lower(), "") if model in ("", "named") else ""
    if (named or model.upper() == "HTML" or value.startswith("#")) and (match := _HEX.match(named or value)):
        digits = match[1] if len(match[1]) == 6 else "".join(digit * 2 for digit in match[1])
        shares = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    elif model == "RGB":
        shares = [min(float(part), 255) / 255 for part in _NUMBER.findall(value)[:3]]
    else:
        return f"[{model}]{{{value}}}" if model not in ("", "named") else f"{{{value}}}"
    return f"[rgb]{{{','.join(f'{share:.3f}' for share in shares)}}}"


def units(source: str) -> str:
    r"""``\metre\per\second\squared`` → ``m/s²``; ``m/s`` stays."""
    return re.sub(r"\\([A-Za-z]+)\s*", lambda match: UNITS.get(match[1], match[1]), source).replace(".", r"\,")


def text_signs(text: str) -> str:
    r"""Escape the signs that mean something to TeX but not to the author of a ``\text``."""

    def sign(match: re.Match[str]) -> str:
        found = match[0]
        return _IN_TEXT.get(found, found if found.startswith("\\") else "\\" + found)

    return re.sub(r"\\(?:[\s\S]|\Z)|[_&#%^]", sign, text)


def split_at_dollars(tex: str, start: int, end: int) -> list[tuple[int, int]]:
    """The ranges of text, formula, text, …; one range where dollars do not pair."""
    signs = [match.start() for match in re.finditer(r"\\[\s\S]|\$", tex[start:end]) if match[0] == "$"]
    if not signs or len(signs) % 2:
        return [(start, end)]
    edges = [start - 1, *(start + sign for sign in signs), end]
    return [(before + 1, after) for before, after in pairwise(edges)]
