"""The decks of a folder, each in its last good state."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Collection, Mapping, Set
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from app.deck.build import Options, SlideCache, build
from app.deck.errors import PitchMeError
from app.deck.model import Deck
from app.library.find import deck_id_of, find_decks, folder_of, is_skipped
from app.library.folder import DeckFiles, Folder, is_below
from app.library.settle import Settling
from app.library.watch import changed_files, is_large
from app.markdown.diagnostic import Diagnostic, Severity
from app.markdown.files import Files

log = logging.getLogger("pitchme.library")

# With one of these the text itself is in doubt: what was on screen is better than what could be made of it.
UNUSABLE = frozenset({"not-utf8", "yaml-error", "unreadable", "build-failed"})
NEVER_SERVED = (".md", ".markdown", ".yaml", ".yml", ".toml")
MANY_FILES = 500


@dataclass(frozen=True, slots=True)
class DeckChange:
    """What a refresh did to one deck.

    ``old`` and ``new`` are the deck on screen before and after, with the same digest when only files beside it changed
    or the new text cannot be used; ``None`` where the deck came or went. ``assets`` are addresses whose file changed.
    ``report`` is what the author is told (see `Library.report`), ``milliseconds`` what building took.
    """

    deck_id: str
    old: Deck | None
    new: Deck | None
    assets: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    report: tuple[Mapping[str, object], ...] = ()
    milliseconds: float = 0.0


@dataclass(slots=True)
class _Shelf:
    """One deck's place: the last good deck and what its builder remembers."""

    path: str
    files: DeckFiles
    cache: SlideCache = field(default_factory=SlideCache)
    deck: Deck | None = None
    good: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()
    milliseconds: float = 0.0

    @property
    def depends(self) -> Set[str]:
        """All files whose change may change the deck, also those that were looked for in vain."""
        if self.deck is None:
            return self.files.asked
        return self.files.asked | self.deck.files | set(self.deck.assets.values())


class Library:
    """Decks below a path: a deck file, a deck folder or a folder of decks.

    Raises `PitchMeError` with one line if the path does not exist, is no deck, or cannot be read. All decks are built
    at once. Reading is safe while `refresh` works in another thread: decks are replaced as whole values.
    """

    def __init__(self, path: Path, *, options: Options = Options()) -> None:  # noqa: B008 - a frozen value
        self._options = options
        self._only = _single_file(path)
        self.root = path.resolve() if self._only is None else path.resolve().parent
        self._folder = Folder(self.root)
        self._shelves: dict[str, _Shelf] = {}
        self._decks: Mapping[str, Deck] = {}
        self.refresh(None)
        if self._only is not None and not self._decks:
            raise PitchMeError(f"{path}: a hidden file cannot be a deck; give it a name without the dot")

    @property
    def single(self) -> bool:
        """Whether there is just one deck, so that no list of decks is needed."""
        return len(self._decks) == 1

    @property
    def decks(self) -> Mapping[str, Deck]:
        """The last good deck of each id, sorted by id."""
        return self._decks

    def deck(self, deck_id: str) -> Deck | None:
        """The last good deck of that id."""
        return self._decks.get(deck_id)

    def match(self, address: str) -> tuple[Deck, str] | None:
        """The deck that an address (without leading slash) begins with, and the rest; the longest id wins.

        ``talks/docker/assets/a.png`` → deck ``talks/docker``, ``assets/a.png``.
        """
        parts = address.split("/")
        for count in range(len(parts), 0, -1):
            deck = self._decks.get("/".join(parts[:count]))
            if deck is not None:
                return deck, "/".join(parts[count:])
        return None

    def asset(self, deck: Deck, name: str) -> Path | None:
        """The file of an address of a deck, if the deck names it and it may be served (product.md, "Addresses")."""
        path = deck.assets.get(name)
        if path is None or path.lower().endswith(NEVER_SERVED):
            return None
        return Folder(self.root).resolve(path)

    def diagnostics(self, deck_id: str) -> tuple[Diagnostic, ...]:
        """What the author should see now: of the deck on screen, or of the text that could not replace it."""
        shelf = self._shelves.get(deck_id)
        return shelf.diagnostics if shelf else ()

    def report(self, deck_id: str) -> tuple[Mapping[str, object], ...]:
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
            for diagnostic in self.diagnostics(deck_id)
        )

    def _line(self, diagnostic: Diagnostic) -> str:
        content = self._folder.remembered(diagnostic.path)
        lines = content.split(b"\n") if content else []
        if not 0 < diagnostic.line <= len(lines):
            return diagnostic.text
        return lines[diagnostic.line - 1].decode("utf-8", "replace").rstrip("\r")[:400]

    def refresh(self, changed: Collection[Path] | None = None) -> list[DeckChange]:
        """Build again what depends on these files (absolute, or relative to the root); ``None`` means everything.

        Never raises for what is in a deck. What no longer can be built keeps its last good deck.
        """
        if changed is None:
            self._folder.forget()
            return self._rebuild_all(None)
        inside = (self.root / path for path in changed)
        paths = {path.relative_to(self.root).as_posix() for path in inside if path.is_relative_to(self.root)}
        self._folder.forget(paths)
        return self._rebuild_all(paths)

    def _rebuild_all(self, changed: set[str] | None) -> list[DeckChange]:
        # After a checkout looking at everything costs less than asking each deck about each file.
        if changed is not None and len(changed) > MANY_FILES:
            changed = None
        changes = self._take_stock(changed)
        new = {change.deck_id for change in changes}
        for deck_id, shelf in self._shelves.items():
            if deck_id not in new and (change := self._rebuild(deck_id, shelf, changed)):
                changes.append(change)
        decks = {deck_id: shelf.deck for deck_id, shelf in self._shelves.items() if shelf.deck}
        self._decks = MappingProxyType(decks)
        return changes

    # Which decks there are

    def _take_stock(self, changed: set[str] | None) -> list[DeckChange]:
        """Decks that came and went."""
        if changed is not None and not any(self._may_change_the_list(path) for path in changed):
            return []
        known = {deck_id: shelf.path for deck_id, shelf in self._shelves.items()}
        try:
            found = self._find(known)
        except PitchMeError as error:
            if changed is None and not known:
                raise
            log.warning("%s", error)
            return []
        changes = []
        shelves: dict[str, _Shelf] = {}
        for deck_id, path in found.items():
            shelf = self._shelves.get(deck_id)
            if shelf is None:
                shelf = _Shelf(path, DeckFiles(self._folder, folder_of(path)))
                self._build(deck_id, shelf)
                changes.append((deck_id, None, shelf))
            shelves[deck_id] = shelf
        gone = [DeckChange(i, shelf.deck, None) for i, shelf in self._shelves.items() if i not in found]
        self._shelves = shelves
        return [self._change(i, old, shelf) for i, old, shelf in changes] + gone

    def _find(self, known: Mapping[str, str]) -> dict[str, str]:
        if self._only is None:
            return find_decks(self.root, known)
        if self._folder.resolve(self._only) is None:
            return dict(known) if known else {}  # an editor's save, or a mistake: the talk goes on
        return {deck_id_of(self._only, self.root.name): self._only}

    def _may_change_the_list(self, path: str) -> bool:
        known = any(shelf.path == path for shelf in self._shelves.values())
        there = self._folder.resolve(path) is not None
        if path.endswith(".md"):
            return known != there
        if there:
            return False
        if self.root.joinpath(path).is_dir():
            return True
        return any(is_below(shelf.path, path) for shelf in self._shelves.values())

    # One deck

    def _rebuild(self, deck_id: str, shelf: _Shelf, changed: set[str] | None) -> DeckChange | None:
        folders: set[str] = set()
        if changed is not None:
            changed = changed | {path for path, target in shelf.files.links.items() if target in changed}
            folders = {path for path in changed if self._folder.resolve(path) is None}
            if not _touched(shelf.depends, changed, folders):
                return None
        old, told = shelf.deck, shelf.diagnostics
        self._build(deck_id, shelf)
        new = shelf.deck
        assets: tuple[str, ...] = ()
        if new is not None and changed is not None:
            assets = tuple(a for a, path in new.assets.items() if _touched({path}, changed, folders))
        same = old is not None and new is not None and old.digest == new.digest
        if same and told == shelf.diagnostics and not assets:
            return None
        return self._change(deck_id, old, shelf, assets)

    def _build(self, deck_id: str, shelf: _Shelf) -> None:
        """Try the text as it is now; where it cannot be used, keep the deck and take only what the author must know."""
        started = time.perf_counter()
        try:
            deck = build(deck_id, shelf.path, shelf.files, options=self._options, cache=shelf.cache)
            diagnostics = deck.diagnostics
        except OSError as error:
            deck, diagnostics = self._stand_in(
                deck_id, shelf, "unreadable", f"This file cannot be read: {_why(error)}."
            )
        except Exception as error:
            log.exception("%s: this deck cannot be built", shelf.path)
            text = f"This deck cannot be built ({type(error).__name__}: {error}); the server's log says more."
            deck, diagnostics = self._stand_in(deck_id, shelf, "build-failed", text)
        shelf.milliseconds = (time.perf_counter() - started) * 1000
        good = not any(d.code in UNUSABLE and d.severity is Severity.ERROR for d in diagnostics)
        if good or not shelf.good:
            shelf.deck, shelf.good = deck, good
        shelf.diagnostics = diagnostics

    def _stand_in(self, deck_id: str, shelf: _Shelf, code: str, text: str) -> tuple[Deck, tuple[Diagnostic, ...]]:
        """One empty slide, for a deck that never could be built."""
        diagnostic = Diagnostic(Severity.ERROR, code, text, shelf.path, 1)
        deck = build(deck_id, shelf.path, _NoFiles(), options=self._options, cache=SlideCache())
        return replace(deck, diagnostics=(diagnostic,)), (diagnostic,)

    def _change(self, deck_id: str, old: Deck | None, shelf: _Shelf, assets: tuple[str, ...] = ()) -> DeckChange:
        return DeckChange(
            deck_id, old, shelf.deck, assets, shelf.diagnostics, self.report(deck_id), round(shelf.milliseconds, 1)
        )

    # As time goes by

    async def watch(self, stop: asyncio.Event, *, poll: bool = False) -> AsyncIterator[list[DeckChange]]:
        """Refresh whenever files change, until ``stop`` is set; what was half-written is waited for."""
        settling = Settling(self._folder, self._is_text)
        names = self._depended if self._only is not None and is_large(self.root) else None
        async for paths in settling.settled(changed_files(self.root, stop, poll=poll, names=names)):
            changes = await asyncio.to_thread(self._rebuild_all, paths)
            if changes:
                yield changes

    def _depended(self) -> Set[str]:
        return set().union(*(shelf.depends for shelf in list(self._shelves.values())))

    def _is_text(self, path: str) -> bool:
        """Whether a path is a text that some deck was built from."""
        return self._folder.remembered(path) is not None and not is_skipped(path)


@dataclass(frozen=True, slots=True)
class _NoFiles(Files):
    """Files that hold nothing."""

    def find(self, name: str, beside: str) -> str | None:  # noqa: ARG002
        return None

    def read(self, path: str) -> bytes:  # noqa: ARG002
        return b""

    def size(self, path: str) -> int:  # noqa: ARG002
        return 0


def _single_file(path: Path) -> str | None:
    """The name of the deck file if ``path`` is one, None if it is a folder."""
    try:
        if path.is_dir():
            return None
        if not path.exists():
            raise PitchMeError(f"{path}: there is no such file or folder")
        if not path.is_file() or path.suffix.lower() != ".md":
            raise PitchMeError(f"{path}: not a deck; a deck is a PITCHME.md or another .md file, or a folder of them")
        with path.open("rb") as file:
            if b"\0" in file.read(8192):
                raise PitchMeError(f"{path}: not a text in UTF-8, so it cannot be a deck")
    except OSError as error:
        raise PitchMeError(f"{path}: cannot be read: {_why(error)}") from error
    return path.resolve().name


def _touched(files: Set[str], changed: Set[str], folders: Set[str]) -> bool:
    """Whether one of the files changed, or lies in one of the folders that did."""
    if not files.isdisjoint(changed):
        return True
    return any(file.startswith(folder + "/") for folder in folders for file in files)


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
