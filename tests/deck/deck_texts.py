"""Decks out of texts: what the tests of this folder share."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from app.deck.build import Options, SlideCache, build
from app.deck.model import Deck
from app.markdown.diagnostic import Diagnostic


class Texts:
    """Files that are texts or bytes in memory, found as spec section 1 says."""

    def __init__(self, texts: Mapping[str, str | bytes]) -> None:
        self.contents = {path: text.encode() if isinstance(text, str) else text for path, text in texts.items()}

    def find(self, name: str, beside: str) -> str | None:
        folder = posixpath.dirname(beside)
        while True:
            path = posixpath.normpath(posixpath.join(folder, name.lstrip("/")))
            if path in self.contents:
                return path
            if not folder:
                return None
            folder = posixpath.dirname(folder)

    def read(self, path: str) -> bytes:
        try:
            return self.contents[path]
        except KeyError as error:
            raise FileNotFoundError(2, "no such file", path) from error

    def size(self, path: str) -> int:
        return len(self.read(path))


def deck_of(
    text: str | bytes,
    files: Mapping[str, str | bytes] | None = None,
    *,
    path: str = "PITCHME.md",
    options: Options | None = None,
    cache: SlideCache | None = None,
) -> Deck:
    """The deck of a text, with other files beside it."""
    return build("talk", path, Texts({**(files or {}), path: text}), options=options or Options(), cache=cache)


def told(deck: Deck, code: str) -> list[Diagnostic]:
    """The diagnostics of that code."""
    return [diagnostic for diagnostic in deck.diagnostics if diagnostic.code == code]


def places(deck: Deck) -> list[tuple[int, int]]:
    """Each slide's h and v."""
    return [(slide.h, slide.v) for slide in deck.slides]
