"""What authors cannot see on their slides (app/deck/advice.py)."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from app.deck.advice import of_slide
from app.deck.places import Places
from tests.check.check_examples import PNG, codes, look, only

Write = Callable[..., Path]

DECK = """# First

{link}

---
## Second {{#two}}

+++
## Below

<p id="inside">A place inside a slide</p>

---?hidden=true
## Only for me
"""


@pytest.mark.parametrize(
    "target",
    [
        "#/",
        "#/0",
        "#/1",
        "#/1/1",
        "#/1/1/2",
        "#two",
        "#/two",
        "#below",
        "#inside",
        "#only-for-me",
        "#first",
        "#%66irst",
    ],
)
def test_a_link_to_what_exists_is_fine(write: Write, target: str) -> None:
    assert codes(look(write("PITCHME.md", DECK.format(link=f"[there]({target})")))) == []


@pytest.mark.parametrize(
    ("target", "hint"),
    [
        ("#/9/9", "the last section is `#/1`"),
        ("#/1/2", "the last slide of that section is `#/1/1`"),
        ("#/0/1", "section `#/0` has one slide alone"),
        ("#belo", "did you mean `#below`?"),
        ("#zzzz", "no id is near it"),
    ],
)
def test_a_link_to_nowhere_says_what_was_meant(write: Write, target: str, hint: str) -> None:
    fault = only(look(write("PITCHME.md", DECK.format(link=f"[there]({target})"))), "missing-slide")
    assert (fault.line, fault.column) == (3, 9)
    assert hint in fault.message


def test_links_of_included_slides_are_judged_by_the_whole_deck(write: Write) -> None:
    write("part.md", "# Part\n\n[fine](#the-end)\n\n[not](#the-ned)\n")
    fault = only(
        look(write("PITCHME.md", "# A\n---?include=part.md\n---\n# The end\n") / "PITCHME.md"), "missing-slide"
    )
    assert (fault.path.rpartition("/")[2], fault.line) == ("part.md", 5)


def test_footnotes_of_markdown_and_links_elsewhere_are_no_links_to_slides(write: Write) -> None:
    text = "So[^1] [out](https://a.example/#nowhere) `[code](#nowhere)`\n\n[^1]: Because\n"
    assert codes(look(write("PITCHME.md", text))) == []


@pytest.mark.parametrize(
    "picture",
    [
        "![A box](a.png)",
        '<img src="a.png" alt="A box">',
        '<img src="a.png" alt="">',
        '<img src="a.png" role="presentation">',
        "`![](a.png)`",
    ],
)
def test_a_picture_with_words_or_for_the_eye_only_is_fine(write: Write, picture: str) -> None:
    write("a.png", PNG)
    assert codes(look(write("PITCHME.md", f"# A\n\n{picture}\n"))) == []


@pytest.mark.parametrize(
    ("picture", "advice"),
    [
        ("![](a.png)", "`![what it shows](a.png)`"),
        ("@img[shadow](a.png)", '`<img src="a.png" alt="…">`'),
        ('<img src="a.png">', "`![what it shows](a.png)`"),
    ],
)
def test_a_picture_without_words_is_told_where_it_stands(write: Write, picture: str, advice: str) -> None:
    write("a.png", PNG)
    fault = only(look(write("PITCHME.md", f"# A\n\n![a](a.png)\n\n{picture}\n")), "missing-alt")
    assert fault.line == 5
    assert advice in fault.message


def fragment(index: int, inside: str, style: str = "") -> str:
    """An element that appears at a step."""
    return f'<div class="fragment {style}" data-fragment-index="{index}">{inside}</div>'


@pytest.mark.parametrize(
    "html",
    [
        fragment(0, "a" + fragment(1, "b")),
        fragment(1, "a" + fragment(1, "b")),
        fragment(1, "a" + fragment(0, "b"), "grow"),
        fragment(1, "a" + fragment(0, "b")) + fragment(0, "c"),
        fragment(0, "a") + fragment(1, '<img alt="x">' + fragment(2, "b")),
        fragment(0, "a<br>") + fragment(1, "b"),
    ],
)
def test_steps_that_show_something_are_fine(html: str) -> None:
    assert of_slide(html, "", "a.md").diagnostics == ()


@pytest.mark.parametrize(
    "html", [fragment(1, "a" + fragment(0, "b")), fragment(0, "a" + fragment(1, "b"), "current-visible")]
)
def test_a_step_inside_what_is_hidden_then_is_told(html: str) -> None:
    (told,) = of_slide(html, "text\nb here", "a.md").diagnostics
    assert (told.code, told.line) == ("unreachable-step", 1 if told.text != "b" else 2)


def test_ids_given_twice_are_told_at_the_second_slide(write: Write) -> None:
    text = "# A {#x}\n---\n# B {#x}\n---?id=x\n# C\n---\n# Same\n---\n# Same\n"
    found = look(write("PITCHME.md", text))
    assert [(fault.code, fault.line) for fault in found.faults] == [("duplicate-id", 2), ("duplicate-id", 4)]
    assert "line 1" in found.faults[0].message


@pytest.mark.parametrize("text", ["", "\n\n", "<!-- nothing yet -->\n"])
def test_an_empty_deck_is_told(write: Write, text: str) -> None:
    assert codes(look(write("PITCHME.md", text))) == ["empty-deck"]


@pytest.mark.parametrize("text", ["# A\n", "---?color=teal\n", "---\n\n---\nsome text\n"])
def test_a_deck_with_anything_on_its_slides_is_not_empty(write: Write, text: str) -> None:
    assert codes(look(write("PITCHME.md", text))) == []


def test_the_places_of_a_name_are_found_one_by_one_as_they_were_written() -> None:
    places = Places("# A\n\n![x](my%20a.png) ![y](my%20a.png)\n![z](/img/b.png)")
    assert [places.next("my%20a.png") for _ in range(3)] == [
        (3, 6, "my%20a.png"), (3, 23, "my%20a.png"), (3, 23, "my%20a.png"),
    ]  # fmt: skip
    assert places.next("assets/b.png") == (4, 11, "b.png")
    assert [places.next("nowhere.png") for _ in range(2)] == [(1, 1, "")] * 2
    assert [places.line(number) for number in (1, 2, 4)] == ["# A", "", "![z](/img/b.png)"]


@pytest.mark.parametrize(
    "text",
    ["![](a.png)\n" * 20_000, "".join(f"[x](#nowhere-{n})\n" for n in range(12_000)), "[x](#/9/9) " * 20_000],
    ids=["pictures", "links", "places"],
)
def test_a_slide_full_of_faults_is_read_once(text: str) -> None:
    html = "".join('<img src="a.png" alt="">' for _ in range(text.count("a.png")))
    html += "".join(f'<a href="{target}" class="slide-link">x</a>' for target in re.findall(r"#[^)]*", text))
    found = of_slide(html, text, "a.md")
    assert len({(told.line, told.column) for told in found.diagnostics} | {link[1:3] for link in found.links}) >= 12_000
