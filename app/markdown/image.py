"""Pictures and other media: their files found, their alternative text as the author wrote it."""

from __future__ import annotations

import re
from html import escape

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from app.markdown.address import Address, asset, find, is_external, may_be_named
from app.markdown.attributes import write_attributes
from app.markdown.embed import shown
from app.markdown.page import Page, inline_children, lines_of, page_of
from app.markdown.widgets.syntax import without_notes

_WITH_BLANKS = re.compile(r"!\[([^\[\]\n]{0,500})\]\(([^()<>\"'\n]{1,500}\.[a-zA-Z0-9]{2,5}[ ]*)\)")
_VIDEO = (".mp4", ".webm", ".ogv", ".m4v")
_PLAYERS = (
    "https://youtu.be/",
    "https://www.youtube.com/",
    "https://youtube.com/",
    "https://vimeo.com/",
    "https://player.vimeo.com/",
)


def image(md: MarkdownIt) -> None:
    """``![alt w50](a.png)`` → ``<img src="a.png" alt="alt w50">``; decks' CSS selects on words of ``alt``."""
    md.inline.ruler.after("image", "image_with_blanks", with_blanks)
    md.core.ruler.push("image_files", images)


def with_blanks(state: StateInline, silent: bool) -> bool:
    """``![x](my picture.png)``: GitPitch's parser took blanks in a path, CommonMark does not."""
    match = _WITH_BLANKS.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "!" else None
    if not match:
        return False
    if not silent:
        token = state.push("image", "img", 0)
        token.attrs, token.content = {"src": match[2].strip()}, match[1]
    state.pos = match.end()
    return True


def images(state: StateCore) -> None:
    """Find the file of every image of the slide; a missing one becomes a quiet placeholder."""
    page = page_of(state.env)
    for parent, children in inline_children(state.tokens):
        for token, line in lines_of(parent, children):
            if token.type == "image":
                _image(token, page, line)


def _image(token: Token, page: Page, line: int) -> None:
    name = str(token.attrs.get("src", ""))
    alt = without_notes(unescapeAll(token.content))
    token.meta["line"] = line
    if name.startswith(_PLAYERS):
        _finished(token, shown(name, page, line, {"title": alt, "class": str(token.attrs.get("class", ""))}))
        return
    found = asset(page, name, line)
    if found.missing is not None or not found.address:
        classes = str(token.attrs.get("class", ""))
        drawn = placeholder(found, alt, classes)
        # The path is no text of the slide; but what is kept aside can be no step.
        _finished(token, drawn if "fragment" in classes.split() else page.keep(drawn))
        return
    attributes = dict(token.attrs) | {"src": found.address, "alt": alt}
    if "title" in attributes:
        attributes["title"] = without_notes(str(attributes["title"]))
    if name.partition("?")[0].lower().endswith(_VIDEO):
        del attributes["alt"]
        pairs = [(key, str(value)) for key, value in attributes.items()]
        _finished(token, f"<video{write_attributes([*pairs, ('controls', ''), ('aria-label', alt)])}></video>")
        return
    # `alt` is written from the children; one text token keeps it as it was written.
    token.attrs = attributes
    token.children = [Token("text", "", 0, content=alt)]


def _finished(token: Token, html: str) -> None:
    """Make a token stand for HTML that is ready; its attributes no longer count."""
    token.type, token.content, token.children = "finished", html, None


def placeholder(found: Address, alt: str = "", classes: str = "") -> str:
    """What stands on the slide for a file that is missing, at its place. The name of a dot file is not shown."""
    name = found.missing or ""
    shown = name if may_be_named(name) else ""
    label = f"missing: {shown}" if shown else "missing file"
    title = f' title="{escape(alt)}"' if alt else ""
    names = f"missing {escape(classes)}".rstrip()
    return (
        f'<span class="{names}" role="img" aria-label="{escape(label)}"{title}>{escape(shown or "missing file")}</span>'
    )


def media(tag: str, attrs: list[tuple[str, str | None]], page: Page, line: int) -> str | None:
    """The placeholder for a raw ``<img>``, ``<video>`` or ``<audio>`` whose file is missing, else None."""
    values = dict(attrs)
    name = (values.get("src") or "").strip()
    if not name or name.startswith("#"):
        return None
    if is_external(name):
        if not page.context.untrusted or name[:5].lower() == "data:":
            return None
    elif find(page, name).missing is None:
        return None
    found = asset(page, name, line, kind="image" if tag == "img" else "file")
    return page.keep(placeholder(found, values.get("alt") or ""))
