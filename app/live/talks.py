"""What must outlive the process: the record of each talk and the server's secrets, in one SQLite file."""

from __future__ import annotations

import json
import logging
import os
import secrets
import sqlite3
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from app.deck.errors import PitchMeError
from app.live.state import Record

log = logging.getLogger("pitchme.talks")

FILE = "talks.sqlite3"
LOCK = "talks.lock"
TABLES = """
create table if not exists talks (deck text primary key, record text not null);
create table if not exists secrets (name text primary key, value blob not null);
"""
T = TypeVar("T")


class Talks:
    """Talks by deck id. ``folder`` None keeps everything in memory.

    Trouble with the disk never stops a talk: it goes on in memory, `healthy` turns False and the log says so once.
    Raises `PitchMeError` if another server works on the folder: two would overwrite each other's talks.
    All work with the file is done by one thread, in order.
    """

    def __init__(self, folder: Path | None) -> None:
        self.healthy = True
        self._records: dict[str, Record] = {}
        self._secrets: dict[str, bytes] = {}
        self._lock: int | None = None
        self._database: sqlite3.Connection | None = None
        self._writer = ThreadPoolExecutor(1, "talks")
        if folder is not None:
            self._do(lambda: self._open(folder)).result()

    def load(self, deck_id: str) -> Record | None:
        """The record of a deck, if it ever had a talk."""
        return self._records.get(deck_id)

    def records(self) -> Mapping[str, Record]:
        """All records, by deck id."""
        return self._records

    def save(self, deck_id: str, record: Record) -> Future[None]:
        """Keep a record; the future is done when it is on the disk, or cannot be."""
        self._records[deck_id] = record
        text = json.dumps(record.to_data(), ensure_ascii=False)
        return self._do(lambda: self._write("insert or replace into talks values (?, ?)", (deck_id, text)))

    def secret(self, name: str) -> bytes:
        """32 secret bytes of that name, made when first asked for."""
        return self._secrets.get(name) or self.rotate(name)

    def rotate(self, name: str) -> bytes:
        """New secret bytes: whatever was signed with the old ones is void."""
        value = secrets.token_bytes(32)
        self._secrets[name] = value
        self._do(lambda: self._write("insert or replace into secrets values (?, ?)", (name, value))).result()
        return value

    def close(self) -> None:
        """Finish writing and let the folder go."""
        self._do(self._close).result()
        self._writer.shutdown()

    def _do(self, work: Callable[[], T]) -> Future[T]:
        return self._writer.submit(work)

    def _open(self, folder: Path) -> None:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = _take_lock(folder)
            path = folder / FILE
            # SQLite gives its side files the mode of the main one, so this must be right before it opens it.
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            path.chmod(0o600)
            self._database = sqlite3.connect(path, timeout=0.5, isolation_level=None, check_same_thread=False)
            self._database.execute("pragma journal_mode = wal")
            self._database.execute("pragma synchronous = normal")
            self._database.executescript(TABLES)
            self._read()
        except (OSError, sqlite3.Error) as error:
            self._database = None
            self._give_up(error)

    def _read(self) -> None:
        if self._database is None:
            return
        for name, value in self._database.execute("select name, value from secrets"):
            self._secrets[name] = value
        for deck_id, text in self._database.execute("select deck, record from talks"):
            try:
                self._records[deck_id] = Record.from_data(json.loads(text))
            except (ValueError, TypeError, KeyError) as error:
                log.warning("the kept talk of %s cannot be understood and is left out (%s)", deck_id, error)

    def _write(self, statement: str, values: tuple[object, ...]) -> None:
        if self._database is None:
            return
        try:
            self._database.execute(statement, values)
        except sqlite3.Error as error:
            self._give_up(error)
        else:
            self.healthy = True

    def _give_up(self, error: Exception) -> None:
        if self.healthy:
            log.warning("talks cannot be kept on the disk (%s); they go on in memory until the server stops", error)
        self.healthy = False

    def _close(self) -> None:
        if self._database is not None:
            try:
                self._database.close()
            except sqlite3.Error as error:
                self._give_up(error)
            self._database = None
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def _take_lock(folder: Path) -> int | None:
    """Hold the folder until the process ends, however it ends."""
    try:
        import fcntl  # noqa: PLC0415 - not everywhere
    except ImportError:
        return None
    lock = os.open(folder / LOCK, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(lock)
        raise PitchMeError(
            f"{folder}: in use by another pitchme server; stop it, or give this one a folder of its own with --data"
        ) from error
    except OSError as error:
        os.close(lock)
        log.warning("%s: this file system knows no locks (%s); let only one server use it", folder, error)
        return None
    return lock
