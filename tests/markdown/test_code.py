"""Blocks of code: highlighted by highlight.js's names, and stepped through."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from app.markdown.code import read_info
from app.markdown.highlight import highlighted, is_known
from app.markdown.slide import Context, render
from app.markdown.steps_in_code import Entry, entries, ranges
from tests.markdown.conftest import NamedFiles

if TYPE_CHECKING:
    from tests.markdown.conftest import Slide

BLOCK = "```\na\nb\nc\nd\n```\n"


def steps(html: str) -> list[tuple[str, str]]:
    """Index and lines of each step."""
    return re.findall(r'data-fragment-index="(-?\d+)" data-code="[^"]+" data-lines="([^"]*)"', html)


def test_a_block_is_lines_of_spans_with_scope_classes(slide: Slide) -> None:
    html = slide("```js\nlet a = 1;\n/* two\nlines */\n```").html
    assert re.match(r'<pre class="code-wrapper" id="[\w-]+"><code class="hljs language-js">', html)
    assert '<span class="line" data-line="1"><span class="hljs-keyword">let</span> a' in html
    assert '<span class="line" data-line="2"><span class="hljs-comment">/* two</span></span>' in html
    assert '<span class="line" data-line="3"><span class="hljs-comment">lines */</span></span></code></pre>' in html


@pytest.mark.parametrize(
    ("language", "source", "classes"),
    [
        ("python", "def f(): return 'x'", ["hljs-keyword", "hljs-title function_", "hljs-string"]),
        ("json", '{"a": 1, "b": true}', ["hljs-attr", "hljs-number", "hljs-literal"]),
        ("css", "a.b { color: red }", ["hljs-selector-tag", "hljs-selector-class", "hljs-attribute"]),
        ("diff", "-old\n+new", ["hljs-deletion", "hljs-addition"]),
        ("bash", "echo $HOME # c", ["hljs-built_in", "hljs-variable", "hljs-comment"]),
        ("Dockerfile", "FROM scratch", ["hljs-keyword"]),
        ("yaml", "key: 1", ["hljs-attr"]),
        ("html", "<p class='x'>", ["hljs-name", "hljs-attr", "hljs-string"]),
    ],
)
def test_tokens_carry_the_names_that_decks_style(language: str, source: str, classes: list[str]) -> None:
    html = "\n".join(highlighted(language, source))
    for name in classes:
        assert f'class="{name}"' in html


@pytest.mark.parametrize("language", ["", "text", "plaintext", "none", "nohighlight"])
def test_without_a_language_nothing_is_guessed(language: str) -> None:
    assert highlighted(language, "let a < 1;") == ("let a &lt; 1;",)


@pytest.mark.parametrize(
    "name", ["golang", "sh", "yml", "ts", "c++", "cs", "docker", "console", "proto", "fsharp", "scala"]
)
def test_names_of_highlight_js_are_known(name: str) -> None:
    assert is_known(name)


def test_an_unknown_language_is_plain_and_told(slide: Slide) -> None:
    made = slide("x\n\n```klingon\nQapla'\n```")
    assert [(found.code, found.line, found.severity) for found in made.diagnostics] == [
        ("unknown-language", 12, "info")
    ]
    assert "Qapla'" in made.html


def test_an_unclosed_fence_ends_with_the_slide(slide: Slide) -> None:
    assert '<span class="line" data-line="2">- b |</span>' in slide("~~~\na\n- b |").html


def test_every_line_of_ranges_is_a_step(slide: Slide) -> None:
    made = slide(BLOCK + "@[1-2](first)\n@[3, 4]\n@[*](all)")
    assert steps(made.html) == [("0", "1-2"), ("1", "3,4"), ("2", "*")]
    assert made.steps == 3
    assert ">first</p>" in made.html


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("@[1-3](a (b) c)", [Entry("1-3", "a (b) c", 0)]),
        ("@[1](a) @[2](b)", [Entry("1", "a", 0), Entry("2", "b", 8)]),
        ("@[1] @[2]", [Entry("1", "", 0), Entry("2", "", 5)]),
        ("@[1](assets/audio/x.mp3)", [Entry("1", "", 0, "assets/audio/x.mp3")]),
        ("@[7, zoom-11](z)", [Entry("7, zoom-11", "z", 0)]),
        ("@[1](open", [Entry("1", "open", 0)]),
        ("@1", []),
    ],
)
def test_a_line_of_steps_is_read(line: str, expected: list[Entry]) -> None:
    assert entries(line) == expected


def test_captions_are_markdown(slide: Slide) -> None:
    assert "<strong>b</strong> and <code>c</code></p>" in slide(BLOCK + "@[1](**b** and `c`)").html


def test_a_step_without_a_caption_shows_none(slide: Slide) -> None:
    assert 'data-lines="1" hidden=""></p>' in slide(BLOCK + "@[1]").html


def test_a_sound_in_place_of_a_caption_waits_for_a_click(slide: Slide) -> None:
    made = slide(BLOCK + "@[1](a/x.mp3)", "a/x.mp3")
    assert re.search(r'<div class="code-presenting-annotation [^>]*data-lines="1"><details class="sound">', made.html)
    assert '<audio src="a/x.mp3" controls="" preload="none"' in made.html
    assert made.assets == {"a/x.mp3": "a/x.mp3"}
    assert "autoplay" not in made.html


def test_a_sound_that_is_missing_is_told(slide: Slide) -> None:
    made = slide(BLOCK + "@[1](a/x.mp3)")
    assert [(found.code, found.line, found.column) for found in made.diagnostics] == [("missing-file", 16, 6)]


def test_a_zoom_belongs_to_its_step(slide: Slide) -> None:
    assert 'data-lines="1-3" data-zoom="12"' in slide(BLOCK + "@[1-3 zoom-12](x)").html


def test_a_range_outside_the_block_is_clamped_and_told(slide: Slide) -> None:
    made = slide(BLOCK + "@[3-9](x)")
    assert steps(made.html) == [("0", "3-4")]
    assert [(found.code, found.severity, found.line) for found in made.diagnostics] == [
        ("range-outside", "warning", 16)
    ]


def test_a_step_belongs_to_the_nearest_block_above(slide: Slide) -> None:
    made = slide(BLOCK + "@[1](x)\n\n" + BLOCK + "@[2](y)")
    first, second = re.findall(r'data-code="([^"]+)"', made.html)
    assert re.findall(r'<pre [^>]*id="([^"]+)"', made.html) == [first, second]


def test_a_range_beyond_its_block_counts_through_all_blocks(slide: Slide) -> None:
    made = slide(BLOCK + "\n" + BLOCK + "@[5-6](x)")
    assert steps(made.html) == [("0", "1-2")]
    assert re.findall(r'data-code="([^"]+)"', made.html) == re.findall(r'id="([^"]+)"', made.html)[1:]
    assert not made.diagnostics


def test_code_reveal_fast_opens_on_the_first_step(slide: Slide) -> None:
    made = slide("```js code-reveal-fast\na\nb\n```\n@[1](x)\n@[2](y)")
    assert steps(made.html) == [("-1", "1"), ("0", "2")]
    assert made.steps == 1
    assert 'class="code-wrapper code-reveal-fast"' in made.html


@pytest.mark.parametrize("info", ["js [1-2|4]", "js {1-2|4}", "js [1-2|4] zoom-12"])
def test_ranges_on_the_fence_step_as_they_do_elsewhere(slide: Slide, info: str) -> None:
    made = slide(f"```{info}\na\nb\nc\nd\n```")
    assert steps(made.html) == [("-1", "1-2"), ("0", "4")]
    assert made.steps == 1


def test_words_after_the_language_are_behaviours() -> None:
    info = read_info("javascript zoom-18 code-power")
    assert (info.language, info.zoom) == ("javascript", "18")
    assert info.words == ("zoom-18", "code-power", "code-blend", "code-max", "code-noscroll", "code-wrap")
    assert read_info("yaml:sample.yaml").title == "sample.yaml"
    assert ranges("3, 9-5, zoom-12") == [(3, 3), (5, 9)]


def test_steps_on_the_fence_say_all_and_numbers_too(slide: Slide) -> None:
    made = slide("```ts {all|2-3|4}{lines:true}\na\nb\nc\nd\n```")
    assert steps(made.html) == [("-1", "*"), ("0", "2-3"), ("1", "4")]
    assert 'class="code-wrapper code-line-numbers"' in made.html
    assert steps(slide("```js [10: 1|2]\na\nb\n```").html) == [("-1", "1"), ("0", "2")]


def test_a_zoom_of_a_block_holds_without_script(slide: Slide) -> None:
    made = slide("```js zoom-18\na\n```")
    assert 'class="code-wrapper zoom-18"' in made.html
    assert 'data-zoom="18" style="--zoom-all:1.8"' in made.html


def test_code_reveal_slow_opens_blank_where_steps_bring_the_code(slide: Slide) -> None:
    made = slide("```js code-reveal-slow\na\nb\n```\n@[1](x)\n@[2](y)")
    assert steps(made.html) == [("0", "1"), ("1", "2")]
    assert "code-reveal-slow" in made.html
    assert "code-reveal-slow" not in slide("```js code-reveal-slow\na\n```").html


def test_the_theme_template_blends_code_unless_told_otherwise() -> None:
    def classes(info: str, *, blend: bool) -> str:
        made = render(
            f"```{info}\na\n```", path="a.md", first_line=1, context=Context(blend_code=blend), files=NamedFiles(())
        )
        return made.html.partition('class="')[2].partition('"')[0]

    assert classes("js", blend=True) == "code-wrapper code-blend"
    assert classes("js code-noblend", blend=True) == "code-wrapper code-noblend"
    assert classes("js", blend=False) == "code-wrapper"


def test_a_word_for_how_code_looks_is_no_language(slide: Slide) -> None:
    assert read_info("code-wrap zoom-12").words == ("code-wrap", "zoom-12")
    assert 'class="hljs"' in slide("```code-wrap\na\n```").html


def test_a_caption_stands_where_its_line_stands(slide: Slide) -> None:
    made = slide("@snap[west]\n" + BLOCK + "@snapend\n\n@snap[east]\n@[1](one)\n@snapend\n\n@[2](two)")
    east = made.html.partition('<div class="snap east">')[2].partition("</div>")[0]
    assert ">one</p>" in east
    assert "two" not in east
    assert made.steps == 2


def test_a_step_above_its_code_belongs_to_the_first_block(slide: Slide) -> None:
    made = slide("@[2](x)\n\n" + BLOCK)
    assert steps(made.html) == [("0", "2")]
    assert not made.diagnostics


def test_a_step_that_nobody_reaches_is_told_and_its_caption_stays(slide: Slide) -> None:
    made = slide("# A\n@[1-3, zoom-12](see **this**)\n@[4]")
    assert made.steps == 0
    assert "<p>see <strong>this</strong></p>" in made.html
    assert "@[" not in made.html
    assert [(found.code, found.severity, found.line, found.column) for found in made.diagnostics] == [
        ("step-without-code", "warning", 11, 1),
        ("step-without-code", "warning", 12, 1),
    ]


def test_what_is_no_range_is_text_where_there_is_no_code(slide: Slide) -> None:
    made = slide("@[see](https://a.example)")
    assert 'href="https://a.example"' in made.html
    assert not made.diagnostics


@pytest.mark.parametrize("line", ["@[1] @[" + " " * 60_000, ("@[1] @[" + " " * 400) * 150, "@[" + " " * 400 + "x]"])
def test_lines_that_never_become_steps_are_soon_given_up(line: str) -> None:
    assert len(entries(line)) <= 1


def test_a_zoom_holds_in_a_foreign_deck_too(slide: Slide) -> None:
    assert "--zoom-all:1.8" in slide("```js zoom-18\na\n```", untrusted=True).html


def test_many_blocks_and_steps_are_read_in_one_go(slide: Slide) -> None:
    made = slide("```\na\n```\n@[1](x)\n" * 3_000)
    assert made.steps == 3_000
    assert len(set(re.findall(r'data-code="([^"]+)"', made.html))) == 3_000


@pytest.mark.parametrize(
    "text", ["```\n@[1](x)\n```", BLOCK + "\\@[1](x)", BLOCK + "see `@[1](x)`", BLOCK + "a\n\n    @[1](x)"]
)
def test_elsewhere_a_step_is_text(slide: Slide, text: str) -> None:
    made = slide(text)
    assert made.steps == 0
    assert "code-presenting-annotation" not in made.html


def test_blocks_of_different_slides_have_different_ids(slide: Slide) -> None:
    ids = [re.findall(r'id="([^"]+)"', slide(BLOCK + word).html)[0] for word in ("one", "two")]
    assert ids[0] != ids[1]
