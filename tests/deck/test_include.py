"""Slides of other files (spec section 3, ``include``)."""

from __future__ import annotations

from app.markdown.diagnostic import Severity
from tests.deck.deck_texts import deck_of, places, told

THREE = "# One\n\n---\n# Two\n\n+++\n# Three\n"


def titles(text: str, **files: str) -> list[str]:
    return [slide.title for slide in deck_of(text, {f"{name}.md": content for name, content in files.items()}).slides]


def test_the_slides_of_the_file_are_put_in() -> None:
    assert titles("# A\n---?include=b.md\n---\n# C", b=THREE) == ["A", "One", "Two", "Three", "C"]


def test_the_first_included_slide_takes_the_direction_of_the_delimiter() -> None:
    assert places(deck_of("# A\n+++?include=b.md\n", {"b.md": THREE})) == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_a_delimiter_on_the_files_first_line_makes_no_empty_slide() -> None:
    deck = deck_of("# A\n+++?include=b.md\n", {"b.md": "---?color=red\n# B"})
    assert places(deck) == [(0, 0), (0, 1)]
    assert deck.slides[1].params == {"background-color": "red"}


def test_included_files_may_include() -> None:
    assert titles("---?include=b.md\n", b="# B\n---?include=c.md\n", c="# C") == ["B", "C"]


def test_paths_inside_are_found_from_the_included_file() -> None:
    deck = deck_of("---?include=parts/b.md\n", {"parts/b.md": "![](a.png)", "parts/a.png": b""})
    assert deck.assets == {"a.png": "parts/a.png"}


def test_a_slide_stands_in_its_own_file() -> None:
    deck = deck_of("# A\n---?include=b.md\n", {"b.md": "# B\n\n---\n![](missing.png)\n"})
    assert [(s.source.path, s.source.first) for s in deck.slides] == [("PITCHME.md", 1), ("b.md", 1), ("b.md", 3)]
    assert [(d.path, d.line) for d in told(deck, "missing-image")] == [("b.md", 4)]


def test_text_below_an_include_is_a_slide_of_its_own_and_a_comment_is_none() -> None:
    assert titles("---?include=b.md\n# Mine\n", b="# B") == ["B", "Mine"]
    assert titles("---?include=b.md\n<!-- mine -->\n", b="# B") == ["B"]


def test_only_the_slides_asked_for_are_taken() -> None:
    assert titles("---?include=b.md&slides=2-3\n", b=THREE) == ["Two", "Three"]
    assert titles("---?include=b.md&slides=three,1\n", b=THREE) == ["One", "Three"]


def test_a_slide_that_the_file_does_not_have_is_told() -> None:
    assert (
        told(deck_of("---?include=b.md&slides=1,9,x\n", {"b.md": THREE}), "unknown-slide")[0].severity
        is Severity.WARNING
    )


def test_a_missing_file_is_a_slide_that_names_it() -> None:
    deck = deck_of("# A\n---?include=b.md\n---\n# C")
    assert [(d.severity, d.line) for d in told(deck, "missing-include")] == [(Severity.WARNING, 2)]
    assert len(deck.slides) == 3
    assert "b.md" in deck.slides[1].html


def test_a_circle_is_an_error_and_the_other_slides_go_on() -> None:
    deck = deck_of("# A\n---?include=b.md\n---\n# Z", {"b.md": "# B\n---?include=PITCHME.md\n"})
    (circle,) = told(deck, "include-circle")
    assert (circle.severity, circle.path, circle.line) == (Severity.ERROR, "b.md", 2)
    assert [deck.slides[0].title, deck.slides[1].title, deck.slides[-1].title] == ["A", "B", "Z"]


def test_includes_that_multiply_are_bounded() -> None:
    files = {f"{n}.md": f"---?include={n + 1}.md\n---?include={n + 1}.md\n" for n in range(30)}
    deck = deck_of("---?include=0.md\n", files)
    assert len(deck.slides) <= 10_000
    assert told(deck, "include-too-deep") or told(deck, "deck-too-large")


def test_hidden_on_an_include_hides_all_its_slides() -> None:
    deck = deck_of("# A\n---?include=b.md&hidden=true&color=red\n", {"b.md": THREE})
    assert [slide.hidden for slide in deck.slides] == [False, True, True, True]
    assert [bool(slide.params) for slide in deck.slides] == [False, True, False, False]


def test_settings_at_the_top_of_an_included_file_are_no_slide() -> None:
    assert titles("---?include=b.md\n", b="---\ntitle: B\n---\n# B") == ["B"]
