"""Raw HTML: read as GitPitch's parser read it, and never a way out of the slide."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.markdown.conftest import Slide


def test_a_line_that_begins_with_an_inline_tag_is_a_paragraph_with_markdown(slide: Slide) -> None:
    html = slide('<a href="https://x.org/">\n![Play w20](play.png)\n</a>', "talk/play.png").html
    assert '<img src="play.png" alt="Play w20">' in html
    assert html.startswith('<p><a href="https://x.org/" target="_blank" rel="noopener">')


def test_a_block_closed_on_its_line_ends_there(slide: Slide) -> None:
    html = slide("<p>above</p>\n```js\nlet a\n```").html
    assert html.startswith("<p>above</p>\n<pre")


def test_markdown_works_between_block_tags_with_blank_lines(slide: Slide) -> None:
    assert "<center>\n<p><strong>b</strong></p>\n</center>" in slide("<center>\n\n**b**\n\n</center>").html


def test_a_tag_that_html_does_not_know_is_text(slide: Slide) -> None:
    assert "&lt;ValidationError&gt;" in slide("raises <ValidationError> here").html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("available</a>", "<p>available</p>"),
        ("x</div></section></main> y", "<p>x y</p>"),
        ("<b>open", "<p><b>open</b></p>"),
        ("<b>x</i></b> y", "<p><b>x</b> y</p>"),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<div>\n\n- a\n\n</div></div>", "<div>\n<ul>\n<li>a</li>\n</ul>\n</div>"),
        ("<section>x</section>", "<div>x</div>"),
    ],
)
def test_a_slide_closes_what_it_opens_and_nothing_else(slide: Slide, text: str, html: str) -> None:
    assert slide(text).html == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a <script>alert(1)</script> b",
        "<p onclick='alert(1)'>x</p>",
        '<a href="java&#10;script:alert(1)">x</a>',
        '<a href=" JaVaScRiPt:alert(1)">x</a>',
        "<svg onload=alert(1)><path/></svg>",
        '<img src="javascript:alert(1)">',
        '<a href="data:text/html,<script>alert(1)</script>">x</a>',
        "<p style=\"background:url('javascript:alert(1)')\">x</p>",
        '<!-- .element: onclick="alert(1)" -->',
        'x <!-- .element: onclick="alert(1)" -->',
        '<!-- .slide: onload="alert(1)" -->',
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        '<iframe src="javascript:alert(1)"></iframe>',
    ],
)
def test_scripts_never_reach_the_page_and_are_told_once(slide: Slide, text: str) -> None:
    made = slide(text)
    assert "alert" not in made.html
    assert "alert" not in str(dict(made.attributes))
    assert sum(found.code == "script-removed" for found in made.diagnostics) <= 1
    assert "script-removed" in {found.code for found in made.diagnostics} or ".element" in text


def test_comments_never_reach_the_page(slide: Slide) -> None:
    made = slide("<!-- one -->\n# T <!-- two -->\n<!-- three\n\nfour -->\nx <!-- five\nsix -->")
    assert made.html == "<h1>T </h1>\n<p>x </p>"
    assert made.title == "T"


def test_a_style_element_is_told_to_move(slide: Slide) -> None:
    made = slide("a\n\n<style>\np { color: red }\n</style>")
    assert made.html == "<p>a</p>"
    assert [(found.code, found.line) for found in made.diagnostics] == [("style-element", 12)]


def test_a_frame_is_a_card_unless_its_host_is_allowed(slide: Slide) -> None:
    text = '<iframe src="https://www.youtube.com/embed/x" onload="x()"></iframe>'
    card = slide(text)
    assert 'class="card embed" href="https://www.youtube.com/embed/x"' in card.html
    assert "<iframe" not in card.html
    assert [found.code for found in card.diagnostics] == ["embed-not-allowed"]
    frame = slide(text, embeds=["youtube.com"])
    assert frame.html.startswith('<iframe src="https://www.youtube.com/embed/x"')
    assert "onload" not in frame.html
    assert "sandbox=" in frame.html


@pytest.mark.parametrize("host", ["https://notyoutube.com/x", "https://youtube.com.evil.org/x", "youtube.com/x"])
def test_a_host_that_only_looks_allowed_is_not(slide: Slide, host: str) -> None:
    assert "<iframe" not in slide(f'<iframe src="{host}"></iframe>', embeds=["youtube.com"]).html


def test_raw_media_find_their_files(slide: Slide) -> None:
    made = slide(
        '<img src="/a%20b.png" width=50> <video controls><source src="v.mp4"></video>', "a b.png", "talk/v.mp4"
    )
    assert '<img src="a%20b.png" width="50">' in made.html
    assert dict(made.assets) == {"a b.png": "a b.png", "v.mp4": "talk/v.mp4"}


@pytest.mark.parametrize("text", ["[<style>](a)", "*a <script> b*", "@css[x](a <style> b)", "~~a <script>~~ b"])
def test_what_is_open_before_a_script_is_closed_behind_it(slide: Slide, text: str) -> None:
    html = slide(text).html
    assert "<style" not in html
    assert "<script" not in html
    assert html.count("</") == len(re.findall(r"<\w", html))


def test_style_attributes_find_their_files(slide: Slide) -> None:
    made = slide('<p style="background: url(img/x.png)">a</p>', "talk/img/x.png")
    assert made.assets == {"img/x.png": "talk/img/x.png"}


def test_a_foreign_deck_keeps_its_words_and_loses_what_reaches_beyond_the_slide(slide: Slide) -> None:
    made = slide(
        '<p id="record" style="position:fixed;color:red">x</p>\n\n```js\nlet a\n```\n@[1](hi)\n\n- y |', untrusted=True
    )
    assert '<p style="color:red">x</p>' in made.html
    assert 'class="line" data-line="1"' in made.html
    assert made.steps == 2


def test_a_foreign_deck_cannot_style_its_section_beyond_the_list(slide: Slide) -> None:
    made = slide('<!-- .slide: style="position:fixed;color:red" data-x="1" -->', untrusted=True)
    assert made.attributes == {"style": "color:red", "data-x": "1"}
