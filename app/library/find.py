"""Which files below the served folder are decks, and under which address (product.md, "Decks on disk")."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

from app.deck.errors import PitchMeError

DECK_FILE = "PITCHME.md"
SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})
MOST_FILES = 50_000


class TooManyFilesError(PitchMeError):
    """The folder is too large to be a folder of decks."""


def is_hidden(path: str) -> bool:
    """Whether any part of a path (relative, with ``/``) begins with a dot; ``..`` does too."""
    return any(part.startswith(".") for part in path.split("/"))


def is_skipped(path: str) -> bool:
    """Whether a path is hidden or lies in a folder of packages: no place for decks, and not worth watching."""
    return is_hidden(path) or not SKIPPED_FOLDERS.isdisjoint(path.split("/"))


def find_decks(root: Path, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """Each deck's id and its file below ``root``, sorted by id.

    ``known`` are ids given before: a deck keeps its address when others come and go. Raises `PitchMeError` when the
    folder cannot be read or is too large.
    """
    return name_decks(deck_files(markdown_files(root)), root.name, known)


def markdown_files(root: Path) -> list[str]:
    """All markdown files below ``root``, as paths with ``/``; links to folders are not followed."""
    found: list[str] = []
    folders = [""]
    seen = 0
    while folders:
        folder = folders.pop()
        try:
            entries = list(os.scandir(root / folder))
        except OSError as error:
            if not folder:
                raise PitchMeError(f"{root}: this folder cannot be read ({error.strerror})") from error
            continue  # a folder of somebody else's must not close the library
        seen += len(entries)
        if seen > MOST_FILES:
            raise TooManyFilesError(f"{root}: more than {MOST_FILES:,} files; serve a folder that holds only decks")
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if is_skipped(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(path)
            elif entry.name.endswith(".md") and _is_file_inside(entry, root):
                found.append(path)
    return sorted(found)


def _is_file_inside(entry: os.DirEntry[str], root: Path) -> bool:
    """Whether an entry is a plain file, or a link to one that does not lead out of ``root``."""
    try:
        if not entry.is_file():
            return False
        return not entry.is_symlink() or Path(entry.path).resolve().is_relative_to(root)
    except OSError:
        return False


def deck_files(markdown: Iterable[str]) -> list[str]:
    """Those markdown files that are decks: every ``PITCHME.md``, and others where none is in or above their folder."""
    paths = list(markdown)
    homes = {folder_of(path) for path in paths if name_of(path) == DECK_FILE}
    return [path for path in paths if name_of(path) == DECK_FILE or not homes.intersection(folders_above(path))]


def folders_above(path: str) -> list[str]:
    """The folder of a path and all above it: ``a/b/c.md`` → ``a/b``, ``a``, ``""``."""
    folders = []
    while path:
        path = folder_of(path)
        folders.append(path)
    return folders


def name_decks(paths: Iterable[str], root_name: str, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give each deck file an id; ``known`` ids stay, of others with the same name the later ones get ``-2``, ``-3``."""
    present = set(paths)
    ids = {deck_id: path for deck_id, path in (known or {}).items() if path in present}
    for path in sorted(present - set(ids.values())):
        wanted = deck_id_of(path, root_name)
        deck_id, count = wanted, 1
        while deck_id in ids:
            count += 1
            deck_id = f"{wanted}-{count}"
        ids[deck_id] = path
    return dict(sorted(ids.items()))


def deck_id_of(path: str, root_name: str) -> str:
    """The id that a deck file asks for: ``Talks/My Docker/PITCHME.md`` → ``talks/my-docker``."""
    place = folder_of(path) if name_of(path) == DECK_FILE else path.removesuffix(".md")
    return "/".join(slug(part) for part in (place or root_name).split("/"))


def slug(name: str) -> str:
    """One part of an id: ``a-z0-9-_.``, never empty, no dot in front, never ``-`` (``/-/`` is the server's)."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9_.]+", "-", plain).strip("-.") or "deck"


def folder_of(path: str) -> str:
    """The folder of a path with ``/``; the empty string for a file of the served folder itself."""
    return path.rpartition("/")[0]


def name_of(path: str) -> str:
    """The last part of a path with ``/``."""
    return path.rpartition("/")[2]
