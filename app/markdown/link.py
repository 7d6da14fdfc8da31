"""Links: inside the deck they jump, to files they open the file, elsewhere they open a page of their own."""

from __future__ import annotations

import posixpath
import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from app.markdown.address import find, is_external
from app.markdown.diagnostic import Severity
from app.markdown.page import Page, inline_children, lines_of, page_of
from app.markdown.widgets.syntax import without_notes

_FILE = re.compile(r"\.[a-z][a-z0-9]{0,4}\Z", re.I)


def link(md: MarkdownIt) -> None:
    """``[a](https://x)`` opens outside the deck's page, ``[b](#/3/1)`` jumps inside it, ``[c](c.pdf)`` is a file."""
    md.core.ruler.push("link_targets", links)


def links(state: StateCore) -> None:
    """Set the attributes of every link of the slide."""
    page = page_of(state.env)
    for parent, children in inline_children(state.tokens):
        for token, line in lines_of(parent, children):
            if token.type == "link_open":
                pairs = [(name, without_notes(str(value))) for name, value in token.attrs.items()]
                token.attrs = dict(link_attributes(pairs, page, line))


def link_attributes(pairs: list[tuple[str, str]], page: Page, line: int) -> list[tuple[str, str]]:
    """The attributes of an ``<a>`` with those that its target asks for."""
    values = dict(pairs)
    href = values.get("href", "").strip()
    if not href:
        return pairs
    if href.startswith("#"):
        values["class"] = f"{values.get('class', '')} slide-link".strip()
        values.pop("target", None)
        return list(values.items())
    if not is_external(href):
        values["href"] = _file(href, page, line)
    if not href.lower().startswith(("mailto:", "tel:")):
        values["target"] = "_blank"
        values["rel"] = "noopener"
    return list(values.items())


def _file(href: str, page: Page, line: int) -> str:
    """The address of a file of the deck; what is no file stays as it is."""
    path = re.split(r"[?#]", href)[0]
    if path.startswith("/-/") or path.endswith("/"):
        return href
    found = find(page, href)
    if found.path is not None:
        return found.address
    extension = posixpath.splitext(path)[1].lower()
    if _FILE.match(extension) and extension not in (".md", ".markdown", ".html", ".com", ".org", ".io"):
        page.tell(Severity.WARNING, "missing-file", f"no file `{found.missing}` for this link", line, text=href)
    return href
