"""Rooms: each deck's talk, those who follow it, and the way of every change to all of them."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import time
from collections.abc import Callable
from typing import Any

from app.deck.model import Deck
from app.deck.outline import Outline, outline
from app.live.commands import Command, Point, join_code, parse
from app.live.reload import Edit, reload_data
from app.live.state import Phase, Record, Refusal, apply, blank, private, public, rebase
from app.live.stream import BEAT, Role, Subscription, event, retry
from app.live.talks import Talks

log = logging.getLogger("pitchme.live")

BEAT_SECONDS = 15
SLOWEST_DISK = 0.25
POINTS_A_SECOND = 15


class Hub:
    """All rooms of a server. ``deck_of`` gives the deck of an id as it is now.

    Everything runs in the server's event loop; one timer a second serves all heartbeats and counts of viewers.
    """

    def __init__(self, talks: Talks, deck_of: Callable[[str], Deck | None]) -> None:
        self.talks = talks
        self._deck_of = deck_of
        self._rooms: dict[str, Room] = {}
        self._closed = False
        self._timer: asyncio.TimerHandle | None = None
        self._second = 0
        self._entered = 0

    def room(self, deck_id: str) -> Room:
        """The room of a deck. Raises ``KeyError`` if there is no such deck."""
        room = self._rooms.get(deck_id)
        if room is None:
            deck = self._deck_of(deck_id)
            if deck is None:
                raise KeyError(deck_id)
            room = self._rooms[deck_id] = Room(deck, self)
        return room

    def talk_of(self, code: str) -> str | None:
        """The deck whose running talk has this join code, in any case."""
        wanted = code.upper().encode("utf-8", "replace")
        running = ((i, r.code.encode()) for i, r in self.talks.records().items() if r.running)
        return next((deck_id for deck_id, known in running if secrets.compare_digest(known, wanted)), None)

    async def deck_changed(self, edit: Edit) -> None:
        """Tell a room what the library says about its deck."""
        room = self._rooms.get(edit.deck_id)
        if room is not None and edit.new is not None:
            await room.deck_changed(edit, edit.new)

    def close(self) -> None:
        """End every stream at once, and let none begin again."""
        self._closed = True
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        for room in self._rooms.values():
            room.close()

    @property
    def closed(self) -> bool:
        """Whether the server is about to stop."""
        return self._closed

    def entered(self) -> int:
        """Note that a reader came; gives the second of the heartbeat's round that is theirs."""
        if self._timer is None and not self._closed:
            self._timer = asyncio.get_running_loop().call_later(1, self._tick)
        self._entered += 1
        return self._entered % BEAT_SECONDS

    def _tick(self) -> None:
        # Everybody hears a heartbeat every 15 s, but not all in the same instant.
        self._second = (self._second + 1) % BEAT_SECONDS
        busy = False
        for room in self._rooms.values():
            busy |= room.tick(self._second)
        self._timer = asyncio.get_running_loop().call_later(1, self._tick) if busy else None


class Room:
    """One deck's talk. Changes are decided, kept, then told, one after the other."""

    def __init__(self, deck: Deck, hub: Hub) -> None:
        self._hub = hub
        self._deck_id = deck.id
        self._outline = outline(deck)
        self._turn = asyncio.Lock()
        self._subscriptions: set[Subscription] = set()
        self._polls: set[asyncio.Future[None]] = set()
        self._frames: dict[Role, tuple[float, bytes]] = {}
        self._told_viewers = 0
        self._laser: asyncio.TimerHandle | None = None
        self._point: bytes | None = None
        kept = hub.talks.load(deck.id)
        self.record = (
            rebase(kept, self._outline, deck.digest, lambda _: self._outline.first)
            if kept is not None
            else blank(secrets.token_hex(4), self._outline, deck.digest)
        )

    @property
    def outline(self) -> Outline:
        """The order of the slides."""
        return self._outline

    @property
    def viewers(self) -> int:
        """How many follow as audience at this moment."""
        return sum(s.role == "audience" for s in self._subscriptions) + len(self._polls)

    def view(self, role: Role = "audience") -> dict[str, Any]:
        """The record as that role gets it."""
        form = private if role == "presenter" else public
        return form(self.record, self.viewers, _now())

    async def post(self, body: object, device: str) -> Record | Refusal:
        """Do what the JSON of a request says. Raises ``ValueError`` whose text says what is wrong with it."""
        command, have = parse(body, join_code(secrets.randbelow))
        return await self.command(command, device=device, have=have)

    async def command(self, command: Command, *, device: str, have: str | None = None) -> Record | Refusal:
        """Decide, keep, tell. Gives the newest record, or the refusal with the record as it is."""
        async with self._turn:
            result = apply(self.record, command, self._outline, now=_now(), device=device, have=have)
            if isinstance(result, Refusal):
                return result
            if isinstance(command, Point):
                self._show_point(command)
            elif result is not self.record:
                await self._keep(result)
                self._replace(result)
            return result

    async def deck_changed(self, edit: Edit, new: Deck) -> None:
        """Carry the talk over to the edited deck and tell every page what changed."""
        async with self._turn:
            before, self._outline = self._outline, outline(new)
            record = rebase(self.record, self._outline, new.digest, lambda slide: self._neighbour(before, slide))
            data = reload_data(edit.old, new, edit.assets) if edit.old is not None else None
            if data is not None:
                frame = event(data, name="reload")
                for subscription in self._subscriptions:
                    subscription.reload(frame)
            told = {"digest": new.digest, "items": list(edit.report), "milliseconds": edit.milliseconds}
            diagnostics = event(told, name="diagnostics")
            for subscription in self._of("presenter"):
                subscription.put("diagnostics", diagnostics)
            if record is not self.record:
                if record.phase is not Phase.OFF:
                    await self._keep(record)
                self._replace(record)

    def _neighbour(self, before: Outline, slide: str) -> str:
        return self._outline.neighbour(before, slide)

    def watch(self, role: Role = "audience") -> Subscription:
        """A new reader's stream; it begins with the record."""
        return Subscription(role, self._enter, self._leave)

    async def newer(self, have: str | None, seconds: float) -> bool:
        """Wait until the record is another than ``have``, but no longer than so many seconds; whether it is."""
        if have == self.record.version and not self._hub.closed:
            poll = asyncio.get_running_loop().create_future()
            self._polls.add(poll)
            self._hub.entered()
            try:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(poll, seconds)
            finally:
                self._polls.discard(poll)
        return have != self.record.version

    def tick(self, second: int) -> bool:
        """Once a second: heartbeats that are due, and the count of viewers if it changed. Whether anybody is here."""
        viewers = self.viewers
        if viewers != self._told_viewers:
            self._told_viewers = viewers
            self._frames.clear()
            frame = self._frame("presenter")
            for subscription in self._of("presenter"):
                subscription.put("record", frame)
        for subscription in self._subscriptions:
            if subscription.bucket == second:
                subscription.put("beat", BEAT)
        return bool(self._subscriptions or self._polls)

    def close(self) -> None:
        """End all streams and polls."""
        if self._laser is not None:
            self._laser.cancel()
        for subscription in list(self._subscriptions):
            subscription.end()
        self._release_polls()

    def _enter(self, subscription: Subscription) -> None:
        subscription.bucket = self._hub.entered()
        self._subscriptions.add(subscription)
        subscription.put("record", retry() + self._frame(subscription.role))
        if self._hub.closed:
            subscription.end()

    def _leave(self, subscription: Subscription) -> None:
        self._subscriptions.discard(subscription)

    async def _keep(self, record: Record) -> None:
        """Put a record on the disk, unless the disk is slower than a talk can wait."""
        saved = asyncio.wrap_future(self._hub.talks.save(self._deck_id, record))
        done, _ = await asyncio.wait({saved}, timeout=SLOWEST_DISK)
        if not done:
            log.warning("%s: the talk goes on while the disk still writes", self._deck_id)

    def _replace(self, record: Record) -> None:
        self.record = record
        self._told_viewers = self.viewers
        self._frames.clear()
        for subscription in self._subscriptions:
            subscription.put("record", self._frame(subscription.role))
        self._release_polls()

    def _release_polls(self) -> None:
        for poll in self._polls:
            if not poll.done():
                poll.set_result(None)

    def _frame(self, role: Role) -> bytes:
        """The record as an event, made once for all who come within a second."""
        now = time.monotonic()
        made = self._frames.get(role)
        if made is None or now - made[0] > 1:
            made = self._frames[role] = (now, event(self.view(role), version=self.record.version))
        return made[1]

    def _of(self, role: Role) -> list[Subscription]:
        return [subscription for subscription in self._subscriptions if subscription.role == role]

    def _show_point(self, point: Point) -> None:
        """The laser, at most 15 times a second, the newest place wins."""
        self._point = event({"x": point.x, "y": point.y, "slide": self.record.slide}, name="point")
        if self._laser is None:
            self._send_point()

    def _send_point(self) -> None:
        self._laser = None
        if self._point is None:
            return
        for subscription in self._subscriptions:
            subscription.put("point", self._point)
        self._point = None
        self._laser = asyncio.get_running_loop().call_later(1 / POINTS_A_SECOND, self._send_point)


def _now() -> int:
    return time.time_ns() // 1_000_000
