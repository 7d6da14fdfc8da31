"""What is kept survives whatever happens to the process, and trouble with the disk never stops a talk."""

from __future__ import annotations

import logging
import os
import signal
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from app.deck.errors import PitchMeError
from app.live.talks import FILE, Talks
from tests.live.live_examples import record

WRITER = """
import sys
from pathlib import Path
from app.live.talks import Talks
from tests.live.live_examples import record
talks = Talks(Path(sys.argv[1]))
print(talks.secret("cookie").hex(), flush=True)
rev = 2
while True:
    talks.save("talk", record(rev)).result()
    print(rev, flush=True)
    rev += 1
"""


def writer(folder: Path) -> subprocess.Popen[str]:
    """A process that keeps one record after the other, telling each that it has kept."""
    paths = [str(Path(__file__).parent), *filter(None, sys.path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE, text=True, env=environment
    )


def test_what_was_kept_is_there_again(tmp_path: Path) -> None:
    talks = Talks(tmp_path / "data")
    talks.save("a", record(2))
    talks.save("a", record(3))
    talks.save("b/c", record(9))
    secret = talks.secret("cookie")
    talks.close()
    again = Talks(tmp_path / "data")
    assert (again.load("a"), again.load("b/c"), again.load("none")) == (record(3), record(9), None)
    assert (again.secret("cookie"), len(secret)) == (secret, 32)
    assert again.healthy
    again.close()


def test_a_secret_is_made_once_and_anew_when_asked(tmp_path: Path) -> None:
    talks = Talks(tmp_path)
    first = talks.secret("cookie")
    assert talks.secret("cookie") == first
    assert talks.secret("other") != first
    second = talks.rotate("cookie")
    assert second != first
    talks.close()
    again = Talks(tmp_path)
    assert again.secret("cookie") == second
    again.close()


def test_nobody_else_may_read_what_is_kept(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        talks = Talks(tmp_path / "data")
        talks.save("a", record()).result()
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "data").iterdir()}
    assert modes[FILE] == 0o600
    assert set(modes.values()) == {0o600}
    talks.close()


def test_a_process_that_is_killed_loses_no_record_that_it_had_told(tmp_path: Path) -> None:
    with writer(tmp_path) as process:
        assert process.stdout is not None
        secret = process.stdout.readline().strip()
        for _ in range(50):
            told = int(process.stdout.readline())
        process.send_signal(signal.SIGKILL)
        rest = [int(line) for line in process.stdout.read().splitlines()]
        process.wait()
    talks = Talks(tmp_path)
    kept = talks.load("talk")
    assert talks.healthy
    assert kept is not None
    assert kept.rev >= max([told, *rest])
    assert (kept.code, talks.secret("cookie").hex()) == ("CODE234", secret)
    talks.close()


def test_two_servers_on_one_folder_the_second_refuses(tmp_path: Path) -> None:
    with writer(tmp_path) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(PitchMeError, match="in use by another pitchme server") as caught:
            Talks(tmp_path)
        assert "\n" not in str(caught.value)
        process.kill()
    Talks(tmp_path).close()


def test_a_folder_is_free_again_when_its_server_stopped(tmp_path: Path) -> None:
    Talks(tmp_path).close()
    Talks(tmp_path).close()


@pytest.mark.parametrize(
    "damage", [b"this is no database, but long enough to be one" * 50, b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_a_damaged_file_is_told_once_and_talks_go_on_in_memory(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, damage: bytes
) -> None:
    (tmp_path / FILE).write_bytes(damage)
    with caplog.at_level(logging.WARNING):
        talks = Talks(tmp_path)
        for rev in range(2, 6):
            talks.save("a", record(rev)).result()
    assert (talks.healthy, talks.load("a")) == (False, record(5))
    assert talks.secret("cookie") == talks.secret("cookie")
    assert len([r for r in caplog.records if "cannot be kept" in r.message]) == 1
    assert (tmp_path / FILE).read_bytes() == damage
    talks.close()


def test_a_folder_that_cannot_be_made_is_told_and_talks_go_on_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    talks = Talks(tmp_path / "file" / "data")
    talks.save("a", record()).result()
    assert (talks.healthy, talks.load("a")) == (False, record())
    talks.close()


def test_a_locked_file_is_waited_for_no_longer_than_a_talk_can_and_healthy_again_later(tmp_path: Path) -> None:
    talks = Talks(tmp_path)
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("begin exclusive")
    talks.save("a", record(2)).result()
    assert (talks.healthy, talks.load("a")) == (False, record(2))
    other.execute("rollback")
    other.close()
    talks.save("a", record(3)).result()
    assert talks.healthy
    talks.close()
    again = Talks(tmp_path)
    assert again.load("a") == record(3)
    again.close()


def test_a_full_disk_is_told_and_the_talk_goes_on(tmp_path: Path) -> None:
    talks = Talks(tmp_path)
    talks.save("a", record(2)).result()
    assert talks._database is not None
    [(pages,)] = talks._database.execute("pragma page_count").fetchall()
    talks._database.execute(f"pragma max_page_count = {pages}")
    for number in range(400):
        talks.save(f"deck-{number}", record(3)).result()
    assert (talks.healthy, talks.load("deck-399")) == (False, record(3))
    talks.close()


def test_a_record_that_makes_no_sense_is_left_out_and_the_others_stay(tmp_path: Path) -> None:
    talks = Talks(tmp_path)
    talks.save("good", record())
    talks.close()
    with sqlite3.connect(tmp_path / FILE) as database:
        database.execute("insert into talks values ('bad', '{}'), ('worse', 'x'), ('list', '[]')")
    database.close()
    again = Talks(tmp_path)
    assert dict(again.records()) == {"good": record()}
    again.close()


def test_without_a_folder_everything_is_in_memory() -> None:
    talks = Talks(None)
    talks.save("a", record()).result()
    assert (talks.load("a"), talks.healthy) == (record(), True)
    assert talks.secret("cookie") == talks.secret("cookie")
    talks.close()
