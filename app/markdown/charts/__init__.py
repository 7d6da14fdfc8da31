"""``<canvas data-chart="line"><!-- JSON or CSV --></canvas>`` → a drawing and, for those who do not see it, a table."""

from __future__ import annotations

import re
from html import escape

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from app.markdown.address import is_external
from app.markdown.attributes import read_attributes
from app.markdown.charts.axis import shown
from app.markdown.charts.data import LONGEST, Chart, ChartError, read_chart
from app.markdown.charts.draw import draw
from app.markdown.code import code_element
from app.markdown.diagnostic import Severity
from app.markdown.page import Page, page_of
from app.markdown.widgets.style import class_words

_CANVAS = re.compile(r"<canvas\b([^<>]*)>(.*?)(?:</canvas\s*>|\Z)", re.S | re.I)
_CHART = re.compile(r"\sdata-chart\s*=", re.I)
_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.S)
KINDS = {
    "line": "line",
    "bar": "bar",
    "horizontalbar": "horizontalBar",
    "radar": "radar",
    "pie": "pie",
    "doughnut": "doughnut",
    "donut": "doughnut",
    "polararea": "polar",
    "polar": "polar",
    "scatter": "scatter",
}


def charts(md: MarkdownIt) -> None:
    """Draw canvases before raw HTML is cleaned."""
    md.core.ruler.before("html_clean", "charts", draw_charts)


def draw_charts(state: StateCore) -> None:
    """Replace every canvas with ``data-chart`` by its chart."""
    page = page_of(state.env)
    for token in state.tokens:
        if token.type == "html_block" and "<canvas" in token.content.lower():
            line = token.map[0] if token.map else 0
            pieces, position = [], 0
            for match in _CANVAS.finditer(token.content):
                if _CHART.search(match[1]):
                    before = token.content[: match.start(2)].count("\n")
                    pieces += [token.content[position : match.start()], _chart(match, page, line + before)]
                    position = match.end()
            token.content = "".join([*pieces, token.content[position:]])


def _chart(match: re.Match[str], page: Page, line: int) -> str:
    attributes = {name: value or "" for name, value in read_attributes(match[1])}
    written = attributes.get("data-chart", "").strip()
    settings, rows = _parts(match[2])
    offset = match[2].count("\n", 0, max(match[2].find(settings), 0)) if settings else 0
    try:
        kind = KINDS.get(written.lower())
        if kind is None:
            known = ", ".join(dict.fromkeys(KINDS.values()))
            raise ChartError(f"`{written}` is no kind of chart (there are {known})")
        if not rows and (source := attributes.get("data-chart-src", "")):
            rows = _file(page, source, line)
        chart = read_chart(kind, settings, rows)
    except ChartError as error:
        code = "chart-limit" if "longer than" in str(error) else "chart-error"
        page.tell(Severity.WARNING, code, f"{error}; its data is shown", line + offset + error.line, text=written)
        return page.keep(_source(settings or rows, str(error))) + "\n"
    if chart.cut:
        page.tell(Severity.WARNING, "chart-limit", "the chart holds more than can be drawn: the rest is left out", line)
    classes = f"chart chart-{kind} {class_words(attributes.get('class', ''))}".strip()
    return page.keep(f'<figure class="{escape(classes)}">{draw(chart)}{table(chart)}</figure>') + "\n"


def _parts(inner: str) -> tuple[str, str]:
    """The JSON and the CSV of a canvas; a comment is JSON if it begins with a brace, CSV if there is no text beside."""
    comments = _COMMENT.findall(inner)
    settings = next((comment for comment in comments if comment.lstrip().startswith("{")), "")
    rows = _COMMENT.sub("", inner)
    if not rows.strip() and not settings:
        rows = next((comment for comment in comments if comment.strip()), "")
    return settings, rows


def _file(page: Page, name: str, line: int) -> str:
    path = None if is_external(name) else page.files.find(name, page.path)
    if path is None:
        page.tell(Severity.WARNING, "missing-file", f"no file `{name}`", line, text=name)
        return ""
    try:
        if page.files.size(path) > LONGEST:
            raise ChartError(f"`{name}` is longer than {LONGEST:,} characters")
        return page.files.read(path).decode("utf-8-sig", "replace")
    except OSError as error:
        page.tell(
            Severity.WARNING, "missing-file", f"`{name}` cannot be read ({error.strerror or error})", line, text=name
        )
        return ""


def table(chart: Chart) -> str:
    """The numbers, for assistive technology."""
    heads = "".join(f'<th scope="col">{escape(one.label, quote=False)}</th>' for one in chart.series)
    rows = []
    for place, label in enumerate(chart.labels):
        values = [one.values[place] if place < len(one.values) else None for one in chart.series]
        cells = "".join(f"<td>{shown(value) if value is not None else ''}</td>" for value in values)
        rows.append(f'<tr><th scope="row">{escape(label, quote=False)}</th>{cells}</tr>')
    caption = f"<caption>{escape(chart.title or 'Chart', quote=False)}</caption>"
    head = f"<thead><tr><td></td>{heads}</tr></thead>"
    return f'<table class="chart-data">{caption}{head}<tbody>{"".join(rows)}</tbody></table>'


def _source(text: str, reason: str) -> str:
    code = code_element("json", text.strip()[:5_000])
    return (
        f'<figure class="diagram-source"><pre class="code-wrapper">{code}</pre>'
        f"<figcaption>{escape(f'Chart, shown as its data: {reason}', quote=False)}</figcaption></figure>"
    )
