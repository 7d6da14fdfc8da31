"""``@md``: snippets with values, nested and bounded; the template that lies on every slide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.markdown.snippet import LARGEST, MOST, arguments_of
from tests.markdown.conftest import rendered

if TYPE_CHECKING:
    from tests.markdown.conftest import Slide


def test_a_snippet_stands_in_place_of_its_line(slide: Slide) -> None:
    made = slide("# A\n@md[](s.md)\nend", files={"s.md": "- one |\n- two\n\n```js\nx\n```\n"})
    assert made.html.startswith("<h1>A</h1>\n<ul>")
    assert made.steps == 1
    assert "hljs" in made.html
    assert made.html.endswith("<p>end</p>")


def test_values_fill_the_snippet_and_globals_are_their_defaults(slide: Slide) -> None:
    files = {"s.md": "# {{ title }} by {{who}}"}
    made = slide("@md[title=Hello, World](s.md)", files=files, globals=("who=Ada", "title=none"))
    assert made.html == "<h1>Hello, World by Ada</h1>"


def test_a_value_that_is_missing_is_empty_and_told_in_the_file_of_the_snippet(slide: Slide) -> None:
    made = slide("x\n\n@md[](s.md)", files={"s.md": "a\nb {{who}} c"})
    assert "b  c" in made.html
    [told] = made.diagnostics
    assert (told.code, told.path, told.line, told.column) == ("md-value-missing", "s.md", 2, 3)


def test_code_in_a_snippet_keeps_what_has_no_value(slide: Slide) -> None:
    made = slide("@md[a=1](s.md)", files={"s.md": "```\n{{a}} {{b}}\n```"})
    assert "1 {{b}}" in made.html
    assert not made.diagnostics


def test_snippets_are_nested_and_hand_values_on(slide: Slide) -> None:
    files = {"a.md": "@md[name={{who}}](b.md)", "b.md": "**{{name}}**"}
    assert slide("@md[who=Ada](a.md)", files=files).html == "<p><strong>Ada</strong></p>"


def test_a_circle_is_an_error_at_the_line_that_closes_it(slide: Slide) -> None:
    files = {"a.md": "A\n\n@md[](b.md)", "b.md": "B\n\n\n@md[](a.md)"}
    made = slide("@md[](a.md)\n\nend", files=files)
    [told] = made.diagnostics
    assert (told.code, told.severity, told.path, told.line) == ("md-circle", "error", "b.md", 4)
    assert "a.md → b.md → a.md" in told.message
    assert "end" in made.html


def test_expansion_is_bounded_in_number_and_size(slide: Slide) -> None:
    many = slide("\n".join(["@md[](s.md)"] * (MOST + 5)), files={"s.md": "x\n"})
    assert many.html.count("x") == MOST
    assert {found.code for found in many.diagnostics} == {"md-limit"}
    doubling = {f"{n}.md": f"@md[]({n + 1}.md)\n@md[]({n + 1}.md)" for n in range(40)}
    deep = slide("@md[](0.md)", files=doubling)
    assert {found.code for found in deep.diagnostics} == {"md-limit"}
    large = slide("@md[](s.md)", files={"s.md": "x" * (LARGEST + 1)})
    assert [found.code for found in large.diagnostics] == ["missing-file"]
    assert f"{LARGEST // 1024} KB" in large.diagnostics[0].message


def test_what_follows_a_snippet_is_told_on_its_own_line(slide: Slide) -> None:
    made = slide("@md[](s.md)\n\n![](gone.png)", files={"s.md": "a\n\nb\n\nc"})
    [told] = made.diagnostics
    assert (told.code, told.path, told.line) == ("missing-image", "talk/PITCHME.md", 12)


def test_what_is_wrong_in_a_snippet_is_told_there(slide: Slide) -> None:
    made = slide("@md[](s.md)", files={"s.md": "a\n\n![](gone.png)"})
    [told] = made.diagnostics
    assert (told.code, told.path, told.line, told.column) == ("missing-image", "s.md", 3, 5)


@pytest.mark.parametrize("text", ["```\n@md[](s.md)\n```", "<!--\n@md[](s.md)\n-->", "`@md[](s.md)`", "\\@md[](s.md)"])
def test_in_code_and_comments_nothing_is_put_in(slide: Slide, text: str) -> None:
    assert "SNIPPET" not in slide(text, files={"s.md": "SNIPPET"}).html


@pytest.mark.parametrize("name", [".env", ".git/notes.md", "PITCHME.yaml", "app.py"])
def test_only_texts_that_may_be_shown_are_put_in(slide: Slide, name: str) -> None:
    made = slide(f"@md[]({name})\n\nx @md[]({name})", files={name: "SECRET"})
    assert "SECRET" not in made.html
    assert {found.code for found in made.diagnostics} == {"missing-file"}


def test_speaker_notes_of_a_snippet_stay_away_from_the_slide(slide: Slide) -> None:
    made = slide("@md[](s.md)\n\nx @md[](s.md)", files={"s.md": "shown\n\nNote: SECRET\n\nSECRET"})
    assert "SECRET" not in made.html


def test_a_snippet_within_a_line_is_part_of_its_text(slide: Slide) -> None:
    files = {"s.md": "**{{who}}**\n"}
    assert slide("by @md[who=Ada](s.md).", files=files).html == "<p>by <strong>Ada</strong>.</p>"
    circle = slide("by @md[](s.md).", files={"s.md": "x @md[](s.md) y"})
    assert [found.code for found in circle.diagnostics] == ["md-circle"]


def test_a_template_lies_on_the_slide_after_its_own_text(slide: Slide) -> None:
    made = slide("# T", files={"t.md": "@snap[north]\n{{brand}}\n@snapend"}, template="t.md", globals=("brand=Us",))
    assert made.html == '<h1>T</h1>\n<div class="snap north">\n<p>Us</p>\n</div>'
    assert made.title == "T"


def test_notes_have_no_template(slide: Slide) -> None:
    assert "Us" not in slide("note", files={"t.md": "Us"}, template="t.md", notes=True).html


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_arguments_are_read(text: str) -> None:
    assert all(value == value.strip() or "," in value for value in arguments_of(text).values())


@settings(deadline=None)
@given(st.text(max_size=80), st.text(max_size=120))
def test_any_snippet_leaves_the_slide_whole(arguments: str, snippet: str) -> None:
    made = rendered(f"start\n\n@md[{arguments}](s.md)\n\nx @md[{arguments}](s.md)", files={"s.md": snippet})
    assert "start" in made.html
    assert "slide-failed" not in {found.code for found in made.diagnostics}
