"""One deck and no other, for what can be done with a single deck alone."""

from __future__ import annotations

from pathlib import Path

from app.deck.build import Options
from app.deck.errors import PitchMeError
from app.deck.model import Deck
from app.library.library import Library

NO_TEXT = frozenset({"not-utf8", "unreadable"})


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
