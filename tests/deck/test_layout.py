"""Which layout a slide gets from what it holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.deck.layout import layout_of
from tests.deck.deck_texts import deck_of

IMAGE = "![a picture](a.png)"


def layout(text: str) -> str:
    """The layout of a slide that is not the deck's first."""
    return deck_of(f"# First\n---\n{text}", {"a.png": b""}).slides[1].layout


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("# Part two", "section"),
        ("## Part two\n\nIn which we go on.", "section"),
        (IMAGE, "image"),
        (f"## Title\n\n{IMAGE}", "figure"),
        (f"## Title\n\n{IMAGE}\n\n- one\n- two", "split"),
        (f"## Title\n\nSome text\n\n{IMAGE}", "split"),
        ("> Words\n>\n> — somebody", "quote"),
        ("# 86 %\n\nof all images", "number"),
        ("## 4 MB\n\nis enough", "number"),
        ("## Code\n\n```js\nlet a\n```", "code"),
        ("## Table\n\n| a | b |\n|---|---|\n| 1 | 2 |", "table"),
        ("## List\n\n- one\n- two", "content"),
        ("## Two\n\n" + f"{IMAGE}\n\n{IMAGE}", "content"),
        ("", "content"),
        ("Just text", "content"),
        ("## 2017 was long ago\n\nand far away", "section"),
    ],
)
def test_the_content_decides(text: str, name: str) -> None:
    assert layout(text) == name


def test_the_first_slide_with_a_large_heading_is_the_title() -> None:
    first, second = deck_of("# Talk\n\n## About things\n\nA. Uthor\n\n2026\n\n---\n# Talk").slides
    assert (first.layout, second.layout) == ("title", "section")


def test_a_word_on_the_delimiter_wins() -> None:
    assert deck_of("---?layout=quote\n# Talk").slides[0].layout == "quote"


def test_a_long_paragraph_is_content() -> None:
    assert layout("## Title\n\n" + "word " * 60) == "content"


@given(st.text(alphabet='<>/="ahp1divimgul \n', max_size=200))
def test_any_html_has_a_layout(html: str) -> None:
    assert layout_of(html) in {"content", "section", "image", "figure", "split", "quote", "number", "code", "table"}
