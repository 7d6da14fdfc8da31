"""Frames of other hosts: shown where the operator allows the host, else a card with the link."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urlsplit

from app.markdown.address import find, is_external
from app.markdown.attributes import is_script_address, script_removed, write_attributes
from app.markdown.diagnostic import Severity
from app.markdown.page import Page

_SANDBOX = "allow-scripts allow-same-origin allow-popups allow-forms allow-presentation"
_LENGTH = re.compile(r"\d{1,5}(?:\.\d+)?(?:px|%|em|vh|vw)?\Z")


def host_of(address: str) -> str:
    """The host of an address, in lower case; empty where there is none."""
    try:
        return (urlsplit(address.strip()).hostname or "").lower()
    except ValueError:
        return ""


def is_allowed(address: str, page: Page) -> bool:
    """Whether the operator lets decks frame this address: its host or one that it is a sub-domain of is listed."""
    if not address.strip().lower().startswith(("http://", "https://", "//")):
        return False
    host = host_of(address)
    return bool(host) and any(host == known or host.endswith("." + known) for known in page.context.embeds)


def embed(tag: str, attrs: list[tuple[str, str | None]], page: Page, line: int) -> str:
    """The frame, or its card, as kept HTML. ``tag`` is the element that the author wrote."""
    values = {name.lower(): value or "" for name, value in attrs}
    address = (values.get("src") or values.get("data-src") or values.get("data") or "").strip()
    if is_script_address(address) or (not address and "srcdoc" in values):
        script_removed(page, line, tag)
        return ""
    if not address:
        return ""
    if is_allowed(address, page):
        return page.keep(_frame(address, values))
    return page.keep(card(address, values.get("title", ""), page, line))


def _frame(address: str, values: dict[str, str]) -> str:
    pairs = [("src", address), ("title", values.get("title") or host_of(address))]
    pairs += [(name, values[name]) for name in ("width", "height") if _LENGTH.match(values.get(name, ""))]
    pairs += [("class", f"embed {values.get('class', '')}".strip()), ("sandbox", _SANDBOX), ("loading", "lazy")]
    pairs += [("allow", "fullscreen; picture-in-picture"), ("referrerpolicy", "strict-origin-when-cross-origin")]
    return f"<iframe{write_attributes(pairs)}></iframe>"


def card(address: str, title: str, page: Page, line: int) -> str:
    """A link that stands for something that is not shown here."""
    if is_external(address):
        host = host_of(address)
        page.tell(
            Severity.WARNING,
            "embed-not-allowed",
            f"`{host or address}` may not be framed here: a card with the link is shown (allow it by --embed {host})",
            line,
            text=address,
        )
        if not address.lower().startswith(("http://", "https://", "//")):
            return f'<span class="card embed">{escape(title or address)}</span>'
        href, shown = address, host
    else:
        found = find(page, address)
        href = shown = found.address
        if found.missing is not None:
            page.tell(Severity.WARNING, "missing-file", f"no file `{found.missing}`", line, text=address)
    name = f'<span class="card-title">{escape(title)}</span> ' if title else ""
    return (
        f'<a class="card embed" href="{escape(href)}" target="_blank" rel="noopener">'
        f'{name}<span class="card-address">{escape(shown)}</span></a>'
    )
