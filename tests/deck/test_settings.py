"""PITCHME.yaml and front matter (spec section 9)."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.deck.audience import audience
from app.deck.model import Canvas, Deck
from app.deck.yaml import YamlError, read_mapping
from app.markdown.diagnostic import Severity
from tests.deck.deck_texts import deck_of, told


def with_settings(yaml: str, text: str = "# A", path: str = "PITCHME.md") -> Deck:
    return deck_of(text, {"PITCHME.yaml": yaml}, path=path)


def test_settings_are_read_and_the_rest_keeps_its_default() -> None:
    settings = with_settings('theme : black\nfootnote : "© 2026"\nloop: true\nautoslide: 5000').settings
    assert (settings.theme, settings.footnote, settings.loop, settings.autoslide) == ("black", "© 2026", True, 5000)
    assert (settings.transition, settings.vertical_center, settings.previous_key) == ("slide", True, 37)


def test_the_nearest_settings_above_count() -> None:
    files = {"PITCHME.yaml": "theme: black", "a/PITCHME.yaml": "theme: sky"}
    assert deck_of("# A", files, path="a/b/PITCHME.md").settings.theme == "sky"


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("title: no", "title", "no"),
        ("title: 12:30", "title", "12:30"),
        ("title: 0123", "title", "0123"),
        ("title: 2017", "title", "2017"),
        ("date: 2026-11-24", "date", "2026-11-24"),
        ("gitpitch : 4.0", "gitpitch", "4.0"),
        ("rtl: yes", "rtl", True),
        ("slide-number: false", "slide_number", False),
        ("transition: none", "transition", "none"),
        ("mathjax : TeX-MML-AM_HTMLorMML-full", "math", True),
        ("theme-override : [ a.css, b.css ]", "stylesheets", ("a.css", "b.css")),
        ("duration: 1h30", "duration", 90),
        ("duration: 45 min", "duration", 45),
    ],
)
def test_a_value_means_what_its_author_sees(line: str, field: str, value: object) -> None:
    assert getattr(with_settings(line).settings, field) == value


@pytest.mark.parametrize(
    "line", ["loop: maybe", "theme: neon", "logo-position: middle", "title: [a]", "autoslide: soon", "aspect: wide",
             "background-color: blurple", "horz-delim: '='\nhorz-delim-regexp: '(=+)+'"]
)  # fmt: skip
def test_a_wrong_value_is_a_warning_and_the_default_stays(line: str) -> None:
    deck = with_settings(line)
    assert [d.severity for d in told(deck, "invalid-setting")] == [Severity.WARNING]
    assert deck.slides


def test_an_unknown_key_is_an_info_that_guesses_what_was_meant() -> None:
    (info,) = told(with_settings("title: a\nfootnotes: b"), "unknown-setting")
    assert (info.severity, info.path, info.line) == (Severity.INFO, "PITCHME.yaml", 2)
    assert "`footnote`" in info.message


@pytest.mark.parametrize("key", ["stealth", "gatoken", "published", "revealjs", "citations-a", "code-line-numbers"])
def test_keys_that_mean_nothing_here_are_read_without_a_word(key: str) -> None:
    deck = with_settings(f"{key}: CANARY")
    assert deck.diagnostics == ()
    assert "CANARY" not in repr(deck)


@pytest.mark.parametrize(
    ("yaml", "place"),
    [
        ("title: a\nloop: [1", (3, 1)),
        ("title: a: b", (1, 9)),
        ("title: *x", (1, 8)),
        ("a: &x 1", (1, 4)),
        ("title: !!python/name:os.system x", (1, 8)),
        ("- a", (1, 1)),
        ("title: " + "[" * 20, (1, 15)),
    ],
)
def test_broken_settings_are_an_error_with_a_place_and_the_deck_opens(yaml: str, place: tuple[int, int]) -> None:
    deck = with_settings(yaml + "\n" if "[1" in yaml else yaml)
    (error,) = told(deck, "yaml-error")
    assert (error.severity, error.path) == (Severity.ERROR, "PITCHME.yaml")
    assert error.line == place[0]
    assert error.column == place[1]
    assert deck.settings.theme == "white"


def test_settings_that_are_too_large_are_an_error() -> None:
    assert told(with_settings("title: " + "x" * 20_000), "yaml-error")


@given(st.text(max_size=200))
def test_any_settings_text_is_a_mapping_or_an_error(text: str) -> None:
    with contextlib.suppress(YamlError):
        assert isinstance(read_mapping(text), dict)


# Front matter


def test_front_matter_wins_over_the_file() -> None:
    deck = with_settings("theme: black\ntitle: file", "---\ntitle: front\n---\n# A\n\n---\n# B")
    assert (deck.settings.title, deck.settings.theme) == ("front", "black")
    assert [(s.title, s.source.first) for s in deck.slides] == [("A", 4), ("B", 6)]


@pytest.mark.parametrize(
    "text",
    [
        "---\n# Heading\n---\nB",
        '---\n<span style="color: gray">x</span>\n---\nB',
        "---\nWarning: this is text\n---\nB",
        "---\n\n---\nB",
        "---?color=red\ntitle: x\n---\nB",
    ],
)
def test_a_first_slide_is_no_front_matter(text: str) -> None:
    assert len(deck_of(text).slides) == 2


def test_broken_front_matter_is_told_with_its_line_and_is_no_slide() -> None:
    deck = deck_of('---\ntitle: "a\n---\n# A')
    assert [d.path for d in told(deck, "yaml-error")] == ["PITCHME.md"]
    assert [s.title for s in deck.slides] == ["A"]


def test_the_line_of_a_setting_in_front_matter_counts_from_the_files_top() -> None:
    assert told(deck_of("---\ntitle: a\nwibble: 1\n---\n# A"), "unknown-setting")[0].line == 3


# Themes and the canvas


@pytest.mark.parametrize(
    ("yaml", "path", "theme"),
    [
        ("", "PITCHME.md", "white"),
        ("theme-override: a.css", "PITCHME.md", "white"),
        ("gitpitch: 4.0", "PITCHME.md", "template"),
        ('theme-headline: ["Raleway", "#333", "none"]', "PITCHME.md", "template"),
        ("theme: default", "PITCHME.md", "white"),
        ("theme: Sky", "PITCHME.md", "sky"),
        ("", "talk.md", "auto"),
        ("theme: dark", "PITCHME.md", "dark"),
    ],
)
def test_the_theme_of_a_deck(yaml: str, path: str, theme: str) -> None:
    assert with_settings(yaml, path=path).settings.theme == theme


@pytest.mark.parametrize(
    ("yaml", "text", "canvas"),
    [
        ("theme: black", "# A", Canvas(960, 700)),
        ("theme: light", "# A", Canvas(1280, 720)),
        ("theme: light\naspect: '4:3'", "# A", Canvas(960, 720)),
        ("theme: black\naspect: '4:3'", "# A", Canvas(960, 700)),
        ("gitpitch: 4.0", "# A", Canvas(1920, 1080)),
        ("theme: black", "[drag=50 50, drop=0 0]\n# A", Canvas(1920, 1080)),
        ("theme: black", "```\n[drag=50 50, drop=0 0]\n```", Canvas(960, 700)),
    ],
)
def test_the_canvas_follows_theme_blocks_and_aspect(yaml: str, text: str, canvas: Canvas) -> None:
    assert with_settings(yaml, text).canvas == canvas


def test_the_delimiters_of_the_settings_divide_the_deck() -> None:
    deck = with_settings("horz-delim: '==='\nvert-delim: '>>>'", "# A\n===\n# B\n>>>\n# C\n---\n")
    assert [(s.h, s.v) for s in deck.slides] == [(0, 0), (1, 0), (1, 1)]


# What pages get


def test_files_of_settings_become_addresses_that_may_be_asked_for() -> None:
    deck = deck_of("# A", {"PITCHME.yaml": "logo: ./img/a b.png", "img/a b.png": b""})
    assert deck.settings.logo == "img/a%20b.png"
    assert deck.assets == {"img/a b.png": "img/a b.png"}


def test_a_missing_logo_is_told_at_its_key_and_left_out() -> None:
    deck = with_settings("title: a\nlogo: b.png")
    assert [(d.path, d.line) for d in told(deck, "missing-image")] == [("PITCHME.yaml", 2)]
    assert deck.settings.logo == ""


def test_the_footnote_is_html_without_scripts() -> None:
    html = with_settings("footnote: 'see [this](#/3) <b>now</b><script>alert(1)</script>'").settings.footnote_html
    assert 'href="#/3"' in html
    assert "<b>now</b>" in html
    assert "<script" not in html


def test_the_audience_gets_no_settings_that_pages_do_not_need() -> None:
    deck = with_settings("speaker-mode: CANARY\ntemplate: CANARY.md\ntoc: CANARY")
    assert "CANARY" not in repr(audience(deck))
