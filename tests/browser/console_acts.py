"""What presenters and viewers do and see, in the words of the page's hooks; for the tests of console and talks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, expect

T = TypeVar("T")


class Running(Protocol):
    """A server that runs (tests/conftest.py)."""

    url: str
    token: str

    @property
    def login(self) -> str: ...


def until(page: Page, look: Callable[[], T], wanted: T) -> None:
    """Look again and again until it is as wanted; the page's policy forbids what `wait_for_function` does."""
    for _ in range(600):
        if look() == wanted:
            return
        page.wait_for_timeout(25)
    assert look() == wanted


DECK = """
# One

Note:
Say **hello** to them. SECRET-OF-ONE

---
## Two

- first |
- second |

Note:
[A source](https://example.org/) for two. SECRET-OF-TWO

---
## Three

+++
## Three below

- a click |

---
## Four

Note:
SECRET-OF-FOUR

---
## Five
"""
# Every place of that deck, in the order of pressing Next.
WALK = (
    ("one", 0), ("two", 0), ("two", 1), ("two", 2), ("three", 0), ("three-below", 0), ("three-below", 1), ("four", 0),
    ("five", 0),
)  # fmt: skip


@dataclass
class Console:
    """A presenter's page."""

    page: Page

    @property
    def place(self) -> tuple[str, int]:
        """What NOW says it shows."""
        now = self.page.locator("[data-region=now]")
        return now.get_attribute("data-slide") or "", int(now.get_attribute("data-step") or -1)

    @property
    def live(self) -> str:
        return self.page.locator("body").get_attribute("data-live") or ""

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def at(self, slide: str, step: int = 0) -> None:
        """Wait until NOW shows this place."""
        now = self.page.locator("[data-region=now]")
        expect(now).to_have_attribute("data-slide", slide)
        expect(now).to_have_attribute("data-step", str(step))

    def is_(self, state: str) -> None:
        """Wait until the talk is live, frozen, black, …"""
        expect(self.page.locator("body")).to_have_attribute("data-live", state)

    def start(self) -> None:
        self.press("Enter")
        self.is_("live")

    def pane(self, which: str) -> tuple[str, int]:
        """The slide and the number of shown steps that the frame NOW or NEXT really draws."""
        return drawn(self.page, self.page.frame_locator(f"#{which}-frame").locator("body"))

    @property
    def notes(self) -> str:
        return self.page.locator("[data-region=notes] .notes-text").inner_text()


def drawn(page: Page, body: object) -> tuple[str, int]:
    """The slide that is drawn in a body, and how many of its steps are shown."""
    found = body.evaluate(  # type: ignore[attr-defined]
        """body => {
            const slide = body.querySelector(".slides section.present:not(.stack)");
            const shown = slide ? [...slide.querySelectorAll(".fragment.visible")] : [];
            const steps = shown.map(piece => Number(piece.dataset.fragmentIndex) + 1);
            return [slide?.id ?? "", Math.max(0, ...steps)];
        }"""
    )
    return found[0], found[1]


def present(context: BrowserContext, server: Running, deck: str) -> Console:
    """Open the login link, then the console, as a presenter does."""
    page = context.new_page()
    base = urlsplit(server.url).path
    page.goto(server.login.replace("/-/login#", f"/-/login?next={base}/{deck}/-/present#"))
    page.wait_for_url(re.compile(r"/-/present$"))
    expect(page.locator("#now-frame")).to_have_attribute("data-slide", re.compile("."))
    expect(page.locator("[data-region=connection]")).to_have_attribute("aria-label", "Connected")
    return Console(page)


@dataclass
class Viewer:
    """An audience page."""

    page: Page

    @property
    def place(self) -> tuple[str, int]:
        return drawn(self.page, self.page.locator("body"))

    def sees(self, slide: str, step: int = 0) -> None:
        """Wait until this is drawn."""
        until(self.page, lambda: self.place, (slide, step))

    def is_(self, state: str) -> None:
        expect(self.page.locator("body")).to_have_attribute("data-live", state, timeout=15_000)


def watch(context: BrowserContext, server: Running, deck: str) -> Viewer:
    """Open the audience page."""
    page = context.new_page()
    page.goto(f"{server.url}/{deck}/")
    return Viewer(page)
