"""A file that is being saved is never believed half-way."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from app.library import watch
from app.library.library import Library
from app.library.settle import doubtful

Put = Callable[..., Path]
OLD = "# Old\n\n---\n\n```python\nprint()\n```\n\n# End é\n".encode()
NEW = "# New\n\n---\n\n```python\nprint(1)\n```\n\n# End é\n".encode()


@pytest.mark.parametrize("complete", [NEW, NEW + b"\n---\n\n# More\n", OLD, NEW.replace(b"---\n\n", b"")])
def test_a_complete_text_is_believed_at_once(complete: bytes) -> None:
    assert doubtful(OLD, complete) == 0


@pytest.mark.parametrize(
    "unfinished",
    [
        pytest.param(None, id="taken away"),
        pytest.param(b"", id="emptied"),
        pytest.param(OLD[:40], id="the beginning of the old"),
        pytest.param(NEW[:32], id="inside a fence"),
        pytest.param(NEW[:-3], id="inside the last line"),
        pytest.param(NEW[:-2], id="inside a character"),
        pytest.param(b"# New\n", id="much shorter"),
        pytest.param(b"# New\n" + b"x" * 4089 + b"\n", id="at the edge of a block"),
    ],
)
def test_a_text_that_seems_cut_off_is_waited_for(unfinished: bytes | None) -> None:
    assert doubtful(OLD, unfinished) > 0


def test_what_was_unfinished_before_is_the_author_s_way_of_writing() -> None:
    assert doubtful(b"# A\n```\ncode\nmore", b"# B\n```\ncode\nmore") == 0
    assert doubtful(b"caf\xc3", b"Caf\xc3") == 0
    assert doubtful(b"", b"") == 0


class Screens:
    """All the titles that ever were on screen, while a library watches a folder."""

    def __init__(self, library: Library, *, poll: bool) -> None:
        self.library = library
        self.poll = poll
        self.seen = [self.titles()]
        self.stop = asyncio.Event()
        self.changed = asyncio.Event()

    def titles(self) -> list[str]:
        return [slide.title for deck in self.library.decks.values() for slide in deck.slides]

    async def run(self) -> None:
        async for _ in self.library.watch(self.stop, poll=self.poll):
            self.seen.append(self.titles())
            self.changed.set()

    async def until(self, titles: list[str]) -> None:
        await self.until_true(lambda: self.seen[-1] == titles)

    async def until_true(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(20):
            while not condition():
                self.changed.clear()
                await self.changed.wait()


def follow(library: Library, story: Callable[[Screens], Awaitable[None]], *, poll: bool = False) -> list[list[str]]:
    """Let a library watch its folder while the story changes files; every state that was on screen meanwhile."""

    async def run() -> list[list[str]]:
        screens = Screens(library, poll=poll)
        watching = asyncio.create_task(screens.run())
        (library.root / "zz").mkdir()
        (library.root / "zz" / "PITCHME.md").write_text("# watched\n")
        await screens.until_true(lambda: "watched" in screens.seen[-1])
        screens.seen[:] = [screens.seen[-1]]
        await story(screens)
        screens.stop.set()
        await asyncio.wait_for(watching, 10)
        return [[title for title in state if title != "watched"] for state in screens.seen]

    return asyncio.run(run())


both_ways = pytest.mark.parametrize("poll", [False, True], ids=["reported", "polled"])
LONG = "".join(f"# Slide {i}\n\n" + "word " * 150 + "\n\n---\n\n" for i in range(40)) + "# End\n"
ALL = [f"Slide {i}" for i in range(40)] + ["End"]


@both_ways
def test_a_save_is_seen(put: Put, poll: bool) -> None:
    root = put({"a/PITCHME.md": "# One\n"})

    async def story(screens: Screens) -> None:
        put({"a/PITCHME.md": "# Two\n"})
        await screens.until(["Two", "watched"])

    assert follow(Library(root), story, poll=poll) == [["One"], ["Two"]]


@both_ways
def test_emptied_then_written_piece_by_piece_never_flashes(put: Put, poll: bool) -> None:
    root = put({"a/PITCHME.md": LONG})
    text = LONG.replace("# Slide 39", "# Last").encode()

    async def story(screens: Screens) -> None:
        with (root / "a/PITCHME.md").open("wb", buffering=0) as file:
            await asyncio.sleep(0.12)  # long enough for a watcher to report the empty file
            for start in range(0, len(text), 8192):
                file.write(text[start : start + 8192])
                await asyncio.sleep(0.03)
        await screens.until([*ALL[:39], "Last", "End", "watched"])

    assert follow(Library(root), story, poll=poll) == [ALL, [*ALL[:39], "Last", "End"]]


@both_ways
def test_written_beside_and_put_in_its_place_never_flashes(put: Put, poll: bool) -> None:
    root = put({"a/PITCHME.md": "# One\n"})
    path = root / "a/PITCHME.md"

    async def story(screens: Screens) -> None:
        (root / "a/4913").write_text("")
        (root / "a/4913").unlink()
        path.rename(root / "a/PITCHME.md~")
        await asyncio.sleep(0.12)  # an editor that takes its time
        path.write_text("# Two\n")
        (root / "a/PITCHME.md~").unlink()
        await screens.until(["Two", "watched"])

    assert follow(Library(root), story, poll=poll) == [["One"], ["Two"]]


@both_ways
def test_a_burst_of_saves_ends_with_the_last(put: Put, poll: bool) -> None:
    root = put({"a/PITCHME.md": "# Save 0\n"})

    async def story(screens: Screens) -> None:
        for i in range(1, 40):
            put({"a/PITCHME.md": f"# Save {i}\n"})
            await asyncio.sleep(0.01)
        await screens.until(["Save 39", "watched"])

    seen = follow(Library(root), story, poll=poll)
    assert all(len(state) == 1 for state in seen)
    assert seen[-1] == ["Save 39"]


@both_ways
def test_a_deck_that_stays_empty_is_one_empty_slide_in_the_end(put: Put, poll: bool) -> None:
    root = put({"a/PITCHME.md": "# One\n\n---\n\n# Two\n"})

    async def story(screens: Screens) -> None:
        put({"a/PITCHME.md": ""})
        await screens.until_true(lambda: len(screens.seen[-1]) == 2)

    assert [len(state) for state in follow(Library(root), story, poll=poll)] == [2, 1]


@both_ways
def test_a_deck_that_stays_away_goes_in_the_end(put: Put, poll: bool) -> None:
    root = put({"a/PITCHME.md": "# One\n", "b/PITCHME.md": "# Two\n"})

    async def story(screens: Screens) -> None:
        (root / "a/PITCHME.md").unlink()
        (root / "a").rmdir()
        await screens.until(["Two", "watched"])

    assert follow(Library(root), story, poll=poll) == [["One", "Two"], ["Two"]]


@both_ways
def test_two_saves_within_one_second_are_both_seen(put: Put, poll: bool) -> None:
    root = put({"a/PITCHME.md": "# 1\n"})

    async def story(screens: Screens) -> None:
        for title in "2345":
            put({"a/PITCHME.md": f"# {title}\n"})
            await screens.until([title, "watched"])

    assert follow(Library(root), story, poll=poll) == [["1"], ["2"], ["3"], ["4"], ["5"]]


@both_ways
def test_a_save_before_anybody_watched_is_found(put: Put, poll: bool) -> None:
    root = put({"a/PITCHME.md": "# One\n"})
    library = Library(root)
    put({"a/PITCHME.md": "# Early\n"})

    async def story(screens: Screens) -> None:
        await screens.until(["Early", "watched"])

    assert follow(library, story, poll=poll)[-1] == ["Early"]


def test_a_single_deck_in_a_huge_folder_watches_only_its_own_files(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "MOST_FOLDERS", 5)
    root = put({"talk.md": "# One\n", **{f"f{i}/x.txt": "" for i in range(9)}})
    library = Library(root / "talk.md")

    async def run() -> None:
        screens = Screens(library, poll=False)
        watching = asyncio.create_task(screens.run())
        put({"talk.md": "# Two\n"})
        await screens.until(["Two"])
        screens.stop.set()
        await asyncio.wait_for(watching, 10)

    asyncio.run(run())


def test_watching_stops_when_it_is_told_to(put: Put) -> None:
    async def run(poll: bool) -> list[set[str]]:
        stop = asyncio.Event()
        seen = []
        async for paths in watch.changed_files(put({"a.md": ""}), stop, poll=poll):
            seen.append(paths)
            stop.set()
        return seen

    for poll in (False, True):
        assert asyncio.run(asyncio.wait_for(run(poll), 10)) == [set()]


def test_where_nothing_is_reported_files_are_looked_at(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_more_watches(*_: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(watch, "of_system", no_more_watches)
    root = put({"a/PITCHME.md": "# One\n"})

    async def story(screens: Screens) -> None:
        put({"a/PITCHME.md": "# Two\n"})
        await screens.until(["Two", "watched"])

    assert follow(Library(root), story) == [["One"], ["Two"]]


def test_saves_are_seen_where_there_is_no_inotify(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "of_system", watch.by_watchfiles)
    root = put({"a/PITCHME.md": "# One\n"})

    async def story(screens: Screens) -> None:
        put({"a/PITCHME.md": "# Two\n"})
        await screens.until(["Two", "watched"])

    assert follow(Library(root), story) == [["One"], ["Two"]]
