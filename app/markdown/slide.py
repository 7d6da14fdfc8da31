"""The markdown of one slide becomes HTML, steps and diagnostics. Slides know nothing of each other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape, unescape

from app.markdown.aside import take_notes
from app.markdown.balance import DEEPEST, balance
from app.markdown.diagnostic import Diagnostic, Severity
from app.markdown.drawing import Draw
from app.markdown.files import Files
from app.markdown.page import KEPT_CLOSE, KEPT_OPEN, Page, slide_key, without_marks
from app.markdown.parser import parser
from app.markdown.rows import step_rows
from app.markdown.snippet import expand
from app.markdown.steps import Steps, number_steps, step_notes, without_steps
from app.markdown.tags import PHRASE
from app.markdown.untrusted import cleaned, cleaned_attributes

_HEADING = re.compile(r"<h([1-6])(?=[\s>])[^<>]*>(.*?)</h\1>", re.S)
_CODE_TITLE = re.compile(r'<p class="code-title"><span class="slide-title">([^<]+)</span>')
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
_KEPT = re.compile(f"{KEPT_OPEN}\\d+{KEPT_CLOSE}")
_WORDS = 60


@dataclass(frozen=True, slots=True)
class Context:
    """What the look of a slide depends on besides its own text: the settings of the deck and of the operator.

    ``drawing`` draws diagrams; without it they are shown as their source. ``template`` is the path of a snippet that
    lies on every slide, ``globals`` are values for snippets (``key=value``), ``marp`` says that the deck is Marp's.
    """

    theme: str = "auto"
    math: bool = False
    untrusted: bool = False
    embeds: frozenset[str] = frozenset()
    blend_code: bool = False
    template: str = ""
    globals: tuple[str, ...] = ()
    marp: bool = False
    drawing: Draw | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A slide's content.

    ``html`` goes inside the slide's ``section``; ``steps`` counts the clicks before the next slide; ``title`` is the
    first heading or ``@title``; ``anchor`` an id that the author gave by ``{#id}``; ``words`` the first text, for
    slides without a heading; ``attributes`` and ``classes`` are the section's (``<!-- .slide: -->``);
    ``step_notes`` maps a step (0 is the slide as it opens) to the markdown of a note for it; ``comments`` are speaker
    notes of a deck of Marp's; ``assets`` maps the address of each file in the HTML (relative to the deck's page,
    percent-decoded, without query) to its path below the served folder.
    """

    html: str
    steps: int = 0
    title: str | None = None
    anchor: str | None = None
    words: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    classes: tuple[str, ...] = ()
    step_notes: Mapping[int, str] = field(default_factory=dict)
    comments: tuple[str, ...] = ()
    assets: Mapping[str, str] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


def render(text: str, *, path: str, first_line: int, context: Context, files: Files) -> Rendered:
    """Render the markdown ``text`` of one slide (notes and delimiter left out).

    ``path`` and ``first_line`` (1-based) say where the text begins, for diagnostics and for files named beside it.
    Never raises for what is in the text: a slide that cannot be rendered is shown as text, with an error diagnostic.
    """
    return _render(text, Page(path, first_line, context, files))


def render_notes(text: str, *, path: str, first_line: int, context: Context, files: Files) -> Rendered:
    """Render the markdown of speaker notes: the same language without steps; ``@note[…]`` stays as its text."""
    return _render(text, Page(path, first_line, context, files, notes_mode=True))


def _render(text: str, page: Page) -> Rendered:
    text = without_marks(text.replace("\r\n", "\n").replace("\r", "\n")).removeprefix("\ufeff")
    text = expand(text, page)
    page.source = text.split("\n")
    page.key = slide_key(f"{page.notes_mode}{text}")
    try:
        html = _html(text, page)
    except Exception as fault:  # one slide that breaks never breaks the deck
        page.tell(
            Severity.ERROR,
            "slide-failed",
            f"this slide could not be rendered ({type(fault).__name__}): it is shown as text",
            0,
        )
        html = f"<pre>{escape(_without_private(text), quote=False)}</pre>"
    steps = Steps(without_steps(html)) if page.notes_mode else number_steps(html)
    return Rendered(
        html=page.restore(steps.html).strip(),
        steps=steps.count,
        title=_title(page, html),
        anchor=page.anchor,
        words=_words(html),
        attributes=page.attributes,
        classes=tuple(dict.fromkeys(page.classes)),
        step_notes=step_notes(steps, page.notes),
        comments=tuple(page.comments),
        assets=page.assets,
        diagnostics=tuple(page.told.values()),
    )


def _html(text: str, page: Page) -> str:
    """The slide's HTML with what was kept still aside; balanced, and cleaned where the deck is foreign."""
    md = parser(page.context)
    env = {"page": page, "docId": page.key}
    html = str(md.renderer.render(md.parse(text, env), md.options, env))
    if page.has_tags:
        html, too_deep = balance(html)
        if too_deep:
            message = f"elements are nested {DEEPEST} deep: the tags that lie deeper are left out"
            page.tell(Severity.WARNING, "too-deep", message, 0, once=True)
        html = take_notes(html, page)
    html = step_rows(html)
    if page.context.untrusted:
        html = cleaned(html, page.key)
        page.attributes = cleaned_attributes(page.attributes)
    return html


def _without_private(text: str) -> str:
    """What may be shown of a slide that failed: no comments, no ``@note``, no ``<aside>``."""
    shown = re.sub(r"<!--.*?(?:-->|\Z)|<aside.*?(?:</aside>|\Z)", "", text, flags=re.S | re.I)
    return re.sub(r"@note\[[^\n]*", "", shown)


def _title(page: Page, html: str) -> str | None:
    if page.title:
        return page.title
    for match in _HEADING.finditer(html):
        if title := _plain(match[2]):
            return title
    above_code = _CODE_TITLE.search(html)
    return unescape(above_code[1]) if above_code else None


def _words(html: str) -> str:
    """The first words of the slide, cut at a blank."""
    text = _plain(html[:20_000])
    if len(text) <= _WORDS:
        return text
    return text[: _WORDS + 1].rpartition(" ")[0] or text[:_WORDS]


def _plain(html: str) -> str:
    """The text of HTML; tags within words leave no blank."""
    return " ".join(unescape(_TAG.sub(_gap, _KEPT.sub("", html))).split())


def _gap(tag: re.Match[str]) -> str:
    name = tag[1].lower()
    return "" if name in PHRASE and name != "br" else " "
