"""What cannot be answered as asked. The text that people see never holds more than the address they asked for."""

from __future__ import annotations

from dataclasses import dataclass

TITLES = {
    400: "That is no valid request",
    403: "Only for the presenter",
    404: "Nothing here",
    405: "That cannot be done here",
    413: "Too much",
    415: "Send JSON",
    422: "That is not understood",
    500: "Something broke",
}
MESSAGES = {
    403: "Open the presenter link that `pitchme serve` printed when it started: it lets this device in.",
    404: "No deck and no file of a deck has this address.",
    405: "This address answers other methods.",
    413: "A request may hold 64 KiB.",
    415: "Commands are JSON: `Content-Type: application/json`.",
    500: "The server met an error and wrote it to its log. The other decks go on.",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where one could go instead."""

    href: str
    label: str


@dataclass(eq=False)
class Problem(Exception):  # noqa: N818  (not every answer of this kind is an error)
    """An answer that is no success: a page for people, JSON for scripts."""

    status: int
    message: str = ""

    @property
    def title(self) -> str:
        """What happened, in a few words."""
        return TITLES.get(self.status, "That did not work")

    @property
    def text(self) -> str:
        """What to do; a piece between backticks is something to type."""
        return self.message or MESSAGES.get(self.status, "")
