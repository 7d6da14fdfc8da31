"""The decks of a folder, each in its last good state."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Collection, Mapping, Set
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from app.deck.build import Options
from app.deck.errors import PitchMeError
from app.deck.model import Deck
from app.library.diagrams import Diagrams
from app.library.find import deck_id_of, find_decks, folder_of
from app.library.folder import DeckFiles, Folder, is_below
from app.library.kept import Kept
from app.library.settle import Settling
from app.library.shelf import DeckChange, Shelf, reason
from app.library.watch import changed_files, is_large, stamps_of
from app.markdown.diagnostic import Diagnostic

__all__ = ["DeckChange", "Library"]

log = logging.getLogger("pitchme.library")

NEVER_SERVED = (".md", ".markdown", ".yaml", ".yml", ".toml")
MANY_FILES = 500


class Library:
    """Decks below a path: a deck file, a deck folder or a folder of decks.

    Raises `PitchMeError` with one line if the path does not exist, is no deck, or cannot be read. All decks are built
    at once, with the help of what an earlier run left in the folder ``keep``. Reading is safe while `refresh` works in
    another thread: decks are replaced as whole values.
    """

    def __init__(
        self,
        path: Path,
        *,
        options: Options = Options(),  # noqa: B008 - a frozen value
        keep: Path | None = None,
    ) -> None:
        self._options = options if options.drawing else replace(options, drawing=Diagrams())
        self._keep = keep
        self._only = _single_file(path)
        self.root = path.resolve() if self._only is None else path.resolve().parent
        self._folder = Folder(self.root)
        self._shelves: dict[str, Shelf] = {}
        self._decks: Mapping[str, Deck] = {}
        self._built = time.time()
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

    def asset(self, deck: Deck, name: str, *, notes: bool = False) -> Path | None:
        """The file of an address of a deck, if the deck names it and it may be served (product.md, "Addresses").

        ``notes`` says that the one who asks may have the notes, and so the files that only notes show.
        """
        path = deck.assets.get(name) or (deck.note_assets.get(name) if notes else None)
        if path is None or path.lower().endswith(NEVER_SERVED):
            return None
        return Folder(self.root).resolve(path)

    def diagnostics(self, deck_id: str) -> tuple[Diagnostic, ...]:
        """What the author should see now: of the deck on screen, or of the text that could not replace it."""
        shelf = self._shelves.get(deck_id)
        return shelf.diagnostics if shelf else ()

    def report(self, deck_id: str) -> tuple[Mapping[str, object], ...]:
        """The same as data for the author's page: severity, code, message, path, line, column, source (the line)."""
        shelf = self._shelves.get(deck_id)
        return shelf.report() if shelf else ()

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

    def _rebuild_all(self, changed: Set[str] | None) -> list[DeckChange]:
        # After a checkout looking at everything costs less than asking each deck about each file.
        if changed is not None and len(changed) > MANY_FILES:
            changed = None
        changes = self._take_stock(changed)
        new = {change.deck_id for change in changes}
        renewed = (shelf.renew(changed) for shelf in self._shelves.values() if shelf.deck_id not in new)
        changes += [change for change in renewed if change is not None]
        self._decks = MappingProxyType({i: shelf.deck for i, shelf in self._shelves.items() if shelf.deck})
        return changes

    def _take_stock(self, changed: Set[str] | None) -> list[DeckChange]:
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
        gone = [DeckChange(i, shelf.deck, None) for i, shelf in self._shelves.items() if i not in found]
        fresh = {i: self._shelf(i, path) for i, path in found.items() if i not in self._shelves}
        self._shelves = {i: fresh.get(i) or self._shelves[i] for i in found}
        return [shelf.put() for shelf in fresh.values()] + gone

    def _shelf(self, deck_id: str, path: str) -> Shelf:
        kept = Kept(self._keep, deck_id) if self._keep else None
        return Shelf(deck_id, path, DeckFiles(self._folder, folder_of(path)), self._options, kept)

    def keep(self) -> None:
        """Leave the slides of decks that take long to build for the next run."""
        for shelf in list(self._shelves.values()):
            shelf.keep()

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

    async def watch(self, stop: asyncio.Event, *, poll: bool = False) -> AsyncIterator[list[DeckChange]]:
        """Refresh whenever files change, until ``stop`` is set; what was half-written is waited for."""
        settling = Settling(self._folder, self._depended)
        names = self._depended if self._only is not None and is_large(self.root) else None
        async for paths in settling.settled(changed_files(self.root, stop, poll=poll, names=names)):
            work = self._rebuild_all if paths else self._catch_up
            if changes := await asyncio.to_thread(work, paths):
                yield changes

    def _catch_up(self, _: Set[str]) -> list[DeckChange]:
        """Look for what was saved after the decks were built and before anybody watched."""
        files = {i: shelf.path for i, shelf in self._shelves.items()}
        missed = set(files.values())
        with contextlib.suppress(PitchMeError):
            missed ^= set(self._find(files).values())
        before = stamps_of(self.root, self._depended())
        # File systems tell the time in large steps. Pictures are asked for again by the browser itself.
        early = (self._built - 2) * 1e9
        texts = {path for path in before if self._folder.remembered(path) is not None}
        missed |= {path for path in texts if before[path][0] > early}
        missed |= {path for path in before if not self._folder.has_found(path)}
        missed |= self._depended() - before.keys()
        self._folder.forget(missed)
        return self._rebuild_all(missed)

    def _depended(self) -> Set[str]:
        return set().union(*(shelf.depends for shelf in list(self._shelves.values())))


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
        raise PitchMeError(f"{path}: cannot be read: {reason(error)}") from error
    return path.resolve().name
