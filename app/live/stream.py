"""One reader's end of a room: what is waiting to be sent to it, which never is more than the newest of each kind."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable
from typing import Any, Literal, Self

Role = Literal["audience", "presenter"]
Slot = Literal["diagnostics", "record", "point", "beat", "bye"]

# A reader that is further behind fetches the page: the record names a deck that it does not have.
MOST_RELOADS = 20
ORDER: tuple[Slot, ...] = ("diagnostics", "record", "point", "beat", "bye")
BEAT = b": hb\nevent: hb\ndata: {}\n\n"


def event(data: Any, *, name: str = "", version: str = "") -> bytes:
    """A server-sent event, ready to be written."""
    head = (f"event: {name}\n" if name else "") + (f"id: {version}\n" if version else "")
    return f"{head}data: {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n\n".encode()


def retry(lowest: int = 1000, highest: int = 3000) -> bytes:
    """How long this reader waits before it connects again: another time for each, so that not all come at once."""
    return b"retry: %d\n\n" % (lowest + secrets.randbelow(highest - lowest + 1))


class Subscription:
    """An async iterator of bytes for one connection.

    It joins its room when iteration begins, so one that was never started leaves nothing behind, and must be closed
    (or left as a ``with`` block) when the connection ends. A slow reader skips what is no longer news.
    """

    __slots__ = ("_enter", "_entered", "_leave", "_over", "_reloads", "_slots", "_waiting", "bucket", "role")

    def __init__(
        self, role: Role, enter: Callable[[Subscription], None], leave: Callable[[Subscription], None]
    ) -> None:
        self.role = role
        self.bucket = 0
        self._enter = enter
        self._leave = leave
        self._entered = False
        self._over = False
        self._slots: dict[Slot, bytes] = {}
        self._reloads: list[bytes] = []
        self._waiting: asyncio.Future[None] | None = None

    def put(self, slot: Slot, data: bytes) -> None:
        """Replace what is waiting in a slot."""
        self._slots[slot] = data
        self._wake()

    def reload(self, data: bytes) -> None:
        """Add an edit of the deck; where too many wait, all are dropped and the record tells the reader to fetch."""
        if len(self._reloads) >= MOST_RELOADS:
            self._reloads.clear()
        else:
            self._reloads.append(data)
        self._wake()

    def end(self) -> None:
        """Say good-bye and finish."""
        self._over = True
        self.put("bye", retry() + event({}, name="bye"))

    def close(self) -> None:
        """Leave the room; safe to call again."""
        self._over = True
        if self._entered:
            self._entered = False
            self._leave(self)
        self._slots.clear()
        self._reloads.clear()
        self._wake()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        if not self._entered and not self._over:
            self._entered = True
            self._enter(self)
        while not (data := self._take()):
            if self._over:
                raise StopAsyncIteration
            self._waiting = asyncio.get_running_loop().create_future()
            try:
                await self._waiting
            finally:
                self._waiting = None
        return data

    def _take(self) -> bytes:
        if not self._slots and not self._reloads:
            return b""
        data = b"".join((*self._reloads, *(self._slots[slot] for slot in ORDER if slot in self._slots)))
        self._reloads.clear()
        self._slots.clear()
        return data

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)
