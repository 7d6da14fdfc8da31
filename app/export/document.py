"""The deck as data: the stable document of ``pitchme export --to json`` and ``deck.json`` (product.md)."""

from __future__ import annotations

import json

from app.deck.model import Deck, Slide
from app.markdown.diagnostic import Diagnostic

FORMAT = 1


def document(deck: Deck) -> dict[str, object]:
    """The deck with its notes and diagnostics as plain values. Fields may be added, never renamed."""
    settings = deck.settings
    return {
        "format": FORMAT,
        "id": deck.id,
        "title": deck.title,
        "digest": deck.digest,
        "theme": settings.theme,
        "author": settings.author,
        "date": settings.date,
        "description": settings.description,
        "lang": settings.lang,
        "duration": settings.duration,
        "canvas": {"width": deck.canvas.width, "height": deck.canvas.height},
        "slides": [_slide(slide) for slide in deck.slides],
        "diagnostics": [_diagnostic(diagnostic) for diagnostic in deck.diagnostics],
    }


def _slide(slide: Slide) -> dict[str, object]:
    return {
        "id": slide.id,
        "h": slide.h,
        "v": slide.v,
        "number": slide.number,
        "title": slide.title,
        "source": {"path": slide.source.path, "first": slide.source.first, "last": slide.source.last},
        "params": dict(slide.params),
        "steps": slide.steps,
        "html": slide.html,
        "notes": slide.notes,
        "notes_html": slide.notes_html,
        "step_notes": {str(step): text for step, text in sorted(slide.step_notes.items())},
        "layout": slide.layout,
        "hidden": slide.hidden,
        "appendix": slide.appendix,
    }


def _diagnostic(diagnostic: Diagnostic) -> dict[str, object]:
    return {
        "severity": str(diagnostic.severity),
        "code": diagnostic.code,
        "message": diagnostic.message,
        "path": diagnostic.path,
        "line": diagnostic.line,
        "column": diagnostic.column,
    }


def to_json(deck: Deck) -> str:
    """The document as text, the same for the same deck, with a newline at its end."""
    return json.dumps(document(deck), ensure_ascii=False, indent=1) + "\n"
