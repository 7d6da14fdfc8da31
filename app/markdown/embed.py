"""Frames of other hosts: shown where the operator allows the host, else a card with the link (spec sections 7, 10)."""

from __future__ import annotations

import re

from app.markdown.address import find, is_external
from app.markdown.attributes import is_script_address, script_removed, write_attributes
from app.markdown.card import card
from app.markdown.diagnostic import Severity
from app.markdown.page import Page
from app.markdown.player import Player, host_of, is_listed, player

_SANDBOX = "allow-scripts allow-same-origin allow-popups allow-forms allow-presentation"
_LENGTH = re.compile(r"\d{1,5}(?:\.\d+)?(?:px|%|em|vh|vw)?\Z")


def is_allowed(address: str, page: Page) -> bool:
    """Whether the operator lets decks frame this address: its host or one that it is a sub-domain of is listed."""
    if not address.strip().lower().startswith(("http://", "https://", "//")):
        return False
    known = player(address)
    return any(is_listed(one, page.context.embeds) for one in (address, known.frame, known.page))


def embed(tag: str, attrs: list[tuple[str, str | None]], page: Page, line: int) -> str:
    """The frame, or its card, as kept HTML. ``tag`` is the element that the author wrote."""
    values = {name.lower(): value or "" for name, value in attrs}
    address = (values.get("src") or values.get("data-src") or values.get("data") or "").strip()
    if is_script_address(address) or (not address and "srcdoc" in values):
        script_removed(page, line, tag)
        return ""
    return shown(address, page, line, values) if address else ""


def shown(address: str, page: Page, line: int, values: dict[str, str] | None = None) -> str:
    """An address of the deck as kept HTML: a frame if its host is allowed, else a card.

    ``values`` are attributes of the author's: ``title``, ``class``, ``width``, ``height``.
    """
    values = values or {}
    known = player(address)
    if is_allowed(address, page):
        return page.keep(_frame(known, values))
    return page.keep(_card(address, known, values.get("title", ""), page, line))


def _frame(known: Player, values: dict[str, str]) -> str:
    classes = " ".join(filter(None, ("embed", known.kind, values.get("class", ""))))
    pairs = [("src", known.frame), ("title", values.get("title") or known.name or host_of(known.frame))]
    pairs += [(name, values[name]) for name in ("width", "height") if _LENGTH.match(values.get(name, ""))]
    pairs += [("class", classes), ("sandbox", _SANDBOX), ("loading", "lazy")]
    pairs += [("allow", "fullscreen; picture-in-picture"), ("referrerpolicy", "strict-origin-when-cross-origin")]
    return f"<iframe{write_attributes(pairs)}></iframe>"


def _card(address: str, known: Player, title: str, page: Page, line: int) -> str:
    if is_external(address):
        host = host_of(address) or address
        message = f"`{host}` may not be framed here: a card with the link is shown (allow it by --embed {host})"
        page.tell(Severity.WARNING, "embed-not-allowed", message, line, text=address)
        return card(f"https:{address}" if address.startswith("//") else known.page, title, name=known.name)
    found = find(page, address)
    if found.missing is not None:
        page.tell(Severity.WARNING, "missing-file", f"no file `{found.missing}`", line, text=address)
    return card(found.address, title)
