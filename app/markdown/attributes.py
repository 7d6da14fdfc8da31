"""Attributes that authors write, in HTML and in comments: read them, and let only safe ones through."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape

from app.markdown.address import asset
from app.markdown.diagnostic import Severity
from app.markdown.page import Page
from app.markdown.widgets.syntax import without_notes

_PAIR = re.compile(r"""([^\s"'=<>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_NAME = re.compile(r"[a-z_:][a-z0-9_:.-]*\Z")
_URL = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^()"']*))\s*\)""", re.I)
_BAD_STYLE = re.compile(r"expression\s*\(|javascript\s*:|vbscript\s*:|-moz-binding|behavior\s*:|@import", re.I)
_IMAGE_DATA = re.compile(r"data:image/(?:png|gif|jpeg|webp)[;,]")
_ADDRESSES = frozenset({"href", "src", "xlink:href", "data", "poster", "background", "cite", "action", "formaction"})
_FILES = frozenset({"src", "poster", "background", "data", "xlink:href"})
# What the page itself says about a slide, and what it uses to find its own elements.
_RESERVED = frozenset({"data-h", "data-v", "data-steps", "data-digest", "data-title", "data-step-note"})
_DROPPED = frozenset({"autofocus", "ping", "srcdoc", "formaction", "http-equiv", "nonce"})


def read_attributes(text: str) -> list[tuple[str, str]]:
    """``class="a" data-x=1`` as pairs; names in lower case, a name without a value gets ``""``."""
    return [
        (match[1].lower(), unescape(match[2] or match[3] or match[4] or "")) for match in _PAIR.finditer(text[:10_000])
    ]


def write_attributes(pairs: Iterable[tuple[str, str]]) -> str:
    """Pairs as they stand in a tag, each with a space before it."""
    return "".join(f' {name}="{escape(value)}"' for name, value in pairs)


def is_script_address(value: str) -> bool:
    """Whether a browser would run or draw something foreign from this address; browsers skip blanks and controls."""
    bare = re.sub(r"[\x00-\x20\x7f-\x9f\u00ad\u200b-\u200f]+", "", value).lower()
    return bare.startswith(("javascript:", "vbscript:")) or (bare.startswith("data:") and not _IMAGE_DATA.match(bare))


def safe_attributes(pairs: Iterable[tuple[str, str | None]], page: Page, line: int) -> list[tuple[str, str]]:
    """What of the author's attributes may stand on an element: no scripts, files found, nothing that takes focus.

    Removing a script leaves one diagnostic (``script-removed``) a slide.
    """
    safe: dict[str, str] = {}
    for raw_name, raw_value in pairs:
        name, value = raw_name.lower(), without_notes(raw_value or "")
        if name.startswith("on") or (name in _ADDRESSES and is_script_address(value)):
            script_removed(page, line, name)
        elif not _NAME.match(name) or name in _DROPPED or name in _RESERVED:
            continue
        elif name == "class":
            safe["class"] = f"{safe['class']} {value}" if "class" in safe else value
        elif name == "style":
            if style := safe_style(value, page, line):
                safe["style"] = style
        elif name == "autoplay":
            safe["data-autoplay"] = value
        elif name in _FILES:
            safe.setdefault(name, asset(page, value, line).address)
        elif name == "srcset":
            safe.setdefault(name, _srcset(value, page, line))
        else:
            safe.setdefault(name, value)
    return list(safe.items())


def safe_style(value: str, page: Page, line: int) -> str:
    """A style attribute with the files in ``url(…)`` found; empty if it holds a script."""
    if _BAD_STYLE.search(value):
        script_removed(page, line, "style")
        return ""

    def found(match: re.Match[str]) -> str:
        name = match[1] or match[2] or match[3] or ""
        if is_script_address(name):
            script_removed(page, line, "style")
            return "none"
        address = asset(page, name, line).address.replace("'", "%27")
        return f"url('{address}')" if name else match[0]

    return _URL.sub(found, value)


def script_removed(page: Page, line: int, what: str) -> None:
    """Tell, once a slide, that a script was taken out."""
    page.tell(
        Severity.WARNING,
        "script-removed",
        f"`{what}` would run a script: it was removed, as slides run none",
        line,
        text=what,
        once=True,
    )


def _srcset(value: str, page: Page, line: int) -> str:
    parts = []
    for part in value.split(","):
        name, _, size = part.strip().partition(" ")
        if name and not is_script_address(name):
            parts.append(f"{asset(page, name, line).address} {size}".strip())
    return ", ".join(parts)
