"""What settings do that only a page shows: looks, habits, and the names that decks' own styles count on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.audience_acts import Screen, look
from tests.conftest import Server

Serve = Callable[..., Server]

DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40"/></svg>'
FIVE = "# One\n\n---\n# Two\n\n- a |\n\n---\n# Three\n\n+++\n# Below\n\n---\n# Four\n"

LOOK = """
# Head *mark*

### By line **mark**

Text **mark** [link](https://example.org)

```python
a = 1
```
"""
LOOKS = """
theme-background : [ "rgb(255, 247, 224)" ]
theme-headline   : [ "Head Font", "rgb(1, 2, 3)", "lowercase", "rgb(4, 5, 6)", "150", "150", "30" ]
theme-byline     : [ "By Font", "rgb(7, 8, 9)", "uppercase", "rgb(10, 11, 12)" ]
theme-text       : [ "Text Font", "rgb(13, 14, 15)", "capitalize", "rgb(16, 17, 18)", "50", "200", "4" ]
theme-links      : [ "rgb(19, 20, 21)", "rgb(22, 23, 24)" ]
theme-code       : [ "Code Font", "200", "110" ]
theme-controls   : [ "rgb(25, 26, 27)" ]
theme-margins    : [ "40", "100px" ]
"""

OLD = """
# Old

![dot](dot.svg)

---
@title[Two]

```python
a = 1 # one
b = "two"
```

@[1](Caption)

---?code=hello.py&title=The+title
"""
# Every selector of the style sheets of real decks, each with a property that nothing else of ours sets to this value.
SELECTORS = """
html { tab-size: 3; }
body { tab-size: 5; }
h1 { word-spacing: 1px; }
code { word-spacing: 2px; }
.reveal { hyphens: manual; }
.reveal .slides { text-indent: 3px; }
.reveal .slides section { caption-side: bottom; }
section.present > p > img { outline: 4px solid rgb(1, 1, 1); }
.reveal h1 { color: rgb(2, 2, 2); }
.reveal pre { outline: 5px solid rgb(3, 3, 3); }
.reveal pre code { max-height: 333px; }
pre code.hljs { background: rgb(4, 4, 4); }
.hljs-comment { color: rgb(5, 5, 5); }
.hljs-string { color: rgb(6, 6, 6); }
.line { outline: 1px dotted rgb(7, 7, 7); }
.code-hide-opacity { opacity: 0.11; }
.code-presenting-annotation { color: rgb(8, 8, 8); }
.reveal p span.slide-title { color: rgb(9, 9, 9); }
.progress > span { background: rgb(10, 10, 10); }
.reveal .controls .controls-arrow { color: rgb(11, 11, 11); }
.slide-number { color: rgb(12, 12, 12); }
#gp-logo img { width: 77px; }
footer#title-footer p#notification { color: rgb(13, 13, 13); }
.footer-visible { word-spacing: 9px; }
"""
FOUND = [
    ("one", "html", "tab-size", "3"),
    ("one", "body", "tab-size", "5"),
    ("one", "#old h1", "word-spacing", "1px"),
    ("one", ".reveal", "hyphens", "manual"),
    ("one", ".slides", "text-indent", "3px"),
    ("one", "#old", "caption-side", "bottom"),
    ("one", "#old img", "outline-width", "4px"),
    ("one", "#old h1", "color", "rgb(2, 2, 2)"),
    ("one", ".progress span", "background-color", "rgb(10, 10, 10)"),
    ("one", ".controls button", "color", "rgb(11, 11, 11)"),
    ("one", ".reveal .slide-number", "color", "rgb(12, 12, 12)"),
    ("one", "#gp-logo img", "width", "77px"),
    ("one", "#notification", "color", "rgb(13, 13, 13)"),
    ("one", "footer", "word-spacing", "9px"),
    ("two", ".present code", "word-spacing", "2px"),
    ("two", ".present pre", "outline-width", "5px"),
    ("two", ".present pre code", "max-height", "333px"),
    ("two", ".present pre code", "background-color", "rgb(4, 4, 4)"),
    ("two", ".present .hljs-comment", "color", "rgb(5, 5, 5)"),
    ("two", ".present .hljs-string", "color", "rgb(6, 6, 6)"),
    ("two", ".present .line", "outline-style", "dotted"),
    ("two", ".present .line:nth-of-type(2)", "opacity", "0.11"),
    ("two", ".present .code-presenting-annotation", "color", "rgb(8, 8, 8)"),
    ("three", ".present .slide-title", "color", "rgb(9, 9, 9)"),
]

DECKS = {
    "looks": (LOOK, LOOKS),
    "old": (OLD, "theme: black\nlogo: dot.svg\nfootnote: A foot\ntransition: none\n"),
    "auto": (FIVE, "autoslide: 5000\ntransition: none\n"),
    "round": (FIVE, "loop: true\ntransition: none\n"),
    "mixed": (FIVE, "shuffle: true\ntransition: none\n"),
    "wheel": (FIVE, "mousewheel: true\nhistory: false\ntransition: none\n"),
    "remote": (FIVE, "remote-control: true\nremote-control-prevkey: 82\nremote-control-nextkey: 83\n"),
    "corner": (FIVE, "layout: bottom-right\ncontrols-layout: edges\nlogo: dot.svg\nlogo-position: bottom-right\n"
               "footnote: 'see [four](#/3) <b>now</b>'\nfavicon: dot.svg\ndescription: About\ntransition: none\n"),
    "light": ("# A\n\n```python\na = 1\n```\n", "theme: white\nhighlight: monokai\n"),
    "blended": ("# A\n\n```python\na = 1\n```\n", "theme: template\nhighlight: monokai\n"),
    "right": ("# A\n\n---\n# B\n", "rtl: true\nlang: ar\nlogo: dot.svg\nslide-number: false\n"),
    "fonts": ("# A", 'custom-fonts: ["My-Font.ttf"]\n'),
}  # fmt: skip


@pytest.fixture(scope="module")
def server(serve_module: Serve, tmp_path_factory: pytest.TempPathFactory) -> Server:
    folder = tmp_path_factory.mktemp("decks")
    for name, (text, settings) in DECKS.items():
        deck = folder / name
        deck.mkdir()
        (deck / "PITCHME.md").write_text(text)
        (deck / "PITCHME.yaml").write_text(settings)
        (deck / "dot.svg").write_text(DOT)
    (folder / "old" / "PITCHME.css").write_text(SELECTORS)
    (folder / "old" / "hello.py").write_text("print(1)\n")
    (folder / "fonts" / "My-Font.ttf").write_bytes(b"")
    return serve_module(folder)


Open = Callable[..., Screen]


@pytest.fixture
def view(context: BrowserContext, server: Server) -> Iterator[Open]:
    """``view("looks")`` shows a deck; nothing may go wrong on its page."""
    screens: list[Screen] = []

    def show(deck: str, rest: str = "") -> Screen:
        screens.append(look(context, server, deck, rest))
        return screens[-1]

    yield show
    for screen in screens:
        # Where time is made to run, a stream that is silent for too long is opened anew.
        assert [trouble for trouble in screen.troubles if "/-/stream" not in trouble] == []


# Looks


def test_the_lists_of_a_theme_reach_what_they_speak_of(view: Open) -> None:
    screen = view("looks")
    head, by, text, code = ("#head-mark h1", "#head-mark h3", "#head-mark p", "#head-mark pre")
    base = float(screen.style(".slides", "font-size").removesuffix("px"))
    assert base == 20  # 50 % of 40
    assert screen.style("body", "background-color") == "rgb(255, 247, 224)"
    for place, font, ink, case in (
        (head, "Head Font", "rgb(1, 2, 3)", "lowercase"),
        (by, "By Font", "rgb(7, 8, 9)", "uppercase"),
        (text, "Text Font", "rgb(13, 14, 15)", "capitalize"),
    ):
        assert screen.style(place, "font-family").startswith(f'"{font}"')
        assert screen.style(place, "color") == ink
        assert screen.style(place, "text-transform") == case
    assert screen.style(f"{head} em", "color") == "rgb(4, 5, 6)"
    assert screen.style(f"{by} strong", "color") == "rgb(10, 11, 12)"
    assert screen.style(f"{text} strong", "color") == "rgb(16, 17, 18)"
    assert screen.style(head, "font-size") == f"{40 * 2.2 * 1.5:g}px"
    assert screen.style(head, "line-height") == f"{40 * 2.2 * 1.5 * 1.5:g}px"
    assert screen.style(head, "padding-top") == "30px"
    assert screen.style(text, "line-height") == f"{2 * base:g}px"
    assert screen.style(f"{text} a", "color") == "rgb(19, 20, 21)"
    screen.page.hover(f"{text} a")
    screen.until(lambda: screen.style(f"{text} a", "color"), "rgb(22, 23, 24)")
    assert screen.style(code, "font-family").startswith('"Code Font"')
    assert screen.style(f"{code} code", "text-transform") == "none"
    assert screen.style(".controls-arrow", "color") == "rgb(25, 26, 27)"
    assert screen.style(".progress > span", "background-color") == "rgb(25, 26, 27)"
    assert screen.style("#head-mark", "padding") == "40px 100px"


def test_every_selector_of_old_decks_styles_finds_what_it_means(view: Open) -> None:
    screen = view("old")
    for slide in ("one", "two", "three"):
        if slide != "one":
            screen.press("Home", *["PageDown"] * (2 if slide == "two" else 3))
        for _, selector, name, value in (found for found in FOUND if found[0] == slide):
            place = selector.replace(".present ", "section.present ")
            screen.until(partial(screen.style, place, name), value)


def test_code_has_the_colours_of_its_style_but_not_where_it_lies_on_a_slide_of_the_other_kind(view: Open) -> None:
    screen = view("light")
    assert screen.style("pre code", "background-color") == "rgb(39, 40, 34)"
    assert screen.style("pre code", "color") == "rgb(248, 248, 242)"
    blended = view("blended")
    assert blended.style("pre code", "background-color") == "rgba(0, 0, 0, 0)"
    assert blended.style("pre code", "color") != "rgb(248, 248, 242)"


def test_slides_stand_in_the_corner_that_the_layout_names(view: Open) -> None:
    screen = view("corner")
    slides, heading = screen.box(".slides"), screen.box("#one h1")
    assert heading["bottom"] == pytest.approx(slides["bottom"] - 20, abs=25)
    assert screen.style("#one h1", "text-align") == "right"


def test_the_footnote_is_large_enough_and_leads_to_a_slide(view: Open) -> None:
    screen = view("corner")
    assert float(screen.style("#notification", "font-size").removesuffix("px")) >= 18
    screen.page.click("#notification a")
    screen.sees("four 0")
    assert screen.text("#notification") == "see four now"


def test_the_logo_stands_in_its_corner_at_every_size(view: Open) -> None:
    screen = view("corner")
    for width, height in ((1280, 720), (700, 500)):
        screen.page.set_viewport_size({"width": width, "height": height})
        logo = screen.box("#gp-logo img")
        assert 0 <= width - logo["right"] <= 20
        assert 0 <= height - logo["bottom"] <= 20


def test_a_logo_is_measured_in_the_letters_of_the_page(view: Open) -> None:
    assert view("right").style("#gp-logo", "font-size") == "16px"


def test_a_deck_from_right_to_left_says_so_and_is_driven_so(view: Open) -> None:
    screen = view("right")
    assert screen.ask("() => [document.documentElement.lang, document.body.dir].join()") == "ar,rtl"
    assert screen.text(".slide-number") == ""
    screen.press("ArrowLeft")
    screen.sees("b 0")


def test_logo_and_footnote_are_printed_on_every_slide(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    page.goto(f"{server.url}/corner/-/print")
    assert page.locator(".sheet #gp-logo img").count() == page.locator(".sheet #notification").count() == 5


def test_arrows_stand_at_the_edges_if_the_settings_say_so(view: Open) -> None:
    screen = view("corner")
    screen.page.mouse.move(300, 300)
    assert screen.box(".navigate-right")["right"] > 1260
    screen.page.click(".navigate-right")
    screen.sees("two 0")


def test_the_page_has_the_decks_own_icon_and_tells_what_it_is_about(view: Open, server: Server) -> None:
    screen = view("corner")
    assert screen.ask("() => document.querySelector('link[rel=icon]').href") == f"{server.url}/corner/dot.svg"
    assert screen.ask("() => document.querySelector('meta[name=description]').content") == "About"


def test_font_files_are_known_by_their_names(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    page.goto(f"{server.url}/fonts/")
    assert page.evaluate("() => [...document.fonts].map(font => font.family)")[0] == "My-Font"


# Habits


def test_the_deck_goes_on_by_itself_until_somebody_moves_it(view: Open, context: BrowserContext) -> None:
    context.clock.install()
    screen = view("auto")
    for place in ("two 0", "two 1", "three 0"):
        context.clock.run_for(5100)
        screen.sees(place)
    screen.press("ArrowDown")
    screen.sees("below 0")
    context.clock.run_for(60_000)
    screen.sees("below 0")
    screen.press("a")
    context.clock.run_for(5100)
    screen.sees("four 0")


def test_nothing_goes_on_by_itself_during_a_talk(view: Open, context: BrowserContext, server: Server) -> None:
    with server.presenter() as presenter:
        assert presenter.post("/auto/-/talk", json={"command": "start"}).status_code == 200
        context.clock.install()
        screen = view("auto")
        screen.until(lambda: screen.live, "live")
        context.clock.run_for(60_000)
        screen.sees("one 0")
        assert presenter.post("/auto/-/talk", json={"command": "end"}).status_code == 200


def test_a_loop_leads_from_the_last_slide_to_the_first_and_back_except_in_a_talk(view: Open, server: Server) -> None:
    screen = view("round")
    screen.press("End", "Space")
    screen.sees("one 0")
    screen.press("ArrowLeft")
    screen.sees("four 0")
    screen.press("ArrowRight")
    screen.sees("one 0")
    with server.presenter() as presenter:
        assert presenter.post("/round/-/talk", json={"command": "start"}).status_code == 200
        screen.until(lambda: screen.live, "live")
        screen.press("End", "Space")
        screen.sees("four 0")
        assert presenter.post("/round/-/talk", json={"command": "end"}).status_code == 200


def test_a_shuffled_deck_has_its_own_order_again_when_a_talk_begins(
    view: Open, context: BrowserContext, server: Server
) -> None:
    context.add_init_script("Math.random = () => 0;")
    screen = view("mixed")
    order = "() => [...document.querySelectorAll('.slides section:not(.stack)')].map(s => s.id).join(' ')"
    assert screen.ask(order) == "two three below four one"
    screen.sees("two 0")
    screen.press("Space", "Space")
    screen.sees("three 0")
    with server.presenter() as presenter:
        assert presenter.post("/mixed/-/talk", json={"command": "start"}).status_code == 200
        screen.until(lambda: screen.ask(order), "one two three below four")
        screen.sees("one 0")
        assert presenter.post("/mixed/-/talk", json={"command": "end"}).status_code == 200


def test_a_turn_of_the_wheel_is_a_step_and_without_history_no_slide_is_a_place_to_go_back_to(view: Open) -> None:
    screen = view("wheel")
    before = screen.ask("() => history.length")
    screen.page.mouse.move(600, 300)
    screen.page.mouse.wheel(0, 100)
    screen.sees("two 0")
    screen.press("End")
    screen.sees("four 0")
    assert (screen.hash, screen.ask("() => history.length")) == ("#/3", before)


def test_the_keys_of_a_remote_control_go_through_all_slides(view: Open) -> None:
    screen = view("remote")
    for place in ("two 0", "two 1", "three 0", "below 0", "four 0"):
        screen.press("s")
        screen.sees(place)
    screen.press("r")
    screen.sees("below 0")
