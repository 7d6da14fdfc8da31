"""A room: commands go in, the newest record comes out of every stream, and nothing piles up."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import Any

import pytest

from app.deck.model import Deck, DeckSettings
from app.live.hub import Hub, Room
from app.live.state import Record, Refusal
from app.live.stream import MOST_RELOADS, Subscription
from app.live.talks import Talks
from tests.live.live_examples import NOTE, deck

Event = tuple[str, str, Any]
EVENT = re.compile(r"(?:event: (\w+)\n)?(?:id: (\S+)\n)?data: (.*)\n\n")


@dataclass(frozen=True)
class Edit:
    """What a library says when files changed."""

    old: Deck | None
    new: Deck | None
    deck_id: str = "talk"
    assets: tuple[str, ...] = ()
    report: tuple[dict[str, object], ...] = ()
    milliseconds: float = 1.5


class Decks:
    """The decks that a hub finds: one, that can be edited."""

    def __init__(self) -> None:
        self.now = deck("one", "two:2", "three")

    def of(self, deck_id: str) -> Deck | None:
        return self.now if deck_id == "talk" else None

    def edit(self, new: Deck, **more: Any) -> Edit:
        old, self.now = self.now, new
        return Edit(old, new, **more)


def events(data: bytes) -> list[Event]:
    """The events of a piece of a stream: name, id, data."""
    return [(name, version, json.loads(text)) for name, version, text in EVENT.findall(data.decode())]


async def hear(reader: Subscription) -> list[Event]:
    """What a reader gets next."""
    async with asyncio.timeout(10):
        return events(await anext(reader))


async def tell(room: Room, command: str, **more: Any) -> Record | Refusal:
    return await room.post({"command": command, **more}, "laptop")


async def until(condition: Callable[[], bool]) -> None:
    """Let everything else run until the condition is true."""
    while not condition():  # noqa: ASYNC110 - nothing tells
        await asyncio.sleep(0)


Story = Callable[[Hub, Room], Coroutine[Any, Any, None]]


def play(story: Story, talks: Talks | None = None, decks: Decks | None = None) -> None:
    """Run a story in a room of three slides."""

    async def run() -> None:
        hub = Hub(talks or Talks(None), (decks or Decks()).of)
        try:
            await story(hub, hub.room("talk"))
        finally:
            hub.close()

    asyncio.run(asyncio.wait_for(run(), 30))


def test_a_stream_begins_with_the_record_and_a_retry_of_its_own() -> None:
    async def story(hub: Hub, room: Room) -> None:
        retries = set()
        for _ in range(8):
            first = await anext(room.watch())
            [(name, version, record)] = events(first)
            assert (name, version) == ("", f"{record['epoch']}.{record['rev']}")
            assert (record["slide"], record["step"], record["mode"], record["deck"]) == ("one", 0, "off", "d1")
            [milliseconds] = re.findall(rb"^retry: (\d+)$", first, re.MULTILINE)
            assert 1000 <= int(milliseconds) <= 3000
            retries.add(milliseconds)
        assert len(retries) > 1

    play(story)


def test_every_reader_gets_the_very_same_bytes() -> None:
    async def story(hub: Hub, room: Room) -> None:
        readers = [room.watch() for _ in range(5)]
        for reader in readers:
            await anext(reader)
        await tell(room, "start")
        pieces = [await anext(reader) for reader in readers]
        assert all(piece is pieces[0] or piece == pieces[0] for piece in pieces)
        [(_, _, record)] = events(pieces[0])
        assert (record["mode"], record["viewers"]) == ("live", 5)

    play(story)


def test_a_slow_reader_skips_to_the_newest_and_holds_one_record() -> None:
    async def story(hub: Hub, room: Room) -> None:
        reader = room.watch()
        await hear(reader)
        await tell(room, "start")
        for _ in range(200):
            await tell(room, "next")
            await tell(room, "previous")
        await tell(room, "goto", slide="three")
        [(_, version, record)] = await hear(reader)
        assert (record["slide"], version) == ("three", room.record.version)

    play(story)


def test_a_refused_command_tells_nobody() -> None:
    async def story(hub: Hub, room: Room) -> None:
        reader = room.watch()
        await hear(reader)
        assert isinstance(await tell(room, "next"), Refusal)
        await tell(room, "start")
        [(_, _, record)] = await hear(reader)
        assert record["rev"] == 2

    play(story)


def test_presses_at_the_same_time_are_done_one_after_the_other() -> None:
    async def story(hub: Hub, room: Room) -> None:
        await tell(room, "start")
        have = room.record.version
        results = await asyncio.gather(*(tell(room, "next", **{"if": have}) for _ in range(5)))
        assert [isinstance(result, Record) for result in results] == [True, False, False, False, False]
        assert room.view()["slide"] == "two"

    play(story)


def test_only_presenters_see_where_the_presenter_looks() -> None:
    async def story(hub: Hub, room: Room) -> None:
        viewer, presenter = room.watch(), room.watch("presenter")
        await hear(viewer), await hear(presenter)
        await tell(room, "start")
        await tell(room, "freeze")
        await tell(room, "goto", slide="three")
        [(_, _, seen)] = await hear(viewer)
        assert seen.keys() == {"epoch", "rev", "deck", "slide", "step", "mode", "viewers", "t"}
        assert (seen["slide"], seen["mode"]) == ("one", "frozen")
        [(_, _, seen)] = await hear(presenter)
        assert seen["presenter"] == {"slide": "three", "step": 0}
        assert seen["code"] == room.record.code

    play(story)


def test_an_edit_sends_the_changed_section_and_then_the_record() -> None:
    decks = Decks()

    async def story(hub: Hub, room: Room) -> None:
        await tell(room, "start", slide="two", step=2)
        reader = room.watch()
        await hear(reader)
        await hub.deck_changed(decks.edit(deck("one", "two:1", "three", digest="d2", html={"two": "<h1>2</h1>"})))
        [(name, _, change), (_, _, record)] = await hear(reader)
        assert name == "reload"
        assert (change["from"], change["digest"], change["count"]) == ("d1", "d2", 3)
        assert list(change["slides"]) == ["two"]
        assert "<h1>2</h1>" in change["slides"]["two"]
        assert (change["removed"], change["order"], change["page"], change["stylesheets"]) == ([], None, False, None)
        assert (record["deck"], record["slide"], record["step"]) == ("d2", "two", 1)

    play(story, decks=decks)


def test_an_edit_that_removes_the_shown_slide_leads_to_its_neighbour() -> None:
    decks = Decks()

    async def story(hub: Hub, room: Room) -> None:
        await tell(room, "start", slide="two")
        await hub.deck_changed(decks.edit(deck("one", "three", digest="d2")))
        assert room.view()["slide"] == "one"

    play(story, decks=decks)


def test_an_edit_never_carries_notes_or_hidden_slides() -> None:
    decks = Decks()
    edited = deck("one", "two:2", "secret", digest="d2", html={"one": "new", "secret": "HIDDEN"})
    hidden = tuple(replace(slide, hidden=slide.id == "secret") for slide in edited.slides)

    async def story(hub: Hub, room: Room) -> None:
        readers = [room.watch(), room.watch("presenter")]
        for reader in readers:
            await hear(reader)
        await hub.deck_changed(decks.edit(replace(edited, slides=hidden)))
        for reader in readers:
            data = await anext(reader)
            assert b"<section" in data
            assert NOTE.encode() not in data
            assert b"HIDDEN" not in data
            assert b'"secret"' not in data
            assert b"PITCHME.md" not in data

    play(story, decks=decks)


def test_other_settings_or_too_much_at_once_let_the_page_be_fetched() -> None:
    decks = Decks()

    async def story(hub: Hub, room: Room) -> None:
        reader = room.watch()
        await hear(reader)
        await hub.deck_changed(decks.edit(replace(decks.now, digest="d2", settings=DeckSettings(theme="black"))))
        [(_, _, change), _] = await hear(reader)
        assert (change["page"], change["slides"]) == (True, {})
        large = deck("one", "two:2", "three", digest="d3", html={"one": "x" * 200_000})
        await hub.deck_changed(decks.edit(replace(large, settings=DeckSettings(theme="black"))))
        [(_, _, change), _] = await hear(reader)
        assert (change["page"], change["slides"]) == (True, {})

    play(story, decks=decks)


def test_a_picture_that_changed_is_named_and_the_talk_stays_as_it_is() -> None:
    decks = Decks()

    async def story(hub: Hub, room: Room) -> None:
        reader = room.watch()
        await hear(reader)
        before = room.record
        await hub.deck_changed(decks.edit(decks.now, assets=("img/a.png",)))
        [(name, _, change)] = await hear(reader)
        assert (name, change["assets"], change["slides"], change["from"]) == ("reload", ["img/a.png"], {}, "d1")
        assert room.record is before

    play(story, decks=decks)


def test_what_is_wrong_with_a_deck_is_told_to_authors_alone() -> None:
    decks = Decks()
    fault = {"severity": "error", "code": "not-utf8", "message": "m", "path": "PITCHME.md", "line": 3, "column": 1}

    async def story(hub: Hub, room: Room) -> None:
        viewer, author = room.watch(), room.watch("presenter")
        await hear(viewer), await hear(author)
        await hub.deck_changed(decks.edit(decks.now, report=(fault,)))
        assert await hear(author) == [("diagnostics", "", {"digest": "d1", "items": [fault], "milliseconds": 1.5})]
        await tell(room, "start")
        assert [name for name, _, _ in await hear(viewer)] == [""]

    play(story, decks=decks)


def test_a_reader_that_missed_too_many_edits_is_told_only_the_newest_deck() -> None:
    decks = Decks()

    async def story(hub: Hub, room: Room) -> None:
        reader = room.watch()
        await hear(reader)
        for number in range(MOST_RELOADS + 1):
            await hub.deck_changed(decks.edit(deck("one", digest=f"new-{number}", html={"one": str(number)})))
        [(name, _, record)] = await hear(reader)
        assert (name, record["deck"]) == ("", f"new-{MOST_RELOADS}")

    play(story, decks=decks)


def test_a_deck_that_goes_leaves_the_talk_alone() -> None:
    decks = Decks()

    async def story(hub: Hub, room: Room) -> None:
        await tell(room, "start")
        before = room.record
        await hub.deck_changed(Edit(decks.now, None))
        await hub.deck_changed(Edit(None, decks.now, deck_id="never-opened"))
        assert room.record is before

    play(story, decks=decks)


def test_closing_ends_every_stream_with_a_good_bye() -> None:
    async def story(hub: Hub, room: Room) -> None:
        async def follow(reader: Subscription) -> list[Event]:
            return [event async for data in reader for event in events(data)]

        following = [asyncio.create_task(follow(room.watch())) for _ in range(30)]
        polling = asyncio.create_task(room.newer(room.record.version, 60))
        await until(lambda: room.viewers == 31)
        hub.close()
        for heard in await asyncio.gather(*following):
            assert [name for name, _, _ in heard] == ["", "bye"]
        assert await polling is False
        assert [name for name, _, _ in await follow(room.watch())] == ["", "bye"]

    play(story)


def test_viewers_are_counted_while_they_read() -> None:
    async def story(hub: Hub, room: Room) -> None:
        never_read = room.watch()
        assert room.viewers == 0
        with room.watch() as one, room.watch() as two, room.watch("presenter") as presenter:
            await hear(one), await hear(two), await hear(presenter)
            assert room.view()["viewers"] == 2
            one.close()
            one.close()
            assert room.view()["viewers"] == 1
        assert room.view()["viewers"] == 0
        never_read.close()

    play(story)


def test_presenters_hear_of_viewers_without_a_new_revision() -> None:
    async def story(hub: Hub, room: Room) -> None:
        presenter = room.watch("presenter")
        [(_, first, record)] = await hear(presenter)
        assert record["viewers"] == 0
        viewer = room.watch()
        await hear(viewer)
        room.tick(-1)
        [(_, version, record)] = await hear(presenter)
        assert (record["viewers"], version) == (1, first)

    play(story)


def test_a_heartbeat_reaches_every_reader_once_in_a_round() -> None:
    async def story(hub: Hub, room: Room) -> None:
        readers = [room.watch() for _ in range(40)]
        for reader in readers:
            await hear(reader)
        for second in range(15):
            room.tick(second)
        for reader in readers:
            data = await anext(reader)
            assert data.count(b"event: hb\n") == data.count(b": hb\n") - data.count(b"event: hb\n") == 1

    play(story)


def test_the_laser_passes_newest_first_and_changes_no_record() -> None:
    async def story(hub: Hub, room: Room) -> None:
        await tell(room, "start")
        reader = room.watch()
        await hear(reader)
        before = room.record
        for step in range(101):
            await tell(room, "point", x=step / 100, y=0.5)
        assert (await hear(reader))[0][2]["x"] in (0, 1)
        if room.record is before:
            last = await hear(reader)
            assert last[0] == ("point", "", {"x": 1.0, "y": 0.5, "slide": "one"})
        assert room.record is before

    play(story)


def test_a_long_poll_waits_for_news() -> None:
    async def story(hub: Hub, room: Room) -> None:
        assert await room.newer("another.1", 60) is True
        assert await room.newer(None, 60) is True
        assert await room.newer(room.record.version, 0.01) is False
        waiting = asyncio.create_task(room.newer(room.record.version, 60))
        await until(lambda: room.viewers == 1)
        await tell(room, "start")
        assert await waiting is True
        assert room.viewers == 0

    play(story)


def test_a_join_code_finds_its_talk_while_it_runs() -> None:
    async def story(hub: Hub, room: Room) -> None:
        await tell(room, "start")
        code = room.record.code
        assert hub.talk_of(code) == hub.talk_of(code.lower()) == "talk"
        assert hub.talk_of("AAAAAAA") is hub.talk_of("") is hub.talk_of("é") is None
        await tell(room, "end")
        assert hub.talk_of(code) is None

    play(story)


def test_a_deck_that_does_not_exist_has_no_room() -> None:
    async def story(hub: Hub, room: Room) -> None:
        with pytest.raises(KeyError):
            hub.room("nothing")

    play(story)


def test_a_talk_goes_on_after_a_restart(talks: Talks) -> None:
    decks = Decks()

    async def before(hub: Hub, room: Room) -> None:
        await tell(room, "start", slide="two")
        await tell(room, "next")

    async def after(hub: Hub, room: Room) -> None:
        kept = talks.load("talk")
        assert kept is not None
        assert room.record == kept
        assert (room.view()["slide"], room.view()["step"], room.view()["mode"]) == ("two", 1, "live")

    async def after_an_edit(hub: Hub, room: Room) -> None:
        kept = talks.load("talk")
        assert kept is not None
        assert (room.view()["slide"], room.view()["step"], room.view()["deck"]) == ("two", 0, "d2")
        assert (room.record.epoch, room.record.rev) == (kept.epoch, kept.rev + 1)

    play(before, talks, decks)
    play(after, talks, decks)
    decks.now = deck("zero", "two", digest="d2")
    play(after_an_edit, talks, decks)


def test_a_slow_disk_does_not_stop_the_talk(talks: Talks, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(hub: Hub, room: Room) -> None:
        never: Any = Future()
        monkeypatch.setattr(talks, "save", lambda *_: never)
        assert isinstance(await tell(room, "start"), Record)
        assert room.view()["mode"] == "live"

    play(story, talks)
