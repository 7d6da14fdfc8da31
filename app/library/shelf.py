"""One deck's place in the library: its last good state, and what the author must know about the newest text."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace

from app.deck.build import Options, SlideCache, build
from app.deck.model import Deck
from app.library.folder import DeckFiles
from app.library.kept import WORTH_IT, Kept
from app.markdown.diagnostic import Diagnostic, Severity

log = logging.getLogger("pitchme.library")

# With one of these the text itself is in doubt: what was on screen is better than what could be made of it.
UNUSABLE = frozenset({"not-utf8", "yaml-error", "unreadable", "build-failed"})


@dataclass(frozen=True, slots=True)
class DeckChange:
    """What a refresh did to one deck.

    ``old`` and ``new`` are the deck on screen before and after, with the same digest when only files beside it changed
    or the new text cannot be used; ``None`` where the deck came or went. ``assets`` are addresses whose file changed.
    ``report`` is what the author is told (see `Shelf.report`), ``milliseconds`` what building took.
    """

    deck_id: str
    old: Deck | None
    new: Deck | None
    assets: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    report: tuple[Mapping[str, object], ...] = ()
    milliseconds: float = 0.0


@dataclass(slots=True)
class Shelf:
    """A deck and what its builder remembers. ``path`` is the deck's file below the served folder."""

    deck_id: str
    path: str
    files: DeckFiles
    options: Options
    kept: Kept | None = None
    cache: SlideCache = field(default_factory=SlideCache)
    deck: Deck | None = None
    good: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()
    milliseconds: float = 0.0
    slow: bool = False

    def __post_init__(self) -> None:
        if self.kept:
            self.cache.earlier = self.kept.load

    def keep(self) -> None:
        """Leave the slides for the next run if making them took long in this one."""
        around, slides = self.cache.around, self.cache.slides
        if self.kept and around and self.slow:
            self.slow = False
            self.kept.save(around, slides)

    @property
    def depends(self) -> Set[str]:
        """All files whose change may change the deck, also those that were looked for in vain."""
        if self.deck is None:
            return self.files.asked
        deck = self.deck
        return self.files.asked | deck.files | set(deck.assets.values()) | set(deck.note_assets.values())

    def put(self) -> DeckChange:
        """Build a deck that was not here before."""
        self._build()
        return self._change(None, ())

    def renew(self, changed: Set[str] | None) -> DeckChange | None:
        """Build again if the deck depends on one of these paths (None: in any case). None if nobody need be told."""
        folders: Set[str] = frozenset()
        if changed is not None:
            changed = changed | {path for path, target in self.files.links.items() if target in changed}
            folders = {path for path in changed if self.files.folder.resolve(path) is None}
            if not _touched(self.depends, changed, folders):
                return None
        old, told = self.deck, self.diagnostics
        self._build()
        new = self.deck
        assets: tuple[str, ...] = ()
        if new is not None and changed is not None:
            assets = tuple(name for name, path in new.assets.items() if _touched({path}, changed, folders))
        same = old is not None and new is not None and old.digest == new.digest
        return None if same and told == self.diagnostics and not assets else self._change(old, assets)

    def report(self) -> tuple[Mapping[str, object], ...]:
        """The diagnostics as data for the author's page, each with the line of source that it is about."""
        return tuple(
            {
                "severity": str(diagnostic.severity),
                "code": diagnostic.code,
                "message": diagnostic.message,
                "path": diagnostic.path,
                "line": diagnostic.line,
                "column": diagnostic.column,
                "source": self._line(diagnostic),
            }
            for diagnostic in self.diagnostics
        )

    def _line(self, diagnostic: Diagnostic) -> str:
        content = self.files.folder.remembered(diagnostic.path)
        lines = content.split(b"\n") if content else []
        if not 0 < diagnostic.line <= len(lines):
            return diagnostic.text
        return lines[diagnostic.line - 1].decode("utf-8", "replace").rstrip("\r")[:400]

    def _build(self) -> None:
        """Try the text as it is now. If it cannot be used the deck stays, and only the diagnostics are new."""
        started = time.perf_counter()
        try:
            deck = build(self.deck_id, self.path, self.files, options=self.options, cache=self.cache)
        except OSError as error:
            self._keep("unreadable", f"This file cannot be read: {reason(error)}.")
        except Exception as error:
            log.exception("%s: this deck cannot be built", self.path)
            self._keep("build-failed", f"This deck cannot be built ({type(error).__name__}: {error}); see the log.")
        else:
            self.diagnostics = deck.diagnostics
            good = not any(d.code in UNUSABLE and d.severity is Severity.ERROR for d in deck.diagnostics)
            if good or not self.good:
                self.deck, self.good = deck, good
        self.milliseconds = round((time.perf_counter() - started) * 1000, 1)
        self.slow = self.slow or self.milliseconds > WORTH_IT

    def _keep(self, code: str, text: str) -> None:
        """Stay with the deck that is here; one empty slide if there never was any."""
        self.diagnostics = (Diagnostic(Severity.ERROR, code, text, self.path, 1),)
        if self.deck is None:
            empty = build(self.deck_id, self.path, _NoFiles(), options=self.options)
            self.deck = replace(empty, diagnostics=self.diagnostics)

    def _change(self, old: Deck | None, assets: tuple[str, ...]) -> DeckChange:
        return DeckChange(self.deck_id, old, self.deck, assets, self.diagnostics, self.report(), self.milliseconds)


@dataclass(frozen=True, slots=True)
class _NoFiles:
    """Files that hold nothing."""

    def find(self, name: str, beside: str) -> str | None:  # noqa: ARG002
        return None

    def read(self, path: str) -> bytes:  # noqa: ARG002
        return b""

    def size(self, path: str) -> int:  # noqa: ARG002
        return 0


def reason(error: OSError) -> str:
    """Why the system refused, in its own words."""
    return (error.strerror or str(error)).lower()


def _touched(files: Set[str], changed: Set[str], folders: Set[str]) -> bool:
    """Whether one of the files changed, or lies in one of the folders that did."""
    if not files.isdisjoint(changed):
        return True
    return any(file.startswith(folder + "/") for folder in folders for file in files)
