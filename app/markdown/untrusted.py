"""The allow-list for decks of others (``--untrusted``), over HTML that is already harmless in a browser's eyes.

It keeps what slides are made of and takes what could reach beyond the slide: ids of the page, fixed positions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

import nh3

from app.markdown.tags import BLOCK, FRAMES, MATH, PHRASE, REMOVED, SVG, UNWRAPPED

_ID = re.compile(r'(<[a-zA-Z][^<>]*?)\sid="([^"]*)"')
_TAGS = set((BLOCK | PHRASE) - FRAMES - REMOVED - UNWRAPPED - SVG - MATH - {"form", "button", "select", "textarea"}) | {
    "img",
    "input",
    "hr",
    "br",
    "source",
    "wbr",
    "col",
}
_ATTRIBUTES = {
    "*": {"class", "id", "style", "title", "lang", "dir", "align", "valign", "role", "aria-label", "hidden"},
    "a": {"href", "target", "rel"},
    "img": {"src", "alt", "width", "height", "srcset", "loading"},
    "video": {"src", "poster", "width", "height", "controls", "loop", "muted"},
    "audio": {"src", "controls", "loop", "muted"},
    "source": {"src", "srcset", "type", "media"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "input": {"type", "checked", "disabled"},
    "font": {"color", "size", "face"},
    "details": {"open"},
}
_PROPERTIES = """
    color background-color background-image background-size background-position background-repeat text-align
    text-decoration text-transform font-size font-weight font-style font-family line-height letter-spacing
    white-space width height max-width max-height min-width min-height margin margin-top margin-right
    margin-bottom margin-left padding padding-top padding-right padding-bottom padding-left border border-top
    border-right border-bottom border-left border-color border-radius border-width border-style display float
    clear vertical-align opacity list-style list-style-type gap flex columns column-count transform rotate
    translate filter z-index --grid-left --grid-right --grid-top --grid-bottom --grid-width --grid-height --grid-font
    --grid-item-width --grid-item-height --zoom-all
"""
# By these the page knows its own buttons and regions.
_OF_THE_PAGE = frozenset({"data-action", "data-region", "data-page", "data-live", "data-view", "data-deck-style"})
# A value of a background goes into a style of the page: one value of it, and nothing that loads from elsewhere.
_BACKGROUND = re.compile(r"(?!.*\burl\s*\()[^;:{}\"'\\]{0,500}\Z", re.I | re.S)
_STYLES = set(_PROPERTIES.split())


@lru_cache(maxsize=1)
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        generic_attribute_prefixes={"data-"},
        url_schemes={"http", "https", "mailto", "tel", "data"},
        filter_style_properties=_STYLES,
        link_rel=None,
        strip_comments=True,
        attribute_filter=_attribute,
    )


def _attribute(_tag: str, name: str, value: str) -> str | None:
    if name in _OF_THE_PAGE:
        return None
    if name == "style" and ("\\" in value or ("url(" in value.lower() and "//" in value)):
        return None
    if name == "href" and value.lower().startswith("data:"):
        return None
    return value


def cleaned(html: str, key: str) -> str:
    """The HTML of a slide through the allow-list; of ids only our own (they hold ``key``) stay."""
    out = _cleaner().clean(html)
    return _foreign_ids(out, key)


def _foreign_ids(html: str, key: str) -> str:
    return _ID.sub(lambda match: match[0] if key in match[2] else match[1], html)


def cleaned_attributes(attributes: Mapping[str, str]) -> dict[str, str]:
    """The section's attributes through the same list."""
    clean = {
        name: value
        for name, value in attributes.items()
        if name not in _OF_THE_PAGE and (not name.startswith("data-background") or _BACKGROUND.match(value))
    }
    if "style" in clean:
        found = _cleaner().clean(f'<p style="{clean["style"].replace(chr(34), chr(39))}"></p>')
        style = found.partition('style="')[2].partition('"')[0]
        clean["style"] = style
    return {name: value for name, value in clean.items() if value or name != "style"}
