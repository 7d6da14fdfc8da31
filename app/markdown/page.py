"""What the rules collect while one slide is rendered. One ``Page`` lives for one call of ``render``."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from markdown_it.token import Token

from app.markdown.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from app.markdown.files import Files
    from app.markdown.slide import Context

# Noncharacters: no text of an author holds them (``render`` replaces them), so what stands between is ours.
KEPT_OPEN, KEPT_CLOSE = "\ufdd0", "\ufdd1"
_UNFIT = str.maketrans({KEPT_OPEN: "\ufffd", KEPT_CLOSE: "\ufffd", "\0": "\ufffd"})


@dataclass(slots=True)
class CodeBlock:
    """A code block of the slide: how many lines it shows (0: something else stands in its place), the id that steps
    name it by, whether one does."""

    id: str
    lines: int
    token: Token
    stepped: bool = False


@dataclass(slots=True)
class Page:
    """The slide being rendered: what the rules may read, and what they leave for ``Rendered``.

    ``source`` are its lines; ``origins`` say where each was written, if some of them came from other files.
    """

    path: str
    first_line: int
    context: Context
    files: Files
    notes_mode: bool = False
    source: list[str] = field(default_factory=list)
    origins: list[tuple[str, int]] = field(default_factory=list)
    key: str = ""
    line: int = 0
    title: str | None = None
    anchor: str | None = None
    has_tags: bool = False
    attributes: dict[str, str] = field(default_factory=dict)
    classes: list[str] = field(default_factory=list)
    assets: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    blocks: list[CodeBlock] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    told: dict[tuple[str, int, int], Diagnostic] = field(default_factory=dict)

    def tell(
        self,
        severity: Severity,
        code: str,
        message: str,
        line: int,
        column: int = 1,
        *,
        text: str = "",
        once: bool = False,
    ) -> None:
        """Leave a diagnostic; ``line`` counts from 0 within the slide. ``once``: only the first of its code.

        Without a ``column`` it is the one where ``text`` stands in that line.
        """
        if once and any(known[0] == code for known in self.told):
            return
        if column == 1 and text and line < len(self.source):
            column = self.source[line].find(text) + 1 or 1
        at = (self.path, line + self.first_line)
        if self.origins:
            at = self.origins[min(max(line, 0), len(self.origins) - 1)]
        self.add(Diagnostic(severity, code, message, *at, column, text))

    def add(self, told: Diagnostic) -> None:
        """Leave a diagnostic that knows its file and line; the first of its code at a place counts."""
        code = told.code if told.path == self.path else f"{told.code} {told.path}"
        self.told.setdefault((code, told.line, told.column), told)

    def keep(self, html: str) -> str:
        """Put finished HTML of our own aside; what is returned stands for it until ``restore``."""
        self.kept.append(html)
        return f"{KEPT_OPEN}{len(self.kept) - 1}{KEPT_CLOSE}"

    def restore(self, html: str) -> str:
        """Put back all that ``keep`` took, also what was kept inside something kept."""
        if KEPT_OPEN not in html:
            return html
        out: list[str] = []
        for piece in html.split(KEPT_OPEN):
            number, close, rest = piece.partition(KEPT_CLOSE)
            out.append(self.restore(self.kept[int(number)]) + rest if close else piece)
        return "".join(out)


def without_marks(text: str) -> str:
    """A text from outside without the characters that are ours alone."""
    return text.translate(_UNFIT)


def slide_key(text: str) -> str:
    """A short name for the slide's text, so that ids inside it do not meet those of other slides on a page."""
    return hashlib.sha1(text.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()[:8]


def page_of(env: MutableMapping[str, Any]) -> Page:
    """The page of a parser state's ``env``."""
    return cast(Page, env["page"])


def inline_children(tokens: list[Token]) -> Iterator[tuple[Token, list[Token]]]:
    """Every inline token with its children."""
    for token in tokens:
        if token.type == "inline" and token.children:
            yield token, token.children


def lines_of(inline: Token, children: list[Token]) -> Iterator[tuple[Token, int]]:
    """The children with the line (from 0) on which each begins."""
    line = inline.map[0] if inline.map else 0
    for child in children:
        yield child, line
        if child.type in ("softbreak", "hardbreak"):
            line += 1
        elif child.type == "html_inline":
            line += child.content.count("\n")
