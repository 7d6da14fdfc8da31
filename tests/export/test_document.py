"""The deck as data (product.md)."""

from __future__ import annotations

import json
from dataclasses import dataclass

from app.deck.build import build
from app.deck.model import Deck
from app.export.document import document, to_json


@dataclass(frozen=True)
class OneFile:
    """A folder with nothing but the deck."""

    text: str

    def find(self, name: str, beside: str) -> str | None:
        return None

    def read(self, path: str) -> bytes:
        return self.text.encode()

    def size(self, path: str) -> int:
        return len(self.text)


def deck() -> Deck:
    text = "---\ntheme: black\n---\n# Tëst\n\n+++?color=#030202\n\n- one |\n\n![](gone.png)\n\nNote:\n**hi**\n"
    return build("talks/test", "PITCHME.md", OneFile(text))


def test_the_document_is_what_the_contract_says() -> None:
    made = deck()
    data = document(made)
    slides = data.pop("slides")
    assert isinstance(slides, list)
    assert {key: data[key] for key in ("format", "id", "title", "digest", "theme")} == {
        "format": 1,
        "id": "talks/test",
        "title": "Tëst",
        "digest": made.digest,
        "theme": "black",
    }
    second = slides[1]
    assert {
        key: second[key] for key in ("id", "h", "v", "title", "source", "params", "steps", "notes", "notes_html")
    } == {
        "id": "one",
        "h": 0,
        "v": 1,
        "title": "one",
        "source": {"path": "PITCHME.md", "first": 6, "last": 14},
        "params": {"background-color": "#030202"},
        "steps": 1,
        "notes": "**hi**",
        "notes_html": "<p><strong>hi</strong></p>",
    }
    assert slides[0]["notes"] is None
    assert slides[0]["notes_html"] is None


def test_diagnostics_have_severity_code_message_and_place() -> None:
    diagnostics = document(deck())["diagnostics"]
    assert isinstance(diagnostics, list)
    (found,) = diagnostics
    assert set(found) == {"severity", "code", "message", "path", "line", "column"}
    assert (found["severity"], found["code"], found["path"], found["line"]) == (
        "warning",
        "missing-image",
        "PITCHME.md",
        10,
    )


def test_the_text_is_the_document_and_the_same_each_time() -> None:
    assert json.loads(to_json(deck())) == document(deck())
    assert to_json(deck()) == to_json(deck())
    assert "Tëst" in to_json(deck())
