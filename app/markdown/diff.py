"""Diffs: where the hunks of a patch are, for a deck that steps through them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HUNK = re.compile(r"@@ -\d{1,9}(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@")


def hunks(lines: list[str]) -> list[str]:
    """``["5-14", "17-20"]``: the lines (from 1) of each hunk, its head included; in a text without heads every run of
    lines that begin with ``+`` or ``-``."""
    pairs = list(_headed(lines)) or list(_runs(lines))
    return [str(first) if first == last else f"{first}-{last}" for first, last in pairs]


def _headed(lines: list[str]) -> Iterator[tuple[int, int]]:
    number = 0
    while number < len(lines):
        match = _HUNK.match(lines[number])
        number += 1
        if match:
            first = number
            number = _end(lines, number, int(match[1] or 1), int(match[2] or 1))
            yield first, number


def _end(lines: list[str], start: int, old: int, new: int) -> int:
    """How many lines there are up to the end of a hunk whose head promises that many old and new ones."""
    number = start
    while number < len(lines) and (old > 0 or new > 0):
        sign = lines[number][:1]
        if sign not in ("", " ", "+", "-", "\\"):
            break
        old -= sign in ("", " ", "-")
        new -= sign in ("", " ", "+")
        number += 1
    while number < len(lines) and lines[number].startswith("\\"):
        number += 1  # "\ No newline at end of file"
    return number


def _runs(lines: list[str]) -> Iterator[tuple[int, int]]:
    first = 0
    for number, line in enumerate([*lines, ""], 1):
        changed = line.startswith(("+", "-")) and not line.startswith(("+++ ", "--- "))
        if changed and not first:
            first = number
        elif not changed and first:
            yield first, number - 1
            first = 0
