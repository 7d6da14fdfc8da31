"""The ``theme-*`` lists, the style of code, and where slides stand (spec section 9)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.deck.code_style import PALETTES, palette, scheme
from app.deck.fonts import font_faces
from app.deck.keys import THEME_KEYS
from app.deck.look import is_dark, look
from app.deck.model import Deck
from tests.deck.deck_texts import deck_of, told

PALETTE_CSS = Path(__file__).parents[2] / "static" / "css" / "highlight.css"


def with_settings(yaml: str) -> Deck:
    return deck_of("# A", {"PITCHME.yaml": yaml})


def test_a_headline_has_font_colour_case_emphasis_scale_line_height_and_padding() -> None:
    deck = with_settings('theme-headline: ["Montserrat", "#232B2B", "none", "#E67E22", "110", "130%", "15px"]')
    made = deck.settings.look
    assert made["--font-head"].startswith('"Montserrat", ')
    assert made["--head-ink"] == "#232B2B"
    assert (made["--head-case"], made["--head-strong"]) == ("none", "#E67E22")
    assert (made["--head-scale"], made["--head-line"], made["--head-pad"]) == ("1.1", "1.3", "15px")
    assert deck.diagnostics == ()


def test_a_short_list_and_empty_values_keep_what_the_theme_has() -> None:
    made = with_settings('theme-text: ["", "#333"]\ntheme-code: ["Fira Code"]').settings.look
    assert made["--ink"] == "#333"
    assert made["--text-on-dark"] == "oklch(from #333 max(l, 0.9) c h)"
    assert "--font-text" not in made
    assert "--code-scale" not in made


def test_links_controls_and_margins() -> None:
    made = with_settings(
        'theme-links: ["#5289F7", "#5254F7"]\ntheme-controls: ["#C0C0C0"]\ntheme-margins: ["0", "15px"]'
    ).settings.look
    assert (made["--link-ink"], made["--link-hover"], made["--controls"]) == ("#5289F7", "#5254F7", "#C0C0C0")
    assert (made["--margin-block"], made["--margin-inline"]) == ("0px", "15px")


@pytest.mark.parametrize(
    ("ground", "properties", "dark"),
    [
        ("#FFF", {"--paper": "#FFF", "--paper-image": "none"}, False),
        ("navy", {"--paper": "navy", "--paper-image": "none"}, True),
        ("linear-gradient(100deg, white 60%, #1F6ED4 40.2%)", None, True),
        ("hsla(50, 33%, 25%, .75)", {"--paper": "hsla(50, 33%, 25%, .75)", "--paper-image": "none"}, True),
    ],
)
def test_the_background_is_a_colour_or_a_gradient(ground: str, properties: dict[str, str] | None, dark: bool) -> None:
    settings = with_settings(f'theme-background: ["{ground}"]').settings
    assert settings.look == (properties or {"--paper-image": ground})
    assert settings.dark_ground is dark


@pytest.mark.parametrize(
    "line",
    [
        'theme-headline: ["url(x)"]',
        'theme-headline: ["a;b"]',
        'theme-text: ["", "blurple"]',
        'theme-text: ["", "linear-gradient(red, blue)"]',
        'theme-byline: ["", "", "shout"]',
        'theme-byline: ["", "", "", "", "big"]',
        'theme-background: ["url(//other.example/x.png)"]',
        'theme-margins: ["10%"]',
        'theme-links: ["red", "blue", "green"]',
    ],
)
def test_a_wrong_value_is_told_at_its_key_and_the_rest_stays(line: str) -> None:
    deck = with_settings(f'title: a\n{line}\ntheme-code: ["Fira Code"]')
    (warning,) = told(deck, "invalid-setting")
    assert (warning.path, warning.line) == ("PITCHME.yaml", 2)
    assert "--font-code" in deck.settings.look


def test_numbers_are_kept_within_bounds() -> None:
    made = with_settings('theme-text: ["", "", "", "", "9000", "1", "999"]').settings.look
    assert (made["--text-scale"], made["--text-line"], made["--text-pad"]) == ("4", "0.5", "200px")


@given(st.sampled_from(THEME_KEYS), st.lists(st.text(max_size=40), max_size=8))
def test_no_value_leaves_the_declaration_that_it_stands_in(key: str, values: list[str]) -> None:
    made, _ = look({key: tuple(values)})
    for name, value in made.items():
        assert re.fullmatch(r"--[a-z-]+", name)
        assert not re.search(r"[;{}\\<>!@]|url\(|/\*", value)
        assert value.count('"') % 2 == 0
        assert value.count("(") == value.count(")")


@given(st.text(max_size=40))
def test_any_text_is_dark_or_not(text: str) -> None:
    assert is_dark(text) in (True, False)


# The style of code


@pytest.mark.parametrize(
    ("style", "found"),
    [
        ("monokai", "monokai"),
        ("molokai", "monokai"),
        ("Atom One Dark", "atom-one-dark"),
        ("hybrid", "tomorrow-night"),
        ("xcode", "vs"),
        ("github.css", "github"),
        ("atelier-cave-dark", "dark"),
    ],
)
def test_names_of_highlight_js_lead_to_a_palette(style: str, found: str) -> None:
    assert with_settings(f"highlight: {style}").settings.code_style == found


def test_a_style_that_nobody_knows_is_told() -> None:
    deck = with_settings("highlight: blurple")
    assert len(told(deck, "invalid-setting")) == 1
    assert deck.settings.code_style == ""


def colours_of(name: str) -> dict[str, str]:
    rule = re.search(rf"\.hljs-style-{name} {{(.*?)}}", PALETTE_CSS.read_text(), re.S)
    assert rule, f"no palette {name}"
    return dict(re.findall(r"--p-([a-z]+): ([^;]+);", rule[1]))


def contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", [name for names in PALETTES.values() for name in names])
def test_every_palette_can_be_read_on_its_block_and_on_its_focus_band(name: str) -> None:
    colours = colours_of(name)
    assert colours.pop("scheme") == scheme(name) == ("dark" if contrast(colours["paper"], "#ffffff") > 4.5 else "light")
    papers = [colours.pop("paper"), colours.pop("mark")]
    worst = min(contrast(colour, paper) for colour in colours.values() for paper in papers)
    assert worst >= 4.5
    assert palette(name) == name


# Places


@pytest.mark.parametrize(
    ("value", "place"),
    [("center", "center"), ("top", "top"), ("top-left", "top-left"), ("left-top", "top-left"),
     ("center-right", "right"),
     ("Bottom Right", "bottom-right")],
)  # fmt: skip
def test_a_layout_is_a_place_on_the_canvas(value: str, place: str) -> None:
    assert with_settings(f"layout: {value}").settings.layout == place


@pytest.mark.parametrize("value", ["somewhere", "top-bottom", "north"])
def test_a_layout_that_is_no_place_is_told(value: str) -> None:
    assert len(told(with_settings(f"layout: {value}"), "invalid-setting")) == 1


# Fonts


def test_a_font_file_gets_the_name_of_the_file_and_may_be_asked_for() -> None:
    files: dict[str, str | bytes] = {
        "PITCHME.yaml": 'custom-fonts: ["fonts/My Font.woff2"]',
        "fonts/My Font.woff2": b"",
    }
    deck = deck_of("# A", files)
    assert deck.assets == {"fonts/My Font.woff2": "fonts/My Font.woff2"}
    css = font_faces(deck.settings.custom_fonts)
    assert 'font-family:"My Font"' in css
    assert 'url("../fonts/My%20Font.woff2")' in css


def test_a_font_that_is_missing_or_of_another_host_is_told_and_a_bare_name_is_no_file() -> None:
    deck = with_settings('custom-fonts: ["a.woff2", "https://other.example/b.woff2", "Lato"]')
    assert {d.code for d in deck.diagnostics} == {"missing-font", "host-not-allowed"}
    assert deck.settings.custom_fonts == ()


@given(st.lists(st.text(max_size=30)))
def test_no_address_of_a_font_leaves_its_rule(names: list[str]) -> None:
    css = font_faces(f"{name}.woff2" for name in names)
    rule = r'@font-face\{font-family:"[\w .+-]+";src:url\("\.\./[\w%/.~+-]*"\)format\("woff2"\);font-display:swap\}\n'
    assert re.fullmatch(f"(?:{rule})*", css)
