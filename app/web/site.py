"""What every route works with, made once at the start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from app.deck.model import Deck
from app.settings import Settings
from app.web.access import Access
from app.web.problems import Problem
from app.library.library import Library
from app.web.standin import Hub
from app.web.static import Static
from app.web.templates import Templates
from app.web.views import Views


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


TheDeck = Annotated[Deck, Depends(deck_of)]


async def presenter_of(request: Request, site: TheSite) -> bool:
    """Whether the request comes from a device that opened the login link."""
    return site.access.is_presenter(request)


IsPresenter = Annotated[bool, Depends(presenter_of)]


async def only_presenter(presenter: IsPresenter) -> None:
    """Raises Problem 403 for everybody else."""
    if not presenter:
        raise Problem(403)
