"""Text becomes a deck. Pure: files come from the argument, slides that did not change from the cache."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.deck.model import Canvas, Deck, DeckSettings, Slide, Source
from app.markdown.files import Files
from app.markdown.slide import Context, Rendered, render


@dataclass(slots=True)
class SlideCache:
    """Slides by the digest of all that they were made from. Owned by whoever builds; never shared between decks."""

    slides: dict[str, Rendered] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Options:
    """What the operator decided for all decks."""

    untrusted: bool = False
    embeds: frozenset[str] = frozenset()


def build(
    deck_id: str, path: str, files: Files, *, options: Options = Options(), cache: SlideCache | None = None
) -> Deck:
    """Build the deck whose file is ``path``. Never raises for what is in the file; ``OSError`` if it cannot be read."""
    text = files.read(path).decode("utf-8", "replace")
    slides: list[Slide] = []
    h, v = -1, 0
    parts = re.split(r"^(---|\+\+\+)\s*$", text, flags=re.M)
    parts.insert(0, "---")
    for delimiter, part in zip(parts[::2], parts[1::2], strict=True):
        h, v = (h + 1, 0) if delimiter == "---" else (h, v + 1)
        body, _, notes = part.partition("\nNote:")
        rendered = render(body, path=path, first_line=1, context=Context(), files=files)
        number = len(slides) + 1
        digest = hashlib.sha256(part.encode()).hexdigest()[:16]
        slides.append(
            Slide(
                f"slide-{number}",
                h,
                v,
                number,
                rendered.title or f"Slide {number}",
                Source(path, 1, 1),
                {},
                rendered.steps,
                rendered.html,
                digest,
                notes or None,
                notes or None,
            )
        )
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    return Deck(
        deck_id,
        path,
        slides[0].title,
        digest,
        DeckSettings(),
        Canvas(1280, 720),
        tuple(slides),
        files=frozenset({path}),
    )


@dataclass(frozen=True, slots=True)
class Change:
    """What differs between two builds of a deck. ``order`` is given only where slides were added, removed or moved."""

    changed: tuple[str, ...]
    removed: tuple[str, ...]
    order: tuple[tuple[str, ...], ...] | None
    stylesheets: bool
    settings: bool


def difference(old: Deck, new: Deck) -> Change:
    """Compare by slide id and content digest."""
    before: Mapping[str, Slide] = {slide.id: slide for slide in old.slides}
    changed = tuple(s.id for s in new.slides if s.id not in before or before[s.id].digest != s.digest)
    ids = {s.id for s in new.slides}
    removed = tuple(slide_id for slide_id in before if slide_id not in ids)
    order = tuple(tuple(s.id for s in group) for group in new.sections)
    same = order == tuple(tuple(s.id for s in group) for group in old.sections)
    return Change(
        changed, removed, None if same else order, old.stylesheets != new.stylesheets, old.settings != new.settings
    )
