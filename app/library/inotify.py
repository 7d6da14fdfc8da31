"""What Linux reports about the files of a folder: a file that was written, at the moment its writer closes it.

Asked for directly because it costs nothing while nothing happens, and because the moment of closing is the one to wait
for: a general watcher wakes up again and again and waits for some quiet after each change.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import struct
import time
from collections.abc import AsyncIterator
from pathlib import Path

from app.library.find import is_skipped

QUIET = 0.01  # seconds without a change after which a file that is still open is looked at
LONGEST = 0.2

ATTRIB, MODIFY, CREATE = 0x4, 0x2, 0x100
CLOSE_WRITE, MOVED_FROM, MOVED_TO, DELETE = 0x8, 0x40, 0x80, 0x200
DELETE_SELF, MOVE_SELF, IGNORED, OVERFLOW = 0x400, 0x800, 0x8000, 0x4000
IS_FOLDER, ONLY_FOLDERS, NO_LINKS = 0x40000000, 0x01000000, 0x02000000
ASKED = ATTRIB | MODIFY | CREATE | CLOSE_WRITE | MOVED_FROM | MOVED_TO | DELETE | DELETE_SELF | MOVE_SELF
AT_ONCE = CLOSE_WRITE | MOVED_FROM | MOVED_TO | DELETE
HEAD = struct.Struct("iIII")


class Tree:
    """A folder and all below it, but for what is skipped. ``take`` gives the paths that changed; ``wake`` is set when
    there are some, or will be in ``patience`` seconds. Raises ``OSError`` where the system cannot watch (any more)."""

    def __init__(self, root: Path, wake: asyncio.Event) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._root = root
        self._wake = wake
        self._folders: dict[int, str] = {}
        self._changed: set[str] = set()
        self._open: dict[str, tuple[float, float]] = {}  # when it first changed, when it is looked at
        self._lost = False
        self._gone = False
        self.file = self._libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        if self.file < 0:
            raise _error()
        try:
            self._add("", told=False)
        except OSError:
            os.close(self.file)
            raise

    def _add(self, folder: str, *, told: bool) -> None:
        """Watch a folder and those in it; ``told`` says that what lies there is news."""
        folders = [folder]
        while folders:
            folder = folders.pop()
            path = self._root / folder
            number = self._libc.inotify_add_watch(self.file, os.fsencode(path), ASKED | ONLY_FOLDERS | NO_LINKS)
            if number < 0:
                error = _error()
                if isinstance(error, FileNotFoundError | NotADirectoryError | PermissionError) and folder:
                    continue
                raise error
            self._folders[number] = folder
            with contextlib.suppress(OSError), os.scandir(path) as entries:
                for entry in entries:
                    if is_skipped(entry.name):
                        continue
                    name = f"{folder}/{entry.name}" if folder else entry.name
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(name)
                    elif told:
                        self._changed.add(name)

    def read(self) -> None:
        """Take in what the system has to tell."""
        with contextlib.suppress(BlockingIOError):
            while data := os.read(self.file, 65536):
                place = 0
                while place < len(data):
                    number, mask, _, length = HEAD.unpack_from(data, place)
                    place += HEAD.size + length
                    self._note(number, mask, os.fsdecode(data[place - length : place].rstrip(b"\0")))
        self._wake.set()

    def _note(self, number: int, mask: int, name: str) -> None:
        self._lost |= bool(mask & OVERFLOW)
        folder = self._folders.get(number)
        if folder is None:
            return
        if mask & (IGNORED | DELETE_SELF | MOVE_SELF):
            self._gone |= not folder
            if mask & IGNORED:
                del self._folders[number]
            return
        path = f"{folder}/{name}" if folder and name else folder or name
        if not path or is_skipped(name):
            return
        if mask & IS_FOLDER and mask & (CREATE | MOVED_TO):
            self._add(path, told=True)
        if mask & (AT_ONCE | IS_FOLDER):
            self._open.pop(path, None)
            self._changed.add(path)
        else:
            now = time.monotonic()
            first = self._open.get(path, (now, now))[0]
            self._open[path] = first, min(now + QUIET, first + LONGEST)

    @property
    def patience(self) -> float | None:
        """Seconds until a file that is still open is looked at; None if there is none."""
        return max(0.0, min(due for _, due in self._open.values()) - time.monotonic()) if self._open else None

    def take(self) -> set[str] | None:
        """The paths that changed since the last time; None where so much happened that some are not known."""
        if self._gone:
            raise FileNotFoundError(2, "the folder was taken away", str(self._root))
        if self._lost:
            self._lost = False
            self._add("", told=False)
            return None
        now = time.monotonic()
        due = {path for path, (_, when) in self._open.items() if when <= now}
        for path in due:
            del self._open[path]
        found, self._changed = self._changed | due, set()
        return found


async def reported(root: Path, stop: asyncio.Event) -> AsyncIterator[set[str]]:
    """As `changed_files` of app/library/watch.py; another empty set says that changes were lost."""
    loop, wake = asyncio.get_running_loop(), asyncio.Event()
    tree = Tree(root, wake)
    ending = asyncio.ensure_future(stop.wait())
    ending.add_done_callback(lambda _: wake.set())
    loop.add_reader(tree.file, tree.read)
    try:
        yield set()
        while not stop.is_set():
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(tree.patience):
                    await wake.wait()
            wake.clear()
            found = tree.take()
            if found is None or found:
                yield found or set()
    finally:
        ending.cancel()
        loop.remove_reader(tree.file)
        os.close(tree.file)


def _error() -> OSError:
    number = ctypes.get_errno()
    return OSError(number, os.strerror(number))
