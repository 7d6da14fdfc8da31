"""What cannot be answered as asked. The text that people see never holds more than the address they asked for."""

from __future__ import annotations

from dataclasses import dataclass, field

TITLES = {
    400: "That is no valid request",
    403: "Only for the presenter",
    404: "Nothing here",
    405: "That cannot be done here",
    413: "Too much",
    421: "Not under this name",
    422: "That is not understood",
    500: "Something broke",
}
MESSAGES = {
    403: "Open the presenter link that `pitchme serve` printed: it lets this device in and keeps no token in the address.",
    404: "No deck and no file of a deck has this address.",
    500: "The server met an error and wrote it to its log. The other decks go on.",
}


@dataclass(frozen=True, slots=True)
class Near:
    """A place that may have been meant."""

    href: str
    label: str


@dataclass(eq=False)
class Problem(Exception):
    """An answer that is no success: a page for people, JSON for scripts."""

    status: int
    message: str = ""
    action: Near | None = None
    near: tuple[Near, ...] = field(default=())

    @property
    def title(self) -> str:
        return TITLES.get(self.status, "That did not work")

    @property
    def text(self) -> str:
        return self.message or MESSAGES.get(self.status, "")
