"""What an author is told: a code, where, what is wrong and what to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How bad it is; product.md, "The deck as data", says which fault has which severity."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing to tell the author.

    ``path`` is relative to the served folder, ``line`` and ``column`` are 1-based. ``message`` says what is wrong and
    what to do in one sentence; ``text`` is the offending piece of the source, if there is one.
    """

    severity: Severity
    code: str
    message: str
    path: str
    line: int
    column: int = 1
    text: str = field(default="", compare=False)
