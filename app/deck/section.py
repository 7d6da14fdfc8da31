"""The ``section`` element of a slide, as it stands in every page and in the stream.

Its shape is the contract of product.md, "The page as a contract".
"""

from __future__ import annotations

import re
from html import escape

from app.deck.audience import AudienceSlide

_NAME = re.compile(r"[a-zA-Z_][\w:.-]*\Z")


def section(slide: AudienceSlide, *, count: int, state: str = "future") -> str:
    """The slide as HTML. ``count`` is the number of slides in the deck; ``state`` is past, present or future.

    The author's own attributes (``<!-- .slide: -->``) come first and give way to ours.
    """
    attributes = {
        **{name: value for name, value in slide.attributes.items() if _NAME.match(name) and name[:2].lower() != "on"},
        **{f"data-{key}": value for key, value in slide.params.items()},
        "id": slide.id,
        "class": " ".join((state, f"layout-{slide.layout}", *slide.classes)),
        "data-h": str(slide.h),
        "data-v": str(slide.v),
        "data-steps": str(slide.steps),
        "data-digest": slide.digest,
        "data-title": slide.title,
        "aria-roledescription": "slide",
        "aria-label": f"{slide.number} of {count}: {slide.title}",
    }
    inside = " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items())
    return f"<section {inside}>\n{slide.html}\n</section>"
