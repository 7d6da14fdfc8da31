"""A slide rendered over a few named files: what the tests of the language share."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from typing import Protocol

import pytest

from app.markdown.slide import Context, Rendered, render, render_notes


class NamedFiles:
    """Files that only have names; found beside the deck, then in each folder above."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = frozenset(names)

    def find(self, name: str, beside: str) -> str | None:
        folder = posixpath.dirname(beside)
        while True:
            path = posixpath.normpath(posixpath.join(folder, name.lstrip("/")))
            if path in self.names:
                return path
            if not folder:
                return None
            folder = posixpath.dirname(folder)

    def read(self, path: str) -> bytes:
        raise OSError(path)

    def size(self, path: str) -> int:
        raise OSError(path)


class Slide(Protocol):
    def __call__(
        self, text: str, *names: str, notes: bool = False, untrusted: bool = False, embeds: Iterable[str] = ()
    ) -> Rendered: ...


def rendered(
    text: str, *names: str, notes: bool = False, untrusted: bool = False, embeds: Iterable[str] = ()
) -> Rendered:
    """The slide ``text`` of ``talk/PITCHME.md``, beginning on its line 10, with files of these names to be found."""
    context = Context(untrusted=untrusted, embeds=frozenset(embeds))
    draw = render_notes if notes else render
    return draw(text, path="talk/PITCHME.md", first_line=10, context=context, files=NamedFiles(names))


@pytest.fixture(scope="session")
def slide() -> Slide:
    return rendered
