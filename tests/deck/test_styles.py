"""The deck's own style sheets (spec sections 1 and 11)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.deck.styles import stylesheet, target_of
from tests.deck.deck_texts import deck_of, told


def test_the_sheet_beside_the_deck_is_loaded() -> None:
    deck = deck_of("# A", {"PITCHME.css": "h1{}"})
    assert deck.stylesheets == ("PITCHME.css",)
    assert deck.assets == {"PITCHME.css": "PITCHME.css"}


def test_a_sheet_in_a_folder_above_is_another_decks() -> None:
    assert deck_of("# A", {"PITCHME.css": "h1{}"}, path="a/PITCHME.md").stylesheets == ()


def test_the_settings_name_one_sheet_or_several() -> None:
    files = {"PITCHME.yaml": "theme-override: [css/a.css, /b.css]", "css/a.css": "", "b.css": "", "PITCHME.css": ""}
    assert deck_of("# A", files).stylesheets == ("css/a.css", "b.css")


def test_a_missing_sheet_is_told_at_its_key() -> None:
    deck = deck_of("# A", {"PITCHME.yaml": "title: a\ntheme-override: b.css"})
    assert [(d.path, d.line) for d in told(deck, "missing-stylesheet")] == [("PITCHME.yaml", 2)]
    assert deck.stylesheets == ()


@pytest.mark.parametrize("name", ["https://a.example/b.css", "//a.example/b.css"])
def test_a_sheet_of_another_host_is_not_loaded(name: str) -> None:
    deck = deck_of("# A", {"PITCHME.yaml": f"theme-override: {name}"})
    assert deck.stylesheets == ()
    assert told(deck, "host-not-allowed")


def test_what_a_sheet_loads_may_be_asked_for() -> None:
    css = """@import "more.css"; h1 { background: url('/img/a.png'), url(../b%20c.png?v=1#x) } /* url(no.png) */"""
    files = {"PITCHME.yaml": "theme-override: css/a.css", "css/a.css": css, "css/more.css": "p{background:url(d.png)}"}
    deck = deck_of("# A", {**files, "img/a.png": b"", "b c.png": b"", "css/d.png": b""})
    assert deck.assets == {
        "css/a.css": "css/a.css",
        "css/more.css": "css/more.css",
        "css/d.png": "css/d.png",
        "img/a.png": "img/a.png",
        "b c.png": "b c.png",
    }
    assert deck.diagnostics == ()


def test_sheets_that_import_each_other_end() -> None:
    files = {"PITCHME.css": "@import url(b.css);", "b.css": "@import url(PITCHME.css);"}
    assert deck_of("# A", files).assets == {"PITCHME.css": "PITCHME.css", "b.css": "b.css"}


def test_what_a_sheet_misses_is_told_with_its_line() -> None:
    deck = deck_of("# A", {"PITCHME.css": "h1 {\n background: url(a.png) }"})
    assert [(d.path, d.line) for d in told(deck, "missing-file")] == [("PITCHME.css", 2)]


@pytest.mark.parametrize("name", ["PITCHME.md", "PITCHME.yaml", "/PITCHME.md", ".env"])
def test_a_sheet_makes_no_text_of_the_deck_available(name: str) -> None:
    deck = deck_of("# A", {"PITCHME.css": f"h1 {{ background: url({name}) }}", "PITCHME.yaml": "", ".env": "x"})
    assert set(deck.assets) == {"PITCHME.css"}


# As it is served


@pytest.mark.parametrize(
    ("css", "address", "served"),
    [
        ("a{b:url(/img/a.png)}", "PITCHME.css", 'a{b:url("img/a.png")}'),
        ("a{b:url('/img/a.png?v=1')}", "css/x/a.css", 'a{b:url("../../img/a.png?v=1")}'),
        ("a{b:url(../a.png)}", "css/a.css", "a{b:url(../a.png)}"),
        ("a{b:url(../../a.png)}", "css/a.css", 'a{b:url("../a.png")}'),
        ("a{b:url(data:image/png;base64,AA)}", "a.css", "a{b:url(data:image/png;base64,AA)}"),
        ("a{b:url(#x)}", "a.css", "a{b:url(#x)}"),
        ('@import url("https://fonts.example/css?family=A");\na{}', "a.css", "\na{}"),
        ("@import 'https://fonts.example/css' screen;a{}", "a.css", "a{}"),
        ('@import "/more.css";', "css/a.css", '@import url("../more.css");'),
        ("/* url(/a.png) */", "a.css", "/* url(/a.png) */"),
        ('a{content:"url(/a.png)"}', "a.css", 'a{content:"url(/a.png)"}'),
        ("a{b:url(/a.png", "a.css", "a{b:url(/a.png"),
    ],
)
def test_addresses_in_a_sheet_are_served_relative_to_it(css: str, address: str, served: str) -> None:
    assert stylesheet(css, address) == served


@given(st.text(alphabet="url()\"'/@import;:.*a# \n\\?", max_size=80))
def test_any_sheet_is_served_and_what_it_loads_stays_below_the_deck(css: str) -> None:
    assert isinstance(stylesheet(css, "css/a.css"), str)
    target = target_of(css, "css/a.css")
    assert target is None or not target.startswith(("/", "../"))
