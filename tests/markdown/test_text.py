"""Markdown as decks write it: headings, lists, links, pictures, widgets in text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.markdown.conftest import Slide


def test_a_line_of_hyphens_never_makes_a_heading(slide: Slide) -> None:
    assert "<h2" not in slide("text\n----").html
    assert slide("Title\n===\ntext").html == "<h1>Title</h1>\n<p>text</p>"


def test_a_number_with_a_line_of_equals_signs_under_it_is_a_heading(slide: Slide) -> None:
    assert slide("1.\n===\n\ntext").html == "<h1>1.</h1>\n<p>text</p>"
    assert "<ol" in slide("1.\n2.").html
    assert "<h1" not in slide("1.\n\n===").html


def test_the_title_is_the_first_heading_and_its_id_is_no_part_of_it(slide: Slide) -> None:
    made = slide("x\n\n## What `is` *it*? {#what}\n\n# Other {#other}")
    assert (made.title, made.anchor) == ("What is it?", "what")
    assert "<h2>What <code>is</code> <em>it</em>?</h2>" in made.html
    assert '<h1 id="other">' in made.html


@pytest.mark.parametrize("text", ["@title[My title]\n# Shown", "@toc[My title]\n\n# Shown"])
def test_a_title_widget_wins_and_prints_nothing(slide: Slide, text: str) -> None:
    made = slide(text)
    assert made.title == "My title"
    assert made.html == "<h1>Shown</h1>"


def test_words_stand_in_for_a_title(slide: Slide) -> None:
    made = slide("![x](a.png)\n\nA lot **to** man*age* today", "a.png")
    assert (made.title, made.words) == (None, "A lot to manage today")


@pytest.mark.parametrize("text", ["  1. a\n    - b", "1. a\n - b", "- a\n - b", "- a\n      - b", "- a\n\t- b"])
def test_an_item_indented_more_is_nested_however_little(slide: Slide, text: str) -> None:
    html = slide(text).html
    assert html.count("<li>") == 2
    assert html.index("<li>b") < html.index("</li>")


def test_items_at_one_depth_stay_side_by_side(slide: Slide) -> None:
    assert slide("  - a\n  - b\n\ntext\n\n- c").html.count("<ul>") == 2


def test_code_inside_a_nested_item_stays_whole(slide: Slide) -> None:
    html = slide("  1. a\n    - b\n\n      ```\n      x\n        y\n      ```").html
    assert '<span class="line" data-line="1">x</span>\n<span class="line" data-line="2">  y</span>' in html


def test_of_bare_addresses_only_http_becomes_a_link(slide: Slide) -> None:
    html = slide("http://a.org/x_y_z www.b.org c@d.org").html
    assert html.count("<a ") == 1
    assert '<a href="http://a.org/x_y_z" target="_blank" rel="noopener">' in html


def test_links_inside_the_deck_jump(slide: Slide) -> None:
    assert slide("[a](#/3/1)").html == '<p><a href="#/3/1" class="slide-link">a</a></p>'


def test_links_to_files_are_assets(slide: Slide) -> None:
    made = slide("[a](files/a%20b.pdf) [b](none.zip) [c](other.md)", "talk/files/a b.pdf", "talk/other.md")
    assert made.assets == {"files/a b.pdf": "talk/files/a b.pdf"}
    assert 'href="files/a%20b.pdf"' in made.html
    assert [found.code for found in made.diagnostics] == ["missing-file"]


def test_single_newlines_stay_soft_and_extensions_work(slide: Slide) -> None:
    html = slide("a\nb ~~c~~\n\n- [x] d\n\nT\n: e\n\n> [!TIP]\n> f\n\ng[^1]\n\n[^1]: h\n\n| i |\n|---|\n| j |").html
    for piece in ("<p>a\nb <s>c</s></p>", 'type="checkbox" checked', "<dd>e</dd>", "markdown-alert-tip", "<td>j</td>"):
        assert piece in html
    assert "<section" not in html


@pytest.mark.parametrize(
    ("written", "address", "path"),
    [
        ("a.png", "a.png", "talk/a.png"),
        ("./a.png", "a.png", "talk/a.png"),
        ("/img/b.png", "img/b.png", "img/b.png"),
        ("img//b.png", "img/b.png", "img/b.png"),
        ("../img/b.png", "img/b.png", "img/b.png"),
        ("c%20d.png", "c%20d.png", "talk/c d.png"),
        ("<c d.png>", "c%20d.png", "talk/c d.png"),
        ("c d.png", "c%20d.png", "talk/c d.png"),
        ("a.png?v=2", "a.png?v=2", "talk/a.png"),
        ("ü.png", "%C3%BC.png", "talk/ü.png"),
    ],
)
def test_a_picture_keeps_the_address_that_the_author_wrote(slide: Slide, written: str, address: str, path: str) -> None:
    made = slide(f"![x]({written})", "talk/a.png", "img/b.png", "talk/c d.png", "talk/ü.png")
    assert made.html == f'<p><img src="{address}" alt="x"></p>'
    assert list(made.assets.values()) == [path]


def test_alternative_text_stays_as_written(slide: Slide) -> None:
    assert 'alt="A *b* w50 bw"' in slide("![A *b* w50 bw](a.png)", "a.png").html


def test_a_missing_picture_is_told_and_leaves_a_quiet_placeholder(slide: Slide) -> None:
    made = slide("one\ntwo ![x](img/vm.png)")
    (found,) = made.diagnostics
    assert (found.code, found.severity, found.line, found.column) == ("missing-image", "warning", 11, 10)
    assert found.message == "no file `img/vm.png` (looked in talk and the served folder)"
    assert '<span class="missing" role="img" aria-label="missing: img/vm.png"' in made.html
    assert made.words == "one two"


@pytest.mark.parametrize("name", [".env", ".git/config", "a/.secret.png", "notes.md", "PITCHME.yaml"])
def test_private_files_are_never_given_out(slide: Slide, name: str) -> None:
    made = slide(f"![x]({name}) [y]({name}) <img src='{name}'>", name, f"talk/{name}")
    assert made.assets == {}
    assert "<img" not in made.html


def test_a_picture_of_another_host_is_kept_and_told(slide: Slide) -> None:
    made = slide("![x](https://a.org/b.png)")
    assert '<img src="https://a.org/b.png" alt="x">' in made.html
    assert [(found.code, found.severity) for found in made.diagnostics] == [("external-image", "info")]


def test_a_host_without_a_scheme_is_asked_safely_so_that_the_policy_knows_it(slide: Slide) -> None:
    assert '<img src="https://a.org/b.png" alt="x">' in slide("![x](//a.org/b.png)").html


@pytest.mark.parametrize("text", ["@audio[x](javascript:a)", '<!-- .slide: data-background-image="vbscript:a" -->'])
def test_a_script_is_no_file(slide: Slide, text: str) -> None:
    made = slide(text)
    assert made.attributes == {}
    assert "src=" not in made.html
    assert [found.code for found in made.diagnostics] == ["script-removed"]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("@size[2em](**big**)", '<span style="font-size: 2em"><strong>big</strong></span>'),
        ("@color[#f00](red)", '<span style="color: #f00">red</span>'),
        ("@css[a b](x (y) z)", '<span class="a b">x (y) z</span>'),
        ("git@css[gold](pitch).com", 'git<span class="gold">pitch</span>.com'),
        ("@css[a](@css[b](x))", '<span class="a"><span class="b">x</span></span>'),
        ("@size[1;position:fixed](x)", "<span>x</span>"),
        ("`@css[a](b)`", "<code>@css[a](b)</code>"),
        ("\\@css[a](b)", "@css[a](b)"),
        ("me@host.org @dataclass", "me@host.org @dataclass"),
    ],
)
def test_widgets_in_text(slide: Slide, text: str, html: str) -> None:
    made = slide(text)
    assert made.html == f"<p>{html}</p>"
    assert not made.diagnostics


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a @foo[x](y)", "unknown-widget"),
        ("a @size[x]", "widget-incomplete"),
    ],
)
def test_other_widgets_stay_text_and_are_told(slide: Slide, text: str, code: str) -> None:
    made = slide(f"first\n{text}")
    assert made.html == f"<p>first\n{text}</p>"
    assert [(found.code, found.severity, found.line, found.column) for found in made.diagnostics] == [
        (code, "info", 11, 3)
    ]


def test_times_are_no_emoji(slide: Slide) -> None:
    assert slide("at 10:30:00").html == "<p>at 10:30:00</p>"
