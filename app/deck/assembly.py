"""The slides of a deck in order, included files among them (spec section 3, ``include``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from app.deck.asks import paths_of, still_true
from app.deck.config import front_matter
from app.deck.delimiters import Delimiters, Way
from app.deck.making import Made, Surroundings, make, stand_in
from app.deck.parameters import decode
from app.deck.resplit import Split, resplit
from app.deck.split import Fault, Part, normalise
from app.markdown.diagnostic import Diagnostic, Severity
from app.markdown.files import Files

LARGEST_TEXT = 8 * 1024 * 1024
MOST_SLIDES = 10_000
DEEPEST_INCLUDE = 16
MOST_INCLUDES = 1_000
# Parameters of an include that hold for each of its slides; the others are for the first one.
_FOR_ALL = ("hidden", "appendix")
_NOT_INHERITED = ("include", "slides")

# All that a slide is made of besides files and its surroundings; lines count from its first one.
MadeKey = tuple[str, str, str, str | None, tuple[tuple[str, str], ...], tuple[int, int], Fault | None]


@dataclass(frozen=True, slots=True)
class Placed:
    """A slide and where its text stands."""

    made: Made
    way: Way
    part: Part
    path: str


@dataclass(slots=True)
class Assembly:
    """Collects the slides of one deck. ``kept`` holds slides made before, ``used`` those of this build; so do
    ``kept_splits`` and ``splits`` for the texts of files."""

    files: Files
    around: Surroundings
    delimiters: Delimiters
    kept: Mapping[MadeKey, Made]
    kept_splits: Mapping[str, Split] = field(default_factory=dict)
    splits: dict[str, Split] = field(default_factory=dict)
    used: dict[MadeKey, Made] = field(default_factory=dict)
    placed: list[Placed] = field(default_factory=list)
    paths: set[str] = field(default_factory=set)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    letters: int = 0
    includes: int = 0
    full: bool = False

    def add_text(
        self,
        path: str,
        text: str,
        skip: int,
        *,
        way: Way = Way.RIGHT,
        inherited: Mapping[str, str] | None = None,
        chain: tuple[str, ...] = (),
    ) -> None:
        """Add the slides of a normalised text whose first ``skip`` lines are front matter. Its first slide goes the
        given ``way`` and gets the ``inherited`` parameters. ``chain`` are the files that include this one."""
        self.paths.add(path)
        self.letters += len(text)
        if self.letters > LARGEST_TEXT:
            text = text[: max(0, len(text) - (self.letters - LARGEST_TEXT))]
            self._too_large(path, f"{LARGEST_TEXT // 1024**2} MB of text", text.count("\n") + 1)
        inherited = inherited or {}
        for_all = {key: value for key, value in inherited.items() if key in _FOR_ALL}
        for number, part in enumerate(self._split(path, text, skip)):
            if len(self.placed) >= MOST_SLIDES:
                self._too_large(path, f"{MOST_SLIDES:,} slides", part.first)
                return
            here = inherited if number == 0 else for_all
            direction = way if number == 0 else (part.way or Way.RIGHT)
            if "include" in part.raw and (values := decode(part.raw)).get("include", "").strip():
                self._include(path, part, {**here, **values}, direction, (*chain, path))
            else:
                self._add(path, part, direction, here)

    def _split(self, path: str, text: str, skip: int) -> list[Part]:
        before = self.splits.get(path) or self.kept_splits.get(path)
        found = resplit(text, before, skip=skip, delimiters=self.delimiters, limit=MOST_SLIDES + 1)
        self.splits[path] = found
        return found.parts

    def _too_large(self, path: str, limit: str, line: int) -> None:
        if not self.full:
            message = f"the deck is larger than {limit}: the rest is left out; divide it into several decks"
            self.diagnostics.append(Diagnostic(Severity.ERROR, "deck-too-large", message, path, line))
        self.full = True

    def _add(self, path: str, part: Part, way: Way, inherited: Mapping[str, str]) -> None:
        self.placed.append(Placed(self.make(path, part, inherited), way, part, path))

    def make(self, path: str, part: Part, inherited: Mapping[str, str]) -> Made:
        """The slide from the cache if all that it was made of is the same, else made anew."""
        pairs = tuple(inherited.items())
        lines = (part.body_line - part.first, part.notes_line - part.first if part.notes else 0)
        key = (path, part.raw, part.body, part.notes, pairs, lines, part.fault and part.fault[0])
        made = self.used.get(key) or self.kept.get(key)
        if made is None or (made.asks and not still_true(made.asks, self.files)):
            made = make(part, path, pairs, self.around, self.files)
        self.used[key] = made
        if made.asks:
            self.paths |= paths_of(made.asks)
        return made

    def _include(self, path: str, part: Part, values: Mapping[str, str], way: Way, chain: tuple[str, ...]) -> None:
        """Put the slides of a file in. Text below the delimiter, if there is any, is a slide of its own after them."""
        before = len(self.placed)
        name = values["include"].strip()
        found = self.files.find(unquote(name), path) or self.files.find(name, path)
        problem = self._problem(name, found, chain)
        text = None
        try:
            text = None if problem or found is None else self._read(found)
        except OSError as error:
            message = f"`{_shown(name)}` cannot be read ({error.strerror or error})"
            problem = Severity.WARNING, "missing-include", message
        if problem or text is None:
            severity, code, message = problem or (Severity.WARNING, "missing-include", f"`{name}` cannot be read")
            told = Diagnostic(severity, code, message, path, 1, text=name)
            shown = Part(part.way, part.raw, part.first, part.last, "", part.body_line, None, 0, part.source)
            self.placed.append(Placed(stand_in(_shown(name), (told,), shown), way, shown, path))
        else:
            inherited = {key: value for key, value in values.items() if key not in _NOT_INHERITED}
            self.add_text(found or "", text, front_matter(text), way=way, inherited=inherited, chain=chain)
            if wanted := values.get("slides", "").strip():
                self._take(wanted, before, way, path, part)
        if part.notes or _has_content(part.body):
            own = part._replace(raw="")
            self._add(path, own, way, {})

    def _problem(self, name: str, found: str | None, chain: tuple[str, ...]) -> tuple[Severity, str, str] | None:
        self.includes += 1
        if found is None:
            return Severity.WARNING, "missing-include", f"no file `{_shown(name)}` to include: check the path"
        if found in chain:
            circle = " → ".join([*chain[chain.index(found) :], found])
            return Severity.ERROR, "include-circle", f"this file includes itself ({circle}): take one include out"
        if len(chain) > DEEPEST_INCLUDE:
            return Severity.ERROR, "include-too-deep", f"includes are nested deeper than {DEEPEST_INCLUDE}"
        if self.includes > MOST_INCLUDES:
            return Severity.ERROR, "deck-too-large", f"more than {MOST_INCLUDES:,} includes: the rest is left out"
        return None

    def _read(self, path: str) -> str:
        return normalise(decoded(self.files.read(path), path, self.diagnostics))

    def _take(self, wanted: str, start: int, way: Way, path: str, part: Part) -> None:
        """Keep only the wanted ones of the slides from ``start`` on (``2-5,intro``: numbers in the file, or ids)."""
        fresh = self.placed[start:]
        chosen: set[int] = set()
        for word in (piece.strip() for piece in wanted.split(",")):
            numbers = re.fullmatch(r"(\d{1,6})(?:\s*-\s*(\d{1,6}))?", word)
            if numbers:
                found = set(range(int(numbers[1]) - 1, min(int(numbers[2] or numbers[1]), len(fresh)))) & set(
                    range(len(fresh))
                )
            else:
                found = {i for i, placed in enumerate(fresh) if placed.made.naming.wanted == word}
            if word and not found:
                message = f"the included file has no slide `{word}`; give numbers such as `2-5`, or ids"
                self.diagnostics.append(Diagnostic(Severity.WARNING, "unknown-slide", message, path, part.first))
            chosen |= found
        taken = [placed for index, placed in enumerate(fresh) if index in chosen]
        if taken:
            taken[0] = Placed(taken[0].made, way, taken[0].part, taken[0].path)
        self.placed[start:] = taken


def _has_content(body: str) -> bool:
    """Whether anything but comments and blanks stands there."""
    return bool(body.strip()) and bool(re.sub(r"<!--.*?(?:-->|\Z)", "", body, flags=re.S).strip())


def _shown(name: str) -> str:
    """A path as a slide may name it: never one of a dot file."""
    return name if not any(part.startswith(".") and part.strip(".") for part in name.split("/")) else "this file"


def decoded(content: bytes, path: str, diagnostics: list[Diagnostic]) -> str:
    """The text of a file; bytes that are not UTF-8 become replacement characters and one diagnostic."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        message = "this file is not UTF-8: save it as UTF-8; what cannot be read is shown as �"
        diagnostics.append(Diagnostic(Severity.ERROR, "not-utf8", message, path, line, column))
        return content.decode("utf-8", "replace")
