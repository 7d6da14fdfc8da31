"""Findings for people: where, what, the line with a caret below the place, and a last line that sums up."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from app.check.findings import Finding, Findings

WIDEST = 100
_COLOURS = {"error": "31", "warning": "33", "info": "36"}


def as_text(found: Findings, *, colours: bool = False) -> str:
    """First lines as compilers write them, so that editors find the place: ``path:line:column: severity: …``."""
    paint = _painted if colours else _plain
    told = (_fault(fault, found.place(fault.path), paint) for fault in found.faults)
    return "\n".join([*told, found.summary])


def _plain(text: str, style: str) -> str:  # noqa: ARG001
    return text


def _painted(text: str, style: str) -> str:
    return f"\x1b[{style}m{text}\x1b[0m"


def _fault(fault: Finding, path: str, paint: Callable[[str, str], str]) -> str:
    colour = _COLOURS[fault.severity]
    place = paint(f"{printable(path)}:{fault.line}:{fault.column}:", "1")
    severity, code = paint(f"{fault.severity}:", f"1;{colour}"), paint(f"[{fault.code}]", "2")
    head = f"{place} {severity} {printable(fault.message)} {code}"
    if not fault.source.strip():
        return head
    source, before, length = _cropped(fault)
    gutter = f"{fault.line:>5} | "
    marks = paint("^" * length, f"1;{colour}")
    return f"{head}\n{paint(gutter, '2')}{source}\n{paint(' ' * (len(gutter) - 2) + '| ', '2')}{' ' * before}{marks}"


def _cropped(fault: Finding) -> tuple[str, int, int]:
    """The part of the line that fits, how wide what stands before the place is there, and how wide the place is."""
    source = printable(fault.source.rstrip())
    start, end = fault.column - 1, min(fault.end_column - 1, len(source))
    first = 0 if len(source) <= WIDEST else max(0, min(start - 20, len(source) - WIDEST))
    last = min(len(source), first + WIDEST)
    shown = ("…" if first else "") + source[first:last] + ("…" if last < len(source) else "")
    before = width(source[first:start]) + bool(first)
    return shown, before, max(1, width(source[start : min(end, last)]))


def printable(text: str) -> str:
    """The text without what a terminal would obey: a deck's own words must not move the cursor or hide a line."""
    return "".join(map(_printable, text))


def _printable(char: str) -> str:
    if char == "\t":
        return " "
    return "·" if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp", "Cs") else char


def width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) == "Mn":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
