"""``@md[key=value, …](path.md)``: the text of a file put in place of a line, with ``{{key}}`` replaced; and the
template that lies on every slide (spec section 7).

Runs on the lines of a slide before they are parsed, so that a snippet may hold anything that a slide may; lines in
fences and comments are left alone. Each line remembers the file that it is from, for diagnostics.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from app.markdown.address import may_be_named
from app.markdown.diagnostic import Diagnostic, Severity
from app.markdown.page import Page, without_marks

DEEPEST = 8
MOST = 100
LARGEST = 256 * 1024
_CALL = re.compile(r"@md\[((?:\\.|[^\]\\\n])*)\]\(([^()\n]*)\)")
_LINE = re.compile(rf"([ ]{{0,3}})((?:{_CALL.pattern}[ \t]*)+)\Z")
_FENCE = re.compile(r"[ ]{0,3}(?:(?:[-*+]|\d{1,9}[.)])[ ]+)?(`{3,40}|~{3,40})")
_VALUE = re.compile(r"\{\{[ \t]*([\w.-]{1,60})[ \t]*\}\}")
_NOTE = re.compile(r"notes?:", re.I)
_DELIMITER = re.compile(r"(?:---|\+\+\+)[ \t]*(?:\?.*)?\Z")
_ENDINGS = (".md", ".markdown", ".txt")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the slide and where it was written: ``number`` counts from 1 in the file at ``path``."""

    text: str
    path: str
    number: int


@dataclass(slots=True)
class _Scanner:
    """Whether the next line is one that markdown would read: not in a fence, not in a comment."""

    fence: str = ""
    comment: bool = False

    def is_text(self, line: str) -> bool:
        if self.fence:
            bare = line.strip()
            if len(bare) >= len(self.fence) and not bare.strip(self.fence[0]):
                self.fence = ""
            return False
        if self.comment:
            self.comment = "-->" not in line
            return False
        if match := _FENCE.match(line):
            self.fence = match[1]
            return False
        start = line.rfind("<!--")
        self.comment = start >= 0 and "-->" not in line[start:]
        return True


@dataclass(slots=True)
class _Expansion:
    """What is left to expand on one slide, within its limits."""

    page: Page
    values: Mapping[str, str]
    out: list[Line] = field(default_factory=list)
    letters: int = 0
    count: int = 0

    def add(self, lines: Sequence[Line], chain: tuple[str, ...]) -> None:
        scanner = _Scanner()
        for line in lines:
            match = _LINE.match(line.text) if scanner.is_text(line.text) and "@md[" in line.text else None
            if match is None:
                self.out.append(line)
                continue
            for call in _CALL.finditer(match[2]):
                self._insert(line, match[1], call[1], call[2].strip(), chain)

    def lay(self, template: str) -> None:
        """Put the template after the slide's own text, so that no line of the slide falls into a block of it."""
        text = read(self.page, template)
        if text is not None:
            rows = [Line(row, template, number) for number, row in enumerate(text.split("\n"), 1)]
            self.out.append(Line("", template, 1))
            self.add(self._filled(rows, self.values, ""), (self.page.path, template))

    def _insert(self, line: Line, indent: str, arguments: str, name: str, chain: tuple[str, ...]) -> None:
        path = find(self.page, name, line.path)
        problem = missing(name) if path is None else self._problem(path, chain)
        text = None if problem or path is None else read(self.page, path)
        if path is None or text is None:
            severity, code, message = problem or (Severity.WARNING, "missing-file", _unread(name))
            self._tell(line, severity, code, message, name)
            self.out.append(Line("", line.path, line.number))
            return
        given = {**self.values, **arguments_of(arguments)}
        inner = [Line(row, path, number) for number, row in enumerate(text.split("\n"), 1)]
        self.add(self._filled(inner, given, indent), (*chain, path))

    def _problem(self, path: str, chain: tuple[str, ...]) -> tuple[Severity, str, str] | None:
        self.count += 1
        if path in chain:
            circle = " → ".join([*chain[chain.index(path) :], path])
            return Severity.ERROR, "md-circle", f"this snippet puts itself in ({circle}): take one `@md` out"
        if len(chain) > DEEPEST:
            return Severity.ERROR, "md-limit", f"snippets are nested deeper than {DEEPEST}: put them in directly"
        if self.count > MOST:
            return Severity.ERROR, "md-limit", f"more than {MOST} snippets on one slide: the rest is left out"
        if self.letters > LARGEST:
            return self._too_long()
        return None

    def _too_long(self) -> tuple[Severity, str, str]:
        message = f"the snippets of this slide are longer than {LARGEST // 1024} KB: the rest is left out"
        return Severity.ERROR, "md-limit", message

    def _filled(self, lines: list[Line], values: Mapping[str, str], indent: str) -> list[Line]:
        """The lines with their values; in code, what has no value stays as it is."""
        scanner, filled = _Scanner(), []
        for line in lines:
            in_text = scanner.is_text(line.text)

            def value(match: re.Match[str], line: Line = line, in_text: bool = in_text) -> str:
                known = values.get(match[1])
                if known is None and in_text:
                    message = f"`{match[1]}` has no value: write `@md[{match[1]}=…](…)`, or set it in `globals`"
                    self._tell(line, Severity.WARNING, "md-value-missing", message, match[0])
                return match[0] if known is None and not in_text else known or ""

            self.letters += len(line.text) + sum(len(values.get(key, "")) for key in _VALUE.findall(line.text))
            if self.letters > LARGEST:
                self._tell(line, *self._too_long(), line.text[:200])
                break
            text = _VALUE.sub(value, line.text)
            if in_text and _DELIMITER.match(text):
                message = "a snippet is part of one slide, this line makes no new one: use `---?include=…` for slides"
                self._tell(line, Severity.WARNING, "md-delimiter", message, text)
            filled.append(Line(indent + text if text else "", line.path, line.number))
        return filled

    def _tell(self, line: Line, severity: Severity, code: str, message: str, text: str) -> None:
        column = line.text.find(text) + 1 or 1
        self.page.add(Diagnostic(severity, code, message, line.path, line.number, column, text))


def expand(text: str, page: Page) -> str:
    """The text of a slide with its snippets put in and the template after it; ``page`` learns where lines are from."""
    template = "" if page.notes_mode else page.context.template
    if "@md[" not in text and not template:
        return text
    lines = [Line(row, page.path, page.first_line + number) for number, row in enumerate(text.split("\n"))]
    work = _Expansion(page, arguments_of_all(page.context.globals))
    work.add(lines, (page.path,))
    if template:
        work.lay(template)
    page.origins = [(line.path, line.number) for line in work.out]
    return "\n".join(line.text for line in work.out)


def _unread(name: str) -> str:
    return f"`{name}` cannot be read, or is longer than {LARGEST // 1024} KB: it is left out"


def arguments_of(text: str) -> dict[str, str]:
    """``title=Hello, World, color=red``: a piece without ``=`` belongs to the value before it."""
    values: dict[str, str] = {}
    last = ""
    for piece in text.replace("\\]", "]").split(","):
        key, equals, value = piece.partition("=")
        if equals and re.fullmatch(r"\s*[\w.-]{1,60}\s*", key):
            last = key.strip()
            values[last] = value.strip()
        elif last:
            values[last] += f",{piece.rstrip()}"
    return values


def arguments_of_all(pairs: Sequence[str]) -> dict[str, str]:
    """The ``globals`` of the settings: each of the form ``key=value``."""
    return {key.strip(): value.strip() for key, equals, value in (pair.partition("=") for pair in pairs) if equals}


def fill(text: str, values: Mapping[str, str]) -> str:
    """A text of one line with its values; what has none is left out."""
    return _VALUE.sub(lambda match: values.get(match[1], ""), text)


def find(page: Page, name: str, beside: str) -> str | None:
    """The path of a snippet; only texts that may be shown."""
    for written in dict.fromkeys((unquote(name), name)):
        found = page.files.find(written, beside) if written and "\0" not in written else None
        found = found or (page.files.find(written, page.path) if written and "\0" not in written else None)
        if found and found.lower().endswith(_ENDINGS) and may_be_named(found):
            return found
    return None


def missing(name: str) -> tuple[Severity, str, str]:
    """What is said of a snippet that is not there."""
    return Severity.WARNING, "missing-file", f"no snippet `{name}`: name a .md file of the served folder"


def read(page: Page, path: str) -> str | None:
    """The text of a snippet without its speaker notes, which are not for the slide; None if it cannot be read or is too
    long."""
    try:
        if page.files.size(path) > LARGEST:
            return None
        content = page.files.read(path)
    except OSError:
        return None
    text = content.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    rows, scanner = [], _Scanner()
    for row in without_marks(text).rstrip("\n").split("\n"):
        if scanner.is_text(row) and _NOTE.match(row):
            break
        rows.append(row)
    return "\n".join(rows)
