"""Charts in canvases: JSON and CSV as decks hold them, a drawing and its table."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.markdown.charts.axis import axis, shown
from app.markdown.charts.data import LONGEST, MOST_POINTS, MOST_SERIES, read_chart
from app.markdown.slide import Context, Rendered, render
from tests.markdown.conftest import NamedFiles

DATA = {
    "data": {
        "labels": ["January", " February", "March"],
        "datasets": [
            {"data": [65, 59, 80], "label": "Rain", "backgroundColor": "rgba(20,220,220,.8)"},
            {"data": [28, "48", None], "label": "Sun"},
        ],
    },
    "options": {"responsive": "true", "title": {"display": True, "text": "Weather"}},
}
KINDS = ["line", "bar", "horizontalBar", "radar", "pie", "doughnut", "polarArea", "polar", "scatter"]


class Files(NamedFiles):
    """Every file is a small table."""

    def read(self, path: str) -> bytes:
        return b",a,b\nOne,1,2\n"

    def size(self, path: str) -> int:
        return 20 if "large" not in path else LONGEST + 1


def canvas(kind: str, inner: str, attributes: str = "") -> Rendered:
    text = f'# Title\n\n<canvas data-chart="{kind}"{attributes}>{inner}</canvas>\n\nAfter'
    files = Files(["a.csv", "large.csv"])
    return render(text, path="PITCHME.md", first_line=10, context=Context(), files=files)


def comment(data: object) -> str:
    return f"\n<!--\n{json.dumps(data, indent=1)}\n-->\n"


def numbers(html: str) -> list[list[str]]:
    """The rows of the table beside a chart."""
    rows = re.findall(r"<tr>(.*?)</tr>", html)
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]


@pytest.mark.parametrize("kind", KINDS)
def test_json_becomes_a_drawing_with_its_table(kind: str) -> None:
    slide = canvas(kind, comment(DATA))
    assert slide.diagnostics == ()
    assert '<svg class="chart-drawing"' in slide.html
    assert numbers(slide.html) == [
        ["", "Rain", "Sun"],
        ["January", "65", "28"],
        ["February", "59", "48"],
        ["March", "80", ""],
    ]
    assert "<caption>Weather</caption>" in slide.html
    assert "<canvas" not in slide.html
    assert "<p>After</p>" in slide.html


def test_colours_of_the_author_win_over_those_of_the_theme() -> None:
    html = canvas("bar", comment(DATA)).html
    assert 'class="chart-bar chart-series-1" style="--series:rgba(20,220,220,.8)"' in html
    assert 'class="chart-bar chart-series-2" x=' in html


@pytest.mark.parametrize(
    "rows",
    [
        "\n,a,b\nOne,1,2\nTwo,3,4\n",
        "\nname, a, b\n\nOne, 1, 2\nTwo, 3, 4\n",
        "<!--\n,a,b\nOne,1,2\nTwo,3,4\n-->",
        "\n<!-- read this -->\n,a,b\nOne,1,2\nTwo,3,4\n",
        '\nOne,1,2\nTwo,3,4\n<!-- {"data": {"labels": ["a", "b"]}} -->',
    ],
)
def test_rows_are_series_and_their_first_row_the_labels(rows: str) -> None:
    assert numbers(canvas("line", rows).html) == [["", "One", "Two"], ["a", "1", "3"], ["b", "2", "4"]]


def test_rows_can_come_from_a_file() -> None:
    assert numbers(canvas("line", "", ' data-chart-src="a.csv"').html) == [["", "One"], ["a", "1"], ["b", "2"]]


def test_stacked_bars_stand_on_each_other() -> None:
    data = DATA | {"options": {"scales": {"xAxes": [{"stacked": True}]}}}
    bars = re.findall(r'<rect class="chart-bar[^>]*x="([\d.]+)"', canvas("bar", comment(data)).html)
    assert len(bars) == 5
    assert len(set(bars)) == 3


@pytest.mark.parametrize(
    ("kind", "inner", "attributes", "code", "line"),
    [
        ("line", "\n<!--\n{\n 'a': 1\n}\n-->", "", "chart-error", 15),
        ("line", "", "", "chart-error", 12),
        ("cake", comment(DATA), "", "chart-error", 13),
        ("line", "\na,b\nc,d\n", "", "chart-error", 12),
        ("line", "", ' data-chart-src="large.csv"', "chart-limit", 12),
        ("line", "x" * (LONGEST + 1), "", "chart-limit", 12),
    ],
)
def test_what_cannot_be_read_is_told_and_shown(kind: str, inner: str, attributes: str, code: str, line: int) -> None:
    slide = canvas(kind, inner, attributes)
    assert [(told.code, told.line) for told in slide.diagnostics] == [(code, line)]
    assert "<figcaption>Chart, shown as its data: " in slide.html
    assert "<p>After</p>" in slide.html


def test_a_missing_file_is_told() -> None:
    assert "missing-file" in [told.code for told in canvas("line", "", ' data-chart-src="none.csv"').diagnostics]


def test_what_is_too_much_is_cut() -> None:
    rows = "\n".join(f"S{number}," + ",".join("1" * (MOST_POINTS + 5)) for number in range(MOST_SERIES + 5))
    slide = canvas("line", f"\n{rows}\n")
    assert [told.code for told in slide.diagnostics] == ["chart-limit"]
    assert len(numbers(slide.html)) == MOST_POINTS + 1
    assert len(numbers(slide.html)[0]) == MOST_SERIES + 1


def test_json_as_javascript_writes_it_is_read() -> None:
    made = read_chart("line", '{"data": {"datasets": [{"data": [1, 2,],},]}}', "")
    assert made.series[0].values == (1, 2)
    assert made.labels == ("1", "2")


@pytest.mark.parametrize(
    ("values", "marks"),
    [([19, 90], (0, 20, 40, 60, 80, 100)), ([-3, 7], (-4, -2, 0, 2, 4, 6, 8)), ([5, 5], (4, 4.5, 5, 5.5, 6))],
)
def test_marks_of_an_axis_are_round(values: list[float], marks: tuple[float, ...]) -> None:
    assert axis(values, from_zero=False).marks == marks


@pytest.mark.parametrize(
    ("value", "text"), [(12000, "12,000"), (0.5, "0.5"), (-3, "−3"), (2_500_000, "2.5 M"), (1e-9 - 1e-9, "0")]
)
def test_numbers_are_written_for_people(value: float, text: str) -> None:
    assert shown(value) == text


def test_texts_and_colours_cannot_become_markup() -> None:
    evil = '"><script>alert(1)</script>'
    one = {"label": evil, "data": [1, 2], "backgroundColor": "red;background:url(//evil.example)", "borderColor": evil}
    data = {"data": {"labels": [evil, evil], "datasets": [one, one]}, "options": {"title": {"text": evil}}}
    html = canvas("pie", f"<!--{json.dumps(data)}-->", ' class="a&quot; onclick=&quot;x"').html
    assert "<script" not in html
    assert "evil.example" not in html
    assert not re.search(r"<[^>]*\sonclick", html)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.sampled_from(["y", "text", "display"]), inner),
    max_leaves=8,
)
SETS = st.fixed_dictionaries(
    {"data": st.lists(VALUES, max_size=8)}, optional={"label": VALUES, "backgroundColor": VALUES}
)


@settings(deadline=None)
@given(st.sampled_from(KINDS), st.lists(SETS, max_size=4), st.lists(VALUES, max_size=8), VALUES)
def test_any_data_becomes_an_inert_chart_or_is_told(
    kind: str, sets: list[object], labels: list[object], title: object
) -> None:
    data = {"data": {"labels": labels, "datasets": sets}, "options": {"title": title}}
    text = json.dumps(data).replace("--", "").replace("<", "")
    slide = canvas(kind, f"<!--{text}-->")
    assert not any(told.code == "slide-failed" for told in slide.diagnostics)
    if match := re.search(r"<svg.*</svg>", slide.html, re.S):
        assert "nan" not in re.sub(r">[^<]*<", "><", match[0])
        ElementTree.fromstring(re.sub(r"[\x00-\x1f\ufffe\uffff]", "", match[0]))


@settings(deadline=None)
@given(st.text(alphabet='{}[]",:1-a\n<>! ', max_size=80))
def test_any_text_in_a_canvas_leaves_the_slide(text: str) -> None:
    slide = canvas("bar", text)
    assert slide.title == "Title"
    assert not any(told.code == "slide-failed" for told in slide.diagnostics)
