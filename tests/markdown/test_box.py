"""``@box``, ``@quote``, ``@img`` and ``@cite``: boxed text, quotations, pictures with classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.markdown.widgets.box import parts_of
from tests.markdown.conftest import rendered

if TYPE_CHECKING:
    from tests.markdown.conftest import Slide


def test_a_box_has_a_title_a_body_and_a_footer(slide: Slide) -> None:
    assert slide("@box[bg-green rounded](Kafka#for **managers**#2018)").html == (
        '<div class="box bg-green rounded"><div class="box-title">Kafka</div>'
        '<div class="box-body">for <strong>managers</strong></div><div class="box-footer">2018</div></div>'
    )


def test_a_box_of_one_part_is_all_body(slide: Slide) -> None:
    assert slide("@box[](Enjoy<br>it)").html == '<div class="box"><div class="box-body">Enjoy<br>it</div></div>'


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a#b#c#d", ["a", "b", "c#d"]),
        ("&#35;1#x", ["&#35;1", "x"]),
        ("`#`#x", ["`#`", "x"]),
        ("see https://a.b/c#d now#x", ["see https://a.b/c#d now", "x"]),
        ("[link](page#top)#x", ["[link](page#top)", "x"]),
        ("@color[#fff](a)#x", ["@color[#fff](a)", "x"]),
        (r"C\##x", [r"C\#", "x"]),
        ("`a#b", ["`a", "b"]),
    ],
)
def test_a_number_sign_in_code_addresses_and_brackets_divides_nothing(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in parts_of(text)] == parts


@settings(deadline=None)
@given(st.text(alphabet="ab#`()[]\\&;:/ \n", max_size=40))
def test_the_parts_of_a_box_are_all_of_its_text(text: str) -> None:
    parts = [text[start:end] for start, end in parts_of(text)]
    assert 1 <= len(parts) <= 3
    assert "#".join(parts) == text


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_arguments_and_texts_leave_a_slide_whole(arguments: str, body: str) -> None:
    made = rendered(f"@box[{arguments}]({body})\n\nend")
    assert made.html.count("<div") == made.html.count("</div>")
    assert "end" in made.html
    assert "slide-failed" not in {found.code for found in made.diagnostics}


def test_a_box_that_is_a_fragment_is_a_step(slide: Slide) -> None:
    made = slide("@box[fragment](a)\n\n@box[fragment](b#c)")
    assert made.steps == 2
    assert '<div class="box fragment" data-fragment-index="1">' in made.html


def test_a_box_without_text_stays_text_and_says_so(slide: Slide) -> None:
    made = slide("a\n  @box[bg-green]")
    assert "@box[bg-green]" in made.html
    [told] = made.diagnostics
    assert (told.code, told.line, told.column) == ("widget-incomplete", 11, 3)


def test_a_quotation_names_its_author(slide: Slide) -> None:
    assert slide("@quote[F# ~~was~~ is mature](fsharp.org)").html == (
        '<blockquote class="quote"><p>F# <s>was</s> is mature</p><p class="quote-author">fsharp.org</p></blockquote>'
    )


def test_a_quotation_may_have_no_author_and_be_a_step(slide: Slide) -> None:
    made = slide('@quote[Less \\[is\\] more] <!-- .element: class="fragment" -->')
    assert made.html == (
        '<blockquote class="quote fragment" data-fragment-index="0"><p>Less [is] more</p></blockquote>'
    )


def test_a_picture_has_classes_and_a_place(slide: Slide) -> None:
    made = slide("@img[east span-45 fragment](a b.png)", "talk/a b.png")
    assert made.html == (
        '<p><img src="a%20b.png" class="snap east span-45 fragment" data-fragment-index="0" alt=""></p>'
    )
    assert made.assets == {"a b.png": "talk/a b.png"}


def test_a_missing_picture_is_told_where_it_is_named(slide: Slide) -> None:
    [told] = slide("text\n@img[shadow](gone.png)").diagnostics
    assert (told.code, told.line, told.column) == ("missing-image", 11, 14)


def test_a_citation_is_text_and_that_is_told_once(slide: Slide) -> None:
    made = slide("As @cite[knuth] says, @cite[dijkstra] too")
    assert made.html == '<p>As <span class="cite">[knuth]</span> says, <span class="cite">[dijkstra]</span> too</p>'
    assert [found.code for found in made.diagnostics] == ["citation-as-text"]


@pytest.mark.parametrize("text", ["`@box[a](b)`", "    @img[a](b)", "\\@quote[a](b)"])
def test_in_code_and_after_a_backslash_they_are_text(slide: Slide, text: str) -> None:
    html = slide(f"x\n\n{text}").html
    assert not any(tag in html for tag in ("<div", "<img", "<blockquote"))
