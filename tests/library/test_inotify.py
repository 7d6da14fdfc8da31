"""What Linux reports about a folder, as it happens."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path

import pytest

from app.library import inotify, watch

Put = Callable[..., Path]
Next = Callable[[], Coroutine[None, None, set[str]]]


def following(root: Path, story: Callable[[Next], Coroutine[None, None, None]]) -> None:
    """Let the story change files of a watched folder; it is given what awaits the next paths."""

    async def run() -> None:
        stop = asyncio.Event()
        changes: AsyncIterator[set[str]] = watch.changed_files(root, stop)
        assert await anext(changes) == set()

        async def after() -> set[str]:
            return await asyncio.wait_for(anext(changes), 10)

        await story(after)
        stop.set()
        with pytest.raises(StopAsyncIteration):
            await asyncio.wait_for(anext(changes), 10)

    asyncio.run(run())


def test_a_file_is_told_when_its_writer_closes_it(put: Put) -> None:
    root = put({"a/b.md": "1"})

    async def story(after: Next) -> None:
        put({"a/b.md": "2"})
        assert await after() == {"a/b.md"}

    following(root, story)


def test_a_file_that_stays_open_is_told_too(put: Put) -> None:
    root = put({"b.md": "1"})

    async def story(after: Next) -> None:
        with (root / "b.md").open("w") as file:
            file.write("2")
            file.flush()
            assert await after() == {"b.md"}

    following(root, story)


def test_a_file_put_in_the_place_of_another_is_told(put: Put) -> None:
    root = put({"b.md": "1"})

    async def story(after: Next) -> None:
        (root / ".new").write_text("2")
        (root / ".new").rename(root / "b.md")
        assert await after() == {"b.md"}

    following(root, story)


def test_what_a_new_folder_holds_is_told_and_watched(put: Put, tmp_path: Path) -> None:
    root = put()
    (tmp_path / "outside/in").mkdir(parents=True)
    (tmp_path / "outside/in/a.md").write_text("1")

    async def story(after: Next) -> None:
        (tmp_path / "outside").rename(root / "here")
        assert await after() == {"here", "here/in/a.md"}
        put({"here/in/a.md": "2"})
        assert await after() == {"here/in/a.md"}
        (root / "here").rename(root / "there")
        assert await after() == {"here", "there", "there/in/a.md"}
        put({"there/in/a.md": "3"})
        assert await after() == {"there/in/a.md"}

    following(root, story)


def test_hidden_files_and_packages_are_not_told(put: Put) -> None:
    root = put({".git/index": "1", "node_modules/x/a.md": "1"})

    async def story(after: Next) -> None:
        put({".git/index": "2", "node_modules/x/a.md": "2", ".swp": "", "a.md": "1"})
        assert await after() == {"a.md"}

    following(root, story)


def test_where_more_happens_than_is_told_everything_is_looked_at_again(
    put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = put({"a.md": "1"})

    async def story(after: Next) -> None:
        monkeypatch.setattr(inotify, "OVERFLOW", inotify.CLOSE_WRITE)
        put({"a.md": "2"})
        assert await after() == set()
        monkeypatch.undo()
        put({"a.md": "3"})
        assert await after() == {"a.md"}

    following(root, story)


def test_a_folder_that_was_taken_away_and_came_back_is_seen(put: Put) -> None:
    root = put({"a.md": "1"})

    async def story(after: Next) -> None:
        shutil.rmtree(root)
        assert await after() == set()
        root.mkdir()
        put({"a.md": "2"})
        assert "a.md" in await after()

    following(root, story)
