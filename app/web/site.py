"""What every route works with, made once at the start, and who asks for what."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from app.deck.model import Deck
from app.library.library import Library
from app.live.hub import Hub
from app.settings import Settings
from app.web.access import Access
from app.web.problems import Problem
from app.web.static import Static
from app.web.templates import Templates
from app.web.views import Views

BODY_LIMIT = 64 * 1024
READ = ["GET", "HEAD"]
FRESH = {"cache-control": "no-store"}


@dataclass(frozen=True, slots=True)
class Site:
    """One server: its decks, its talks, its pages and who may see what."""

    settings: Settings
    library: Library
    hub: Hub
    access: Access
    static: Static
    templates: Templates
    views: Views


async def site_of(request: Request) -> Site:
    """The site that a request came to."""
    site: Site = request.app.state.site
    return site


TheSite = Annotated[Site, Depends(site_of)]


async def deck_of(deck_id: str, site: TheSite) -> Deck:
    """The deck that an address names; raises Problem 404."""
    deck = site.library.deck(deck_id)
    if deck is None:
        raise Problem(404)
    return deck


async def device_of(request: Request, site: TheSite) -> str | None:
    """The presenter's device, None for the audience."""
    return site.access.device(request)


async def presenter_of(device: Annotated[str | None, Depends(device_of)]) -> str:
    """The presenter's device; raises Problem 403 for the audience, whether or not there is such a deck."""
    if device is None:
        raise Problem(403)
    return device


async def json_of(request: Request) -> object:
    """The JSON of a request; raises Problem 413, 415 or 422."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Problem(415)
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > BODY_LIMIT:
            raise Problem(413)
    try:
        found: object = json.loads(body)
    except (ValueError, RecursionError):
        raise Problem(422, "This is not JSON.") from None
    return found


TheDeck = Annotated[Deck, Depends(deck_of)]
Device = Annotated[str | None, Depends(device_of)]
Presenter = Annotated[str, Depends(presenter_of)]
Json = Annotated[object, Depends(json_of)]
