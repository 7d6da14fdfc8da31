"""Which files changed, as soon as they did."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import platform
import sys
import time
from collections.abc import AsyncIterator, Callable, Set
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from watchfiles.main import FileChange

from app.library import inotify
from app.library.find import MOST_FILES, is_skipped

log = logging.getLogger("pitchme.watch")

POLL_SECONDS = 0.1
MOST_FOLDERS = 2_000
Stamp = tuple[int, int, int]


async def changed_files(
    root: Path, stop: asyncio.Event, *, poll: bool = False, names: Callable[[], Set[str]] | None = None
) -> AsyncIterator[set[str]]:
    """Paths below ``root`` (with ``/``) that were made, changed or removed, until ``stop`` is set.

    The first set is empty and says that from now on nothing is missed; what changed before is the caller's to find. So
    is what changed before any later empty set.
    ``poll`` looks at all files every tenth of a second, for file systems that report nothing (network folders, mounts
    of a virtual machine). Where watching is not possible this is done by itself. With ``names`` only these paths are
    looked at: one deck in a large folder (somebody's home) must not watch all of it.
    """
    if names is not None:
        async for paths in _polled(lambda: stamps_of(root, names()), stop):
            yield paths
        return
    if not poll and not _is_of_windows(root):
        try:
            async for paths in of_system(root, stop):
                yield paths
        except (OSError, RuntimeError, ImportError) as error:
            log.warning("cannot watch %s (%s); looking at its files every %s s instead", root, error, POLL_SECONDS)
        if stop.is_set():
            return
    async for paths in _polled(lambda: stamps(root), stop):
        yield paths


def of_system(root: Path, stop: asyncio.Event) -> AsyncIterator[set[str]]:
    """Changes as this system reports them."""
    return inotify.reported(root, stop) if sys.platform == "linux" else by_watchfiles(root, stop)


def is_large(root: Path) -> bool:
    """Whether a folder holds more folders than are worth watching for a single deck."""
    folders, count = [root], 0
    while folders:
        count += 1
        if count > MOST_FOLDERS:
            return True
        with contextlib.suppress(OSError), os.scandir(folders.pop()) as entries:
            folders += [Path(e.path) for e in entries if e.is_dir(follow_symlinks=False) and not is_skipped(e.name)]
    return False


def _is_of_windows(root: Path) -> bool:
    """Whether a folder lies on a Windows drive, which tells its Linux nothing about changes."""
    return root.parts[1:2] == ("mnt",) and "microsoft" in platform.release().lower()


async def by_watchfiles(root: Path, stop: asyncio.Event) -> AsyncIterator[set[str]]:
    """Changes as macOS and Windows report them; 10 ms of quiet end a batch."""
    from watchfiles import awatch  # noqa: PLC0415 - not needed by commands that do not watch

    top = f"{root}{os.sep}" if root.name else str(root)
    batches = awatch(root, watch_filter=None, debounce=200, step=10, stop_event=stop, ignore_permission_denied=True)
    batch = asyncio.ensure_future(_next(batches))
    try:
        await asyncio.sleep(0)  # it begins to watch before it waits for the first time
        if not batch.done():
            yield set()
        while True:
            try:
                reported = await batch
            except StopAsyncIteration:
                return
            batch = asyncio.ensure_future(_next(batches))
            inside = (Path(name.removeprefix(top)).as_posix() for _, name in reported)
            if paths := {path for path in inside if not is_skipped(path)}:
                yield paths
    finally:
        batch.cancel()
        with contextlib.suppress(asyncio.CancelledError, StopAsyncIteration, OSError, RuntimeError):
            await batch


async def _next(batches: AsyncIterator[set[FileChange]]) -> set[FileChange]:
    return await anext(batches)


async def _polled(look: Callable[[], dict[str, Stamp]], stop: asyncio.Event) -> AsyncIterator[set[str]]:
    """Changes as two looks at the files differ (watchfiles' own polling loses saves within one second)."""
    before = await asyncio.to_thread(look)
    yield set()
    while True:
        started = time.monotonic()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), POLL_SECONDS)
        if stop.is_set():
            return
        now = await asyncio.to_thread(look)
        if paths := {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}:
            yield paths
        before = now
        # A large folder on a slow disk must not keep a core busy.
        looking = time.monotonic() - started - POLL_SECONDS
        if looking > POLL_SECONDS:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), looking * 4)


def stamps(root: Path) -> dict[str, Stamp]:
    """Time, size and number of every file below ``root``."""
    found: dict[str, Stamp] = {}
    folders = [""]
    while folders and len(found) <= MOST_FILES:
        folder = folders.pop()
        try:
            entries = list(os.scandir(root / folder))
        except OSError:
            continue
        for entry in entries:
            if is_skipped(entry.name):
                continue
            path = f"{folder}/{entry.name}" if folder else entry.name
            with contextlib.suppress(OSError):
                if entry.is_dir(follow_symlinks=False):
                    folders.append(path)
                else:
                    found[path] = _stamp(entry.stat())
    return found


def stamps_of(root: Path, names: Set[str]) -> dict[str, Stamp]:
    """The same for these paths only, as far as they exist."""
    found: dict[str, Stamp] = {}
    for name in names:
        with contextlib.suppress(OSError, ValueError):
            found[name] = _stamp((root / name).stat())
    return found


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_mtime_ns, status.st_size, status.st_ino
