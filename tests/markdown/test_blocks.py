"""Widgets on lines of their own: boxes at places of the slide, lists that appear item by item."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.markdown.conftest import Slide


def test_a_snap_is_a_box_around_markdown(slide: Slide) -> None:
    assert slide("@snap[north-west span-50]\n## T\n- a\n@snapend\nb").html == (
        '<div class="snap north-west span-50">\n<h2>T</h2>\n<ul>\n<li>a</li>\n</ul>\n</div>\n<p>b</p>'
    )


def test_a_snap_without_a_place_stays_in_the_flow(slide: Slide) -> None:
    assert slide("@snap[text-05]\nx\n@snapend()").html.startswith('<div class="snap-flow text-05">')


def test_a_snap_that_is_a_fragment_is_a_step(slide: Slide) -> None:
    made = slide("@snap[east fragment]\nx\n@snapend\n@snap[west]\n- y |\n@snapend")
    assert made.steps == 2
    assert '<div class="snap east fragment" data-fragment-index="0">' in made.html


@pytest.mark.parametrize(
    "text", ["@snap[east]\nx", "x\n@snapend", "- a\n@snap[east]\n- b\n@divend", "@css[a]\nb\n@cssend"]
)
def test_a_wrapper_that_is_not_closed_stays_inside_the_slide(slide: Slide, text: str) -> None:
    html = slide(text).html
    assert html.count("<div") == html.count("</div>")
    assert "@" not in html


def test_items_between_marks_appear_one_by_one(slide: Slide) -> None:
    made = slide("@ul[spaced]\n- a\n- b |\n@ulend\n\n- c")
    assert made.steps == 2
    assert made.html.startswith('<ul class="spaced">\n<li class="fragment" data-fragment-index="0">a</li>')
    assert "<li>c</li>" in made.html


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("@ul\n- a\n@ul\n\n- b", 1),
        ("@ol[x](true)\n1. a\n2. b\n@olend()", 2),
        ("@ul[x](false)\n- a\n@ul[]\n\n- b", 0),
        ("@ol\n- a\n    - b\n  @olend\n\n- c", 2),
        ("```\n@ul\n- a\n@ulend\n```", 0),
    ],
)
def test_marks_of_lists_open_and_close(slide: Slide, text: str, steps: int) -> None:
    assert slide(text).steps == steps


def test_wrappers_in_code_are_text(slide: Slide) -> None:
    assert "@snap[east]" in slide("```\n@snap[east]\n```").html
    assert "@snap[east]" in slide("x\n\n    @snap[east]").html
