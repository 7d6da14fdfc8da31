"""Text becomes a deck, and what did not change is not made again."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.deck import making
from app.deck.audience import audience
from app.deck.build import SlideCache, build, difference
from app.deck.model import Deck
from app.deck.section import section
from app.markdown.diagnostic import Severity
from tests.deck.deck_texts import Texts, deck_of, told


def test_a_deck_knows_its_slides() -> None:
    deck = deck_of("# A\n\n---\n\n## B\n\nNote:\n*hi*\n\n+++\n\n- one |\n- two |\n")
    assert [(s.id, s.h, s.v, s.number, s.title, s.steps) for s in deck.slides] == [
        ("a", 0, 0, 1, "A", 0),
        ("b", 1, 0, 2, "B", 0),
        ("one-two", 1, 1, 3, "one two", 2),
    ]
    assert [(s.source.first, s.source.last) for s in deck.slides] == [(1, 2), (3, 9), (10, 14)]
    assert deck.slides[1].notes == "*hi*"
    assert deck.slides[1].notes_html is not None
    assert "<em>hi</em>" in deck.slides[1].notes_html
    assert deck.title == "A"


def test_an_empty_file_is_one_empty_slide() -> None:
    deck = deck_of("")
    assert [(s.id, s.html, s.notes) for s in deck.slides] == [("slide-1", "", None)]
    assert deck.title == "talk"


def test_a_file_that_cannot_be_read_is_an_os_error() -> None:
    with pytest.raises(FileNotFoundError):
        build("talk", "PITCHME.md", Texts({}))


def test_a_note_for_a_step_is_in_the_notes_where_there_are_no_steps() -> None:
    deck = deck_of("- one @note[say it]\n\nNote:\nfirst\n")
    assert deck.slides[0].notes_html is not None
    assert "first" in deck.slides[0].notes_html
    assert "say it" in deck.slides[0].notes_html
    assert "say it" not in deck.slides[0].html


def test_files_that_only_notes_show_are_apart() -> None:
    deck = deck_of("![](a.png)\nNote:\n![](a.png) ![](b.png)", {"a.png": b"", "b.png": b""})
    assert deck.assets == {"a.png": "a.png"}
    assert deck.note_assets == {"b.png": "b.png"}


def test_a_deck_knows_the_files_it_was_made_of() -> None:
    files = {"PITCHME.yaml": "", "PITCHME.css": "", "b.md": "# B", "c.py": "x"}
    deck = deck_of("---?include=b.md\n---?code=c.py\n", files)
    assert deck.files == {"PITCHME.md", *files}


# Faults


def test_bytes_that_are_not_utf8_are_an_error_with_their_place() -> None:
    deck = deck_of(b"# A\n\nna\xefve\n\n---\n# B")
    (error,) = told(deck, "not-utf8")
    assert (error.severity, error.line, error.column) == (Severity.ERROR, 3, 3)
    assert [s.title for s in deck.slides] == ["A", "B"]


def test_an_unclosed_fence_is_told_at_its_line() -> None:
    assert [(d.line, d.severity) for d in told(deck_of("# A\n---\n# B\n```js\nx\n---\n# C"), "unclosed-fence")] == [
        (4, Severity.WARNING)
    ]


def test_a_slide_that_fails_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    render = making.render

    def failing(text: str, **rest: object) -> object:
        if "BOOM" in text:
            raise RecursionError
        return render(text, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(making, "render", failing)
    deck = deck_of("# A\n---\n# BOOM\nNote:\nstill here\n---\n# C")
    (error,) = told(deck, "slide-failed")
    assert (error.severity, error.line) == (Severity.ERROR, 2)
    assert len(deck.slides) == 3
    assert deck.slides[1].notes == "still here"


def test_a_deck_of_very_many_slides_is_cut_and_told() -> None:
    deck = deck_of("---\n" * 30_000)
    assert len(deck.slides) == 10_000
    assert [d.severity for d in told(deck, "deck-too-large")] == [Severity.ERROR]


def test_a_slide_that_is_far_too_long_is_cut_and_told() -> None:
    deck = deck_of("# A\n---\n# B\n" + "\n" * 300_000 + "end")
    assert [d.line for d in told(deck, "slide-too-large")] == [2]
    assert "end" not in deck.slides[1].html


def test_two_files_with_one_address_are_told() -> None:
    files = {"x/b.md": "![](a.png)", "x/a.png": b"1", "a.png": b"2"}
    assert told(deck_of("![](a.png)\n---?include=x/b.md\n", files), "ambiguous-file")


# Nothing is made twice


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were rendered."""
    texts: list[str] = []
    render = making.render

    def counting(text: str, **rest: object) -> object:
        texts.append(text.strip())
        return render(text, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(making, "render", counting)
    return texts


def test_an_edit_of_one_slide_makes_one_slide(made: list[str]) -> None:
    cache = SlideCache()
    deck_of("# A\n\n---\n# B\n\n---\n# C", cache=cache)
    made.clear()
    deck_of("# A\n\n---\n# B!\n\n---\n# C", cache=cache)
    assert made == ["# B!"]


def test_an_inserted_slide_makes_one_slide_and_lines_of_others_move(made: list[str]) -> None:
    cache = SlideCache()
    deck_of("# A\n\n---\n![](gone.png)\n", cache=cache)
    made.clear()
    deck = deck_of("# A\n\n---\n# New\n\n---\n![](gone.png)\n", cache=cache)
    assert made == ["# New"]
    assert [d.line for d in told(deck, "missing-image")] == [7]
    assert deck.slides[2].source.first == 6


def test_a_file_that_appears_makes_the_slides_that_asked_for_it(made: list[str]) -> None:
    cache = SlideCache()
    deck_of("# A\n---\n![it](a.png)", cache=cache)
    made.clear()
    deck = deck_of("# A\n---\n![it](a.png)", {"a.png": b""}, cache=cache)
    assert made == ["![it](a.png)"]
    assert deck.diagnostics == ()


def test_a_code_file_that_changes_makes_its_slide_again() -> None:
    cache = SlideCache()
    deck_of("---?code=a.py\n", {"a.py": "one = 1"}, cache=cache)
    assert "two" in deck_of("---?code=a.py\n", {"a.py": "two = 2"}, cache=cache).slides[0].html


def test_settings_that_change_how_slides_look_make_all_again() -> None:
    cache = SlideCache()
    deck_of("# A", {"PITCHME.yaml": "background-color: red"}, cache=cache)
    deck = deck_of("# A", {"PITCHME.yaml": "background-color: blue"}, cache=cache)
    assert deck.slides[0].params == {"background-color": "blue"}


DELIMITERS = ["---", "+++", "---?color=red", "---?hidden=true", "---?include=b.md", "---?code=c.py"]
BODIES = [
    "# A",
    "# B",
    "![](x.png)",
    "- a |\n- b |",
    "text",
    "",
    "```js\nx\n```",
    "```js\nx",
    "Note: hi",
    "# A\nNote:\n\nx",
]
SLIDES = st.lists(st.tuples(st.sampled_from(DELIMITERS), st.sampled_from(BODIES)), max_size=8).map(
    lambda slides: "# Start\n" + "".join(f"\n{delimiter}\n{body}\n" for delimiter, body in slides)
)
FILES = st.fixed_dictionaries(
    {},
    optional={
        "b.md": st.sampled_from(["# Inside", "# One\n---\n# Two", "---?include=PITCHME.md"]),
        "c.py": st.sampled_from(["x = 1", "y = 2"]),
        "x.png": st.just(""),
        "PITCHME.yaml": st.sampled_from(["theme: black", "horz-delim: '+++'", "loop: [", "footnote: hi"]),
    },
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(SLIDES, FILES), min_size=2, max_size=5))
def test_building_with_a_memory_gives_the_same_as_building_anew(states: list[tuple[str, dict[str, str]]]) -> None:
    cache = SlideCache()
    for text, files in states:
        assert deck_of(text, files, cache=cache) == deck_of(text, files)


@settings(max_examples=60, deadline=None)
@given(SLIDES, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3), SLIDES | st.just("")), max_size=4))
def test_lines_edited_one_after_the_other_give_the_same_as_building_anew(
    text: str, edits: list[tuple[int, int, str]]
) -> None:
    cache = SlideCache()
    lines = text.split("\n")
    deck_of(text, cache=cache)
    for place, gone, fresh in edits:
        lines[place : place + gone] = fresh.split("\n")[1:]
        text = "\n".join(lines)
        assert deck_of(text, cache=cache) == deck_of(text)


def test_slides_that_stay_in_their_place_are_the_same_values() -> None:
    cache = SlideCache()
    before = deck_of("# A\n\n---\n# B\n\n---\n# C", cache=cache)
    after = deck_of("# A\n\n---\n# B!\n\n---\n# C", cache=cache)
    assert [new is old for new, old in zip(after.slides, before.slides, strict=True)] == [True, False, True]


@settings(max_examples=40, deadline=None)
@given(SLIDES, SLIDES)
def test_what_stands_before_a_slide_changes_nothing_inside_it(before: str, after: str) -> None:
    alone = [slide.html for slide in deck_of(after).slides]
    together = [slide.html for slide in deck_of(f"{before}\n---\n{after}").slides]
    if "```js\nx\n" not in before:
        assert together[-len(alone) :] == alone


# What differs


def change(old: str, new: str, **files: str) -> tuple[Deck, Deck]:
    return deck_of(old, files), deck_of(new, files)


def test_an_edit_changes_one_slide_and_no_order() -> None:
    found = difference(*change("# A\n---\n# B", "# A\n---\n# B\n\nmore"))
    assert (found.changed, found.removed, found.order, found.settings) == (("b",), (), None, False)


def test_an_inserted_slide_changes_the_order_and_itself() -> None:
    found = difference(*change("# A\n---\n# B", "# A\n---\n# N\n+++\n# B"))
    assert (found.changed, found.removed, found.order) == (("n",), (), (("a",), ("n", "b")))


def test_a_slide_before_the_title_changes_the_titles_layout() -> None:
    assert set(difference(*change("# A", "# N\n---\n# A")).changed) == {"n", "a"}


def test_a_setting_that_pages_show_is_a_change_around_the_slides() -> None:
    old, new = deck_of("# A", {"PITCHME.yaml": "footnote: a"}), deck_of("# A", {"PITCHME.yaml": "footnote: b"})
    assert difference(old, new).settings
    assert old.digest != new.digest


# What leaves


def test_the_audiences_deck_holds_no_notes_and_no_hidden_slides() -> None:
    deck = deck_of("# A\n\n- x @note[CANARY]\n\nNote:\nCANARY\n---?hidden=true\n# CANARY\n---\n# B\n")
    assert "CANARY" not in repr(audience(deck))
    assert [slide.id for slide in audience(deck).slides] == ["a", "b"]


def test_a_section_carries_the_slides_parameters_and_its_place() -> None:
    deck = audience(
        deck_of('---?color=#fff&class=big\n<!-- .slide: class="x" style="color:red" data-state="s" -->\n# A "b"')
    )
    html = section(deck.slides[0], count=1, state="present")
    for attribute in (
        'class="present layout-title x big"', 'data-background-color="#fff"', 'style="color:red"', 'data-state="s"',
        'data-h="0"', 'data-v="0"', 'data-steps="0"', 'aria-label="1 of 1: A &quot;b&quot;"',
    ):  # fmt: skip
        assert attribute in html.split(">", 1)[0] + ">"


def test_an_authors_attribute_never_replaces_one_of_the_pages() -> None:
    deck = audience(deck_of('<!-- .slide: data-h="9" data-digest="x" id="mine" onclick="x()" -->\n# A'))
    opening = section(deck.slides[0], count=1).split(">", 1)[0]
    assert opening.count("data-h=") == 1
    assert 'data-h="0"' in opening
    assert "onclick" not in opening
