"""Whatever is in a slide: it renders, stays inside its section, and runs nothing."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.markdown.tags import VOID

if TYPE_CHECKING:
    from tests.markdown.conftest import Slide

MARKDOWN = (
    "# - * + 1. > ``` ~~~ | |--- \\ ` $ [^1] [^1]: ![a](b.png) [a](b) https://x.y/ {#id} === --- word ( ) [ ] 'x'"
)
WIDGETS = "@[1](a) @[1-2] @css[a](b) @note[x] @snap[n] @fa[heart] @title[t] @foo[ :tada:"
HTML = """<b> </b> <div> </div> </section> <section> <script> </script> <style> </style> <svg> <td> <li>
<iframe <table> </table> <img^onerror=x> <a^href="javascript:x"> <video^onplay=x> <x-y> <object^data=x> &lt; &#60;
<p> </p> <!--^--> <!--^.element:^class="fragment"^--> <!--^.slide:^onclick="x"^-->"""
PIECES = st.sampled_from(
    [piece.replace("^", " ") if "<" in piece else piece for piece in f"{MARKDOWN} {WIDGETS} {HTML}".split()]
)
TEXT = st.lists(st.tuples(PIECES | st.text(max_size=8), st.sampled_from(["", " ", "\n", "\n\n", "\n  "]))).map(
    lambda pieces: "".join(map("".join, pieces))
)


class Reader(HTMLParser):
    """What a browser would see of a slide: open elements in order, attributes, text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.tags: set[str] = set()
        self.text: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.mark.parametrize("untrusted", [False, True])
@settings(max_examples=200, deadline=None)
@given(text=TEXT)
def test_any_text_becomes_balanced_harmless_html(slide: Slide, untrusted: bool, text: str) -> None:
    made = slide(text, "b.png", untrusted=untrusted)
    read = Reader(made.html)
    assert read.open == []
    assert not read.tags & {"script", "style", "iframe", "object", "embed", "section", "link", "meta", "base"}
    for name, value in [*read.attributes, *made.attributes.items()]:
        assert not name.startswith("on")
        assert "javascript:" not in value.lower() or name in ("alt", "title", "aria-label", "class")
    assert "slide-failed" not in {found.code for found in made.diagnostics}


@settings(max_examples=100, deadline=None)
@given(text=TEXT)
def test_rendering_is_a_function_of_the_text(slide: Slide, text: str) -> None:
    assert slide(text, "b.png") == slide(text, "b.png")


@settings(max_examples=100, deadline=None)
@given(
    words=st.lists(
        st.sampled_from(["alpha", "- beta", "> gamma", "# delta", "1. epsilon", "| zeta |", "  - eta |"]), min_size=1
    )
)
def test_no_word_is_lost(slide: Slide, words: list[str]) -> None:
    shown = "".join(Reader(slide("\n".join(words)).html).text)
    for line in words:
        word = line.strip("-># 1.|")
        assert shown.count(word) >= sum(other.strip("-># 1.|") == word for other in words)


@settings(max_examples=100, deadline=None)
@given(text=TEXT)
def test_steps_are_numbered_without_gaps(slide: Slide, text: str) -> None:
    made = slide(text, "b.png")
    indices = {int(value) for name, value in Reader(made.html).attributes if name == "data-fragment-index"} - {-1}
    assert indices == set(range(made.steps))


@settings(max_examples=50, deadline=None)
@given(source=st.text(alphabet=st.characters(exclude_characters="`\r\0\ufdd0\ufdd1", exclude_categories=["Cs"])))
def test_code_is_shown_as_it_is(slide: Slide, source: str) -> None:
    shown = "".join(Reader(slide(f"```python\n{source}\n```").html).text)
    assert shown.strip("\n") == source.strip("\n") or "\u2028" in source


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000,
        "<a " * 10_000,
        "<!-- " * 10_000,
        "@css[a](" * 5_000,
        "@css[" * 5_000,
        "(" * 20_000,
        ">" * 5_000 + "a",
        "- a |\n" * 5_000,
        "<div>" * 10_000,
        "</div>\n" * 10_000,
        '<p style="' + "url(" * 20_000 + '">',
        "```\na\n```\n" + "@[1](x)\n" * 2_000,
        "a\n" * 20_000 + "===",
        "".join("`" * (n % 50 + 1) + "a" for n in range(3_000)),
    ],
    ids=lambda text: f"{text[:8]!r} {len(text)}",
)
def test_long_and_deep_texts_come_back(slide: Slide, text: str) -> None:
    # Each takes well under a second; one that is not linear takes minutes and shows as a run that hangs.
    assert "slide-failed" not in {found.code for found in slide(text).diagnostics}


def test_what_is_nested_too_deep_is_told(slide: Slide) -> None:
    assert [found.code for found in slide("> " * 60 + "a").diagnostics] == ["too-deep"]
