"""Decks that are not trusted: every family still shows, nothing loads from elsewhere, nothing speaks for the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.markdown.conftest import Slide


@pytest.mark.parametrize(
    "text",
    [
        "@snap[north span-50 fragment]\ntext\n@snapend",
        "@box[bg-green rounded](title#body#footer)",
        "@quote[text](author)",
        "@img[east span-45](a.png)",
        "@audio[hello](a.mp3)",
        "@table[table-header table-fragment](d.csv)",
        "@div[left-50]\na\n@divend\n@div[right-50]\nb\n@divend",
        "@ul[list-spaced-bullets]\n- a\n@ulend",
        "> [!NOTE]\n> text",
        "- [x] done",
        "term\n: meaning",
        "text[^1]\n\n[^1]: note",
        "@youtube[dQw4w9WgXcQ]",
        "@md[](s.md)",
    ],
)
def test_each_family_looks_the_same_as_in_a_deck_that_is_trusted(slide: Slide, text: str) -> None:
    files = {"d.csv": "a,b\n1,2\n", "s.md": "**snippet**"}
    trusted, foreign = (slide(text, "a.png", "a.mp3", files=files, untrusted=flag) for flag in (False, True))
    for made in (trusted, foreign):
        assert "missing" not in made.html
    assert foreign.html.replace(' preload="none"', "") == trusted.html.replace(' preload="none"', "")
    assert foreign.steps == trusted.steps


@pytest.mark.parametrize(
    "text",
    [
        "![](https://evil.example/a.png)",
        '<img src="https://evil.example/a.png">',
        '<video src="//evil.example/a.mp4"></video>',
        '<img srcset="https://evil.example/a.png 2x">',
        "<p style=\"background: url('https://evil.example/a.png')\">x</p>",
        "@img[](https://evil.example/a.png)",
        "@audio[](https://evil.example/a.mp3)",
        '<!-- .slide: data-background-image="https://evil.example/a.png" -->',
        '<!-- .slide: data-background-size="cover;background-image:url(https://evil.example/a.png)" -->',
    ],
)
def test_nothing_is_loaded_from_another_host(slide: Slide, text: str) -> None:
    made = slide(text, untrusted=True)
    assert not re.search(r'(?:src|srcset|poster|style)="[^"]*evil', made.html)
    assert not any("evil" in value for value in made.attributes.values())


@pytest.mark.parametrize(
    "text",
    [
        '<div style="position: fixed; inset: 0">x</div>',
        '<span data-action="end">x</span>',
        '<div id="record">x</div>',
        '<div data-region="now">x</div>',
    ],
)
def test_nothing_speaks_for_the_page(slide: Slide, text: str) -> None:
    html = slide(text, untrusted=True).html
    assert not any(word in html for word in ("fixed", "data-action", "data-region", 'id="record"'))
