"""A slide rendered over a few named files: what the tests of the language share."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

import pytest

from app.markdown.slide import Context, Rendered, render, render_notes


class NamedFiles:
    """Files that only have names, unless ``texts`` gives them content; found beside the deck, then in each folder
    above."""

    def __init__(self, names: Iterable[str], texts: Mapping[str, str] | None = None) -> None:
        self.texts = dict(texts or {})
        self.names = frozenset(names) | frozenset(self.texts)

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
        if path not in self.texts:
            raise OSError(path)
        return self.texts[path].encode()

    def size(self, path: str) -> int:
        return len(self.read(path))


class Slide(Protocol):
    def __call__(
        self,
        text: str,
        *names: str,
        notes: bool = False,
        embeds: Iterable[str] = (),
        files: Mapping[str, str] | None = None,
        **settings: Any,
    ) -> Rendered: ...


def rendered(
    text: str,
    *names: str,
    notes: bool = False,
    embeds: Iterable[str] = (),
    files: Mapping[str, str] | None = None,
    **settings: Any,
) -> Rendered:
    """The slide ``text`` of ``talk/PITCHME.md``, beginning on its line 10. Files of these ``names`` are found, those of
    ``files`` have a text; ``settings`` are the context's."""
    context = Context(embeds=frozenset(embeds), **settings)
    draw = render_notes if notes else render
    return draw(text, path="talk/PITCHME.md", first_line=10, context=context, files=NamedFiles(names, files))


@pytest.fixture(scope="session")
def slide() -> Slide:
    return rendered
