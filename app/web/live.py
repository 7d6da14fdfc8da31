"""The talk: its stream, its state, its commands."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from app.web.problems import Problem
from app.web.site import Device, Json, Presenter, TheDeck, TheSite

router = APIRouter()


class EventStream(Response):
    """Server-sent events of bytes that are ready: one wait, one write, nothing made for a single viewer."""

    def __init__(self, events: AsyncIterator[bytes]) -> None:
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
        writing = asyncio.ensure_future(self.write(send))
        leaving = asyncio.ensure_future(gone(receive))
        try:
            await asyncio.wait({writing, leaving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            writing.cancel()
            leaving.cancel()
            self.events.close()  # type: ignore[attr-defined]
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def write(self, send: Send) -> None:
        """Send each event as it comes."""
        async for event in self.events:
            await send({"type": "http.response.body", "body": event, "more_body": True})


async def gone(receive: Receive) -> None:
    """Return when the client has left."""
    while (await receive())["type"] != "http.disconnect":
        pass


@router.get("/{deck_id:path}/-/stream")
async def stream(site: TheSite, deck: TheDeck, device: Device) -> Response:
    """The record at once and whenever it changes."""
    return EventStream(site.hub.room(deck.id).watch("presenter" if device else "audience"))


@router.get("/{deck_id:path}/-/state")
async def state(site: TheSite, deck: TheDeck) -> Response:
    """The record now."""
    return JSONResponse(site.hub.room(deck.id).public(), headers={"cache-control": "no-store"})


@router.post("/{deck_id:path}/-/talk")
async def talk(site: TheSite, _: Presenter, deck: TheDeck, body: Json) -> Response:
    """A command of the presenter."""
    if not isinstance(body, dict):
        raise Problem(422, 'Send a JSON object such as {"command": "next"}.')
    room = site.hub.room(deck.id)
    room.command(body)
    return JSONResponse(room.public(), headers={"cache-control": "no-store"})
