"""Which codes somebody wants to hear of: ``--select`` and ``--ignore``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.deck.errors import PitchMeError
from app.markdown.codes import CODES, nearest_code


@dataclass(frozen=True, slots=True)
class Choice:
    """``select`` alone are taken (all, if it is empty), without those of ``ignore``."""

    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()

    def takes(self, code: str) -> bool:
        """Whether a fault with this code is told."""
        return (not self.select or code in self.select) and code not in self.ignore


EVERYTHING = Choice()


def choice(select: Iterable[str], ignore: Iterable[str]) -> Choice:
    """From what was typed: codes, also several separated by commas. Raises PitchMeError for what is no code."""
    return Choice(_codes("--select", select), _codes("--ignore", ignore))


def _codes(option: str, given: Iterable[str]) -> frozenset[str]:
    names = [name.strip() for text in given for name in text.split(",")]
    for name in names:
        if name and name not in CODES:
            near = nearest_code(name)
            hint = f"did you mean {near}?" if near else "docs/diagnostics/README.md lists them"
            raise PitchMeError(f"{option} {name}: no such code; {hint}")
    return frozenset(filter(None, names))
