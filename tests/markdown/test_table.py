"""``@table``: data of a file as a table; rows of tables that appear one by one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from app.markdown.widgets.table import LARGEST, MOST_CELLS
from tests.markdown.conftest import rendered

if TYPE_CHECKING:
    from tests.markdown.conftest import Slide

DATA = 'name,"said, when"\nAda,"a < b"\nGrace,1952\n'


def test_a_table_comes_from_a_file(slide: Slide) -> None:
    made = slide("@table[table-header zebra](d.csv)", files={"d.csv": DATA})
    assert made.html == (
        '<table class="table-data zebra">\n<thead>\n<tr><th>name</th><th>said, when</th></tr>\n</thead>\n<tbody>\n'
        "<tr><td>Ada</td><td>a &lt; b</td></tr>\n<tr><td>Grace</td><td>1952</td></tr>\n</tbody>\n</table>"
    )


def test_one_column_under_the_head_is_enough_for_all_as_it_was_for_old_decks(slide: Slide) -> None:
    html = slide("text\n\n|a | b | c |\n|---|\n|1 | 2 | 3 |\n\nafter *it*").html
    assert html.startswith("<p>text</p>\n<table>")
    assert [html.count(tag) for tag in ("<th>", "<td>")] == [3, 3]
    assert html.endswith("<p>after <em>it</em></p>")
    for lines in ("a | b\n---|\n1 | 2", "| a | b |\n| x |\n| 1 | 2 |", "| a |\n|---|---|\n| 1 |"):
        assert "<table" not in slide(lines).html


def test_a_narrow_rule_keeps_what_it_says_of_its_own_columns(slide: Slide) -> None:
    assert '<th style="text-align:right">a</th>' in slide("|a | b|\n|--:|\n|1 | 2|").html


def test_without_a_header_every_row_is_data(slide: Slide) -> None:
    assert "<th" not in slide("@table[](d.csv)", files={"d.csv": DATA}).html


def test_fields_may_be_divided_by_tabs(slide: Slide) -> None:
    html = slide("@table[table-tsv](d.csv)", files={"d.csv": "a,b\tc\n"}).html
    assert "<td>a,b</td><td>c</td>" in html
    assert "<td>a</td><td>b</td>" in slide("@table[](d.tsv)", files={"d.tsv": "a\tb\n"}).html


def test_rows_appear_one_by_one_below_the_header(slide: Slide) -> None:
    made = slide("@table[table-header table-fragment](d.csv)", files={"d.csv": DATA})
    assert made.steps == 2
    assert re.search(r'<tr class="fragment" data-fragment-index="0"><td>Ada', made.html)


def test_rows_of_a_table_in_markdown_appear_inside_a_block_that_asks_for_it(slide: Slide) -> None:
    text = "@div[table-fragment]\n\n|a|b|\n|-|-|\n|1|2|\n|3|4|\n\n@divend\n\n|c|\n|-|\n|5|"
    made = slide(text)
    assert made.steps == 2
    assert made.html.count('<tr class="fragment"') == 2


def test_short_rows_are_filled(slide: Slide) -> None:
    assert "<tr><td>1</td><td></td></tr>" in slide("@table[](d.csv)", files={"d.csv": "a,b\n1\n"}).html


def test_a_missing_file_is_told_and_shown(slide: Slide) -> None:
    made = slide("x\n\nSee @table[](gone.csv)")
    assert '<span class="missing">gone.csv</span>' in made.html
    [told] = made.diagnostics
    assert (told.code, told.line, told.column) == ("missing-file", 12, 14)


def test_files_that_are_no_tables_are_not_read(slide: Slide) -> None:
    made = slide("@table[](.env)\n@table[](PITCHME.yaml)", files={".env": "secret", "PITCHME.yaml": "secret"})
    assert "secret" not in made.html
    assert ".env" not in made.html


def test_a_million_cells_are_bounded(slide: Slide) -> None:
    made = slide("@table[](d.csv)", files={"d.csv": "1,2,3,4\n" * 100_000})
    assert made.html.count("<td>") == MOST_CELLS
    [told] = made.diagnostics
    assert told.code == "table-limit"
    assert f"{MOST_CELLS:,}" in told.message


def test_a_file_too_large_is_not_read(slide: Slide) -> None:
    made = slide("@table[](d.csv)", files={"d.csv": "x" * (LARGEST + 1)})
    assert [found.code for found in made.diagnostics] == ["table-limit"]
    assert "1 MB" in made.diagnostics[0].message


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=120))
def test_any_arguments_and_data_make_a_whole_table(arguments: str, data: str) -> None:
    made = rendered(f"@table[{arguments}](d.csv)\n\nend", files={"d.csv": data})
    assert made.html.count("<table") == made.html.count("</table>")
    assert "slide-failed" not in {found.code for found in made.diagnostics}
    assert "end" in made.html
