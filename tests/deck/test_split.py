"""Where slides begin (spec section 2) and where their notes do (section 4)."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.deck.delimiters import Way, make, safe_regexp
from app.deck.split import Fault, Part, normalise, split


def bodies(text: str) -> list[str]:
    return [part.body.strip() for part in split(text)]


def ways(text: str) -> list[Way | None]:
    return [part.way for part in split(text)]


def test_three_dashes_lead_right_and_three_pluses_below() -> None:
    parts = split("A\n\n---\nB\n\n+++\nC")
    assert [part.body.strip() for part in parts] == ["A", "B", "C"]
    assert [part.way for part in parts] == [None, Way.RIGHT, Way.BELOW]


def test_an_empty_text_is_one_empty_slide() -> None:
    assert bodies("") == [""]


def test_a_slide_without_content_is_a_slide() -> None:
    assert bodies("A\n---\n---\nB") == ["A", "", "B"]


@pytest.mark.parametrize(
    "line", ["---  ", "---\t", "---?image=a.png", "---  ?image=a.png", "#HSLIDE", "#HSLIDE?color=red"]
)
def test_these_lines_begin_a_slide_to_the_right(line: str) -> None:
    assert ways(f"A\n{line}\nB") == [None, Way.RIGHT]


@pytest.mark.parametrize("line", ["+++", "+++?color=#fff", "#VSLIDE"])
def test_these_lines_begin_a_slide_below(line: str) -> None:
    assert ways(f"A\n{line}\nB") == [None, Way.BELOW]


@pytest.mark.parametrize(
    "line",
    [
        "--- text",
        "----",
        "-----",
        "---|---",
        "--- | ---",
        "|---|",
        " ---",
        "- - -",
        "++",
        "++++",
        "#HSLIDES",
        "# HSLIDE",
        "--",
    ],
)
def test_these_lines_are_text(line: str) -> None:
    assert bodies(f"A\n{line}\nB") == [f"A\n{line}\nB"]


def test_the_parameters_of_a_delimiter_are_kept_as_they_stand() -> None:
    assert split("A\n---  ?image=a.png&size=auto 90%\nB")[1].raw == "image=a.png&size=auto 90%"


def test_a_delimiter_on_the_first_line_belongs_to_the_first_slide() -> None:
    parts = split("---?color=teal\n# A\n---\n# B")
    assert [(part.raw, part.body.strip()) for part in parts] == [("color=teal", "# A"), ("", "# B")]


def test_a_blank_line_before_the_first_delimiter_makes_an_empty_slide() -> None:
    assert bodies("\n---\n# A") == ["", "# A"]


def test_lines_are_counted_from_one_and_the_delimiter_is_the_slides_first() -> None:
    first, second = split("A\n\n---\n\nB\nNote:\nhi\n")
    assert (first.first, first.last, first.body_line) == (1, 2, 1)
    assert (second.first, second.last, second.body_line, second.notes_line) == (3, 8, 4, 7)


# Fences and comments


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("```", "```"), ("~~~", "~~~"), ("```yaml", "````"), ("````md", "````"), ("  ```", "   ```"), ("- ```", "  ```")],
)
def test_a_delimiter_inside_a_fence_is_text(opening: str, closing: str) -> None:
    assert len(split(f"A\n{opening}\na: 1\n---\nNote: x\nb: 2\n{closing}\n---\nB")) == 2


def test_a_shorter_or_other_fence_does_not_close() -> None:
    assert len(split("````md\n```\n~~~\n---\n````\n---\nB")) == 2


def test_inline_code_of_three_backticks_opens_no_fence() -> None:
    assert len(split("```code``` here\n---\nB")) == 2


def test_an_unclosed_fence_ends_with_its_slide_and_is_told() -> None:
    parts = split("A\n```js\nlet a\n\n---\nB\n---\nC")
    assert [part.body.strip().split("\n")[0] for part in parts] == ["A", "B", "C"]
    assert parts[0].fault == (Fault.FENCE, 2)


def test_an_unclosed_fence_does_not_swallow_a_later_slide_with_a_fence() -> None:
    parts = split("```js\nlet a\n---\nB\n```py\nb\n```\n---\nC")
    assert len(parts) == 3
    assert [part.fault for part in parts] == [(Fault.FENCE, 1), None, None]


def test_an_unclosed_fence_is_found_among_fences_without_a_language() -> None:
    parts = split("```\nlet a\n---\n```\nb\n```\n---\nC")
    assert [part.fault for part in parts] == [(Fault.FENCE, 1), None, None]


def test_two_fences_with_separators_on_one_slide_are_both_whole() -> None:
    parts = split("```yaml\na\n---\nb\n```\ntext\n```yaml\nc\n---\nd\n```\n---\nB")
    assert len(parts) == 2
    assert parts[0].fault is None


def test_a_fence_that_is_open_at_the_end_is_told_once() -> None:
    assert [part.fault for part in split("A\n---\nB\n```\ncode")] == [None, (Fault.FENCE, 4)]


def test_a_delimiter_inside_a_comment_is_text() -> None:
    assert bodies("A\n<!--\n---\nNote: no\n-->\n---\nB") == ["A\n<!--\n---\nNote: no\n-->", "B"]


def test_a_comment_that_never_closes_ends_with_its_slide_and_is_told() -> None:
    parts = split("A\n<!-- todo\n---\nB <!-- x -->\n---\nC")
    assert len(parts) == 3
    assert parts[0].fault == (Fault.COMMENT, 2)


def test_a_comment_on_one_line_hides_nothing_behind_it() -> None:
    assert len(split("<!-- a -->\n---\n`<!--`\n---\nB")) == 3


# Delimiters of the settings


def test_the_settings_replace_the_delimiters() -> None:
    delimiters = make("===", ">>>")
    parts = split("A\n===\nB\n---\nb\n>>>?color=red\nC", delimiters=delimiters)
    assert [(part.way, part.body.strip()) for part in parts] == [
        (None, "A"),
        (Way.RIGHT, "B\n---\nb"),
        (Way.BELOW, "C"),
    ]


def test_an_expression_counts_only_beside_its_literal() -> None:
    assert len(split("A\n=====\nB", delimiters=make("===", "", "={3,}$"))) == 2
    assert len(split("A\n=====\nB", delimiters=make("", "", "={3,}$"))) == 1


@pytest.mark.parametrize("expression", ["(a+)+$", "(a|aa)*", "a*a*a*a*b", "[", r"(a)\1", "x" * 81])
def test_an_expression_that_could_take_for_ever_is_refused(expression: str) -> None:
    assert not safe_regexp(expression)


# Text


def test_line_ends_and_byte_order_mark_do_not_matter() -> None:
    assert normalise("\ufeff# A\r\n---\r\nB\rC") == "# A\n---\nB\nC"


# Notes


def notes(text: str) -> str | None:
    return split(text)[0].notes


@pytest.mark.parametrize("word", ["Note:", "Notes:", "note:", "NOTE:", "NOTES:"])
def test_notes_begin_with_a_word_in_any_case(word: str) -> None:
    assert notes(f"A\n\n{word}\nsay this") == "say this"


def test_the_rest_of_the_note_line_is_part_of_the_notes() -> None:
    assert notes("A\nNote: first\nsecond") == "first\nsecond"


def test_a_second_note_line_is_part_of_the_first_ones_notes() -> None:
    assert notes("A\nNote:\none\nNote:\ntwo") == "one\nNote:\ntwo"


@pytest.mark.parametrize("line", ["Note that this matters", " Note: indented", "Noted:", "> Note: x"])
def test_these_lines_are_no_notes(line: str) -> None:
    assert notes(f"A\n{line}\n") is None


def test_a_note_inside_a_fence_or_a_comment_is_none() -> None:
    assert notes("```\nNote: a\n```\n<!--\nNote: b\n-->\n") is None


def test_a_delimiter_right_behind_the_notes_ends_them() -> None:
    assert [part.notes for part in split("A\nNote:\nx\n---\nB")] == ["x", None]


def test_notes_without_text_are_none() -> None:
    assert notes("A\nNote:\n\n") is None


def test_the_notes_know_the_line_they_begin_on() -> None:
    assert split("A\n\nNote:\n\n\nx")[0].notes_line == 6
    assert split("A\n\nNote: x")[0].notes_line == 3


# Properties

CHOICES = """
---
+++
---?a=b
# A
text

```
```js
~~~
````
<!--
-->
<!-- x -->
Note:
- ```
    ```
Note: a
`<!--`
--- | ---
[drag=1 2]
#HSLIDE
"""
LINES = st.lists(st.sampled_from(CHOICES.strip("\n").split("\n")), max_size=40).map("\n".join)


def check_nothing_is_lost(text: str, parts: list[Part]) -> None:
    assert "".join(part.source for part in parts) == text
    assert parts[0].first == 1
    for before, after in pairwise(parts):
        assert after.first == before.last + 1


@given(st.one_of(LINES, st.text()))
def test_the_parts_put_together_are_the_text(text: str) -> None:
    text = normalise(text)
    check_nothing_is_lost(text, split(text))


@given(LINES)
def test_every_line_of_a_body_is_where_the_part_says(text: str) -> None:
    lines = text.split("\n")
    for part in split(text):
        for offset, line in enumerate(part.body.split("\n") if part.body else []):
            assert lines[part.body_line - 1 + offset] == line
        if part.notes:
            assert part.notes.split("\n")[0] in lines[part.notes_line - 1]


@given(LINES, st.integers(1, 5))
def test_a_limit_leaves_out_the_rest(text: str, limit: int) -> None:
    assert split(text, limit=limit) == split(text)[:limit]


@given(LINES)
def test_without_fences_and_comments_every_delimiter_counts(text: str) -> None:
    plain = "\n".join(line for line in text.split("\n") if not set("`~<>") & set(line))
    delimiters = sum(line.startswith(("---", "+++", "#HSLIDE")) and "|" not in line for line in plain.split("\n")[1:])
    assert len(split(plain)) == delimiters + 1
