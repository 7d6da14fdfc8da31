"""What is read of Marp and Slidev, and what is said of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.markdown.conftest import Slide


def test_comments_are_notes_in_a_deck_of_marps(slide: Slide) -> None:
    made = slide("# T\n\n<!-- say hello -->\n\ntext <!-- and this -->", marp=True)
    assert made.comments == ("say hello", "and this")
    assert "hello" not in made.html


def test_comments_are_nothing_elsewhere(slide: Slide) -> None:
    made = slide("# T\n\n<!-- say hello -->")
    assert (made.comments, made.html) == ((), "<h1>T</h1>")


def test_comments_in_code_are_code(slide: Slide) -> None:
    assert slide("```html\n<!-- x -->\n```", marp=True).comments == ()


def test_a_heading_that_fits_is_no_note(slide: Slide) -> None:
    made = slide("# <!-- fit --> T", marp=True)
    assert made.comments == ()
    assert [told.code for told in made.diagnostics] == ["not-supported"]


def test_a_class_for_the_slide_is_read(slide: Slide) -> None:
    made = slide("<!-- _class: lead invert -->\n# T", marp=True)
    assert made.classes == ("lead", "invert")
    assert made.comments == ()


def test_a_background_is_behind_the_slide(slide: Slide) -> None:
    made = slide("![bg contain](a.png)\n\n# T", "a.png", marp=True)
    assert made.html == "<h1>T</h1>"
    assert made.attributes == {"data-background-image": "a.png", "data-background-size": "contain"}
    assert made.assets == {"a.png": "a.png"}


def test_elsewhere_a_picture_named_bg_is_a_picture(slide: Slide) -> None:
    assert '<img src="a.png" alt="bg"' in slide("![bg](a.png)", "a.png").html


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("<!-- paginate: true -->", "slide-number"),
        ("<v-click>\n\nx\n\n</v-click>", "@ul"),
        ("<v-clicks>\n\n- a\n\n</v-clicks>", "` |`"),
        ("<div v-click>x</div>", 'class="fragment"'),
        ("a\n\n::right::\n\nb", "@div[left-50]"),
    ],
)
def test_what_is_not_supported_says_what_to_write_instead(slide: Slide, text: str, instead: str) -> None:
    made = slide(text)
    told = [found for found in made.diagnostics if found.code == "not-supported"]
    assert told
    assert instead in told[0].message
    assert "v-click&gt;" not in made.html
    assert "::right::" not in made.html


def test_words_with_colons_in_text_and_code_stay(slide: Slide) -> None:
    assert "std::right::x" in slide("std::right::x").html
    assert "::right::" in slide("`::right::`").html
    assert "&lt;v-click&gt;" in slide("`<v-click>`").html
