"""What is wrong in decks, for a terminal and for programs (``pitchme check``)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.deck.build import Options
from app.deck.errors import PitchMeError
from app.deck.model import Deck
from app.library.library import Library
from app.markdown.diagnostic import Diagnostic

NO_TEXT = frozenset({"not-utf8", "unreadable"})


@dataclass(frozen=True, slots=True)
class Findings:
    """The faults of each deck by its id, worst first; ``root`` is the folder that their paths start from."""

    root: Path
    decks: Mapping[str, tuple[Diagnostic, ...]]

    def count(self, severity: str) -> int:
        """How many faults are that bad."""
        return sum(str(fault.severity) == severity for faults in self.decks.values() for fault in faults)


def check(path: Path, *, untrusted: bool = False, embeds: frozenset[str] = frozenset()) -> Findings:
    """Build the decks at ``path``; raises PitchMeError where there are none."""
    library = Library(path, options=Options(untrusted=untrusted, embeds=embeds))
    return Findings(library.root, {deck_id: _worst_first(library.diagnostics(deck_id)) for deck_id in library.decks})


def _worst_first(faults: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(faults, key=lambda fault: (fault.severity.rank, fault.path, fault.line, fault.column)))


def as_text(found: Findings) -> str:
    """One line a fault, as compilers write it, and a last line that sums up."""
    here = Path.cwd()
    base = found.root.relative_to(here) if found.root.is_relative_to(here) else found.root
    lines = [
        f"{(base / fault.path).as_posix()}:{fault.line}:{fault.column}: "
        f"{fault.severity}: {fault.message} [{fault.code}]"
        for faults in found.decks.values()
        for fault in faults
    ]
    counts = ", ".join(_many(found.count(severity), severity) for severity in ("error", "warning"))
    return "\n".join([*lines, f"{_many(len(found.decks), 'deck')}: {counts}"])


def _many(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def as_json(found: Findings) -> str:
    """The same for programs; diagnostics as in the deck as data."""
    decks = [
        {
            "id": deck_id,
            "diagnostics": [
                {
                    "severity": str(fault.severity),
                    "code": fault.code,
                    "message": fault.message,
                    "path": fault.path,
                    "line": fault.line,
                    "column": fault.column,
                }
                for fault in faults
            ],
        }
        for deck_id, faults in found.decks.items()
    ]
    counts = {severity: found.count(severity) for severity in ("error", "warning", "info")}
    return json.dumps(
        {"format": 1, "root": str(found.root), "counts": counts, "decks": decks}, ensure_ascii=False, indent=2
    )


def only_deck(path: Path) -> Deck:
    """The deck at a path; raises PitchMeError if there is another number of them, or if it cannot be read."""
    library = Library(path, options=Options())
    if not library.single:
        raise PitchMeError(f"{path}: {len(library.decks)} decks are here; name one of them")
    refuse_no_text(library)
    return next(iter(library.decks.values()))


def refuse_no_text(library: Library) -> None:
    """Raise PitchMeError if the only deck cannot be decoded or read: then there is nothing to show."""
    if not library.single:
        return
    for fault in library.diagnostics(next(iter(library.decks))):
        if fault.code in NO_TEXT:
            raise PitchMeError(f"{fault.path}:{fault.line}: {fault.message}")
