"""``pitchme check --render``: what shows only on the screen. The real server, a real browser, every slide measured."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from app.deck.errors import PitchMeError
from app.deck.model import Deck, Slide
from app.deck.places import Places
from app.library.library import Library
from app.markdown.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

MEASURE = Path(__file__).with_name("measure.js")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ADDRESS = re.compile(r"^Presenter\s+(http://\S+?)/-/login#", re.M)


class Render:
    """Measures the decks of a library (see `app.check.findings.check`). ``flags`` are those of ``pitchme serve``.

    Raises PitchMeError where there is no browser, before anything is looked at.
    """

    def __init__(self, path: Path, flags: Iterable[str] = ()) -> None:
        self._path = path
        self._flags = tuple(flags)
        self._browser = _browser()

    def __call__(self, library: Library) -> Iterator[Diagnostic]:
        """Everything that does not fit or was not drawn."""
        from playwright.sync_api import sync_playwright  # noqa: PLC0415  (an extra)

        arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        with _served(self._path, self._flags) as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=self._browser or None, args=arguments)
            try:
                for deck in library.decks.values():
                    yield from _deck(deck, library.root, url, browser)
            finally:
                browser.close()


def _browser() -> str:
    """The Chromium of the system; empty for Playwright's own."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415  (an extra)
    except ImportError:
        raise PitchMeError("--render needs Playwright: pip install 'pitchme[check]'") from None
    found = os.environ.get("PITCHME_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), "")
    if not found:
        with sync_playwright() as playwright:
            if not Path(playwright.chromium.executable_path).exists():
                raise PitchMeError(
                    "--render needs Chromium: install it (apt install chromium; playwright install chromium)"
                )
    return found


@contextmanager
def _served(path: Path, flags: tuple[str, ...]) -> Iterator[str]:
    """The address of a server of our own over the decks, on a free port of this machine, with nothing kept."""
    home = Path(__file__).resolve().parents[2]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PITCHME_")}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, (str(home), environment.get("PYTHONPATH"))))
    with tempfile.TemporaryDirectory(prefix="pitchme-check-") as work:
        command = [
            sys.executable,
            "-m",
            "app.cli",
            "serve",
            str(path.resolve()),
            "--port",
            "0",
            "--no-open",
            "--no-watch",
        ]
        process = subprocess.Popen(  # noqa: S603  (ourselves)
            [*command, "--data", work, *flags],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=work, env=environment,
        )  # fmt: skip
        try:
            assert process.stdout is not None
            said = ""
            for line in process.stdout:
                said += line
                if found := _ADDRESS.search(said):
                    yield found[1]
                    return
            raise PitchMeError(f"--render: the server for {path} did not start")
        finally:
            process.terminate()
            process.wait()
            if process.stdout:
                process.stdout.close()


def _deck(deck: Deck, root: Path, url: str, browser: Browser) -> Iterator[Diagnostic]:
    size = {"width": deck.canvas.width, "height": deck.canvas.height}
    page = browser.new_page(viewport=size, reduced_motion="reduce")  # type: ignore[arg-type]
    try:
        page.route(lambda address: not address.startswith(f"{url}/"), _refuse)
        page.goto(f"{url}/{quote(deck.id)}/?view=projector")
        page.wait_for_selector("html[data-ready]", state="attached")
        measured: list[Mapping[str, Any]] = page.evaluate(MEASURE.read_text("utf-8"))
    finally:
        page.close()
    slides = {slide.id: slide for slide in deck.slides}
    for one in measured:
        if slide := slides.get(one["id"]):
            yield from _told(one, slide, root)


def _refuse(route: Route) -> None:
    """Nothing is fetched from other hosts."""
    route.abort()


def _told(one: Mapping[str, Any], slide: Slide, root: Path) -> Iterator[Diagnostic]:
    path, line = slide.source.path, slide.source.first
    over = []
    if one["tall"]:
        lines = max(1, round(one["tall"] / one["line"]))
        over.append(f"{lines} {'line' if lines == 1 else 'lines'} too tall ({one['tall']} px)")
    if one["wide"]:
        over.append(f"{one['wide']} px too wide")
    if over:
        message = f"slide {slide.number} is {' and '.join(over)}: take something out, or divide it by `+++`"
        yield Diagnostic(Severity.WARNING, "overflow", message, path, line)
    for address in one["undrawn"]:
        text = (root / path).read_text("utf-8", "replace")
        within = "\n".join(text.splitlines()[line - 1 : slide.source.last])
        row, column, named = Places(within).next(address)
        message = f"`{address}` could not be drawn: save it again as PNG, JPEG, WebP or SVG"
        yield Diagnostic(Severity.WARNING, "picture-not-drawn", message, path, line + row - 1, column, named)
