"""Notes in ``<aside class="notes">`` never reach the slide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.deck.deck_texts import deck_of

if TYPE_CHECKING:
    from tests.markdown.conftest import Slide


@pytest.mark.parametrize(
    "text",
    [
        '# T\n\n<aside class="notes">secret</aside>\n\nshown',
        '# T\n\n<aside class="big notes">\n\n- **secret** |\n- secret\n\n</aside>\n\nshown',
        "# T\n\nshown <aside class='notes'>secret <b>words</b></aside>",
        '# T\n\nshown\n\n<aside class="notes">secret',
        '# T\n\nshown\n\n<aside class="notes"><aside>secret</aside>secret</aside>',
    ],
)
def test_notes_of_reveal_js_are_the_speakers_alone(slide: Slide, text: str) -> None:
    made = slide(text)
    assert "secret" not in made.html
    assert "shown" in made.html
    assert made.steps == 0
    assert "secret" in "".join(made.comments)


def test_another_aside_stays_on_the_slide(slide: Slide) -> None:
    made = slide('<aside class="keynotes">shown</aside>')
    assert "shown" in made.html
    assert made.comments == ()


def test_in_code_it_is_code(slide: Slide) -> None:
    assert "notes" in slide('```html\n<aside class="notes">x</aside>\n```').html


def test_what_they_hold_is_markdown_of_the_notes_and_their_pictures_are_not_the_audiences() -> None:
    text = '# T\n\n![a](a.png)\n\n<aside class="notes">\n\n**see** ![b](b.png) ![a](a.png)\n\n</aside>\n'
    deck = deck_of(text, {"a.png": b"", "b.png": b""})
    assert "<strong>see</strong>" in (deck.slides[0].notes_html or "")
    assert set(deck.assets) == {"a.png"}
    assert set(deck.note_assets) == {"b.png"}
