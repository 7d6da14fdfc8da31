"""Pages and data that hold notes, and the way in to them."""

from __future__ import annotations

import json

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response

from app.web import policy
from app.web.pages import READ, page
from app.web.problems import Problem
from app.web.site import IsPresenter, TheDeck, TheSite, only_presenter
from app.web.standin import document

router = APIRouter()


@router.api_route("/-/login", methods=READ)
async def login_page(request: Request, site: TheSite, presenter: IsPresenter) -> Response:
    """A page whose script swaps the token behind ``#`` for the cookie."""
    return page(request, site, "login", csp=policy.plain(), presenter=presenter)


@router.post("/-/login")
async def login(request: Request, site: TheSite) -> Response:
    """Token in, cookie out: 204, or 403."""
    try:
        body = json.loads(await request.body())
    except ValueError:
        raise Problem(422, 'Send {"token": "…"} as JSON.') from None
    token = body.get("token") if isinstance(body, dict) else None
    if not isinstance(token, str):
        raise Problem(422, 'Send {"token": "…"} as JSON.')
    if not await site.access.login(token, request.client.host if request.client else ""):
        raise Problem(403, "That is not the token of this server.")
    response = Response(status_code=204, headers={"cache-control": "no-store"})
    site.access.let_in(response, request.scope["root_path"], secure=request.url.scheme == "https")
    return response


@router.api_route("/{deck_id:path}/-/present", methods=READ, dependencies=[Depends(only_presenter)])
async def console(request: Request, site: TheSite, deck: TheDeck) -> Response:
    """The presenter's console."""
    seen = site.views.audience(deck)
    base = request.scope["root_path"]
    return page(
        request,
        site,
        "presenter",
        csp=policy.slides(seen, embeds=site.settings.embed),
        presenter=True,
        deck=deck,
        document=document(deck),
        record=site.hub.room(deck.id).public(),
        audience_url=f"{base}/{deck.id}/",
    )


@router.api_route("/{deck_id:path}/-/deck.json", methods=READ, dependencies=[Depends(only_presenter)])
async def deck_json(deck: TheDeck) -> Response:
    """The deck as data, notes included."""
    return JSONResponse(document(deck), headers={"cache-control": "no-store"})
