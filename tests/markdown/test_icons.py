"""Icons of Font Awesome in all its versions, and emoji by name."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.markdown.icons import STYLES, icon, similar
from tests.markdown.conftest import Slide


def shape(family: str, name: str) -> str:
    """The path of an icon."""
    found = icon(family, name)
    assert found is not None, name
    return found.partition('d="')[2].partition('"')[0]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("fa cogs", "fa gears"),
        ("fa external-link", "fa arrow-up-right-from-square"),
        ("fa th", "fa table-cells"),
        ("fa users", "fas users"),
        ("fa twitter", "fab twitter"),
        ("fa smile", "fas face-smile"),
        ("fa smile-o", "far face-smile"),
        ("fa trash-o", "far trash-can"),
        ("fa file-text-o", "far file-lines"),
        ("fa circle-o-notch", "fas circle-notch"),
        ("fa hand-o-right", "far hand-point-right"),
        ("fa youtube-play", "fab youtube"),
        ("fa money", "fas money-bill-1"),
        ("far heart", "fa-regular heart"),
        ("fal heart", "far heart"),
        ("far arrow-right", "fas arrow-right"),
    ],
)
def test_names_of_every_version_are_known(written: str, meant: str) -> None:
    assert shape(*written.split()) == shape(*meant.split())


def test_an_icon_is_an_inline_drawing_in_the_colour_of_the_text(slide: Slide) -> None:
    made = slide("with @fa[heart fa-2x text-blue](love *all*)")
    assert re.search(
        r'<span class="text-blue"><i class="fa fa-heart fa-2x"><svg class="icon" [^>]*height="1em" fill="currentColor" '
        r'aria-hidden="true"[^>]*><path d="[^"]+"/></svg></i> love <em>all</em></span>',
        made.html,
    )
    assert made.diagnostics == ()


def test_classes_of_an_icon_that_are_not_font_awesomes_are_for_its_text_too(slide: Slide) -> None:
    assert '<span class="quote big"><i class="fa fa-heart fa-lg">' in slide("@fa[heart fa-lg quote big](a)").html
    assert '<i class="fa fa-heart fa-lg quote">' in slide("@fa[heart fa-lg quote] a").html


@pytest.mark.parametrize(
    "text", ["@fa[fa-heart]", "@fab[fa-github]", "@fa[fas fa-heart]", "@fa[HEART]", "@fa[ heart ]"]
)
def test_names_are_read_leniently(slide: Slide, text: str) -> None:
    made = slide(text)
    assert "<svg" in made.html
    assert made.diagnostics == ()


@pytest.mark.parametrize(
    "text",
    [
        'x <i class="fa fa-heart"></i> y',
        '<div>\n<i class="fas fa-heart fa-3x" aria-hidden="true"></i>\n</div>',
        '<span class="fa-solid fa-heart fa-spin"></span>',
    ],
)
def test_elements_of_font_awesome_in_html_get_their_shape(slide: Slide, text: str) -> None:
    assert shape("fas", "heart") in slide(text).html


def test_other_classes_are_left_alone(slide: Slide) -> None:
    html = slide('<i class="fa-heart">a</i> <i class="fast fa-x">b</i> <i class="fa">c</i>').html
    assert "<svg" not in html


@pytest.mark.parametrize(
    ("text", "name", "meant"),
    [
        ("Go\nto @fa[hart]", "hart", "heart"),
        ("Go\nto @fa[arow-right]", "arow-right", "arrow-right"),
        ('Go\nto <i class="fa fa-githubb"></i>', "githubb", "github"),
    ],
)
def test_an_unknown_icon_is_told_with_what_may_be_meant(slide: Slide, text: str, name: str, meant: str) -> None:
    made = slide(text)
    (told,) = made.diagnostics
    assert (told.code, told.severity, told.line, told.text) == ("unknown-icon", "info", 11, name)
    assert f"did you mean `{meant}`?" in told.message
    assert "<svg" not in made.html


def test_words_in_another_order_are_recognised() -> None:
    assert similar("right-arrow") == "arrow-right"
    assert similar("zzzzzzzzzz") is None


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (":tada: done", "<p>🎉 done</p>"),
        ("@emoji[tada] and @emoji[:rocket:]", "<p>🎉 and 🚀</p>"),
        ("(:+1:)", "<p>(👍)</p>"),
        ("**:heart:**", "<p><strong>❤️</strong></p>"),
        ("`:tada:`", "<p><code>:tada:</code></p>"),
        ("at 12:30:45", "<p>at 12:30:45</p>"),
        ("key:on:value", "<p>key:on:value</p>"),
        (r"\:tada:", "<p>:tada:</p>"),
        (":nothing_of_that:", "<p>:nothing_of_that:</p>"),
    ],
)
def test_emoji_by_name(slide: Slide, text: str, html: str) -> None:
    assert slide(text).html == html


def test_addresses_keep_their_colons(slide: Slide) -> None:
    assert slide("https://example.org/:tada:/x").html.count(":tada:") == 2


def test_an_unknown_emoji_is_told(slide: Slide) -> None:
    made = slide("Hi @emoji[tadda]")
    assert [(told.code, told.column) for told in made.diagnostics] == [("unknown-emoji", 4)]
    assert ":tadda:" in made.html


@settings(deadline=None)
@given(st.sampled_from(sorted(STYLES)), st.text(max_size=30))
def test_any_name_is_an_icon_or_none(family: str, name: str) -> None:
    found = icon(family, name)
    assert found is None or found.startswith("<svg")
    similar(name)


@settings(deadline=None)
@given(words=st.text(alphabet="fa-hert\"'<>&\\[]() \n", max_size=40))
def test_any_argument_leaves_inert_html(slide: Slide, words: str) -> None:
    for text in (f"@fa[{words}](x)", f'<i class="fa fa-{words}">x</i>', f"@emoji[{words}]"):
        html = slide(text).html
        assert not re.search(
            r"<(?!/?(?:i|p|em|strong|svg|path|br|a|span|blockquote|h\d|div|pre|code|ul|li|hr|ol)\b)[a-z]", html
        )
