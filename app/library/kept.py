"""Slides of large decks, kept on the disk so that the next start need not make them again.

Plain JSON in the data folder, for its owner alone. What does not fit the program that runs, the deck's settings or its
own checksum is as good as not there.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import markdown_it

from app import __version__
from app.deck.advice import Link
from app.deck.asks import Ask
from app.deck.assembly import MadeKey
from app.deck.identity import Naming
from app.deck.making import Made, Surroundings
from app.deck.parameters import Meaning
from app.markdown.slide import Rendered

WORTH_IT = 300  # milliseconds that a build took
LONGEST_UNUSED = 30 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Kept:
    """The slides of one deck in a file of ``folder``."""

    folder: Path
    deck_id: str

    @property
    def file(self) -> Path:
        return self.folder / f"{_digest(self.deck_id)[:16]}.json"

    def load(self, around: Surroundings) -> Mapping[MadeKey, Made]:
        """What was saved for the same surroundings; empty if that is nothing, or nothing that can be used."""
        with suppress(OSError, ValueError, TypeError, KeyError, IndexError):
            head, _, text = self.file.read_text("utf-8").partition("\n")
            if head == _head(around, text):
                return dict(_read(entry) for entry in json.loads(text))
        return {}

    def save(self, around: Surroundings, slides: Mapping[MadeKey, Made]) -> None:
        """Save what can be used again; a disk that cannot take it is no matter."""
        entries = [_written(key, made) for key, made in slides.items() if _lasts(key, made)]
        text = json.dumps(entries, ensure_ascii=False, separators=(",", ":"))
        with suppress(OSError, UnicodeError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for old in self.folder.iterdir():
                if old.stat().st_mtime < time.time() - LONGEST_UNUSED:
                    old.unlink()
            number, name = tempfile.mkstemp(dir=self.folder)  # readable for its owner alone
            try:
                with os.fdopen(number, "w", encoding="utf-8") as file:
                    file.write(f"{_head(around, text)}\n{text}")
                Path(name).replace(self.file)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise


def _lasts(key: MadeKey, made: Made) -> bool:
    """Whether a slide is the same as long as its text is. Bytes that it read are known by a hash that a process has for
    itself, and what is to be told may be about this machine."""
    return not made.diagnostics and key[-1] is None and all(ask.what != "read" for ask in made.asks)


def _written(key: MadeKey, made: Made) -> list[Any]:
    rendered, meaning = asdict(made.rendered), asdict(made.meaning)
    rendered["step_notes"] = list(made.rendered.step_notes.items())
    rest = [made.layout, made.layout_if_first, made.digest, made.assets, made.note_assets, made.asks, made.links]
    naming = [made.naming.given, made.naming.title, made.naming.words]
    return [key, rendered, meaning, naming, made.params, made.notes, made.notes_html, *rest]


def _read(entry: list[Any]) -> tuple[MadeKey, Made]:
    key, rendered, meaning, naming, params, notes, notes_html, layout, first, digest, assets, note_assets, *rest = entry
    rendered["step_notes"] = dict(rendered["step_notes"])
    told = Rendered(**{name: _tuples(value) for name, value in rendered.items()})
    means = Meaning(**{name: _tuples(value) for name, value in meaning.items()})
    asks, links = (Ask(*ask) for ask in rest[0]), (Link(*link) for link in rest[1])
    made = Made(
        told, means, Naming(*naming), params, means.card + told.html, notes, notes_html, layout, first, digest,
        assets, note_assets, asks=tuple(asks), links=tuple(links),
    )  # fmt: skip
    return _tuples(key), made


def _tuples(value: Any) -> Any:
    """JSON knows lists, our values tuples."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _head(around: Surroundings, text: str) -> str:
    """What all that was saved depends on, and the text's checksum."""
    context = replace(around.context, drawing=None, embeds=frozenset())
    return _digest(repr((_program(), context, sorted(around.context.embeds), around.background))) + _digest(text)


@cache
def _program() -> str:
    """This program with its libraries: the version, and when code was changed or installed last."""
    here = Path(__file__).parent.parent
    code = [(path.stat().st_mtime_ns, path.stat().st_size) for path in here.rglob("*.py")]
    installed = Path(markdown_it.__file__).parent.parent.stat().st_mtime_ns
    return f"{__version__} {installed} {sorted(code)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
