"""Style sheets of decks that are not trusted: what is harmless of them, for slides alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.deck.foreign_styles import foreign_stylesheet


def kept(css: str) -> str:
    """The rules for slides, without the frame around them."""
    return foreign_stylesheet(css).partition("@scope (.slides) {\n")[2].rpartition("}\n.slides >")[0]


def test_rules_reach_slides_alone() -> None:
    css = foreign_stylesheet("body, h1 { color: red } @media print { h2 { margin: 0 } }")
    assert css.startswith("@scope (.slides) {\nbody, h1 {\ncolor: red;\n}\n@media print {\nh2 {\nmargin: 0;\n}\n}\n}\n")
    assert "contain: layout !important" in css


@pytest.mark.parametrize(
    "declaration",
    [
        "position: fixed",
        "position:FIXED !important",
        "position: var(--x)",
        "pos/**/ition: fixed",
        r"position: f\69xed",
        r"\70osition: fixed",
        "background: url(https://evil.example/a.png)",
        "background: url( '//evil.example/a.png' )",
        "background: image-set('https://evil.example/a.png' 1x)",
        "--a: 'https://evil.example/a.png'",
        r"background: u\72l(https://evil.example)",
        "behavior: url(x.htc)",
        "width: expression(alert(1))",
        "contain: none",
    ],
)
def test_what_could_leave_the_slide_or_load_from_elsewhere_is_left_out(declaration: str) -> None:
    assert kept(f"a {{ {declaration}; color: red }}") == "a {\ncolor: red;\n}\n"


@pytest.mark.parametrize(
    "declaration",
    [
        "position: absolute",
        "background: url(a.png)",
        'background: url("img/a b.png") no-repeat',
        "background: url(data:image/png;base64,AAAA)",
        'content: "; } {"',
        "--gap: 2px",
        "z-index: 99999",
        "margin: 0 !important",
    ],
)
def test_everything_else_stays_as_it_is(declaration: str) -> None:
    assert kept(f"a {{ {declaration} }}") == f"a {{\n{declaration};\n}}\n"


@pytest.mark.parametrize(
    "rule",
    [
        '@import "x.css";',
        "@import url(x.css);",
        "@charset 'x';",
        "@scope (body) { a { color: red } }",
        "@page { margin: 0 }",
    ],
)
def test_sheets_bring_no_other_sheets_and_no_other_scope(rule: str) -> None:
    assert kept(f"{rule} b {{ color: red }}") == "b {\ncolor: red;\n}\n"


def test_fonts_and_animations_stand_before_the_scope() -> None:
    css = foreign_stylesheet("@font-face { font-family: X; src: url(x.woff2) } @keyframes k { from { opacity: 0 } }")
    assert css.index("@font-face") < css.index("@keyframes k") < css.index("@scope")
    assert "https" not in foreign_stylesheet("@font-face { src: url(https://evil.example/x.woff2) }")


def test_a_string_or_bracket_that_does_not_close_takes_its_rule_with_it() -> None:
    assert "fixed" not in foreign_stylesheet('a { x: url( "b } );position:fixed;" ) }')
    assert "fixed" not in foreign_stylesheet('a { content: "open\n; position: fixed }')
    assert kept("} a { color: red }") == "a {\ncolor: red;\n}\n"


def test_nested_rules_stay_nested_and_bounded() -> None:
    assert kept("a { b { color: red } }") == "a {\nb {\ncolor: red;\n}\n}\n"
    assert foreign_stylesheet("a {" * 100_000).count("{") < 40


@settings(deadline=None)
@given(st.text(alphabet="ab{}();:@\"'\\/*- \nurl[]#.", max_size=80))
def test_no_text_closes_the_scope(css: str) -> None:
    out = foreign_stylesheet(css)
    strings = re.sub(r'"[^"\n]*"|\'[^\'\n]*\'|url\([^)]*\)', "", out)
    assert strings.count("{") == strings.count("}")
    depth = 0
    for sign in re.findall(r"[{}]", strings.partition("@scope (.slides) ")[2].rpartition(".slides > section,")[0]):
        depth += 1 if sign == "{" else -1
        assert depth >= 0
    assert depth == 0
