"""Grid layouts of GitPitch 4: where blocks lie, what they hold, their steps, and what no list of an author can do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.markdown.grid_arrange import MOST_BLOCKS
from app.markdown.grid_list import KEYS
from app.markdown.grid_place import place
from app.markdown.grid_values import read

if TYPE_CHECKING:
    from app.markdown.slide import Rendered
    from tests.markdown.conftest import Slide

OPENING = re.compile(r'<div class="grid-block ([^"]*)"(?: data-fragment-index="(\d+)")?(?: style="([^"]*)")?')


def blocks(slide: Rendered) -> list[dict[str, str]]:
    """The style of each block as a mapping, in order; ``class`` holds its classes."""
    found = []
    for match in OPENING.finditer(slide.html):
        pairs = (declaration.split(":", 1) for declaration in (match[3] or "").split(";") if declaration)
        found.append({name.removeprefix("--grid-"): value for name, value in pairs} | {"class": match[1]})
    return found


def styles(text: str) -> list[str]:
    """What a list says beside its place."""
    return read(text, block=False).styles


def codes(slide: Rendered) -> list[str]:
    return [diagnostic.code for diagnostic in slide.diagnostics]


PLACES = {
    "drag=60": "width:60% left:20% height:60% top:20%",
    "drag=60 30": "width:60% left:20% height:30% top:35%",
    "drag=40 30, drop=5 10": "width:40% left:5% height:30% top:10%",
    "drag=40 30, drop=-5 -10": "width:40% right:5% height:30% bottom:10%",
    "drag=90 12, drop=4 -0": "width:90% left:4% height:12% bottom:0%",
    "drag=20, drop=10": "width:20% left:10% height:20% top:10%",
    "drag=20, drop=-5": "width:20% right:5% height:20% bottom:5%",
    "drag=450px, drop=10": "width:450px left:10% height:450px top:10%",
    "drag=500px 50, drop=-630px 2": "width:500px right:630px height:50% top:2%",
    "drag=r75 50, drop=left": "width:75% left:0 height:50% top:25%",
    "drag=50 50, drop=30 30 true true": "width:50% left:5% height:50% top:5%",
    "drag=450px, drop=50 -10 true false": "width:450px left:calc(50% - 225px) height:450px bottom:10%",
    "drag=100, drop=50 -20 true true": "width:100% left:0% height:100% bottom:-30%",
    "drag=35 10, drop=top": "width:35% left:32.5% height:10% top:0",
    "drag=10 10, drop=bottomright": "width:10% right:0 height:10% bottom:0",
    "drop=right": "width:50% right:0 height:100% top:0%",
    "drop=bottom": "width:100% left:0% height:50% bottom:0",
    "drop=topleft": "width:50% left:0 height:50% top:0",
    "drop=top left": "width:50% left:0 height:50% top:0",
    "drop=41 1": "left:41% top:1%",
    "drop=-1 -1": "right:1% bottom:1%",
    "drop=center": "left:0 right:0 width:fit-content top:0 bottom:0 height:fit-content",
}


@pytest.mark.parametrize(("text", "expected"), PLACES.items())
def test_a_block_lies_where_its_list_says(slide: Slide, text: str, expected: str) -> None:
    (block,) = blocks(slide(f"[{text}]"))
    del block["class"]
    assert block == dict(part.split(":") for part in expected.replace("calc(50% - 225px)", "calc").split()) | (
        {"left": "calc(50% - 225px)"} if "calc" in expected else {}
    )


def test_a_block_that_is_as_large_as_its_content_can_be_centred_on_a_place() -> None:
    assert "translate:-50% 50%" in place("", "50 -20 true true").styles


VALUES = {
    "fit=1.5": "font-size:1.5em",
    "bg=#FF4136": "background-color:#ff4136",
    "bg=rgba(20, 220, 220, .8)": "background-color:rgba(20, 220, 220, .8)",
    "bg=linear-gradient(to right, red, blue)": "background-image:linear-gradient(to right, red, blue)",
    "pad=10": "padding:10px",
    "pad=0 40": "padding:0px 40px",
    "pad=1px 2px 3px 4px": "padding:1px 2px 3px 4px",
    "border=4px solid #232B2B": "border:4px solid #232b2b",
    "border=dashed red thin": "border:thin dashed red",
    "set=back-9": "z-index:-9",
    "set=front-2": "z-index:2",
    "opacity=0.7": "opacity:0.7",
    "opacity=40%": "opacity:0.4",
    "rotate=-5": "rotate:-5deg",
    "rotate=10deg": "rotate:10deg",
    "skewy=-25, skewx=5": "transform:skewX(5deg) skewY(-25deg)",
    "filter=blur": "filter:blur(5px)",
    "filter=grayscale 50%": "filter:grayscale(0.5)",
    "filter=hue 180": "filter:hue-rotate(180deg)",
    "font=concert-one": "--grid-font:'concert-one','concert one' font-family:var(--grid-font),var(--font-text)",
    "rotate=": "",
    "fit=0.9, fit=0.6": "font-size:0.6em",
}


@pytest.mark.parametrize(("text", "expected"), VALUES.items())
def test_a_key_becomes_style(text: str, expected: str) -> None:
    grid = read(text, block=False)
    assert " ".join(grid.styles) == expected
    assert not grid.problems


def test_classes_of_two_keys_add_up(slide: Slide) -> None:
    (block,) = blocks(slide("[drag=5, set=fragment, set=h2-white shadow, animate=bouncedown slower]"))
    assert block["class"] == "grid-col fragment h2-white shadow grid-animate grid-bouncedown grid-slower"


def test_a_block_holds_what_follows_up_to_the_next(slide: Slide) -> None:
    found = slide("Outside\n[drag=50 50, drop=left]\n## One\n- a\n- b\n[drag=50 50, drop=right]\nTwo")
    outside, one, two = re.split(r'(?=<div class="grid-block)', found.html)
    assert outside.startswith('<div class="grid-outside">')
    assert "Outside" in outside
    assert "<h2>One</h2>" in one
    assert "<li>b</li>" in one
    assert "<p>Two</p>" in two
    assert "grid-slide" in found.classes


def test_each_line_of_text_in_a_block_is_a_paragraph(slide: Slide) -> None:
    html = slide("a\nb\n[drag=5]\nc\n@fa[heart] d\n**e**\n").html
    assert "<p>a\nb</p>" in html
    assert html.count("<p>") == 4
    assert "<p><strong>e</strong></p>" in html


def test_an_element_over_several_lines_stays_one(slide: Slide) -> None:
    assert "<p><b>a\nb</b></p>\n<p>c</p>" in slide("[drag=5]\n<b>a\nb</b>\nc").html


def test_an_empty_block_is_a_shape(slide: Slide) -> None:
    assert len(blocks(slide("[drag=54, rotate=-5, bg=red]\n[drag=54, bg=blue]"))) == 2


@pytest.mark.parametrize(
    "text",
    [
        "`[drag=5]`",
        "```\n[drag=5]\n```",
        "- [drag=5]",
        "> [drag=5]",
        "a [drag=5]",
        "[bg=red]",
        "[a](drag=5)",
        "\\[drag=5]",
    ],
)
def test_text_that_only_looks_like_a_list_makes_no_block(slide: Slide, text: str) -> None:
    found = slide(text)
    assert not blocks(found)
    assert "grid-slide" not in found.classes


def test_html_left_open_ends_with_its_block(slide: Slide) -> None:
    html = slide("[drag=5]\n<div>\n\na\n\n[drag=6]\n</div>\n\n@snap[west]\nb\n\n[drag=7]\nc").html
    assert html.count("grid-block") == 3
    assert html.startswith('<div class="grid-block')
    assert re.findall(r"</?div", html) == [
        "<div",
        "<div",
        "</div",
        "</div",
        "<div",
        "<div",
        "</div",
        "</div",
        "<div",
        "</div",
    ]


def test_a_picture_with_a_place_is_a_block_of_its_own(slide: Slide) -> None:
    html = slide("[drag=5]\na\n![drag=50 50, drop=left, border=6px solid red, A robot](r.png)\nb", "talk/r.png").html
    first, second = re.split(r'(?=<div class="grid-block)', html)[1:]
    assert "<p>a</p>\n<p>b</p>" in first
    assert 'border:6px solid red"' in second
    assert '<p class="grid-figure"><img src="r.png" alt="A robot"></p>' in second


def test_a_picture_without_a_place_has_properties(slide: Slide) -> None:
    html = slide("![IMAGE, width=600, filter=hue, title=Robot](r.png)", "talk/r.png").html
    assert html == ('<p><img src="r.png" alt="IMAGE" style="filter:hue-rotate(90deg);width:600px" title="Robot"></p>')


def test_words_of_alt_that_are_no_list_stay(slide: Slide) -> None:
    assert 'alt="w50 a=b"' in slide("![w50 a=b](r.png)", "talk/r.png").html


def test_a_list_widget_with_a_place(slide: Slide) -> None:
    found = slide("@ul[drag=40 80, drop=2 15, list-spaced-bullets](false)\n- a\n- b\n@ul\n\nafter")
    (block,) = blocks(found)
    assert block["left"] == "2%"
    assert '<ul class="list-spaced-bullets">' in found.html
    assert found.steps == 0
    assert "<p>after</p>" in found.html.partition('<div class="grid-block')[0]


def test_formulas_with_properties_alone(slide: Slide) -> None:
    html = slide("@math[pad=30px, fit=1.4]\n$x$\n@math").html
    assert '<div class="grid-item grid-math" style="padding:30px;font-size:1.4em">' in html
    assert "<math" in html


def test_a_fence_with_a_list_on_its_line(slide: Slide) -> None:
    found = slide("```js, drag=99, fit=1.9 zoom-12\na\n```\n@[1](caption)")
    (block,) = blocks(found)
    assert block["width"] == "99%"
    assert "language-js" in found.html
    assert found.html.index("caption") > found.html.index("grid-block")
    assert "grid-outside" not in found.html


def test_a_picture_behind_a_block(slide: Slide) -> None:
    html = slide("[drag=100, bg=img/a b.jpg 0.4 black]\nText", "talk/img/a b.jpg").html
    assert "background-color:black" in html
    assert '<img class="grid-picture" src="img/a%20b.jpg" alt="" style="opacity:0.4">' in html


def test_a_missing_picture_behind_a_block_is_told(slide: Slide) -> None:
    found = slide("[drag=100, bg=img/a.jpg]")
    assert codes(found) == ["missing-image"]
    assert "grid-picture" not in found.html
    assert 'aria-label="missing: img/a.jpg"' in found.html
    assert "missing:" not in slide("[drag=100, bg=img/a.jpg]\nText").html


def test_a_sound_plays_by_click_alone(slide: Slide) -> None:
    html = slide("[drag=100, audio=a.mp3]", "talk/a.mp3").html
    assert '<audio class="grid-audio" src="a.mp3" controls="" preload="none"></audio>' in html


def test_a_block_can_be_a_step(slide: Slide) -> None:
    found = slide("[drag=5]\n- a |\n[drag=5, set=fragment]\nb")
    assert found.steps == 2
    assert 'class="grid-block grid-col fragment" data-fragment-index="1"' in found.html


def test_a_stack_takes_a_step_for_each_item(slide: Slide) -> None:
    found = slide("[drag=5, flow=stack]\n# A\nb\n![](r.png)\n```\nc\n```", "talk/r.png")
    assert found.steps == 4
    assert found.html.count('<div class="grid-layer fragment"') == 4


def test_lists_and_stacks_advance_together(slide: Slide) -> None:
    found = slide(
        "- first |\n\n@ul[sync=true]\n- a\n- b\n- c\n@ul\n\n"
        "[drag=50 100, drop=right, flow=stack, sync=true]\n## A\n@ghost\n## C\n"
    )
    assert found.steps == 4
    order = re.findall(r'class="(?:grid-layer )?fragment" data-fragment-index="(\d)"', found.html)
    assert order == ["3", "0", "1", "2", "0", "1", "2"]


def test_what_is_synchronised_by_a_number_begins_with_that_step(slide: Slide) -> None:
    found = slide(
        "[drag=5, flow=stack, sync=2]\na\nb\n\n[drag=5, flow=stack, sync=true]\na\nb\nc\n\n"
        "[drag=5, sync=2]\n- x |\n- y |\n"
    )
    order = re.findall(r'fragment" data-fragment-index="(\d)"', found.html)
    assert order == ["2", "3", "0", "1", "2", "2", "3"]
    assert found.steps == 4


WRONG = {
    "drag=abc": ("drag=abc", "width and height"),
    "drag=-5": ("drag=-5", "width and height"),
    "drag=1 2 3": ("drag=1 2 3", "width and height"),
    "drag=5, drop=middel": ("drop=middel", "topleft"),
    "drag=5, flow=diagonal": ("flow=diagonal", "`row`"),
    "drag=5, fit=big": ("fit=big", "0.01"),
    "drag=5, fit=100": ("fit=100", "99.99 is used"),
    "drag=999": ("drag=999%", "400% is used"),
    "drag=5, opacity=7": ("opacity=7", "1 is used"),
    "drag=5, bg=rde": ("bg=rde", "a colour"),
    "drag=5, border=4px wavy": ("border=4px wavy", "4px solid black"),
    "drag=5, animate=slidup": ("animate=slidup", "`slideup`"),
    "drag=5, filter=sharp": ("filter=sharp", "grayscale"),
    "drag=5, pad=wide": ("pad=wide", "pixels"),
    "drag=5, rotate=left": ("rotate=left", "degrees"),
    "drag=5, sync=maybe": ("sync=maybe", "`true`"),
    "drag=5, stretch=yes": ("stretch=yes", "`true`"),
    "drag=5, width=wide": ("width=wide", "pixels"),
    "drag=5, font=a;b": ("font=a;b", "a font"),
    "drag=5, set=a;b": ("set=a;b", "classes"),
}


@pytest.mark.parametrize(("text", "expected"), WRONG.items())
def test_a_value_that_is_none_is_told_and_the_block_stays(slide: Slide, text: str, expected: tuple[str, str]) -> None:
    found = slide(f"\n[{text}]\nContent")
    assert len(blocks(found)) == 1
    (told,) = found.diagnostics
    assert (told.code, told.severity, told.line) == ("invalid-grid-value", "warning", 11)
    assert told.message.startswith(f"`{expected[0]}`")
    assert expected[1] in told.message


def test_a_key_that_is_none_is_told_with_the_one_that_was_meant(slide: Slide) -> None:
    (told,) = slide("[drag=5, rotat=5]").diagnostics
    assert (told.code, told.severity, told.line, told.column) == ("unknown-grid-key", "info", 10, 10)
    assert "did you mean `rotate`?" in told.message


def test_a_place_within_text_is_told(slide: Slide) -> None:
    (told,) = slide("text ![drag=50](r.png)", "talk/r.png").diagnostics
    assert told.code == "invalid-grid-value"
    assert "a line of its own" in told.message


@pytest.mark.parametrize(
    "line", ["[drag=1]\n\n", "![drag=1](r.png)\n\n", "@ul[drag=1]\n- a\n@ul\n\n", "```js, drag=1\n```\n"]
)
def test_blocks_have_a_limit_that_is_named(slide: Slide, line: str) -> None:
    found = slide(line * (MOST_BLOCKS + 20), "talk/r.png")
    assert len(blocks(found)) == MOST_BLOCKS
    assert [(told.code, f"{MOST_BLOCKS} blocks" in told.message) for told in found.diagnostics] == [
        ("too-many-blocks", True)
    ]


def test_places_survive_the_allow_list_of_foreign_decks(slide: Slide) -> None:
    html = slide("[drag=40 30, drop=-5 10, rotate=5, bg=red]\na", untrusted=True).html
    for declaration in ("--grid-width:40%", "--grid-right:5%", "rotate:5deg", "background-color:red"):
        assert declaration in html


DECLARATION = re.compile(
    r"--grid-(?:left|right|top|bottom|width|height|item-width|item-height):[-a-z0-9.%() ]+"
    r"|--grid-font:'[A-Za-z0-9 _-]+'(?:,'[A-Za-z0-9 _-]+')?|font-family:var\(--grid-font\),var\(--font-text\)"
    r"|(?:translate|font-size|padding|z-index|opacity|rotate|transform|filter|width|height):[-A-Za-z0-9.%() ]+"
    r"|(?:border|background-color|background-image):[-a-z0-9.%#(), /]+"
)
NASTY = st.sampled_from(
    [
        ";position:fixed",
        "url(//x.y/z)",
        "}",
        "</style>",
        '"',
        "'",
        "\\",
        "expression(",
        "/*",
        "red",
        "1",
        "-0",
        "px",
        " ",
    ]
)
VALUE = st.lists(
    NASTY | st.text(max_size=6) | st.sampled_from(["5", "50%", "center", "true", "blur", "a.png"]), max_size=5
).map(" ".join)
PAIR = st.tuples(st.sampled_from(sorted(KEYS)) | st.text(max_size=6), st.sampled_from(["=", " = ", ""]), VALUE).map(
    "".join
)
LIST = st.lists(PAIR, max_size=8).map(", ".join)


@given(LIST)
def test_no_list_writes_style_of_its_own(slide: Slide, text: str) -> None:
    for grid in (read(text, block=True), read(text, block=False)):
        for style in grid.styles:
            assert DECLARATION.fullmatch(style)
            assert "url" not in style
        for word in grid.classes:
            assert re.fullmatch(r"[\w-]+", word)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                [
                    "[drag=5, {}]",
                    "![drop=5, {}](a.png)",
                    "@ul[{}]",
                    "@code[drag=9, {}](a.js)",
                    "```js, {}",
                    "![{}](a.png)",
                    "x",
                    "- y |",
                    "@ul",
                    "@math[fit=2, {}]",
                    "</div>",
                    "<div>",
                    "",
                ]
            ),
            LIST,
        ),
        max_size=8,
    )
)
def test_any_slide_of_blocks_renders_inside_its_section(slide: Slide, lines: list[tuple[str, str]]) -> None:
    text = "\n".join(form.replace("{}", value.replace("\n", " ")) for form, value in lines)
    found = slide(text, "talk/a.png")
    assert "slide-failed" not in codes(found)
    for style in re.findall(r'<(?:div|img) class="grid-[^>]*? style="([^"]*)"', found.html):
        assert "position" not in style
        assert "url(" not in style
    assert found.html.count("<div") == found.html.count("</div")


@pytest.mark.parametrize(
    "text", ['<canvas t="<ul>', '<p t="<div>\nx', '<pre t="<ol>\nx', "<div>x", "</div>x", "<ul><li>a"]
)
def test_html_that_a_block_leaves_open_ends_with_it(slide: Slide, text: str) -> None:
    html = slide(f"[drag=50]\n{text}\n\n[drag=20]\ny").html
    assert html.count("</") == len(re.findall(r"<\w", html))
