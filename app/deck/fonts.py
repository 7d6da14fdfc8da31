"""``custom-fonts``: each file is a font that has the file's name (spec section 9)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from urllib.parse import quote, unquote

_NAME = re.compile(r"[\w .+-]{1,80}\Z")
_FORMATS = {".woff2": "woff2", ".woff": "woff", ".ttf": "truetype", ".otf": "opentype"}


def is_font(name: str) -> bool:
    """Whether a name is that of a font's file."""
    return posixpath.splitext(name)[1].lower() in _FORMATS


def font_faces(addresses: Iterable[str]) -> str:
    """A style sheet, to be served below ``-/`` of the deck, that names the fonts at these addresses of the deck."""
    rules: list[str] = []
    for address in addresses:
        name, ending = posixpath.splitext(posixpath.basename(unquote(address)))
        kind = _FORMATS.get(ending.lower())
        if kind and _NAME.match(name):
            source = quote(unquote(address), safe="/+.-_~")
            rules.append(
                f'@font-face{{font-family:"{name}";src:url("../{source}")format("{kind}");font-display:swap}}\n'
            )
    return "".join(rules)
