"""The markdown of one slide becomes HTML, steps and diagnostics. Slides know nothing of each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from markdown_it import MarkdownIt

from app.markdown.diagnostic import Diagnostic
from app.markdown.files import Files


@dataclass(frozen=True, slots=True)
class Context:
    """What the look of a slide depends on besides its own text: the settings of the deck and of the operator."""

    theme: str = "auto"
    math: bool = False
    untrusted: bool = False
    embeds: frozenset[str] = frozenset()
    blend_code: bool = False


@dataclass(frozen=True, slots=True)
class Rendered:
    """A slide's content.

    ``html`` goes inside the slide's ``section``; ``steps`` counts the clicks before the next slide; ``title`` is the
    first heading or ``@title``; ``anchor`` an id that the author gave by ``{#id}``; ``words`` the first text, for
    slides without a heading; ``attributes`` and ``classes`` are the section's (``<!-- .slide: -->``);
    ``step_notes`` maps a step (0 is the slide as it opens) to the markdown of a note for it; ``assets`` maps the
    address of each file as it stands in the HTML (relative to the deck's page) to its path below the served folder.
    """

    html: str
    steps: int = 0
    title: str | None = None
    anchor: str | None = None
    words: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    classes: tuple[str, ...] = ()
    step_notes: Mapping[int, str] = field(default_factory=dict)
    assets: Mapping[str, str] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


def render(text: str, *, path: str, first_line: int, context: Context, files: Files) -> Rendered:
    """Render the markdown ``text`` of one slide (notes and delimiter left out).

    ``path`` and ``first_line`` (1-based) say where the text begins, for diagnostics and for files named beside it.
    """
    md = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    tokens = md.parse(text)
    title = next(
        (tokens[i + 1].content for i, token in enumerate(tokens) if token.type == "heading_open"),
        None,
    )
    return Rendered(html=md.renderer.render(tokens, md.options, {}), title=title, words=text[:40])


def render_notes(text: str, *, path: str, first_line: int, context: Context, files: Files) -> str:
    """Render the markdown of speaker notes as HTML: same language, without steps."""
    return render(text, path=path, first_line=first_line, context=context, files=files).html
