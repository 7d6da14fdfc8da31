"""What stands behind a delimiter (spec section 3)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.deck.build import Options
from app.deck.parameters import decode, opacity_of
from app.markdown.colours import is_colour
from app.markdown.diagnostic import Severity
from tests.deck.deck_texts import deck_of, told


def params(raw: str, **files: str) -> dict[str, str]:
    return dict(deck_of(f"---?{raw}\n# A", {"a.png": b"", "v.mp4": b"", **files}).slides[0].params)


# Reading


def test_raw_blanks_percents_and_hashes_are_kept() -> None:
    assert decode("image=a.png&size=auto 90%&color=#fff") == {"image": "a.png", "size": "auto 90%", "color": "#fff"}


def test_values_are_decoded_but_plus_and_semicolon_are_themselves() -> None:
    assert decode("title=a%20b+c;d%zz") == {"title": "a b+c;d%zz"}


def test_the_first_equals_sign_separates() -> None:
    assert decode("survey=https://a.example/?x=1") == {"survey": "https://a.example/?x=1"}


def test_an_ampersand_in_a_title_is_part_of_it() -> None:
    assert decode("title=Salt & pepper&lang=js") == {"title": "Salt & pepper", "lang": "js"}


def test_a_flag_may_stand_alone() -> None:
    assert decode("hidden&color=red") == {"hidden": "true", "color": "red"}


@given(st.text())
def test_any_parameter_text_is_read(raw: str) -> None:
    assert all(isinstance(value, str) for value in decode(raw).values())


# Backgrounds


def test_an_image_gets_gitpitchs_size_and_position() -> None:
    assert params("image=a.png") == {
        "background-image": "a.png",
        "background-size": "100% 100%",
        "background-position": "center",
    }


def test_what_the_delimiter_says_wins_over_the_defaults() -> None:
    assert params("image=a.png&size=auto 90%&position=left&repeat=no-repeat&color=white&opacity=50") == {
        "background-image": "a.png",
        "background-size": "auto 90%",
        "background-position": "left",
        "background-repeat": "no-repeat",
        "background-color": "white",
        "background-opacity": "0.5",
    }


def test_the_settings_give_the_defaults_of_an_image() -> None:
    deck = deck_of("---?image=a.png\n# A\n---\n# B", {"a.png": b"", "PITCHME.yaml": "background-size: cover"})
    assert deck.slides[0].params["background-size"] == "cover"
    assert deck.slides[1].params == {}


def test_the_settings_background_is_for_slides_without_one() -> None:
    settings = {"PITCHME.yaml": 'background: a.png\nbackground-color: "#123"', "a.png": b""}
    first, second, third = deck_of(
        "# A\n---?color=red\n# B\n---\n<!-- .slide: data-background='#fff' -->", settings
    ).slides
    assert first.params["background-image"] == "a.png"
    assert second.params == {"background-color": "red"}
    assert third.params == {"background-color": "#fff"}


def test_a_comment_on_the_slide_is_a_parameter_too() -> None:
    slide = deck_of('<!-- .slide: data-background="#030202" data-transition="zoom" -->\n# A').slides[0]
    assert slide.params == {"background-color": "#030202", "transition": "zoom"}


def test_a_transition_beside_an_image_is_the_backgrounds() -> None:
    assert params("image=a.png&transition=zoom")["background-transition"] == "zoom"
    assert params("transition=zoom") == {"transition": "zoom"}


def test_a_video_is_muted_unless_told_otherwise() -> None:
    assert params("video=v.mp4") == {
        "background-video": "v.mp4",
        "background-video-loop": "false",
        "background-video-muted": "true",
    }
    assert params("video=v.mp4&loop=true&muted=false")["background-video-muted"] == "false"


def test_a_file_of_a_background_may_be_asked_for() -> None:
    assert deck_of("---?image=a.png\n# A", {"a.png": b""}).assets == {"a.png": "a.png"}


def test_a_missing_background_is_told_with_its_line_and_named_on_the_slide() -> None:
    deck = deck_of("# A\n---?image=b.png\n# B")
    assert [(d.severity, d.line) for d in told(deck, "missing-image")] == [(Severity.WARNING, 2)]
    assert "b.png" in deck.slides[1].html
    assert deck.slides[1].params == {}


@pytest.mark.parametrize(
    "value", ["##7E317B", "#12", "blurple", "rgb(1,2)", "red;position:fixed", "linear-gradient(red)"]
)
def test_an_invalid_colour_is_a_warning_and_ignored(value: str) -> None:
    deck = deck_of(f"---?color={value}\n# A")
    assert deck.slides[0].params == {}
    assert [d.severity for d in told(deck, "invalid-colour")] == [Severity.WARNING]


@pytest.mark.parametrize(
    "value",
    [
        "#fff",
        "#7E317BAA",
        "Teal",
        "transparent",
        "rgb(33, 178, 143)",
        "rgba(2,0,36,1)",
        "rgb(1 2 3 / 50%)",
        "hsl(120deg 50% 50%)",
        "oklch(0.7 0.1 200)",
        "color(display-p3 1 0.5 0)",
        "color-mix(in oklab, red, #fff 20%)",
        "linear-gradient(100deg, white 50%, #567AD2 50%)",
        "linear-gradient(0deg, rgba(2,0,36,1) 0%, rgba(0,0,0,1) 35%, rgba(0,212,255,1) 100%)",
        "linear-gradient(to right, red, 30%, blue)",
        "radial-gradient(circle at 50% 50%, #fff, #000)",
        "repeating-linear-gradient(45deg, red 0 10px, blue 10px 20px)",
    ],
)
def test_a_colour_of_css_is_one(value: str) -> None:
    assert is_colour(value)
    assert params(f"color={value}") == {"background-color": value}


@given(st.text(alphabet="rgb()#,.%0123456789 aelint-d/", max_size=60))
def test_what_is_taken_as_a_colour_cannot_leave_its_declaration(value: str) -> None:
    if is_colour(value):
        assert not set(value) & set(";{}\"'<>\\")
        assert value.count("(") == value.count(")")


@pytest.mark.parametrize(
    ("value", "opacity"), [("1", "1"), ("0.3", "0.3"), ("50", "0.5"), ("20%", "0.2"), ("0.5%", "0.005")]
)
def test_opacity_is_a_fraction_up_to_one_and_percent_above(value: str, opacity: str) -> None:
    assert opacity_of(value) == opacity


@pytest.mark.parametrize("raw", ["opacity=much", "opacity=101", "size=1px;x", "transition=wobble", "layout=a b"])
def test_an_invalid_value_is_a_warning_and_ignored(raw: str) -> None:
    deck = deck_of(f"---?{raw}\n# A")
    assert deck.slides[0].params == {}
    assert [d.severity for d in told(deck, "invalid-value")] == [Severity.WARNING]


def test_an_unknown_key_is_an_info_that_guesses_what_was_meant() -> None:
    (info,) = told(deck_of("---?colour=red\n# A"), "unknown-parameter")
    assert info.severity is Severity.INFO
    assert "`color`" in info.message


# The slide itself


def test_id_class_layout_and_title_are_the_slides() -> None:
    slide = deck_of("---?id=start&class=big%20blue&layout=Split&title=Beginning\n").slides[0]
    assert (slide.id, slide.classes, slide.layout, slide.title) == ("start", ("big", "blue"), "split", "Beginning")


def test_hidden_slides_are_neither_counted_nor_addressed() -> None:
    deck = deck_of("# A\n---?hidden=true\n# B\n+++\n# C\n+++?hidden=true\n# D\n+++\n# E")
    shown = [(s.title, s.h, s.v, s.number) for s in deck.slides if not s.hidden]
    assert shown == [("A", 0, 0, 1), ("C", 1, 0, 2), ("E", 1, 1, 3)]
    assert [s.title for s in deck.slides if s.hidden] == ["B", "D"]


def test_a_deck_of_hidden_slides_is_shown_and_told() -> None:
    deck = deck_of("---?hidden=true\n# A")
    assert not deck.slides[0].hidden
    assert told(deck, "all-hidden")


def test_the_appendix_begins_at_its_slide() -> None:
    assert [s.appendix for s in deck_of("# A\n---?appendix=true\n# B\n---\n# C").slides] == [False, True, True]


# Code


CODE = "one\ntwo\n# tag::part[]\nthree\n# end::part[]\nfive\n"


def code(raw: str, body: str = "") -> str:
    return deck_of(f"---?{raw}\n{body}", {"src/a.py": CODE}).slides[0].html


def test_a_code_file_is_shown_with_its_title_above() -> None:
    html = code("code=src/a.py&lang=python&title=The <file>")
    assert html.index("The &lt;file&gt;") < html.index("one")
    assert "language-python" in html


def test_only_the_lines_asked_for_are_shown() -> None:
    html = code("code=src/a.py&lines=1,6&lang=text")
    assert "one" in html
    assert "five" in html
    assert "two" not in html


def test_only_what_is_between_the_tags_is_shown() -> None:
    html = code("code=src/a.py&tags=part&lang=text")
    assert "three" in html
    assert "tag::" not in html
    assert "five" not in html


def test_a_code_file_is_stepped_through_by_the_slides_annotations() -> None:
    deck = deck_of("---?code=src/a.py&lang=text\n@[1](first)\n@[2-4]\n", {"src/a.py": CODE})
    assert deck.slides[0].steps == 2


def test_fences_inside_a_code_file_do_not_end_it() -> None:
    deck = deck_of("---?code=a.md&lang=markdown\n", {"a.md": "```js\nlet a\n```\n\n# no heading\n"})
    assert "<h1" not in deck.slides[0].html


def test_a_missing_code_file_leaves_its_name_and_no_steps() -> None:
    deck = deck_of("# A\n---?code=src/b.py\n@[1](first)\n")
    assert [(d.severity, d.line) for d in told(deck, "missing-code")] == [(Severity.WARNING, 2)]
    assert "src/b.py" in deck.slides[1].html
    assert "first" not in deck.slides[1].html
    assert deck.slides[1].steps == 0


def test_a_range_outside_the_file_is_told() -> None:
    assert told(deck_of("---?code=a.py&lines=1-99\n", {"a.py": "x"}), "range-outside")


def test_a_fault_below_a_code_file_keeps_its_line() -> None:
    deck = deck_of("---?code=a.py&title=T\n\ntext\n\n![](b.png)\n", {"a.py": CODE})
    assert [d.line for d in told(deck, "missing-image")] == [5]


# What is not shown here


def test_a_frame_is_shown_only_from_hosts_that_the_operator_allows() -> None:
    text = "---?iframe=https://forms.example/x\n# A"
    assert "forms.example" in deck_of(text).slides[0].html
    assert deck_of(text).slides[0].params == {}
    allowed = deck_of(text, options=Options(embeds=frozenset({"forms.example"})))
    assert allowed.slides[0].params == {"background-iframe": "https://forms.example/x"}


def test_a_gist_is_a_card_with_the_link() -> None:
    deck = deck_of("---?gist=somebody/abc123\n")
    assert 'href="https://gist.github.com/somebody/abc123"' in deck.slides[0].html
    assert [d.severity for d in told(deck, "gist-not-shown")] == [Severity.INFO]
