"""Every fault of the decks at a path, each once, with the place as people and programs need it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.check.choice import EVERYTHING, Choice
from app.check.pictures import large_pictures
from app.deck.build import Options
from app.library.folder import Folder
from app.library.library import Library
from app.markdown.codes import CODES
from app.markdown.diagnostic import Diagnostic, Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. Lines and columns count from 1, columns in characters; ``end_column`` is the one behind the text that
    the fault is about, on the same line. ``source`` is that line, ``advice`` what helps against faults of this kind and
    ``page`` where they are explained. ``path`` is relative to `Findings.base`."""

    code: str
    severity: Severity
    message: str
    path: str
    line: int
    column: int
    end_column: int
    source: str
    advice: str
    page: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found below ``base``, sorted by place. ``decks`` maps ids to the paths of the decks' files."""

    base: Path
    decks: Mapping[str, str]
    faults: tuple[Finding, ...]

    def count(self, severity: str) -> int:
        """How many faults are that bad."""
        return sum(fault.severity == severity for fault in self.faults)

    def place(self, path: str) -> str:
        """A path as it can be opened from the current folder."""
        return path if self.base == Path.cwd() else (self.base / path).as_posix()

    @property
    def worst_first(self) -> tuple[Finding, ...]:
        """For readers who stop after the first few."""
        return tuple(sorted(self.faults, key=lambda fault: fault.severity.rank))

    @property
    def summary(self) -> str:
        """The counts in words."""
        told = ", ".join(_many(self.count(severity), severity) for severity in Severity)
        return f"{_many(len(self.decks), 'deck')}: {told}"


Measure = Callable[[Library], Iterable[Diagnostic]]


def check(path: Path, *, options: Options, choice: Choice = EVERYTHING, measure: Measure | None = None) -> Findings:
    """Build the decks at ``path`` and look at what they are made of; raises PitchMeError where there are none.

    ``measure`` finds what only shows in a browser (see `app.check.render`).
    """
    library = Library(path, options=options)
    told = [fault for deck_id in library.decks for fault in library.diagnostics(deck_id)]
    for deck in library.decks.values():
        told += large_pictures(deck, Folder(library.root))
    if measure is not None:
        told += measure(library)
    here = Path.cwd()
    base = here if library.root.is_relative_to(here) else library.root
    places = _Places(library.root, library.root.relative_to(base).as_posix())
    wanted = dict.fromkeys(fault for fault in told if choice.takes(fault.code))
    faults = sorted((places.finding(fault) for fault in wanted), key=lambda f: (f.path, f.line, f.column, f.code))
    return Findings(base, {i: places.path(deck.path) for i, deck in library.decks.items()}, tuple(faults))


def _many(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


class _Places:
    """Turns places below the served folder into places for the reader, with the line that stands there."""

    def __init__(self, root: Path, prefix: str) -> None:
        self._folder = Folder(root)
        self._prefix = "" if prefix == "." else f"{prefix}/"
        self._lines: dict[str, list[str]] = {}

    def path(self, path: str) -> str:
        return self._prefix + path

    def finding(self, fault: Diagnostic) -> Finding:
        source = self._line(fault.path, fault.line)
        column = min(max(fault.column, 1), len(source) + 1)
        length = len(fault.text) if fault.text and source.startswith(fault.text, column - 1) else 0
        end = column + length if length else _end_of_word(source, column)
        code = CODES[fault.code]
        return Finding(
            fault.code, fault.severity, fault.message, self.path(fault.path), max(fault.line, 1), column, end, source,
            code.advice, code.page,
        )  # fmt: skip

    def _line(self, path: str, line: int) -> str:
        if path not in self._lines:
            try:
                content = self._folder.read(path)
            except OSError:
                content = b""
            text = content.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
            self._lines[path] = text.split("\n")
        lines = self._lines[path]
        return lines[line - 1] if 0 < line <= len(lines) else ""


def _end_of_word(source: str, column: int) -> int:
    """A fault without a text is about the whole line if it begins there, else about what goes up to the next blank."""
    if column == 1:
        return max(len(source.rstrip()), 1) + 1
    end = column - 1
    while end < len(source) and not source[end].isspace():
        end += 1
    return max(end + 1, column + 1)
