"""One slide is made of its text; nothing outside it, but the files that it names, changes the outcome."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html import escape

from app.deck.advice import Link, of_slide
from app.deck.asks import Ask, RecordingFiles
from app.deck.excerpt import code_widget, without_annotations
from app.deck.identity import Naming
from app.deck.layout import layout_of
from app.deck.parameters import Meaning, decode, from_attributes, interpret, with_defaults
from app.deck.split import Fault, Part
from app.markdown.diagnostic import Diagnostic, Severity
from app.markdown.files import Files
from app.markdown.page import Page
from app.markdown.slide import Context, Rendered, render, render_notes

LARGEST_SLIDE = 256 * 1024
_FAULTS = {
    Fault.FENCE: "this code fence is never closed; close it with the same ``` or ~~~",
    Fault.COMMENT: "this comment is never closed; close it with -->",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A slide without its place. Lines of diagnostics in the slide's own file count from its first line as 1."""

    rendered: Rendered
    meaning: Meaning
    naming: Naming
    params: Mapping[str, str]
    html: str
    notes: str | None
    notes_html: str | None
    layout: str
    layout_if_first: str
    digest: str
    assets: Mapping[str, str] = field(default_factory=dict)
    note_assets: Mapping[str, str] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    asks: tuple[Ask, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def title(self) -> str:
        """What the slide is called, empty if it says nothing."""
        return self.rendered.title or self.meaning.title or _shortened(self.rendered.words)

    @property
    def hidden(self) -> bool:
        return self.meaning.hidden or self.rendered.attributes.get("data-visibility") == "hidden"

    @property
    def appendix(self) -> bool:
        return self.meaning.appendix


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all slides of a deck share: the rendering context and the deck's ``background-*`` settings."""

    context: Context
    background: tuple[tuple[str, str], ...] = ()


def make(part: Part, path: str, inherited: tuple[tuple[str, str], ...], around: Surroundings, files: Files) -> Made:
    """Make the slide of ``part``, a part of the file at ``path``. ``inherited`` are parameters from an include.

    A fault inside leaves a slide that says so, and the diagnostic ``slide-failed``.
    """
    recording = RecordingFiles(files)
    try:
        return replace(_made(part, path, inherited, around, recording), asks=tuple(recording.asks))
    except Exception as error:
        message = f"this slide cannot be shown ({type(error).__name__}): simplify it, and report it with its text"
        failed = Diagnostic(Severity.ERROR, "slide-failed", message, path, 1)
        return replace(stand_in("This slide cannot be shown.", (failed,), part), asks=tuple(recording.asks))


def _made(
    part: Part, path: str, inherited: tuple[tuple[str, str], ...], around: Surroundings, files: RecordingFiles
) -> Made:
    page = Page(path=path, first_line=1, context=around.context, files=files)
    values = {**dict(inherited), **(decode(part.raw) if part.raw else {})}
    background = dict(around.background)
    meaning = interpret(values, page, background)
    body, before = _body(part, values, page)
    line = part.body_line - part.first + 1
    rendered = render(body, path=path, first_line=line - before, context=around.context, files=files)
    params = {**meaning.params, **from_attributes(rendered.attributes, page)}
    if background and not any(f"background-{key}" in params for key in ("image", "color", "video", "iframe")):
        params = {**_deck_background(background), **params}
    html = meaning.card + rendered.html
    notes, notes_rendered = _notes(part, path, rendered, around, files)
    notes_html = notes_rendered.html if notes_rendered else None
    advice = of_slide(html, part.source, path)
    diagnostics = (*_faults(part, path), *page.told.values(), *rendered.diagnostics, *advice.diagnostics)
    diagnostics += notes_rendered.diagnostics if notes_rendered else ()
    naming = Naming(meaning.id or rendered.anchor or "", rendered.title or meaning.title, rendered.words)
    layout, if_first = (meaning.layout,) * 2 if meaning.layout else (layout_of(html), layout_of(html, first=True))
    digest = _digest(rendered, meaning, params, html, notes, notes_html, layout, if_first)
    return Made(
        rendered, meaning, naming, params, html, notes, notes_html, layout, if_first, digest,
        {**page.assets, **rendered.assets}, notes_rendered.assets if notes_rendered else {},
        tuple(_clamped(diagnostics, path)), links=advice.links,
    )  # fmt: skip


def _body(part: Part, values: Mapping[str, str], page: Page) -> tuple[str, int]:
    """The markdown to render, and how many lines of it stand before the slide's own."""
    body = part.body
    if len(body) > LARGEST_SLIDE:
        message = f"this slide is longer than {LARGEST_SLIDE // 1024} KB: the rest is left out; divide it by `---`"
        page.tell(Severity.WARNING, "slide-too-large", message, 0)
        body = body[:LARGEST_SLIDE]
    if values.get("code", "").strip():
        code = code_widget(values)
        return code + body, code.count("\n")
    if values.get("gist", "").strip():
        return without_annotations(body), 0
    return body, 0


def _deck_background(background: Mapping[str, str]) -> dict[str, str]:
    """The deck-wide background, for slides without one of their own."""
    if "image" in background:
        return {"background-image": background["image"], **with_defaults(background)}
    return {"background-color": background["color"]} if "color" in background else {}


def _notes(
    part: Part, path: str, rendered: Rendered, around: Surroundings, files: Files
) -> tuple[str | None, Rendered | None]:
    """The notes as markdown and rendered; ``@note`` joins them on a slide without steps (spec section 4)."""
    texts = [part.notes] if part.notes else []
    texts += rendered.comments
    if not rendered.steps:
        texts += list(rendered.step_notes.values())
    if not texts:
        return None, None
    text = "\n\n".join(texts)
    line = part.notes_line - part.first + 1 if part.notes else 1
    made = render_notes(text[:LARGEST_SLIDE], path=path, first_line=line, context=around.context, files=files)
    return text, made


def _faults(part: Part, path: str) -> list[Diagnostic]:
    if part.fault is None:
        return []
    fault, line = part.fault
    return [Diagnostic(Severity.WARNING, str(fault), _FAULTS[fault], path, line - part.first + 1)]


def _clamped(diagnostics: tuple[Diagnostic, ...], path: str) -> list[Diagnostic]:
    """What is wrong in a code file put before the slide's text is told at the delimiter."""
    return [replace(d, line=1, column=1) if d.path == path and d.line < 1 else d for d in diagnostics]


def _digest(*parts: object) -> str:
    rendered, meaning, *rest = parts
    assert isinstance(rendered, Rendered)
    assert isinstance(meaning, Meaning)
    all_of_it = (
        rendered.steps, rendered.title, rendered.classes, sorted(rendered.attributes.items()),
        sorted(rendered.step_notes.items()), meaning.classes, meaning.title, meaning.hidden, meaning.appendix, rest,
    )  # fmt: skip
    return hashlib.sha256(repr(all_of_it).encode("utf-8", "replace")).hexdigest()[:16]


def stand_in(message: str, diagnostics: tuple[Diagnostic, ...], part: Part, *, inside: str = "") -> Made:
    """A slide in place of one that cannot be; its notes are kept as they are."""
    html = f'<p class="missing">{escape(message)}{inside}</p>'
    notes_html = f"<pre>{escape(part.notes)}</pre>" if part.notes else None
    rendered = Rendered(html=html, words=message)
    digest = _digest(rendered, Meaning(), html, part.notes)
    return Made(
        rendered, Meaning(), Naming(words=message), {}, html, part.notes, notes_html, "content", "content", digest,
        diagnostics=diagnostics,
    )  # fmt: skip


def _shortened(words: str) -> str:
    words = " ".join(words.split())
    if len(words) <= 60:
        return words
    return words[:60].rsplit(" ", 1)[0].rstrip(",;:") + "…"
