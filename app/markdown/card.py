"""A card: the link that stands on a slide for something that is not shown there, with a code for phones."""

from __future__ import annotations

from functools import lru_cache
from html import escape

_LONGEST = 600


def card(address: str, title: str, *, name: str = "") -> str:
    """The card for an address. ``title`` is the author's, ``name`` what it is called otherwise.

    Addresses of the web get a code to scan; others are links only where a browser can follow them.
    """
    web = address.lower().startswith(("http://", "https://"))
    bare = address.partition("//")[2].removeprefix("www.") if web else address
    host, _, rest = bare.partition("/")
    lines = [f'<span class="card-title">{escape(title or name or (host if web else address))}</span>']
    if title and name:
        lines.append(f'<span class="card-name">{escape(name)}</span>')
    shown = bare.rstrip("/") if rest else bare
    lines.append(f'<span class="card-address">{escape(_shortened(shown))}</span>')
    text = f'<span class="card-text">{"".join(lines)}</span>'
    if ":" in address.partition("/")[0] and not web:
        return f'<span class="card embed">{text}</span>'
    code = scan_code(address) if web else ""
    return f'<a class="card embed" href="{escape(address)}" target="_blank" rel="noopener">{text}{code}</a>'


def _shortened(text: str) -> str:
    return text if len(text) <= 64 else text[:62].rstrip() + "…"


@lru_cache(maxsize=256)
def scan_code(address: str) -> str:
    """A QR code as inline SVG, black on white as cameras want it; empty where the address is too long for one."""
    if len(address) > _LONGEST:
        return ""
    import segno  # noqa: PLC0415  (few decks have cards, every start would load it)

    return segno.make_qr(address, error="l").svg_inline(omitsize=True, svgclass="qr", lineclass=None, border=1)
