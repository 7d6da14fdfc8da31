"""Pages and data that hold notes, and the way in to them."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from app.export.document import document
from app.web import policy
from app.web.pages import page
from app.web.problems import Problem
from app.web.site import FRESH, READ, Device, Json, Presenter, TheDeck, TheSite

router = APIRouter()


@router.api_route("/-/login", methods=READ)
async def login_page(request: Request, site: TheSite, device: Device) -> Response:
    """A page whose script swaps the token behind ``#`` for the cookie."""
    return page(request, site, "login", csp=policy.plain(), device=device)


@router.post("/-/login")
async def login(request: Request, site: TheSite, body: Json) -> Response:
    """Token in, cookie out: 204, or 403."""
    token = body.get("token") if isinstance(body, dict) else None
    if not isinstance(token, str):
        raise Problem(422, 'Send {"token": "…"}.')
    if not await site.access.is_token(token, request.client.host if request.client else ""):
        raise Problem(403, "That is not the token of this server: `pitchme serve` printed another link.")
    response = Response(status_code=204, headers=FRESH)
    site.access.let_in(response, request.scope["root_path"], secure=request.url.scheme == "https")
    return response


@router.api_route("/{deck_id:path}/-/present", methods=READ)
async def console(request: Request, site: TheSite, device: Presenter, deck: TheDeck) -> Response:
    """The presenter's console."""
    return page(
        request,
        site,
        "presenter",
        csp=policy.slides(site.views.audience(deck), embeds=site.settings.embed),
        device=device,
        deck=deck,
        document=document(deck),
        record=site.hub.room(deck.id).view("presenter"),
        audience_url=f"{request.scope['root_path']}/{deck.id}/",
    )


@router.api_route("/{deck_id:path}/-/deck.json", methods=READ)
async def deck_json(_: Presenter, deck: TheDeck) -> Response:
    """The deck as data, notes included."""
    return JSONResponse(document(deck), headers=FRESH)
