"""What a viewer or an author does on the audience page, and what is seen there, in the words of the page's hooks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from playwright.sync_api import BrowserContext, Page

DECK = """
# First

---
## Steps

- one |
- two |

---
## Stack

+++
## Below

+++
## Deep

---
## Code

```python
a = 1
b = 2
c = 3
```

@[1](The **first** line)
@[2-3](The rest)

---
## Last

[to the stack](#/2/1)
"""

WALK = [
    "first 0", "steps 0", "steps 1", "steps 2", "stack 0", "below 0", "deep 0", "code 0", "code 1", "code 2", "last 0",
]  # fmt: skip


class Running(Protocol):
    """A server that runs (tests/conftest.py)."""

    url: str

    @property
    def login(self) -> str: ...


@dataclass
class Screen:
    """One browser page that shows a deck. ``troubles`` are console messages, failed requests and foreign hosts."""

    page: Page
    troubles: list[str] = field(default_factory=list)

    def until(self, look: Callable[[], object], wanted: object) -> None:
        """Look again and again until it is as wanted; the page's policy forbids what ``wait_for_function`` does."""
        for _ in range(600):
            if look() == wanted:
                return
            self.page.wait_for_timeout(25)
        assert look() == wanted

    def ask(self, script: str, argument: Any = None) -> Any:
        """The value of a script in the page."""
        return self.page.evaluate(script, argument)

    @property
    def place(self) -> str:
        """The slide on screen and how many of its steps show: ``steps 1``."""
        return str(
            self.ask("""() => {
                const slides = [...document.querySelectorAll('section.present:not(.stack)')];
                const slide = slides.find(s => s.checkVisibility());
                const shown = [...slide.querySelectorAll('.fragment')].filter(f => f.matches('.visible')
                    || f.matches('.current-only') && [...slide.querySelectorAll('.current-only.visible')].some(v =>
                        +v.dataset.fragmentIndex > +f.dataset.fragmentIndex));
                return `${slide.id} ${shown.length}`;
            }""")
        )

    def sees(self, place: str) -> None:
        """Wait for a place."""
        self.until(lambda: self.place, place)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    @property
    def hash(self) -> str:
        return str(self.ask("() => location.hash"))

    @property
    def live(self) -> str:
        """What the page says of the talk."""
        return str(self.ask("() => document.body.dataset.live"))

    def style(self, selector: str, name: str) -> str:
        """A computed style of the first element that matches."""
        return str(
            self.ask("([s, n]) => getComputedStyle(document.querySelector(s)).getPropertyValue(n)", [selector, name])
        )

    @property
    def laid_out(self) -> list[str]:
        """The slides that take part in layout."""
        return list(
            self.ask("""() => [...document.querySelectorAll('.slides section:not(.stack)')]
                .filter(s => s.checkVisibility()).map(s => s.id)""")
        )

    def box(self, selector: str) -> dict[str, float]:
        """Where the first element that matches is in the window."""
        return dict(self.ask("s => document.querySelector(s).getBoundingClientRect().toJSON()", selector))

    def text(self, selector: str) -> str:
        return str(self.ask("s => document.querySelector(s)?.innerText ?? ''", selector))


def look(context: BrowserContext, server: Running, deck: str = "talk", rest: str = "", author: bool = False) -> Screen:
    """Open a deck's page, with ``author`` after login, and wait until it answers."""
    page = context.new_page()
    screen = Screen(page)

    def foreign(url: str) -> None:
        if not url.startswith((server.url, "data:", "blob:")):
            screen.troubles.append(f"foreign: {url}")

    page.on("console", lambda message: screen.troubles.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: screen.troubles.append(f"error: {error}"))
    page.on("request", lambda request: foreign(request.url))
    page.on("requestfailed", lambda request: screen.troubles.append(f"failed: {request.url}"))
    page.on(
        "response", lambda answer: answer.status >= 400 and screen.troubles.append(f"{answer.status}: {answer.url}")
    )
    if author:
        page.goto(server.login)
        screen.until(lambda: "/-/login" in page.url, False)
    page.goto(f"{server.url}/{deck}/{rest}")
    screen.until(lambda: screen.ask("() => 'ready' in document.documentElement.dataset"), True)
    return screen
