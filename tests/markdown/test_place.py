"""Wrappers within a line, items without markers, empty items, sounds and transitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.markdown.conftest import Slide


def test_a_box_at_a_place_may_open_and_close_within_a_line(slide: Slide) -> None:
    assert slide("@snap[west] Hello **you** @snapend").html == (
        '<div class="snap west"> Hello <strong>you</strong> </div>'
    )


def test_text_before_a_box_stays_outside_of_it(slide: Slide) -> None:
    made = slide("before @snap[east]\n\n- item @snapend\n\nafter")
    assert made.html.startswith('<p>before </p><div class="snap east">')
    assert made.html.index("</div>") < made.html.index("after")


@pytest.mark.parametrize("text", ["me@snapend", "`@snapend`", "@snapends", "a@divend.org"])
def test_words_that_only_look_like_an_end_are_text(slide: Slide, text: str) -> None:
    assert text.strip("`") in slide(text).html


def test_lines_of_items_are_one_list(slide: Slide) -> None:
    made = slide("@li[one [link](#/1)]\n@li[two](true)\n\ntext")
    assert made.html.count("<ul>") == 1
    assert '<li class="fragment" data-fragment-index="0">two</li>' in made.html
    assert made.steps == 1


def test_items_between_marks_are_steps(slide: Slide) -> None:
    assert slide("@ul[spaced]\n@li[one]\n@li[two]\n@ulend").steps == 2


def test_a_ghost_is_an_empty_item(slide: Slide) -> None:
    assert slide("@ghost\n\ntext").html == '<p class="ghost"></p>\n<p>text</p>'


def test_a_sound_is_a_sign_that_opens_a_player(slide: Slide) -> None:
    made = slide("@audio[Hello](hi.mp3)", "hi.mp3")
    assert made.html == (
        '<details class="sound"><summary title="Sound: Hello" aria-label="Sound: Hello"></summary>'
        '<audio src="hi.mp3" controls="" preload="none" aria-label="Sound: Hello"></audio></details>'
    )
    assert "autoplay" not in made.html
    assert made.assets == {"hi.mp3": "hi.mp3"}


def test_a_sound_that_is_missing_keeps_out_of_the_way(slide: Slide) -> None:
    made = slide("@audio[Hello](gone.mp3)")
    assert '<details class="sound missing-sound">' in made.html
    assert [found.code for found in made.diagnostics] == ["missing-file"]


def test_a_slide_may_name_its_transition(slide: Slide) -> None:
    made = slide("@transition[zoom]\n# T")
    assert made.attributes == {"data-transition": "zoom"}
    assert made.html == "<h1>T</h1>"


def test_an_unknown_transition_is_told(slide: Slide) -> None:
    [told] = slide("# T\n@transition[spin]").diagnostics
    assert (told.code, told.line) == ("invalid-value", 11)
