"""What tests of all rooms share: a real server over a folder, a real browser, and which decks there are to read."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote

import httpx
import hypothesis
import pytest

PROJECT = Path(__file__).resolve().parent.parent
CORPUS = PROJECT.parent / "shared" / "decks"
BROWSER = Path(__file__).parent / "browser"
PITCHME = [sys.executable, "-m", "app.cli"]
LOGIN = re.compile(r"^Presenter\s+(http://\S+?)/-/login#(\S+)$", re.M)
SLOWEST_START = 30
# How long one example takes says more about the machine than about the code.
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")
BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that read the real decks are there only where the decks are. Browser tests come last: once a process has
    its browser, an event loop runs in it, and no test that starts a loop of its own can follow."""
    if not CORPUS.is_dir():
        items[:] = [item for item in items if not item.get_closest_marker("corpus")]
    items.sort(key=lambda item: BROWSER in item.path.parents)


@dataclass
class Server:
    """A server that runs: ``url`` is the address of its library without the last slash."""

    url: str
    token: str
    output: str
    process: subprocess.Popen[str]
    errors: Path

    @property
    def login(self) -> str:
        """The presenter's link."""
        return f"{self.url}/-/login#{self.token}"

    def client(self) -> httpx.Client:
        """A visitor who follows no redirects."""
        return httpx.Client(base_url=self.url, timeout=20)

    @contextlib.contextmanager
    def presenter(self) -> Iterator[httpx.Client]:
        """A visitor who holds the presenter's cookie."""
        with self.client() as client:
            assert client.post("/-/login", json={"token": self.token}).status_code == 204
            yield client


def environment() -> dict[str, str]:
    """This process's, without what would set the server's flags."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PITCHME_")}
    return kept | {"PYTHONPATH": str(PROJECT), "PYTHONUNBUFFERED": "1"}


@contextlib.contextmanager
def running(
    folder: Path, *flags: str, work: Path, data: Path | None, env: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Server]:
    """Start the real process in the folder ``work`` on a free port; end it afterwards, by force if need be."""
    errors = work / "stderr"
    kept = ["--data", str(data)] if data else []
    command = [*PITCHME, "serve", str(folder), "--port", "0", "--no-open", *kept, *flags]
    with errors.open("w") as sink:
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=sink,
            text=True,
            env={**environment(), **env},
            cwd=work,
        )
    too_long = threading.Timer(SLOWEST_START, process.kill)
    too_long.start()
    try:
        assert process.stdout is not None
        output = ""
        while (found := LOGIN.search(output)) is None:
            line = process.stdout.readline()
            assert line, f"the server ended: {errors.read_text()}"
            output += line
        too_long.cancel()
        yield Server(found[1], unquote(found[2]), output, process, errors)
    finally:
        too_long.cancel()
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout:
            process.stdout.close()


def pitchme(
    *arguments: str, cwd: Path | None = None, env: Mapping[str, str] = MappingProxyType({})
) -> subprocess.CompletedProcess[str]:
    """Run a command that ends by itself."""
    return subprocess.run(
        [*PITCHME, *arguments],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**environment(), **env},
        timeout=SLOWEST_START,
        check=False,
    )


Serve = Callable[..., Server]


def _serving(factory: pytest.TempPathFactory) -> Iterator[Serve]:
    with contextlib.ExitStack() as stack:

        def start(folder: Path, *flags: str, **options: Any) -> Server:
            work = factory.mktemp("server")
            return stack.enter_context(running(folder, *flags, **{"work": work, "data": work / "data", **options}))

        yield start


@pytest.fixture
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """``serve(folder, "--live")`` starts a server that ends with the test.

    ``data`` is its data folder (None: the user's own), ``env`` more environment, ``work`` the folder that it runs in.
    """
    yield from _serving(tmp_path_factory)


@pytest.fixture(scope="module")
def serve_module(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """The same for all tests of a file."""
    yield from _serving(tmp_path_factory)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """``write("talk/PITCHME.md", "# Hello")`` puts a file below the test's folder and gives the folder."""

    def put(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return tmp_path

    return put


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real decks; only for tests marked ``corpus``."""
    return CORPUS


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """The Chromium of the system, which makes no requests of its own."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = os.environ.get("PITCHME_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not found:
        pytest.exit("No Chromium found: `make test` installs it (or set PITCHME_CHROMIUM to its path).", 2)
    return {**browser_type_launch_args, "executable_path": found, "args": BROWSER_FLAGS}
