"""What appears on a click, and in which order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.markdown.conftest import Slide


def indices(html: str) -> list[int]:
    return [int(number) for number in re.findall(r'data-fragment-index="(-?\d+)"', html)]


def test_a_list_item_whose_line_ends_in_a_bar_is_a_step(slide: Slide) -> None:
    made = slide("- one |\n- two\n- three |")
    assert made.html == (
        '<ul>\n<li class="fragment" data-fragment-index="0">one</li>\n<li>two</li>\n'
        '<li class="fragment" data-fragment-index="1">three</li>\n</ul>'
    )
    assert made.steps == 2


@pytest.mark.parametrize(
    "text", ["1. a |", "* a |", "+ a |", "- b\n    - a |", "- a |\n  goes on", "- a\n  goes on |", "- a|"]
)
def test_any_list_item_can_be_a_step(slide: Slide, text: str) -> None:
    made = slide(text)
    assert made.steps == 1
    assert "|" not in made.html


@pytest.mark.parametrize(
    "text", ["- a \\|", "- `a |`", "| a | b |\n|---|---|\n| c | d |", "a |", "- | a | b |", "- a ||", "```\n- a |\n```"]
)
def test_other_bars_are_text(slide: Slide, text: str) -> None:
    assert slide(text).steps == 0


def test_explicit_indices_come_first_and_equal_ones_are_one_step(slide: Slide) -> None:
    made = slide(
        '- free |\n- late <!-- .element: class="fragment" data-fragment-index="9" -->\n'
        '- early <!-- .element: class="fragment fade-up" data-fragment-index="3" -->\n'
        '- also early <!-- .element: class="fragment" data-fragment-index="3" -->'
    )
    assert indices(made.html) == [2, 1, 0, 0]
    assert made.steps == 3


def test_code_steps_and_items_share_one_order(slide: Slide) -> None:
    made = slide("- a |\n\n```\nx\n```\n@[1](c)\n\n- b |")
    assert indices(made.html) == [0, 1, 2]


def test_a_fragment_in_raw_html_counts(slide: Slide) -> None:
    made = slide("<span class='fragment highlight-red'>x</span>\n\n- a |")
    assert '<span class="fragment highlight-red" data-fragment-index="0">' in made.html
    assert made.steps == 2


def test_an_element_comment_reaches_the_element_before_it_on_its_line(slide: Slide) -> None:
    html = slide('text **bold** <!-- .element: class="fragment" -->').html
    assert html.rstrip() == '<p>text <strong class="fragment" data-fragment-index="0">bold</strong> </p>'


def test_an_element_comment_after_text_reaches_the_block(slide: Slide) -> None:
    assert slide('text <!-- .element: class="x" -->').html == '<p class="x">text </p>'
    assert '<li class="x">' in slide('- item <!-- .element: class="x" -->').html


def test_an_element_comment_on_its_own_line_reaches_the_block_above(slide: Slide) -> None:
    assert '<pre class="code-wrapper x"' in slide('```\na\n```\n<!-- .element: class="x" -->').html
    assert '<img src="a.png" alt="i" class="x">' in slide('![i](a.png)<!-- .element: class="x" -->', "a.png").html


def test_a_slide_comment_sets_attributes_of_the_section(slide: Slide) -> None:
    made = slide('<!-- .slide: data-background="#030202" class="dark big" data-state=\'s\' id="here" -->\n# T')
    assert made.attributes == {"data-background-color": "#030202", "data-state": "s"}
    assert made.classes == ("dark", "big")
    assert made.anchor == "here"


def test_a_background_image_is_found(slide: Slide) -> None:
    made = slide('<!-- .slide: data-background="/img/a.png" -->', "img/a.png")
    assert made.attributes == {"data-background-image": "img/a.png"}
    assert made.assets == {"img/a.png": "img/a.png"}


def test_what_the_page_says_of_a_slide_cannot_be_overwritten(slide: Slide) -> None:
    assert slide('<!-- .slide: data-h="9" data-steps="4" data-digest="x" tabindex="1" -->').attributes == {}


def test_notes_to_a_step_are_taken_out_and_belong_to_it(slide: Slide) -> None:
    made = slide("- a @note[say [this] first] |\n- b |\n- c @note[aside](sound.mp3)")
    assert made.step_notes == {0: "aside", 1: "say [this] first"}
    assert "say" not in made.html
    assert "aside" not in made.html
    assert "data-step-note" not in made.html


@pytest.mark.parametrize(
    "text",
    [
        "x @note[secret",
        "<p>@note[secret]</p>",
        "![@note[secret]](a.png)",
        '[a](b "@note[secret]")',
        '<b title="@note[secret]">x</b>',
        "@title[x @note[secret]]",
        "@box[x](y @note[secret])",
        "- a\n\n  | @note[secret] | b |\n  |---|---|\n  | c | @note[secret] |",
    ],
)
def test_a_note_never_shows_wherever_it_is_written(slide: Slide, text: str) -> None:
    made = slide(text, "a.png")
    assert "secret" not in f"{made.html} {made.title} {made.words} {dict(made.attributes)}"


def test_notes_are_rendered_without_steps(slide: Slide) -> None:
    made = slide("- a |\n- @note[kept] b", notes=True)
    assert made.html == "<ul>\n<li>a</li>\n<li>kept b</li>\n</ul>"
    assert made.steps == 0


@pytest.mark.parametrize("element", ['<p data-fragment-index="2">a</p>', "<p data-fragment-index>a</p>"])
def test_an_index_without_a_fragment_is_no_step(slide: Slide, element: str) -> None:
    made = slide(f"{element}\n\n- b |")
    assert made.steps == 1
    assert made.html.count("data-fragment-index") == 1
