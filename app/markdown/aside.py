"""``<aside class="notes">``: speaker notes as reveal.js writes them in HTML. They are taken off the slide."""

from __future__ import annotations

import re
from urllib.parse import unquote

from app.markdown.page import Page

# Attribute values hold no `<`, `>` or `"` here, see balance.py.
_TAG = re.compile(r"<(/?)aside(?=[\s>])([^<>]*)>")
_NOTES = re.compile(r'\sclass="(?:[^"]*\s)?notes(?:\s[^"]*)?"')
_SOURCE = re.compile(r'\s(?:src|href|poster)="([^"]*)"')


def take_notes(html: str, page: Page) -> str:
    """Balanced HTML of a slide without such elements; what they hold joins the speaker's notes."""
    if page.notes_mode or "<aside" not in html:
        return html
    out: list[str] = []
    position, depth, start = 0, 0, 0
    for match in _TAG.finditer(html):
        if depth:
            depth += -1 if match[1] else 1
            if not depth:
                page.comments.append(page.restore(html[start : match.start()]).strip())
                position = match.end()
        elif not match[1] and _NOTES.search(match[2]):
            out.append(html[position : match.start()])
            depth, start = 1, match.end()
    rest = "".join([*out, html[position:]]) if not depth else "".join(out)
    _forget_files(page, rest)
    return rest


def _forget_files(page: Page, html: str) -> None:
    """A file that only the notes show is not for those who may not have them."""
    shown = {unquote(name).partition("?")[0] for name in _SOURCE.findall(page.restore(html))}
    shown |= {unquote(value).partition("?")[0] for value in page.attributes.values()}
    hidden = {unquote(name).partition("?")[0] for note in page.comments for name in _SOURCE.findall(note)}
    for address in hidden - shown:
        page.assets.pop(address, None)
