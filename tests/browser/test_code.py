"""Code on slides: what a step puts in focus, how large, where it scrolls to, and which caption shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.audience_acts import Running, Screen, look

Serve = Callable[..., Running]

DECK = """
# Long {#long}

@code[text](long.txt)
@[1-2](Where it **begins**)
@[40-42, zoom-14](In the middle)
@[79-80]
@[*](As a whole)

---
# Still {#still}

@code[text code-noscroll](long.txt)
@[40](In the middle)

---
# Blank {#blank}

@code[text code-reveal-slow](long.txt?lines=1-3)
@[2](Two)

---
# Large {#large}

```text zoom-20
x
```

```text
x
```

---
# Wide {#wide}

```text
WIDE
```

```text code-wrap
WIDE
```

---
# Two {#two}

```text
a
b
```
@[1](of the first)
```text
c
d
```
@[2](of the second)

---
# Boxes {#boxes}

@snap[west span-40]
@code[text](long.txt)
@snapend

@snap[east span-40]
@[60](To the right)
@snapend

---
# Power {#power}

@code[text code-power](long.txt)
@[80](The end)

---
# Crowded {#crowded}

A paragraph.

- one
- two
- three

@code[text](long.txt)

A last word.

---
# Light {#light}
<!-- .slide: data-background="#ffffff" -->

```js code-blend
let light = 1
```
"""
LINES = "".join(f"line {number}\n" for number in range(1, 81))
IN_BOX = """id => {
    const box = document.querySelector(`#${id} pre code`).getBoundingClientRect();
    return [...document.querySelectorAll(`#${id} .line.focus`)].map(line => {
        const own = line.getBoundingClientRect();
        return (own.top + own.height / 2 - box.top) / box.height;
    });
}"""
SIZE = "([s, n]) => parseFloat(getComputedStyle(document.querySelectorAll(s)[n]).fontSize)"
OUTSIDE = """id => {
    const canvas = document.querySelector('.slides').getBoundingClientRect();
    return [...document.querySelectorAll(`#${id} pre > code`)].filter(code => {
        const own = code.getBoundingClientRect();
        return own.top < canvas.top - 1 || own.bottom > canvas.bottom + 1 || own.right > canvas.right + 1;
    }).length;
}"""


@pytest.fixture(scope="module")
def server(serve_module: Serve, tmp_path_factory: pytest.TempPathFactory) -> Running:
    folder = tmp_path_factory.mktemp("decks")
    for theme in ("auto", "black"):
        (folder / theme).mkdir()
        (folder / theme / "PITCHME.md").write_text(DECK.replace("WIDE", "word " * 80))
        (folder / theme / "PITCHME.yaml").write_text(f"theme: {theme}\ntransition: none\n")
        (folder / theme / "long.txt").write_text(LINES)
    return serve_module(folder)


@pytest.fixture(params=["auto", "black"])
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def at(context: BrowserContext, server: Running, slide: str, theme: str = "auto") -> Screen:
    screen = look(context, server, theme, f"#{slide}")
    screen.sees(f"{slide} 0")
    return screen


def captions(screen: Screen, slide: str) -> list[str]:
    """The captions that can be seen."""
    return list(
        screen.ask(
            """id => [...document.querySelectorAll(`#${id} .code-presenting-annotation`)]
            .filter(caption => caption.checkVisibility({ visibilityProperty: true }))
            .map(caption => caption.innerText)""",
            slide,
        )
    )


def focused(screen: Screen, slide: str) -> list[int]:
    return list(
        screen.ask("id => [...document.querySelectorAll(`#${id} .line.focus`)].map(l => +l.dataset.line)", slide)
    )


def test_each_step_focuses_its_lines_scrolls_to_them_and_shows_its_caption(
    context: BrowserContext, server: Running, theme: str
) -> None:
    screen = at(context, server, "long", theme)
    assert (focused(screen, "long"), captions(screen, "long")) == ([], [])
    screen.press("Space")
    screen.until(lambda: captions(screen, "long"), ["Where it begins"])
    assert focused(screen, "long") == [1, 2]
    screen.press("Space")
    screen.until(lambda: captions(screen, "long"), ["In the middle"])
    assert focused(screen, "long") == [40, 41, 42]
    middle = screen.ask(IN_BOX, "long")
    assert 1 / 3 <= middle[0] <= middle[-1] <= 2 / 3
    screen.press("Space")
    screen.until(lambda: captions(screen, "long"), [])
    assert focused(screen, "long") == [79, 80]
    assert all(0 < place < 1 for place in screen.ask(IN_BOX, "long"))
    screen.press("Space")
    screen.until(lambda: captions(screen, "long"), ["As a whole"])
    assert focused(screen, "long") == []
    assert screen.ask("() => document.querySelectorAll('#long .code-hide-opacity').length") == 0
    screen.press("Shift+Space", "Shift+Space")
    screen.until(lambda: captions(screen, "long"), ["In the middle"])
    assert screen.troubles == []


def test_a_step_shows_its_lines_larger(context: BrowserContext, server: Running, theme: str) -> None:
    screen = at(context, server, "long", theme)
    screen.press("Space", "Space")
    screen.until(lambda: focused(screen, "long"), [40, 41, 42])
    plain, large = screen.ask(SIZE, ["#long .line", 0]), screen.ask(SIZE, ["#long .line.focus", 0])
    assert large == pytest.approx(1.4 * plain)


def test_a_block_is_shown_larger_as_a_whole(context: BrowserContext, server: Running, theme: str) -> None:
    screen = at(context, server, "large", theme)
    assert screen.ask(SIZE, ["#large .line", 0]) == pytest.approx(2 * screen.ask(SIZE, ["#large .line", 1]))


def test_without_bars_a_step_still_brings_its_line_into_view(
    context: BrowserContext, server: Running, theme: str
) -> None:
    screen = at(context, server, "still", theme)
    assert screen.style("#still pre code", "overflow-y") == "hidden"
    screen.press("Space")
    screen.until(lambda: focused(screen, "still"), [40])
    assert 1 / 3 <= screen.ask(IN_BOX, "still")[0] <= 2 / 3


def test_code_reveal_slow_opens_without_the_code(context: BrowserContext, server: Running) -> None:
    screen = at(context, server, "blank")
    assert screen.style("#blank pre code", "visibility") == "hidden"
    screen.press("Space")
    screen.until(lambda: screen.style("#blank pre code", "visibility"), "visible")
    assert focused(screen, "blank") == [2]


def test_long_lines_scroll_in_their_box_or_are_wrapped(context: BrowserContext, server: Running, theme: str) -> None:
    screen = at(context, server, "wide", theme)
    beyond = (
        "() => [...document.querySelectorAll('#wide pre code')].map(code => code.scrollWidth > code.clientWidth + 1)"
    )
    assert screen.ask(beyond) == [True, False]
    assert screen.ask(OUTSIDE, "wide") == 0


def test_while_one_block_is_spoken_of_the_others_step_back(context: BrowserContext, server: Running) -> None:
    screen = at(context, server, "two")
    screen.press("Space")
    screen.until(lambda: captions(screen, "two"), ["of the first"])
    screen.press("Space")
    screen.until(lambda: captions(screen, "two"), ["of the second"])
    clear = """() => [...document.querySelectorAll('#two .line')]
        .filter(line => getComputedStyle(line).opacity === '1').map(line => line.innerText)"""
    screen.until(lambda: screen.ask(clear), ["d"])


def test_a_caption_shows_in_the_box_where_it_is_written(context: BrowserContext, server: Running, theme: str) -> None:
    screen = at(context, server, "boxes", theme)
    screen.press("Space")
    screen.until(lambda: captions(screen, "boxes"), ["To the right"])
    assert screen.box("#boxes .east .visible")["left"] > screen.box("#boxes .west pre")["right"]
    assert 1 / 3 <= screen.ask(IN_BOX, "boxes")[0] <= 2 / 3


@pytest.mark.parametrize("slide", ["long", "still", "boxes", "power"])
def test_a_long_file_stays_on_the_canvas(context: BrowserContext, server: Running, theme: str, slide: str) -> None:
    screen = at(context, server, slide, theme)
    assert screen.ask(OUTSIDE, slide) == 0
    screen.press("Space")
    screen.sees(f"{slide} 1")
    assert screen.ask(OUTSIDE, slide) == 0
    assert screen.box(f"#{slide} .code-presenting-annotation.visible")["bottom"] <= screen.box(".slides")["bottom"]


def test_code_takes_the_room_that_text_leaves(context: BrowserContext, server: Running) -> None:
    screen = at(context, server, "crowded")
    assert screen.ask(OUTSIDE, "crowded") == 0
    assert screen.box("#crowded > p:last-child")["bottom"] <= screen.box(".slides")["bottom"]


def test_blended_code_is_dark_on_a_light_background(context: BrowserContext, server: Running) -> None:
    screen = at(context, server, "light", "black")
    screen.until(lambda: screen.ask("() => document.querySelector('#light').matches('.has-light-background')"), True)
    lightness = """s => { const probe = new OffscreenCanvas(1, 1).getContext('2d');
        probe.fillStyle = getComputedStyle(document.querySelector(s)).color; probe.fillRect(0, 0, 1, 1);
        return Math.max(...probe.getImageData(0, 0, 1, 1).data.slice(0, 3)); }"""
    assert screen.ask(lightness, "#light pre code") < 128
    assert screen.ask(lightness, "#light .hljs-keyword") < 200
