"""The served folder, read from inside only: nothing above it, no dot files, nothing through a link that leads out."""

from __future__ import annotations

import os
import posixpath
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from app.library.find import folder_of, folders_above, is_hidden

LARGEST_TEXT = 8 * 1024 * 1024
MOST_REMEMBERED = 64 * 1024 * 1024


class FileTooLargeError(OSError):
    """A file that a deck names is larger than any text of a deck can be."""


@dataclass(slots=True)
class Folder:
    """Files below ``root`` (a resolved path), with their listings and texts remembered until `forget` is told.

    Names are compared with what the folder lists, so their case must fit on every system. ``generation`` grows when
    files came or went: as long as it is the same, every name means what it meant.
    """

    root: Path
    generation: int = 0
    _listings: dict[str, frozenset[str]] = field(default_factory=dict)
    _real: dict[str, Path] = field(default_factory=dict)
    _texts: dict[str, bytes] = field(default_factory=dict)
    _remembered: int = 0

    def resolve(self, path: str) -> Path | None:
        """The real file of a path below the root, or None if there is none or it must not be served."""
        known = self._real.get(path)
        if known is not None:
            return known
        if not is_inside(path) or not self._is_listed(path):
            return None
        try:
            real = (self.root / path).resolve(strict=True)
            inside = real.relative_to(self.root).as_posix()
            plain = stat.S_ISREG(real.stat().st_mode)
        except (OSError, ValueError, RuntimeError):
            return None
        if not plain or is_hidden(inside):
            return None
        self._real[path] = real
        return real

    def _is_listed(self, path: str) -> bool:
        folder = ""
        for name in path.split("/"):
            if name not in self._listing(folder):
                return False
            folder = f"{folder}/{name}" if folder else name
        return True

    def _listing(self, folder: str) -> frozenset[str]:
        names = self._listings.get(folder)
        if names is None:
            try:
                names = frozenset(os.listdir(self.root / folder))  # noqa: PTH208 - plain names, by far the quickest
            except (OSError, ValueError):
                names = frozenset()
            self._listings[folder] = names
        return names

    def read(self, path: str) -> bytes:
        """A file's bytes. Raises ``OSError`` (`FileTooLargeError` above 8 MB)."""
        known = self._texts.get(path)
        if known is not None:
            return known
        content = self.read_now(path)
        self.remember(path, content)
        return content

    def read_now(self, path: str) -> bytes:
        """As `read`, from the disk as it is at this moment."""
        real = self.resolve(path)
        if real is None:
            raise FileNotFoundError(2, "no such file", path)
        with real.open("rb") as file:
            content = file.read(LARGEST_TEXT + 1)
        if len(content) > LARGEST_TEXT:
            raise FileTooLargeError(27, f"larger than {LARGEST_TEXT // 1024**2} MB, which no text of a deck is", path)
        return content

    def remember(self, path: str, content: bytes) -> None:
        """Let the next `read` of the path give these bytes."""
        if self._remembered + len(content) > MOST_REMEMBERED:
            self._texts.clear()
            self._remembered = 0
        self._remembered += len(content) - len(self._texts.get(path, b""))
        self._texts[path] = content

    def remembered(self, path: str) -> bytes | None:
        """The bytes that a `read` gave last, if they are still known."""
        return self._texts.get(path)

    def has_found(self, path: str) -> bool:
        """Whether the path was a file when it was last looked for."""
        return path in self._real

    def size(self, path: str) -> int:
        """A file's size in bytes. Raises ``OSError``."""
        real = self.resolve(path)
        if real is None:
            raise FileNotFoundError(2, "no such file", path)
        return real.stat().st_size

    def forget(self, paths: Iterable[str] | None = None) -> None:
        """Look again at these paths (and what is below them), or at everything."""
        if paths is None:
            self._listings.clear()
            self._real.clear()
            self._texts.clear()
            self._remembered = 0
            self.generation += 1
            return
        for path in paths:
            for folder in folders_above(path):
                self._listings.pop(folder, None)
            before = self._real.pop(path, None)
            if before is None:  # not a file so far, perhaps a folder
                self._forget_below(path)
            if before is None or before != self.resolve(path):
                self.generation += 1
            self._remembered -= len(self._texts.pop(path, b""))

    def _forget_below(self, folder: str) -> None:
        for listed in [name for name in self._listings if is_below(name, folder)]:
            del self._listings[listed]
        for found in [name for name in self._real if is_below(name, folder)]:
            del self._real[found]
        for text in [name for name in self._texts if is_below(name, folder)]:
            self._remembered -= len(self._texts.pop(text))


@dataclass(slots=True)
class DeckFiles:
    """What one deck may read (the `Files` of app.markdown). Notes every place where it looked: these are the files that
    the deck depends on, also where nothing was found. ``links`` tells where a link leads, for that is what changes."""

    folder: Folder
    home: str
    asked: set[str] = field(default_factory=set)
    links: dict[str, str] = field(default_factory=dict)
    _found: dict[tuple[str, str], str | None] = field(default_factory=dict)
    _generation: int = -1

    def find(self, name: str, beside: str) -> str | None:
        """The file that ``name`` means in the file ``beside`` (spec section 1), or None."""
        if self._generation != self.folder.generation:
            self._found.clear()
            self._generation = self.folder.generation
        key = (name, folder_of(beside))
        if key not in self._found:
            self._found[key] = self._look(name, beside)
        return self._found[key]

    def _look(self, name: str, beside: str) -> str | None:
        for candidate in self._candidates(name, beside):
            self.asked.add(candidate)
            real = self.folder.resolve(candidate)
            if real is not None:
                target = real.relative_to(self.folder.root).as_posix()
                if target != candidate:
                    self.links[candidate] = target
                return candidate
        return None

    def _candidates(self, name: str, beside: str) -> Iterable[str]:
        if not name or "\0" in name or "\\" in name:
            return
        places = [folder_of(beside), self.home, *folders_above(self.home)]
        if name.startswith("/"):
            places.insert(0, "")
        for place in dict.fromkeys(places):
            candidate = posixpath.normpath(posixpath.join(place, name.lstrip("/")))
            if is_inside(candidate):
                yield candidate

    def read(self, path: str) -> bytes:
        """The content of a file that `find` returned. Raises ``OSError``."""
        self.asked.add(path)
        return self.folder.read(path)

    def size(self, path: str) -> int:
        """Its size in bytes. Raises ``OSError``."""
        self.asked.add(path)
        return self.folder.size(path)


def is_inside(path: str) -> bool:
    """Whether a path names something below the root by itself: relative, no ``..``, no NUL, no dot file."""
    return bool(path) and "\0" not in path and not path.startswith("/") and not is_hidden(path)


def is_below(path: str, folder: str) -> bool:
    """Whether a path is the folder or lies in it."""
    return path == folder or path.startswith(folder + "/")
