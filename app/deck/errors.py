"""Errors of a deck that stop what was asked for. Faults that a deck survives are diagnostics."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a source file; line and column are 1-based."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


class PitchMeError(Exception):
    """Whatever ends a command with one clear line. The text says what is wrong and what to do."""


class DeckError(PitchMeError):
    """A deck cannot be opened at all."""

    def __init__(self, message: str, where: Where) -> None:
        super().__init__(f"{where}: {message}")
        self.where = where
