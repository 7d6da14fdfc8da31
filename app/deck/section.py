"""The ``section`` element of a slide, as it stands in every page and in the stream (product.md, "The page as a contract")."""

from __future__ import annotations

from html import escape

from app.deck.audience import AudienceSlide


def section(slide: AudienceSlide, *, count: int, state: str = "future") -> str:
    """The slide as HTML. ``count`` is the number of slides in the deck; ``state`` is past, present or future."""
    attributes = {
        "id": slide.id,
        "class": " ".join((state, f"layout-{slide.layout}", *slide.classes)),
        "data-h": str(slide.h),
        "data-v": str(slide.v),
        "data-steps": str(slide.steps),
        "data-digest": slide.digest,
        "data-title": slide.title,
        "aria-roledescription": "slide",
        "aria-label": f"{slide.number} of {count}: {slide.title}",
        **{f"data-{key}": value for key, value in slide.params.items()},
        **slide.attributes,
    }
    inside = " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items())
    return f"<section {inside}>\n{slide.html}\n</section>"
