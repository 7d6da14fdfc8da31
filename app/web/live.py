"""The talk: its stream, its state, its commands (product.md, "A talk, from start to end")."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from app.live.state import Refusal
from app.live.stream import Role, Subscription
from app.web.problems import Problem
from app.web.site import FRESH, Device, Json, Presenter, TheDeck, TheSite

LONGEST_POLL = 55.0
router = APIRouter()


class EventStream(Response):
    """Server-sent events of bytes that are ready: one wait, one write, nothing made for a single viewer."""

    def __init__(self, events: Subscription) -> None:
        self.events = events
        self.status_code = 200
        self.background = None
        self.raw_headers = [
            (b"content-type", b"text/event-stream; charset=utf-8"),
            (b"cache-control", b"no-store"),
            (b"x-accel-buffering", b"no"),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  (as ASGI calls it)
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        leaving = asyncio.ensure_future(self.leave(receive))
        try:
            with self.events as events:
                async for event in events:
                    await send({"type": "http.response.body", "body": event, "more_body": True})
        finally:
            leaving.cancel()
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def leave(self, receive: Receive) -> None:
        """End the events when the client has gone."""
        while (await receive())["type"] != "http.disconnect":
            pass
        self.events.close()


def role_of(device: str | None) -> Role:
    """Who a request comes from."""
    return "presenter" if device else "audience"


@router.get("/{deck_id:path}/-/stream")
async def stream(site: TheSite, deck: TheDeck, device: Device) -> Response:
    """The record at once and whenever it changes; edits of the deck; a heartbeat."""
    return EventStream(site.hub.room(deck.id).watch(role_of(device)))


@router.get("/{deck_id:path}/-/state")
async def state(
    site: TheSite,
    deck: TheDeck,
    device: Device,
    have: Annotated[str | None, Query()] = None,
    wait: Annotated[float, Query(ge=0)] = 0,
) -> Response:
    """The record now; with ``have``, as soon as it is another one, or 204 after ``wait`` seconds."""
    room = site.hub.room(deck.id)
    if have is not None and not await room.newer(have, min(wait, LONGEST_POLL)):
        return Response(status_code=204, headers=FRESH)
    return JSONResponse(room.view(role_of(device)), headers={**FRESH, "etag": f'"{room.record.version}"'})


@router.post("/{deck_id:path}/-/talk")
async def talk(site: TheSite, device: Presenter, deck: TheDeck, body: Json) -> Response:
    """A command: 200 with the new record, 409 with the present one and why, 422 with what is wrong."""
    room = site.hub.room(deck.id)
    try:
        result = await room.post(body, device)
    except ValueError as error:
        raise Problem(422, str(error)) from None
    if not isinstance(result, Refusal):
        return JSONResponse(room.view("presenter"), headers=FRESH)
    if result.reason == "no-slide":
        raise Problem(422, result.message)
    why = {"reason": result.reason, "message": result.message}
    return JSONResponse(room.view("presenter") | why, 409, FRESH)
