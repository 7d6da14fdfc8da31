"""``@table[table-header table-tsv table-fragment classes](file.csv)``: a table from a file (spec section 7)."""

from __future__ import annotations

import csv
import io
from html import escape
from urllib.parse import unquote

from markdown_it.rules_inline import StateInline

from app.markdown.address import is_external, may_be_named
from app.markdown.attributes import write_attributes
from app.markdown.diagnostic import Severity
from app.markdown.page import Page, page_of
from app.markdown.widgets.style import class_words
from app.markdown.widgets.syntax import Call
from app.markdown.widgets.widget import Widget, line_of

LARGEST = 1024 * 1024
MOST_CELLS = 2_000
_WORDS = frozenset({"table-header", "table-tsv"})
_ENDINGS = (".csv", ".tsv", ".txt", ".tab")


def _table(state: StateInline, call: Call) -> None:
    page = page_of(state.env)
    name = state.src[slice(*call.body)].strip() if call.body else ""
    words = class_words(call.arguments).split()
    token = state.push("finished", "", 0)
    text = _text(page, name, line_of(state, call))
    if text is None:
        token.content = f'<span class="missing">{escape(name if may_be_named(name) else "missing file")}</span>'
        return
    rows = _rows(
        page, text, "table-tsv" in words or name.lower().endswith((".tsv", ".tab")), name, line_of(state, call)
    )
    page.has_tags = True
    token.content = _html(rows, [word for word in words if word not in _WORDS], header="table-header" in words)


def _text(page: Page, name: str, line: int) -> str | None:
    """The text of the file; None, which is told, if it cannot be had."""

    def missing(message: str) -> None:
        page.tell(Severity.WARNING, "missing-file", message, line, text=name)

    if is_external(name) or not name.lower().endswith(_ENDINGS):
        missing(f"`{name}` is no table: name a .csv or .tsv file of the served folder")
        return None
    found = next((path for way in (unquote(name), name) if (path := page.files.find(way, page.path))), None)
    if found is None or not may_be_named(found):
        missing(f"no file `{name}`: check the path")
        return None
    try:
        if page.files.size(found) > LARGEST:
            message = f"`{name}` is larger than {LARGEST // 1024**2} MB: show the part of it that the slide needs"
            page.tell(Severity.WARNING, "table-limit", message, line, text=name)
            return None
        return page.files.read(found).decode("utf-8-sig", "replace")
    except OSError as error:
        missing(f"`{name}` cannot be read ({error.strerror or error})")
        return None


def _rows(page: Page, text: str, tabs: bool, name: str, line: int) -> list[list[str]]:
    """The rows within the limit of cells."""
    rows: list[list[str]] = []
    width = 0
    lines = io.StringIO(text.replace("\0", ""), newline="")
    try:
        for row in csv.reader(lines, delimiter="\t" if tabs else ",", skipinitialspace=not tabs):
            if not any(cell.strip() for cell in row):
                continue
            width = max(width, len(row))
            if width * (len(rows) + 1) > MOST_CELLS:  # short rows are filled up
                message = f"`{name}` has more than {MOST_CELLS:,} cells: all rows after row {len(rows)} are left out"
                page.tell(Severity.WARNING, "table-limit", message, line, text=name)
                break
            rows.append(row)
    except csv.Error as error:
        message = f"`{name}` is not a table from its row {len(rows) + 1} on ({error}): that part is left out"
        page.tell(Severity.WARNING, "table-broken", message, line, text=name)
    return rows


def _html(rows: list[list[str]], classes: list[str], *, header: bool) -> str:
    width = max((len(row) for row in rows), default=0)
    full = [[*row, *[""] * (width - len(row))] for row in rows]
    head = f"<thead>\n{_row(full.pop(0), 'th')}</thead>\n" if header and full else ""
    body = "".join(_row(row, "td") for row in full)
    names = write_attributes([("class", " ".join(["table-data", *classes]))])
    return f"<table{names}>\n{head}<tbody>\n{body}</tbody>\n</table>"


def _row(cells: list[str], tag: str) -> str:
    inner = "".join(f"<{tag}>{escape(cell.strip(), quote=False)}</{tag}>" for cell in cells)
    return f"<tr>{inner}</tr>\n"


WIDGETS = {"table": Widget(_table, needs_body=True)}
