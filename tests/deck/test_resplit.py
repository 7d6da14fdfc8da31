"""Splitting an edited text with the help of the split before gives what splitting it whole gives."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.deck.delimiters import Delimiters, make, standard
from app.deck.resplit import Split, resplit
from app.deck.split import split

MANY = 1_000
PIECES = st.sampled_from(
    [
        *(
            "---",
            "+++",
            "---?image=a.png",
            "--- text",
            "```",
            "```js",
            "````",
            "~~~",
            "    ```",
            "- ```js",
            "<!--",
            "-->",
        ),
        *(
            "<!-- x -->",
            "`<!--`",
            "Note:",
            "notes: x",
            "Note: <!--",
            "# A",
            "text",
            "",
            " ",
            "[drag=10]",
            "<!-- --> <!--",
        ),
    ]
)
LINES = st.lists(PIECES, max_size=14)
TEXTS = st.builds(lambda lines, end: "\n".join(lines) + end, LINES, st.sampled_from(["", "\n"]))
# Mostly whole fences and comments, as decks have: these are the texts that are not split whole.
CALM = st.lists(
    st.sampled_from(
        ["---", "+++?a=b", "```\nx\n```", "<!-- a\nb -->", "Note:\nx", "# A", "", "text\n", "[drop=1]", "---"]
    ),
    max_size=14,
)


def again(text: str, before: Split | None, skip: int = 0, delimiters: Delimiters | None = None) -> Split:
    return resplit(text, before, skip=skip, delimiters=delimiters or standard(), limit=MANY)


def check(texts: list[str], skip: int = 0) -> None:
    before = None
    for text in texts:
        skipped = min(skip, text.count("\n") + 1)
        before = again(text, before, skipped)
        assert before.parts == split(text, skip=skipped)


@settings(max_examples=400, deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=4), st.integers(0, 3))
def test_any_text_after_any_other(texts: list[str], skip: int) -> None:
    check(texts, skip)


@settings(max_examples=600, deadline=None)
@given(CALM, st.integers(0, 14), st.integers(0, 4), CALM.map(lambda lines: lines[:4]), st.integers(0, 2))
@example(["a", "---"], 2, 0, ["x"], 0)
@example(["---", "a", "---", "b"], 0, 2, [], 0)
@example(["a", "---", "a", "---", "a"], 1, 2, [], 0)
def test_lines_taken_out_and_put_in(lines: list[str], place: int, gone: int, fresh: list[str], skip: int) -> None:
    check(["\n".join(lines), "\n".join([*lines[:place], *fresh, *lines[place + gone :]])], skip)


@settings(max_examples=400, deadline=None)
@given(CALM, st.integers(0, 60), st.integers(0, 6), st.text("-+?`~<!>\nNote: x", max_size=6))
@example(["a", "---"], 5, 0, "x")
@example(["a", "---", "b"], 1, 1, "x")
def test_letters_taken_out_and_put_in(lines: list[str], place: int, gone: int, fresh: str) -> None:
    text = "\n".join(lines)
    check([text, text[:place] + fresh + text[place + gone :]])


def test_what_stands_in_front_of_the_edit_is_kept_and_what_stands_behind_it_moves() -> None:
    before = again("# A\n---\n# B\n---\n# C\n---\n# D", None)
    after = again("# A\n---\n# B\n---\n# C\nmore\n---\n# D", before)
    assert after.parts[0] is before.parts[0]
    assert (before.parts[3].first, after.parts[3].first) == (6, 7)
    assert after.parts[3].source is before.parts[3].source


@pytest.mark.parametrize("text", ["A\n---\n```\nB\n---\nC", "A\n---\n<!-- B\n---\nC", "A\n```\n---\n```\n---\nC"])
def test_where_a_fence_or_a_comment_is_in_doubt_nothing_is_kept(text: str) -> None:
    before = again(text, None)
    assert not before.certain
    assert again(text.replace("A", "AA"), before).parts == split(text.replace("A", "AA"))


def test_other_delimiters_split_anew() -> None:
    text = "A\n---\nB\n===\nC"
    assert again(text, again(text, None), delimiters=make(horizontal="===")).parts == split(
        text, delimiters=make(horizontal="===")
    )


def test_front_matter_that_grew_splits_anew() -> None:
    before = again("x\nA\n---\nB", None, skip=1)
    assert again("x\ny\nA\n---\nB", before, skip=2).parts == split("x\ny\nA\n---\nB", skip=2)


def test_no_more_parts_than_the_limit() -> None:
    before = resplit("A\n---\nB", None, skip=0, delimiters=standard(), limit=3)
    after = resplit("A\n---\nB\n---\nC\n---\nD", before, skip=0, delimiters=standard(), limit=3)
    assert after.parts == split("A\n---\nB\n---\nC\n---\nD", limit=3)
