"""The laboratory: a real server process, and pages that tell when they painted what."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# A frame that shows the mark was painted when a message posted in it arrives. All pages share the machine's clock.
WATCH = """
window.paintedAt = {};
const look = () => {
  const shown = document.querySelector('section.present:not(.stack)');
  const mark = shown && /V\\d+-S\\d+/.exec(shown.textContent);
  if (mark && shown.checkVisibility() && !(mark[0] in window.paintedAt)) {
    window.paintedAt[mark[0]] = null;
    const channel = new MessageChannel();
    channel.port1.onmessage = () => { window.paintedAt[mark[0]] = performance.timeOrigin + performance.now(); };
    channel.port2.postMessage(0);
  }
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""


def now() -> float:
    """Wall-clock time in milliseconds, as the pages have it."""
    return time.time() * 1000


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A server process for one deck, from its start to its end."""

    def __init__(self, folder: Path, *flags: str) -> None:
        self.port = free_port()
        self.started = now()
        command = [sys.executable, "-m", "app.cli", "serve", str(folder), "--port", str(self.port), "--no-open"]
        self.process = subprocess.Popen(
            [*command, "--token", "bench", "--data", str(folder.parent / "data"), *flags],
            # As on a user's machine, where compiled modules are kept from the first run on.
            env={name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.url = f"http://127.0.0.1:{self.port}/{folder.name}/"

    def wait(self) -> float:
        """Milliseconds from the start to the first answer 200."""
        while self.process.poll() is None:
            line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            try:
                line.request("GET", self.url.split(str(self.port))[1])
                if line.getresponse().status == 200:
                    return now() - self.started
            except OSError:
                time.sleep(0.003)
            finally:
                line.close()
        raise RuntimeError(f"the server ended with {self.process.returncode}")

    def memory(self) -> float:
        """Resident megabytes of the process and its children."""
        root = psutil.Process(self.process.pid)
        return sum(member.memory_info().rss for member in [root, *root.children(recursive=True)]) / 1e6

    def cpu(self, seconds: float) -> float:
        """Share of one core used within the next ``seconds``, in percent."""
        root = psutil.Process(self.process.pid)
        root.cpu_percent()
        time.sleep(seconds)
        return root.cpu_percent()

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(10)


@contextmanager
def serving(folder: Path, *flags: str) -> Iterator[Server]:
    server = Server(folder, *flags)
    try:
        server.wait()
        yield server
    finally:
        server.close()


@contextmanager
def browsing() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


def open_page(browser: Browser) -> Page:
    """An empty page of a new profile that will tell what it painted."""
    page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
    page.add_init_script(WATCH)
    page.goto("about:blank")
    return page


def painted(page: Page, mark: str, timeout: float = 30) -> float:
    """Wait until the page has painted a slide with that mark; when that was, in milliseconds of the wall clock."""
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        moment = page.evaluate("mark => window.paintedAt?.[mark] ?? null", mark)
        if moment is not None:
            return float(moment)
        time.sleep(0.002)
    raise TimeoutError(f"{mark} was not painted within {timeout} s")
