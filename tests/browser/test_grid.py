"""Blocks of a grid layout lie on the canvas where their lists say, in any window and under any theme."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.audience_acts import Running, Screen, look
from tests.conftest import Serve

# list → left, top, width, height in per cent of the canvas
PLACES: dict[str, tuple[float, float, float, float]] = {
    "drag=60": (20, 20, 60, 60),
    "drag=40 30, drop=topleft": (0, 0, 40, 30),
    "drag=40 30, drop=5 10": (5, 10, 40, 30),
    "drag=40 30, drop=-5 -10": (55, 60, 40, 30),
    "drag=90 12, drop=4 -0": (4, 88, 90, 12),
    "drag=20, drop=-5": (75, 75, 20, 20),
    "drag=480px 270px, drop=10": (10, 10, 25, 25),
    "drag=480px 50, drop=-960px 2": (25, 2, 25, 50),
    "drag=50 50, drop=30 30 true true": (5, 5, 50, 50),
    "drag=50 50, drop=50 -20 true true": (25, 55, 50, 50),
    "drag=480px, drop=50 -10 true false": (37.5, 90 - 48000 / 1080, 25, 48000 / 1080),
    "drag=80 30, drop=bottom": (10, 70, 80, 30),
    "drag=20 10, drop=right": (80, 45, 20, 10),
    "drop=left": (0, 0, 50, 100),
    "drop=top": (0, 0, 100, 50),
    "drop=bottomright": (50, 50, 50, 50),
    "drag=100 50, drop=0 25, border=20px solid red, pad=40": (0, 25, 100, 50),
    "drag=120, drop=center": (-10, -10, 120, 120),
}
BLOCKS = "\n\n---\n\n".join(f"[{text}]\n# Text in a block\nand more\n" for text in PLACES)
CONTENT = """
![drop=-1 -1, width=600](a.svg)

---
[drag=60 50, drop=10, flow=row true]
One
Two
Three

---
[drag=60 50, drop=10, set=align-left]
One

Two

---
@ul[drag=30 100, drop=left, sync=true]
- a
- b
@ul

[drag=50 100, drop=right, flow=stack, sync=true]
# A
# B
# C

---
[drag=50, drop=center, animate=slideup slower]
Comes
"""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="150"><rect width="300" height="150"/></svg>'


@pytest.fixture(scope="module")
def server(serve_module: Serve, tmp_path_factory: pytest.TempPathFactory) -> Running:
    folder = tmp_path_factory.mktemp("decks")
    for name, theme, text in (("old", "black", BLOCKS), ("own", "light", BLOCKS), ("content", "template", CONTENT)):
        (folder / name).mkdir()
        (folder / name / "PITCHME.md").write_text(text)
        (folder / name / "PITCHME.yaml").write_text(f"theme: {theme}\ntransition: none\n")
        (folder / name / "a.svg").write_text(PICTURE)
    return serve_module(folder)


def boxes(screen: Screen, selector: str) -> list[tuple[float, float, float, float]]:
    """Left, top, width and height of the elements on the slide shown, in per cent of the canvas."""
    measured = screen.ask(
        f"""() => {{
        const canvas = document.querySelector('.slides').getBoundingClientRect();
        return [...document.querySelectorAll('section.present {selector}')].map(element => {{
            const box = element.getBoundingClientRect();
            return [100 * (box.left - canvas.left) / canvas.width, 100 * (box.top - canvas.top) / canvas.height,
                100 * box.width / canvas.width, 100 * box.height / canvas.height];
        }});
    }}"""
    )
    return [(box[0], box[1], box[2], box[3]) for box in measured]


@pytest.mark.parametrize(("deck", "size"), [("old", (1280, 720)), ("own", (900, 700)), ("old", (390, 844))])
def test_every_block_lies_at_its_place(browser: Browser, server: Running, deck: str, size: tuple[int, int]) -> None:
    with browser.new_context(viewport={"width": size[0], "height": size[1]}) as context:
        screen = look(context, server, deck=deck)
        canvas = screen.ask("() => [...document.querySelectorAll('.reveal')].map(e => e.style.cssText).join()")
        assert "1920px" in canvas
        for number, (text, expected) in enumerate(PLACES.items()):
            screen.until(lambda: screen.ask("() => document.querySelector('section.present').dataset.h"), str(number))
            (found,) = phone_boxes(screen) if size[0] < 600 else boxes(screen, ".grid-block")
            assert found == pytest.approx(expected, abs=0.3), text
            screen.press("ArrowRight")


def phone_boxes(screen: Screen) -> list[tuple[float, float, float, float]]:
    """On a phone held upright the slide itself is the canvas that is scaled."""
    measured = screen.ask(
        """() => {
        const canvas = document.querySelector('section.present').getBoundingClientRect();
        const box = document.querySelector('section.present .grid-block').getBoundingClientRect();
        return [100 * (box.left - canvas.left) / canvas.width, 100 * (box.top - canvas.top) / canvas.height,
            100 * box.width / canvas.width, 100 * box.height / canvas.height, canvas.width, canvas.height];
    }"""
    )
    assert measured[4] == pytest.approx(390, abs=1)
    assert measured[4] / measured[5] == pytest.approx(16 / 9, abs=0.01)
    return [(measured[0], measured[1], measured[2], measured[3])]


def test_a_picture_without_a_size_of_its_block_has_its_own(context: BrowserContext, server: Running) -> None:
    screen = look(context, server, deck="content")
    (block,) = boxes(screen, ".grid-block")
    (image,) = boxes(screen, "img")
    assert image == pytest.approx(block, abs=0.1)
    assert block == pytest.approx((99 - 60000 / 1920, 99 - 30000 / 1080, 60000 / 1920, 30000 / 1080), abs=0.1)


def test_a_row_that_is_pushed_reaches_both_ends(context: BrowserContext, server: Running) -> None:
    screen = look(context, server, deck="content", rest="#/1")
    one, two, three = boxes(screen, "p")
    assert one[0] == pytest.approx(10, abs=0.1)
    assert three[0] + three[2] == pytest.approx(70, abs=0.1)
    assert one[1] == pytest.approx(two[1], abs=0.1)


def test_items_are_spread_evenly_and_aligned(context: BrowserContext, server: Running) -> None:
    screen = look(context, server, deck="content", rest="#/2")
    one, two = boxes(screen, "p")
    assert one[0] == two[0] == pytest.approx(10, abs=0.1)
    assert one[1] - 10 == pytest.approx(60 - two[1] - two[3], abs=0.1)
    assert one[1] - 10 == pytest.approx(two[1] - one[1] - one[3], abs=0.1)


def test_a_list_and_a_stack_advance_together_and_one_of_the_stack_is_seen(
    context: BrowserContext, server: Running
) -> None:
    screen = look(context, server, deck="content", rest="#/3")
    seen = """() => [...document.querySelectorAll('section.present :is(li, h1)')]
        .filter(element => getComputedStyle(element).visibility === 'visible').map(element => element.textContent)"""
    assert screen.ask(seen) == []
    for expected in (["a", "A"], ["a", "b", "B"], ["a", "b", "C"]):
        screen.press("Space")
        screen.until(lambda: screen.ask(seen), expected)


def test_nothing_moves_for_who_wants_no_motion(browser: Browser, server: Running) -> None:
    with browser.new_context(reduced_motion="reduce") as context:
        screen = look(context, server, deck="content", rest="#/4")
        assert boxes(screen, ".grid-block") == [pytest.approx((25, 25, 50, 50), abs=0.1)]
