"""Pages for everybody: the library, the slides, the article, the printed slides."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from app.deck.audience import audience_slide
from app.deck.model import Deck
from app.deck.section import section
from app.web import policy
from app.web.problems import Problem
from app.web.site import IsPresenter, Site, TheDeck, TheSite
from app.web.views import one

READ = ["GET", "HEAD"]
VIEWS = {"", "projector", "pane", "cover"}
router = APIRouter()


def page(
    request: Request, site: Site, name: str, *, csp: str, presenter: bool, status: int = 200, **values: object
) -> Response:
    """Answer with a page; what holds more than the audience may see is never stored."""
    role = "presenter" if presenter else "audience"
    text = site.templates.render(name, base=request.scope["root_path"], role=role, status=status, **values)
    cache = "no-store" if presenter else "no-cache, private"
    return HTMLResponse(text, status, {"content-security-policy": csp, "cache-control": cache, "vary": "cookie"})


@router.api_route("/", methods=READ)
async def library(request: Request, site: TheSite, presenter: IsPresenter) -> Response:
    """All decks, or the only one."""
    base = request.scope["root_path"]
    decks = site.library.decks
    if site.library.single and len(decks) == 1:
        return RedirectResponse(f"{base}/{next(iter(decks))}/", 307)
    cards = [card(site, deck, base, presenter=presenter) for deck in decks.values()]
    return page(
        request, site, "library", csp=policy.plain(), presenter=presenter, cards=cards, folder=site.library.root.name
    )


def card(site: Site, deck: Deck, base: str, *, presenter: bool) -> dict[str, object]:
    """What the library tells about a deck; how many faults it has only to authors."""
    severities = [d.severity.value for d in site.library.diagnostics(deck.id)] if presenter else []
    settings = deck.settings
    return {
        "id": deck.id,
        "href": f"{base}/{deck.id}/",
        "title": deck.title,
        "author": settings.author,
        "date": settings.date,
        "description": settings.description,
        "slides": site.views.audience(deck).count,
        "duration": settings.duration,
        "live": site.hub.room(deck.id).public()["mode"] not in ("off", "ended"),
        "diagnostics": {"error": severities.count("error"), "warning": severities.count("warning")}
        if presenter
        else None,
    }


@router.api_route("/{deck_id:path}/-/handout", methods=READ)
async def handout(request: Request, site: TheSite, deck: TheDeck, presenter: IsPresenter) -> Response:
    """Slides with their notes as an article; notes only where they may be seen."""
    seen = site.views.audience(deck)
    with_notes = presenter or published(site, deck)
    entries = [
        {
            "slide": audience_slide(slide),
            "section": one(seen, audience_slide(slide)),
            "notes_html": Markup(slide.notes_html) if with_notes and slide.notes_html else None,
        }
        for slide in deck.slides
        if not slide.hidden
    ]
    csp = policy.slides(seen, embeds=site.settings.embed)
    return page(
        request, site, "handout", csp=csp, presenter=presenter, deck=seen, slides=entries, stylesheets=seen.stylesheets
    )


def published(site: Site, deck: Deck) -> bool:
    """Whether everybody may read the notes (product.md, "Decks on disk")."""
    decided = site.settings.publish_notes
    return deck.settings.publish_notes if decided is None else decided


@router.api_route("/{deck_id:path}/-/print", methods=READ)
async def printed(request: Request, site: TheSite, deck: TheDeck, presenter: IsPresenter) -> Response:
    """Every slide on a page of its own."""
    seen = site.views.audience(deck)
    entries = [{"slide": slide, "section": one(seen, slide), "notes_html": None} for slide in seen.slides]
    csp = policy.slides(seen, embeds=site.settings.embed)
    return page(
        request, site, "print", csp=csp, presenter=presenter, deck=seen, slides=entries, stylesheets=seen.stylesheets
    )


@router.api_route("/{deck_id:path}/-/slides/{slide_id}", methods=READ)
async def slide_fragment(site: TheSite, deck: TheDeck, slide_id: str) -> Response:
    """One slide, as it stands inside the page."""
    seen = site.views.audience(deck)
    slide = seen.slide(slide_id)
    if slide is None:
        raise Problem(404)
    return HTMLResponse(section(slide, count=seen.count), headers={"cache-control": "no-cache"})


async def slides_page(request: Request, site: Site, deck: Deck, *, presenter: bool, view: str) -> Response:
    """The audience page, opened where the talk is."""
    if view not in VIEWS:
        view = ""
    seen = site.views.audience(deck)
    record = site.hub.room(deck.id).public()
    running = record["mode"] not in ("off", "ended") and view not in ("pane", "cover")
    start = (seen.slide(record["slide"]) if running else None) or seen.slides[0]
    shown = one(seen, start) if view == "cover" else site.views.sections(seen, start.id)
    author = presenter and view == "" and not running
    return page(
        request,
        site,
        "audience",
        presenter=presenter,
        csp=policy.slides(seen, embeds=site.settings.embed, framed=view in ("pane", "cover")),
        deck=seen,
        sections=shown,
        start=start,
        start_step=record["step"] if running else 0,
        record=record,
        view=view,
        author=author,
        diagnostics=[],
        stylesheets=seen.stylesheets,
    )


@router.api_route("/{address:path}", methods=READ)
async def anything_of_a_deck(
    request: Request, site: TheSite, presenter: IsPresenter, address: str, view: Annotated[str, Query()] = ""
) -> Response:
    """The audience page or an asset; the longest deck id that the address begins with decides."""
    from app.web.assets import asset

    found = site.library.match(address)
    if found is None or address.startswith("-/") or "/-/" in f"/{address}/":
        raise Problem(404)
    deck, rest = found
    if rest:
        return await asset(request, site, deck, rest)
    if not address.endswith("/"):
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{request.scope['root_path']}/{deck.id}/{query}", 307)
    return await slides_page(request, site, deck, presenter=presenter, view=view)
