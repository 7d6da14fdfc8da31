"""What a slide asked of the file system, so that a slide from the cache is used only while the answers are the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from app.markdown.files import Files


class Ask(NamedTuple):
    """One question and its answer: the path that was found, the hash of what was read, the size; None for a failure."""

    what: str
    name: str
    beside: str
    answer: str | int | None


@dataclass(slots=True)
class RecordingFiles(Files):
    """Passes everything on to ``files`` and keeps what was asked."""

    files: Files
    asks: list[Ask] = field(default_factory=list)

    def find(self, name: str, beside: str) -> str | None:
        """See ``Files``."""
        found = self.files.find(name, beside)
        self.asks.append(Ask("find", name, beside, found))
        return found

    def read(self, path: str) -> bytes:
        """See ``Files``."""
        try:
            content = self.files.read(path)
        except OSError:
            self.asks.append(Ask("read", path, "", None))
            raise
        self.asks.append(Ask("read", path, "", hash(content)))
        return content

    def size(self, path: str) -> int:
        """See ``Files``."""
        try:
            size = self.files.size(path)
        except OSError:
            self.asks.append(Ask("size", path, "", None))
            raise
        self.asks.append(Ask("size", path, "", size))
        return size


def still_true(asks: tuple[Ask, ...], files: Files) -> bool:
    """Ask everything again; cheap, as ``files`` remembers listings and contents (and bytes remember their hash)."""
    return all(_answer(ask, files) == ask.answer for ask in asks)


def _answer(ask: Ask, files: Files) -> str | int | None:
    try:
        if ask.what == "find":
            return files.find(ask.name, ask.beside)
        return hash(files.read(ask.name)) if ask.what == "read" else files.size(ask.name)
    except OSError:
        return None


def paths_of(asks: tuple[Ask, ...]) -> set[str]:
    """The files that the answers speak of."""
    found = {ask.answer for ask in asks if ask.what == "find" and isinstance(ask.answer, str)}
    return found | {ask.name for ask in asks if ask.what != "find"}
