"""The audience page: what it shows before script, and how one moves in it by keys, touch and mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.audience_acts import DECK, WALK, Running, Screen, look

Serve = Callable[..., Running]

STYLES = """
.reveal h2 { letter-spacing: 3px; }
section.present > p { text-indent: 7px; }
.reveal .progress span { background: rgb(255, 0, 0); }
"""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="1600"><rect width="99%" height="99%"/></svg>'


@pytest.fixture(scope="module")
def server(serve_module: Serve, tmp_path_factory: pytest.TempPathFactory) -> Running:
    folder = tmp_path_factory.mktemp("decks")
    (folder / "talk").mkdir()
    (folder / "talk" / "PITCHME.md").write_text(DECK + "\nNote:\nNOT-FOR-VIEWERS\n")
    (folder / "old").mkdir()
    (folder / "old" / "PITCHME.md").write_text(
        '# Old\n\nHello there\n\n---\n<!-- .slide: data-background="#ffffff" -->\n## Picture\n\n![tall](tall.svg)\n'
    )
    (folder / "old" / "tall.svg").write_text(PICTURE)
    (folder / "old" / "PITCHME.css").write_text(STYLES)
    (folder / "old" / "PITCHME.yaml").write_text("theme: black\nfootnote: A foot\n")
    (folder / "long").mkdir()
    lines = "\n".join(f"line_{number} = {number}" for number in range(1, 81))
    (folder / "long" / "PITCHME.md").write_text(
        f"# Long\n\n```python\n{lines}\n```\n\n@[1-2]\n@[60](Far down)\n@[80](The end)\n"
    )
    (folder / "long" / "PITCHME.yaml").write_text("theme: light\ntransition: none\n")
    (folder / "full").mkdir()
    (folder / "full" / "PITCHME.md").write_text(
        "# Full\n\n---\n## Much\n\n"
        + "- an item\n" * 16
        + "\n---\n## Far too much\n\n"
        + "A paragraph.\n\n" * 90
        + "\n---\n# Far\n\n![](http://127.0.0.1:9/a/sun%20set.png?size=2)\n"
        + "\n---\n# Administradores de Configuraciones\n"
    )
    (folder / "full" / "PITCHME.yaml").write_text("transition: none\n")
    return serve_module(folder)


@pytest.fixture
def screen(context: BrowserContext, server: Running) -> Iterator[Screen]:
    shown = look(context, server)
    yield shown
    assert shown.troubles == []


def walk(screen: Screen, key: str) -> list[str]:
    """Every place from here to where the key leads no further."""
    places = [screen.place]
    for _ in range(40):
        screen.press(key)
        if screen.place == places[-1]:
            break
        places.append(screen.place)
    return places


def test_space_walks_through_every_step_of_every_slide(screen: Screen) -> None:
    assert walk(screen, "Space") == WALK


def test_shift_space_walks_back_through_all_of_them(screen: Screen) -> None:
    screen.press("End")
    assert walk(screen, "Shift+Space") == WALK[::-1]


@pytest.mark.parametrize("key", ["PageDown", "n", "Enter"])
def test_other_keys_mean_next_too(screen: Screen, key: str) -> None:
    screen.press(key, key)
    screen.sees("steps 1")


def test_arrows_move_in_two_dimensions(screen: Screen) -> None:
    screen.press("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight")
    screen.sees("stack 0")
    screen.press("ArrowDown")
    screen.sees("below 0")
    screen.press("ArrowRight")
    screen.sees("code 0")
    screen.press("ArrowLeft")
    screen.sees("below 0")
    screen.press("ArrowUp", "ArrowUp")
    screen.sees("stack 0")
    screen.press("h")
    screen.sees("steps 2")
    screen.press("End")
    screen.sees("last 0")
    screen.press("Home")
    screen.sees("first 0")


def test_only_the_slide_on_screen_is_laid_out_and_the_others_are_past_or_future(screen: Screen) -> None:
    screen.page.goto(screen.page.url + "#/2/1")
    screen.sees("below 0")
    states = """() => [...document.querySelectorAll('.slides section')]
        .map(s => `${s.id}:${s.className.match(/past|present|future/)}`).join(' ')"""
    wanted = "first:past steps:past :present stack:past below:present deep:future code:future last:future"
    screen.until(lambda: screen.ask(states), wanted)
    screen.until(lambda: screen.laid_out, ["below"])


def test_steps_that_have_not_come_are_hidden_from_assistive_technology_too(screen: Screen) -> None:
    screen.press("ArrowRight", "Space")
    screen.until(lambda: screen.style("#steps li:first-child", "visibility"), "visible")
    assert screen.style("#steps li:last-child", "visibility") == "hidden"


def test_code_steps_dim_the_other_lines_and_change_the_caption(screen: Screen) -> None:
    screen.page.goto(screen.page.url + "#code")
    screen.sees("code 0")
    dimmed = "() => [...document.querySelectorAll('#code .line.code-hide-opacity')].map(line => +line.dataset.line)"
    caption = """() => [...document.querySelectorAll('#code .code-presenting-annotation')]
        .filter(p => p.checkVisibility({ visibilityProperty: true })).map(p => p.innerText)"""
    top = "() => document.querySelector('#code pre').getBoundingClientRect().top"
    assert screen.ask(dimmed) == []
    assert screen.ask(caption) == []
    before = screen.ask(top)
    screen.press("Space")
    assert screen.ask(dimmed) == [2, 3]
    screen.until(lambda: screen.ask(caption), ["The first line"])
    screen.press("Space")
    assert screen.ask(dimmed) == [1]
    screen.until(lambda: screen.ask(caption), ["The rest"])
    assert screen.ask(top) == before, "captions have their place from the beginning"


END = """() => { const part = document.querySelector('section.present:not(.stack) > :last-child');
    return part.getBoundingClientRect().bottom <= innerHeight + 1; }"""


def test_a_slide_with_too_much_on_it_is_set_smaller_until_it_fits(context: BrowserContext, server: Running) -> None:
    screen = look(context, server, "full")
    size = "() => +getComputedStyle(document.querySelector('section.present')).zoom"
    assert screen.ask(size) == 1
    screen.press("ArrowRight")
    screen.sees("much 0")
    assert 0.5 < screen.ask(size) < 1
    assert screen.ask(END)


def test_what_would_be_too_small_to_read_scrolls(context: BrowserContext, server: Running) -> None:
    screen = look(context, server, "full")
    screen.page.goto(screen.page.url + "#far-too-much")
    screen.sees("far-too-much 0")
    assert screen.style("#far-too-much", "zoom") == "1"
    assert not screen.ask(END)
    screen.page.mouse.move(640, 360)
    screen.page.mouse.wheel(0, 20000)
    screen.until(lambda: screen.ask(END), True)
    assert screen.place == "far-too-much 0"


def test_a_heading_of_an_old_deck_gets_smaller_before_a_word_breaks(context: BrowserContext, server: Running) -> None:
    screen = look(context, server, "full")
    high = """id => { const heading = document.querySelector(`#${id} :is(h1, h2)`);
        return heading.clientHeight / parseFloat(getComputedStyle(heading).fontSize); }"""
    assert screen.ask(high, "full") < 2
    screen.page.goto(screen.page.url + "#administradores-de-configuraciones")
    screen.sees("administradores-de-configuraciones 0")
    assert screen.ask(high, "administradores-de-configuraciones") < 3.7, "three lines, one a word"
    assert screen.ask(
        "() => { const h = document.querySelector('.present h1'); return h.scrollWidth <= h.clientWidth; }"
    )


def test_a_phone_held_upright_scrolls_and_keeps_the_size(browser: Browser, server: Running) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True) as context:
        screen = look(context, server, "full")
        screen.page.goto(screen.page.url + "#far-too-much")
        screen.sees("far-too-much 0")
        assert screen.style("#far-too-much", "zoom") == "1"


def test_a_picture_that_cannot_be_had_shows_the_name_of_its_file(context: BrowserContext, server: Running) -> None:
    screen = look(context, server, "full")
    screen.page.goto(screen.page.url + "#far")
    screen.until(lambda: screen.ask("() => document.querySelector('.present img').alt"), "sun set.png")


def test_long_code_scrolls_so_that_the_focus_is_in_the_middle(context: BrowserContext, server: Running) -> None:
    screen = look(context, server, "long")
    inside = """() => { const box = document.querySelector('pre code').getBoundingClientRect();
        const line = document.querySelector('.line.focus').getBoundingClientRect();
        return (line.top + line.height / 2 - box.top) / box.height; }"""
    screen.press("Space")
    assert 0 <= screen.ask(inside) < 1 / 2
    screen.press("Space")
    assert 1 / 3 <= screen.ask(inside) <= 2 / 3
    screen.press("Space")
    assert 2 / 3 < screen.ask(inside) <= 1, "the end of the code does not come up further"


def test_addresses_are_those_of_reveal_and_gitpitch(screen: Screen) -> None:
    seen = []
    for _ in WALK[1:]:
        screen.press("Space")
        seen.append(screen.hash)
    assert list(dict.fromkeys(seen)) == ["#/1", "#/2", "#/2/1", "#/2/2", "#/3", "#/4"]


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("#/2/1", "below 0"),
        ("#/2", "stack 0"),
        ("#deep", "deep 0"),
        ("#/deep", "deep 0"),
        ("#/99", "last 0"),
        ("#/2/9", "deep 0"),
        ("#nowhere", "first 0"),
    ],
)
def test_a_page_opens_where_its_address_says(
    context: BrowserContext, server: Running, address: str, place: str
) -> None:
    look(context, server, rest=address).sees(place)


def test_the_back_button_goes_to_the_slide_before(screen: Screen) -> None:
    screen.press("ArrowRight", "End")
    screen.sees("last 0")
    screen.page.go_back()
    screen.sees("steps 0")
    screen.page.go_forward()
    screen.sees("last 0")


def test_links_to_slides_stay_inside_the_page(screen: Screen) -> None:
    screen.press("End")
    screen.page.click("#last a")
    screen.sees("below 0")
    assert screen.hash == "#/2/1"


def test_keys_with_modifiers_belong_to_the_browser(screen: Screen) -> None:
    screen.press("Control+ArrowRight", "Alt+n", "Meta+End")
    assert screen.place == "first 0"


def test_the_arrows_on_screen_move_and_only_those_that_lead_somewhere_show(screen: Screen) -> None:
    screen.page.mouse.move(200, 200)
    screen.page.mouse.move(220, 220)
    enabled = "() => [...document.querySelectorAll('.controls button:not([disabled])')].map(b => b.dataset.go)"
    assert screen.ask(enabled) == ["right"]
    screen.page.click(".navigate-right")
    screen.sees("steps 0")
    screen.press("Space")
    screen.sees("steps 1")


def test_a_click_on_the_slide_moves_nothing(screen: Screen) -> None:
    screen.page.mouse.click(1000, 600)
    screen.page.mouse.click(100, 600)
    assert screen.place == "first 0"


def test_swipes_lead_in_four_directions(browser: Browser, server: Running) -> None:
    with browser.new_context(has_touch=True, viewport={"width": 800, "height": 450}) as context:
        screen = look(context, server, rest="#/2")
        swipe = """([x, y]) => {
            const target = document.querySelector('section.present:not(.stack)');
            const touch = (type, dx, dy) => {
                const point = new Touch({ identifier: 1, target, clientX: 400 + dx, clientY: 200 + dy });
                const now = type === 'touchend' ? [] : [point];
                target.dispatchEvent(new TouchEvent(type, { bubbles: true, touches: now, changedTouches: [point] }));
            };
            touch('touchstart', 0, 0);
            touch('touchend', x, y);
        }"""
        ways = {(0, -120): "below 0", (0, 120): "stack 0", (-120, 0): "code 0", (120, 0): "stack 0", (20, 5): "stack 0"}
        for way, place in ways.items():
            screen.ask(swipe, list(way))
            screen.sees(place)


def test_the_overview_shows_all_slides_and_leads_to_the_chosen_one(screen: Screen) -> None:
    screen.press("o")
    screen.until(lambda: screen.laid_out, ["first", "steps", "stack", "below", "deep", "code", "last"])
    screen.press("ArrowRight", "ArrowRight", "ArrowDown", "Enter")
    screen.sees("below 0")
    screen.until(lambda: screen.laid_out, ["below"])
    screen.press("Escape", "Escape")
    assert screen.place == "below 0"


def test_a_click_in_the_overview_shows_that_slide(screen: Screen) -> None:
    screen.press("Escape")
    screen.page.click("#code")
    screen.sees("code 0")


def test_typing_in_the_overview_filters_by_title_and_text(screen: Screen) -> None:
    screen.press("o")
    screen.page.keyboard.type("deep")
    screen.until(lambda: screen.laid_out, ["deep"])
    screen.press("Enter")
    screen.sees("deep 0")


def test_help_names_the_keys_and_closes_by_its_own(screen: Screen) -> None:
    screen.press("?")
    assert "next step or slide" in screen.text("dialog")
    screen.press("Space")
    assert screen.place == "first 0", "keys belong to the dialog while it is open"
    screen.press("?")
    screen.until(lambda: screen.text("dialog"), "")


def test_contents_lists_the_slides_and_leads_to_them(screen: Screen) -> None:
    screen.press("m")
    assert screen.text("dialog li:nth-child(5)").split() == ["5", "Deep"]
    screen.page.click("dialog li:nth-child(5) a")
    screen.sees("deep 0")


def test_a_jump_takes_a_number_or_words(screen: Screen) -> None:
    screen.press("g")
    screen.page.keyboard.type("4")
    screen.press("Enter")
    screen.sees("below 0")
    screen.press("g")
    screen.page.keyboard.type("last")
    screen.press("Enter")
    screen.sees("last 0")
    screen.press("2", "Enter")
    screen.sees("steps 0")


def test_black_hides_the_slide_until_a_key_moves_on(screen: Screen) -> None:
    screen.press("b")
    assert screen.page.is_visible(".curtain")
    screen.press("Space")
    assert not screen.page.is_visible(".curtain")


def test_t_changes_day_and_night_and_is_remembered(context: BrowserContext, server: Running) -> None:
    screen = look(context, server, "long")
    paper = "() => getComputedStyle(document.body).backgroundColor"
    day = screen.ask(paper)
    screen.press("t")
    night = screen.ask(paper)
    assert night != day
    assert look(context, server, "long").ask(paper) == night


def test_each_slide_is_announced_once(screen: Screen) -> None:
    screen.press("ArrowRight")
    screen.until(lambda: screen.ask("() => document.querySelector('[role=status]').textContent"), "2 of 7: Steps")


def test_the_deck_s_own_styles_win_over_ours(context: BrowserContext, server: Running) -> None:
    screen = look(context, server, "old")
    assert screen.style("section.present > p", "text-indent") == "7px"
    assert screen.style(".progress > span", "background-color") == "rgb(255, 0, 0)"
    assert screen.style(".reveal h2", "letter-spacing") == "3px"
    assert screen.text("footer#title-footer p#notification") == "A foot"
    assert screen.style("section.present", "font-size") == "40px"
    assert screen.style(".slides", "width") == "960px"


def test_a_tall_picture_takes_the_room_that_the_heading_leaves(context: BrowserContext, server: Running) -> None:
    screen = look(context, server, "old", "#/1")
    screen.until(lambda: screen.ask("() => document.querySelector('#picture img').complete"), True)
    image = screen.box("#picture img")
    assert 0 <= image["top"] < image["bottom"] <= 720
    assert image["height"] > 250
    assert abs(image["height"] / image["width"] - 2) < 0.2, "its shape is kept"
    assert screen.box("#picture h2")["bottom"] <= image["top"]


def test_a_background_is_drawn_outside_of_the_section_and_text_answers_it(
    context: BrowserContext, server: Running
) -> None:
    screen = look(context, server, "old", "#/1")
    assert screen.style(".backgrounds > .slide-background.present", "background-color") == "rgb(255, 255, 255)"
    assert screen.style("#picture h2", "color") == "rgb(34, 34, 34)"
    screen.press("Home")
    screen.until(lambda: screen.ask("() => document.querySelectorAll('.slide-background').length"), 1)
    assert screen.style(".backgrounds > .slide-background.present", "background-color") == "rgba(0, 0, 0, 0)"


def test_the_first_slide_is_painted_and_scaled_without_waiting_for_script(page: Page, server: Running) -> None:
    page.route("**/*.js", lambda route: route.abort())
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(f"{server.url}/old/", wait_until="domcontentloaded")
    assert page.is_visible("#old h1")
    assert not page.is_visible("#picture h2")
    box = page.locator("#old").bounding_box()
    assert box is not None
    assert abs(box["width"] - 960 * 1080 / 700) < 1


@pytest.mark.parametrize("size", [(1280, 720), (800, 800), (1600, 500), (300, 200)])
def test_the_canvas_fits_into_any_window(context: BrowserContext, server: Running, size: tuple[int, int]) -> None:
    width, height = size
    screen = look(context, server)
    screen.page.set_viewport_size({"width": width, "height": height})
    slides = screen.box(".slides")
    canvas = screen.ask(
        "() => [document.querySelector('.slides').offsetWidth, document.querySelector('.slides').offsetHeight]"
    )
    assert abs(slides["width"] - canvas[0] * min(width / canvas[0], height / canvas[1])) < 1
    assert slides["left"] >= -0.5
    assert slides["top"] >= -0.5


def test_nothing_shifts_after_the_first_paint(context: BrowserContext, server: Running) -> None:
    context.add_init_script(
        """window.shifts = [];
        new PerformanceObserver(list => list.getEntries().forEach(entry => window.shifts.push(entry.value)))
            .observe({ type: 'layout-shift', buffered: true });"""
    )
    screen = look(context, server, rest="#/2/1")
    screen.sees("below 0")
    screen.ask("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert sum(screen.ask("() => window.shifts")) == 0


def test_without_script_the_page_is_a_column_of_all_slides_without_notes(browser: Browser, server: Running) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{server.url}/talk/")
        tops = [
            page.locator(f"section#{name}").bounding_box()["y"] for name in ("first", "steps", "stack", "deep", "last")
        ]  # type: ignore[index]
        assert tops == sorted(set(tops))
        assert page.is_visible("#steps li:last-child")
        assert page.is_visible("text=The rest")
        assert "NOT-FOR-VIEWERS" not in page.content()


def test_a_phone_held_upright_reads_a_column(browser: Browser, server: Running) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True) as context:
        screen = look(context, server, "long")
        assert float(screen.style("section.present", "font-size")[:-2]) >= 17
        assert screen.ask("() => document.documentElement.scrollWidth") == 390
        screen.page.tap('.bar [data-go="next"]')
        screen.sees("long 1")
        box = screen.page.locator(".bar").bounding_box()
        assert box is not None
        assert box["height"] >= 44


def test_a_pane_shows_what_its_parent_says_and_answers(page: Page, server: Running) -> None:
    page.goto(f"{server.url}/talk/")
    page.evaluate("""() => new Promise(done => {
        window.told = [];
        const frame = document.createElement('iframe');
        addEventListener('message', event => {
            window.told.push(event.data);
            if (event.data.pitchme === 'ready') done();
        });
        frame.src = '?view=pane';
        document.body.append(frame);
        window.pane = frame;
    })""")
    page.evaluate(
        "() => window.pane.contentWindow.postMessage({ pitchme: 'show', slide: 'code', step: 2 }, location.origin)"
    )
    screen = Screen(page)
    screen.until(lambda: screen.ask("() => window.told.at(-1)"), {"pitchme": "shown", "slide": "code", "step": 2})
    assert screen.ask("() => window.pane.contentDocument.querySelectorAll('.controls, .progress, .live').length") == 0
    assert screen.ask("() => window.pane.contentDocument.querySelectorAll('#code .line.focus').length") == 2


def test_a_cover_is_the_first_slide_alone_without_script(page: Page, server: Running) -> None:
    page.goto(f"{server.url}/talk/?view=cover")
    assert page.evaluate("() => [document.querySelectorAll('.slides section').length, document.scripts.length]") == [
        1,
        0,
    ]
    assert page.is_visible("#first h1")


@pytest.mark.corpus
def test_a_deck_of_2017_is_walked_with_the_space_bar_in_96_moves(
    context: BrowserContext, serve: Serve, corpus: Path
) -> None:
    screen = look(context, serve(corpus / "docker-2017"), "docker-2017")
    undrawn = """() => [...document.querySelectorAll('section.present:not(.stack) img')]
        .filter(img => !(img.complete && img.naturalWidth && img.getBoundingClientRect().width > 20))
        .map(img => img.src)"""
    moves = 0
    while True:
        screen.until(lambda: screen.ask(undrawn), [])
        before = screen.place
        screen.press("Space")
        if screen.place == before:
            break
        moves += 1
    assert moves == 96
    assert screen.hash == "#/33/6"
    assert screen.style("section.present img", "border-top-color") == "rgb(95, 255, 0)"
    assert screen.troubles == []
