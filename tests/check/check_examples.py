"""What the tests of the checks share."""

from __future__ import annotations

import re
from pathlib import Path

from app.check.choice import EVERYTHING, Choice
from app.check.findings import Finding, Findings, check
from app.deck.build import Options

# The smallest PNG: one pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fcffff3f030005fe02fe"
    "a7355b8d0000000049454e44ae426082"
)


def look(path: Path, *, embeds: frozenset[str] = frozenset(), choice: Choice = EVERYTHING) -> Findings:
    """What is wrong at a path."""
    return check(path, options=Options(embeds=embeds), choice=choice)


def codes(found: Findings) -> list[str]:
    """The codes in the order of their places."""
    return [fault.code for fault in found.faults]


def only(found: Findings, code: str) -> Finding:
    """The single fault with that code."""
    (fault,) = (fault for fault in found.faults if fault.code == code)
    return fault


def without_colours(text: str) -> str:
    """A terminal's text as it is read."""
    return re.sub("\x1b\\[[0-9;]*m", "", text)
