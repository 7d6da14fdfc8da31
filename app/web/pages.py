"""Pages for everybody: the library, the slides, the article, the printed slides."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from app.deck.fonts import font_faces
from app.deck.model import Deck
from app.web import policy
from app.web.assets import asset
from app.web.problems import Problem
from app.web.site import READ, Device, Site, TheDeck, TheSite
from app.web.views import one

FRAMED = {"pane", "cover"}
VIEWS = {"", "projector", *FRAMED}
router = APIRouter()


def page(
    request: Request, site: Site, name: str, *, csp: str, device: str | None, status: int = 200, **values: object
) -> Response:
    """Answer with a page; what may hold more than the audience gets is never stored."""
    role = "presenter" if device else "audience"
    text = site.templates.render(name, base=request.scope["root_path"], role=role, status=status, **values)
    cache = "no-store" if device else "private, no-cache"
    return HTMLResponse(text, status, {"content-security-policy": csp, "cache-control": cache, "vary": "cookie"})


@router.api_route("/", methods=READ)
async def library(request: Request, site: TheSite, device: Device) -> Response:
    """All decks, or the only one."""
    base = request.scope["root_path"]
    decks = site.library.decks
    if site.library.single:
        return RedirectResponse(f"{base}/{next(iter(decks))}/", 307)
    cards = [card(site, deck, base, author=device is not None) for deck in decks.values()]
    return page(request, site, "library", csp=policy.plain(), device=device, cards=cards, folder=site.library.root.name)


def card(site: Site, deck: Deck, base: str, *, author: bool) -> dict[str, object]:
    """What the library tells about a deck; how many faults it has only to its author."""
    severities = [str(diagnostic.severity) for diagnostic in site.library.diagnostics(deck.id)]
    counts = {severity: severities.count(severity) for severity in ("error", "warning")}
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
        "live": is_running(site, deck),
        "diagnostics": counts if author else None,
    }


def is_running(site: Site, deck: Deck) -> bool:
    """Whether a talk about the deck goes on."""
    return site.hub.room(deck.id).record.running


@router.api_route("/{deck_id:path}/-/handout", methods=READ)
async def handout(request: Request, site: TheSite, deck: TheDeck, device: Device) -> Response:
    """Slides with their notes as an article; notes only for the presenter, or where they are published."""
    return sheets(request, site, deck, "handout", device=device, notes=may_read_notes(site, deck, device))


@router.api_route("/{deck_id:path}/-/print", methods=READ)
async def printed(request: Request, site: TheSite, deck: TheDeck, device: Device) -> Response:
    """Every slide on a page of its own."""
    return sheets(request, site, deck, "print", device=device, notes=False)


def sheets(request: Request, site: Site, deck: Deck, name: str, *, device: str | None, notes: bool) -> Response:
    """All slides one below the other, with or without notes."""
    seen = site.views.audience(deck)
    kept = {slide.id: slide.notes_html for slide in deck.slides} if notes else {}
    entries = [
        {"slide": slide, "section": one(seen, slide), "notes_html": Markup(html) if html else None}  # noqa: S704
        for slide in seen.slides
        for html in [kept.get(slide.id)]
    ]
    return page(
        request,
        site,
        name,
        csp=policy.slides(seen, embeds=site.settings.embed),
        device=device,
        deck=seen,
        slides=entries,
        stylesheets=seen.stylesheets,
    )


def may_read_notes(site: Site, deck: Deck, device: str | None) -> bool:
    """The presenter always; everybody where they are published."""
    return device is not None or is_published(site, deck)


def is_published(site: Site, deck: Deck) -> bool:
    """Whether everybody may read the notes (product.md, "Decks on disk")."""
    decided = site.settings.publish_notes
    return deck.settings.publish_notes if decided is None else decided


@router.api_route("/{deck_id:path}/-/slides/{slide_id}", methods=READ)
async def slide_fragment(site: TheSite, deck: TheDeck, slide_id: str) -> Response:
    """One slide, as it stands inside the page."""
    seen = site.views.audience(deck)
    slide = seen.slide(slide_id)
    if slide is None:
        raise Problem(404)
    return HTMLResponse(one(seen, slide, "future"), headers={"cache-control": "no-cache"})


@router.api_route("/{deck_id:path}/-/fonts.css", methods=READ)
async def fonts(deck: TheDeck) -> Response:
    """The font files of the settings, each under its own name."""
    return Response(
        font_faces(deck.settings.custom_fonts), media_type="text/css", headers={"cache-control": "no-cache"}
    )


@router.api_route("/{address:path}", methods=READ)
async def below_a_deck(
    request: Request, site: TheSite, device: Device, address: str, view: Annotated[str, Query()] = ""
) -> Response:
    """The audience page or a file of a deck; the longest deck id that the address begins with decides."""
    found = None if "/-/" in f"/{address}/" else site.library.match(address)
    if found is None:
        raise Problem(404)
    deck, rest = found
    if rest:
        return await asset(request, site, deck, rest, notes=may_read_notes(site, deck, device))
    if not address.endswith("/"):
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{request.scope['root_path']}/{deck.id}/{query}", 307)
    return audience_page(request, site, deck, device=device, view=view if view in VIEWS else "")


def audience_page(request: Request, site: Site, deck: Deck, *, device: str | None, view: str) -> Response:
    """The slides, opened where the talk is; a cover has the first slide alone."""
    seen = site.views.audience(deck)
    record = site.hub.room(deck.id).view()
    follows = is_running(site, deck) and view not in FRAMED
    live = seen.slide(record["slide"]) if follows else None
    start = live or seen.slides[0]
    author = device is not None and view == "" and not is_running(site, deck)
    return page(
        request,
        site,
        "audience",
        csp=policy.slides(seen, embeds=site.settings.embed, framed=view in FRAMED),
        device=device,
        deck=seen,
        sections=one(seen, start) if view == "cover" else site.views.sections(seen, start.id),
        start=start,
        start_step=record["step"] if live else 0,
        record=record,
        view=view,
        origin=f"{request.url.scheme}://{request.url.netloc}",
        author=author,
        diagnostics=list(site.library.report(deck.id)) if author else [],
        stylesheets=seen.stylesheets,
    )
