"""How wide words are, so that boxes of diagrams fit them. Pictures show text in the reader's own Arial or one of its
equals (Liberation Sans, Helvetica), which all share these widths."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

FAMILY = "Arial, Helvetica, 'Liberation Sans', sans-serif"

# Widths of the characters from blank to ~ in thousandths of the size.
_WIDTHS = """
    278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584
    584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667
    611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500
    722 500 500 500 334 260 334 584
"""
_PLAIN = tuple(int(width) for width in _WIDTHS.split())
_BOLD = 1.08  # bold letters against plain ones
_SPARE = 1.03  # fonts that are a little wider
_OTHER = 650


@lru_cache(maxsize=4096)
def _character(sign: str) -> int:
    if " " <= sign <= "~":
        return _PLAIN[ord(sign) - 32]
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Cf", "Mn", "Cc"):
        return 0
    base = unicodedata.normalize("NFD", sign)[0]
    if " " <= base <= "~":
        return _PLAIN[ord(base) - 32]
    if unicodedata.east_asian_width(sign) in "WF":
        return 1000 if ord(sign) < 0x1F000 else 1300
    return 1000 if unicodedata.category(sign) in ("So", "Sm", "Pd", "Po") else _OTHER


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of one line in pixels, rather too large than too small."""
    return sum(map(_character, text)) / 1000 * size * _SPARE * (_BOLD if bold else 1)


def wrapped(text: str, size: float, limit: float | None, *, bold: bool = False) -> list[str]:
    """The lines of a text that may be ``limit`` pixels wide; words stay whole."""
    lines = []
    for line in text.split("\n"):
        current = ""
        for word in line.split() if limit else [line]:
            longer = f"{current} {word}" if current else word
            if limit and current and width(longer, size, bold=bold) > limit:
                lines.append(current)
                current = word
            else:
                current = longer
        lines.append(current)
    return lines
