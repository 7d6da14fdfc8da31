"""The measurements, each a function that returns its figures. Budgets are those of docs/performance.md."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.deck.build import SlideCache, build
from app.library.folder import DeckFiles, Folder
from tests.bench import lab
from tests.bench.decks import deck, mark


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table; ``budget`` is an upper bound unless ``more`` says that more is better."""

    what: str
    values: tuple[float, ...]
    unit: str
    budget: float
    more: bool = False

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def met(self) -> bool:
        return self.median >= self.budget if self.more else self.median <= self.budget


def folder_of(count: int) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="bench-")) / f"d{count}"
    folder.mkdir()
    (folder / "PITCHME.md").write_text(deck(count), encoding="utf-8")
    return folder


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, round(share * (len(values) - 1)))]


def cold(repeat: int) -> list[Figure]:
    """From the command to the first answer 200, and to the first slide painted in an open, empty page."""
    answers: dict[int, list[float]] = {30: [], 1000: []}
    paints: dict[int, list[float]] = {30: [], 1000: []}
    folders = {count: folder_of(count) for count in answers}
    with lab.browsing() as browser:
        for _ in range(repeat):
            for count, folder in folders.items():
                page = lab.open_page(browser)
                server = lab.Server(folder)
                try:
                    answers[count].append(server.wait())
                    page.goto(server.url, wait_until="commit")
                    paints[count].append(lab.painted(page, mark(1)) - server.started)
                finally:
                    page.context.close()
                    server.close()
    budgets = {30: (600, 900), 1000: (float("nan"), 1200)}
    figures = []
    for count, (answer, paint) in budgets.items():
        figures.append(Figure(f"command → answer 200, D{count}", tuple(answers[count]), "ms", answer))
        figures.append(Figure(f"command → slide 1 painted, D{count}", tuple(paints[count]), "ms", paint))
    return figures


def reload(repeat: int) -> list[Figure]:
    """From the save to the new text painted on the slide on screen."""
    figures = []
    with lab.browsing() as browser:
        for count, shown, budget in ((30, 15, 25), (1000, 900, 35)):
            folder = folder_of(count)
            taken = []
            with lab.serving(folder) as server:
                page = lab.open_page(browser)
                page.goto(f"{server.url}#/{shown - 1}")
                lab.painted(page, mark(shown))
                time.sleep(1.5)  # let the page's stream open and the machine come to rest
                for version in range(1, 4 * repeat + 1):
                    text = deck(count, versions={shown: version})
                    saved = lab.now()
                    (folder / "PITCHME.md").write_text(text, encoding="utf-8")
                    taken.append(lab.painted(page, mark(shown, version)) - saved)
                    time.sleep(0.4)
                page.context.close()
            figures.append(Figure(f"save → painted, D{count}", tuple(taken), "ms", budget))
            figures.append(Figure(f"save → painted, D{count}, p95", (percentile(taken, 0.95),), "ms", 40))
    return figures


def navigate(repeat: int) -> list[Figure]:
    """From the key to the next slide painted."""
    figures = []
    with lab.browsing() as browser:
        for count, first, budgets in ((30, 1, (12, 20)), (1000, 500, (14, 24))):
            with lab.serving(folder_of(count)) as server:
                page = lab.open_page(browser)
                page.goto(f"{server.url}#/{first - 1}")
                lab.painted(page, mark(first))
                page.evaluate(
                    "addEventListener('keydown', e => window.pressedAt = performance.timeOrigin + e.timeStamp, true)"
                )
                time.sleep(1)
                taken = []
                for number in range(first + 1, first + 1 + min(25, 8 * repeat)):
                    page.keyboard.press("ArrowRight")
                    taken.append(lab.painted(page, mark(number)) - page.evaluate("window.pressedAt"))
                    time.sleep(0.05)
                page.context.close()
            figures.append(Figure(f"key → painted, D{count}, p50", tuple(taken), "ms", budgets[0]))
            figures.append(Figure(f"key → painted, D{count}, p95", (percentile(taken, 0.95),), "ms", budgets[1]))
    return figures


def speed(repeat: int) -> list[Figure]:
    """Slides built per second, from nothing and when one of them changed."""
    folder = folder_of(1000)
    disk = Folder(folder)
    files = DeckFiles(disk, "")
    cold_rate, warm = [], []
    for version in range(repeat):
        cache = SlideCache()
        start = time.perf_counter()
        build("d1000", "PITCHME.md", files, cache=cache)
        cold_rate.append(1000 / (time.perf_counter() - start))
        (folder / "PITCHME.md").write_text(deck(1000, versions={500: version + 1}), encoding="utf-8")
        disk.forget()
        start = time.perf_counter()
        build("d1000", "PITCHME.md", files, cache=cache)
        warm.append((time.perf_counter() - start) * 1000)
    return [
        Figure("slides built per second, cold", tuple(cold_rate), "1/s", 400, more=True),
        Figure("one slide of 1,000 edited, build", tuple(warm), "ms", 10),
    ]


def weight(repeat: int) -> list[Figure]:
    """Bytes of a first visit, server memory and idle cost."""
    with lab.browsing() as browser, lab.serving(folder_of(30)) as server:
        page = lab.open_page(browser)
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        kinds: dict[str, str] = {}
        sizes: dict[str, float] = {}
        session.on("Network.responseReceived", lambda e: kinds.__setitem__(e["requestId"], e["type"]))

        def finished(event: dict[str, object]) -> None:
            kind = kinds.get(str(event["requestId"]), "Other")
            sizes[kind] = sizes.get(kind, 0) + float(str(event["encodedDataLength"])) / 1000

        session.on("Network.loadingFinished", finished)
        page.goto(server.url)
        lab.painted(page, mark(1))
        page.wait_for_timeout(1500)
        paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        shift = page.evaluate(
            "new Promise(done => {new PerformanceObserver(list => done(list.getEntries()"
            ".reduce((s, e) => s + e.value, 0)))"
            ".observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(0), 300)})"
        )
        page.context.close()
    with lab.browsing() as browser, lab.serving(folder_of(1000)) as big:
        page = lab.open_page(browser)
        page.goto(big.url)
        lab.painted(page, mark(1))
        memory = big.memory()
        page.context.close()
    return [
        Figure("script, D30", (sizes.get("Script", 0),), "KB", 30),
        Figure("styles, D30", (sizes.get("Stylesheet", 0),), "KB", 15),
        Figure("first visit, D30", (sum(sizes.values()),), "KB", 70),
        Figure("first contentful paint, warm server, D30", (paint,), "ms", 200),
        Figure("layout shift, D30", (shift,), "", 0),
        Figure("server memory, D1000, one page open", (memory,), "MB", 120),
    ]


MEASURES: dict[str, Callable[[int], list[Figure]]] = {
    "speed": speed,
    "cold": cold,
    "reload": reload,
    "navigate": navigate,
    "weight": weight,
}
