"""The presenter's page before a talk: what it shows, how it is moved, what it remembers."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.console_acts import DECK, WALK, Console, Running, present, until, watch


@pytest.fixture(scope="module")
def server(serve_module: Callable[..., Running], tmp_path_factory: pytest.TempPathFactory) -> Running:
    folder = tmp_path_factory.mktemp("decks")
    many = "\n".join(f"- point {number} |" for number in range(1, 31))
    long = "\n\n".join(f"Paragraph {number} of a note that is longer than the pane." for number in range(60))
    decks = {
        "talk": DECK,
        "long": f"# A\n\nNote:\n{long}\n\n---\n# B\n\nNote:\n{long}\n",
        "many": f"# Thirty\n\n{many}\n",
        "timed": "---\nduration: 1\n---\n\n# Timed\n",
        "thousand": "\n\n---\n\n".join(f"## Number {number}\n\n- a |\n" for number in range(1, 1001)),
        "faulty": "# Faulty\n\n![a picture](nowhere.png)\n",
    }
    for name, text in decks.items():
        (folder / name).mkdir()
        (folder / name / "PITCHME.md").write_text(text)
    return serve_module(folder)


@pytest.fixture
def console(context: BrowserContext, server: Running) -> Console:
    return present(context, server, "talk")


def test_next_walks_through_every_step_and_next_shows_what_the_next_press_shows(console: Console) -> None:
    for here, following in pairwise(WALK):
        console.at(*here)
        until(console.page, lambda: console.pane("now"), here)
        until(console.page, lambda: console.pane("next"), following)
        console.press("Space")
    console.at(*WALK[-1])
    expect(console.page.locator("#next-cover")).to_have_text("End of the deck")
    console.press("Space")
    console.at(*WALK[-1])


def test_previous_walks_the_same_way_back(console: Console) -> None:
    console.press("End")
    for place in reversed(WALK):
        console.at(*place)
        console.press("PageUp")
    console.at(*WALK[0])


@pytest.mark.parametrize(
    ("forth", "back"), [("ArrowRight", "ArrowLeft"), ("ArrowDown", "ArrowUp"), ("PageDown", "PageUp"), ("n", "p")]
)
def test_keys_as_presenters_know_them(console: Console, forth: str, back: str) -> None:
    console.press(forth, forth)
    console.at("two", 1)
    console.press(back, back)
    console.at("one")


def test_steps_are_counted_and_named(console: Console) -> None:
    steps = console.page.locator("[data-region=steps]")
    expect(steps).to_contain_text("No steps")
    console.press("Space", "Space")
    expect(steps).to_contain_text("Step 1 of 2")
    expect(steps).to_contain_text("second")
    expect(steps.locator("i")).to_have_count(2)
    expect(steps.locator("i.done")).to_have_count(1)


def test_thirty_steps_are_a_line_and_not_thirty_dots(context: BrowserContext, server: Running) -> None:
    console = present(context, server, "many")
    console.press("Space")
    expect(console.page.locator("[data-region=steps]")).to_contain_text("Step 1 of 30")
    expect(console.page.locator("[data-region=steps] i")).to_have_count(0)


def test_notes_are_markdown_whose_links_open_beside(console: Console) -> None:
    notes = console.page.locator("[data-region=notes] .notes-text")
    expect(notes.locator("strong")).to_have_text("hello")
    console.press("Space")
    link = notes.get_by_role("link", name="A source")
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", re.compile("noopener"))


def test_a_slide_without_notes_says_so(console: Console) -> None:
    notes = console.page.locator("[data-region=notes] .notes-text")
    expect(notes).not_to_have_class(re.compile("empty"))
    console.press("End")
    expect(notes).to_have_class(re.compile("empty"))


def test_each_slide_keeps_its_place_in_the_notes(context: BrowserContext, server: Running) -> None:
    console = present(context, server, "long")
    notes = console.page.locator("[data-region=notes] .notes-text")
    scrolled = lambda: notes.evaluate("box => box.scrollTop")  # noqa: E731
    notes.evaluate("box => box.scrollTop = 300")
    console.press("Space")
    until(console.page, scrolled, 0)
    console.press("PageUp")
    until(console.page, scrolled, 300)


def test_the_size_of_the_notes_is_remembered_and_has_limits(console: Console) -> None:
    page = console.page
    size = lambda: page.locator("[data-region=notes] .notes-text").evaluate("box => getComputedStyle(box).fontSize")  # noqa: E731
    for _ in range(20):
        console.press("+")
    until(page, size, "40px")
    page.reload()
    until(page, size, "40px")
    for _ in range(20):
        page.get_by_role("button", name="Smaller notes").click()
        if page.get_by_role("button", name="Smaller notes").is_disabled():
            break
    until(page, size, "18px")


def test_a_rehearsal_keeps_its_place_when_the_page_is_loaded_again(console: Console) -> None:
    console.press("Space", "Space")
    console.at("two", 1)
    console.page.reload()
    console.at("two", 1)


def test_a_rehearsal_moves_nobody_else(browser: Browser, console: Console, server: Running) -> None:
    viewer = watch(browser.new_context(), server, "talk")
    viewer.is_("off")
    other = present(browser.new_context(), server, "talk")
    for _ in range(4):
        console.press("Space")
    console.at("three")
    assert viewer.place == ("one", 0)
    assert other.place == ("one", 0)


def test_go_to_a_slide_by_number(console: Console) -> None:
    console.press("4", "Enter")
    console.at("three-below")


def test_go_to_a_slide_by_words_of_its_title_or_its_notes(console: Console) -> None:
    console.press("g")
    console.page.keyboard.type("below")
    console.press("Enter")
    console.at("three-below")
    console.press("/")
    console.page.keyboard.type("secret-of-two")
    console.press("Enter")
    console.at("two")


def test_no_slide_has_these_words(console: Console) -> None:
    console.press("g")
    console.page.keyboard.type("zebra")
    expect(console.page.get_by_text("No slide has these words.")).to_be_visible()
    console.press("Enter", "Escape")
    console.at("one")


def test_a_title_that_comes_is_a_place_to_go_to(console: Console) -> None:
    console.page.locator("#coming").get_by_role("button", name="Four").click()
    console.at("four")


def test_space_after_a_click_is_next_and_not_that_button_again(console: Console) -> None:
    console.page.get_by_role("button", name="Next", exact=False).click()
    console.at("two")
    console.page.get_by_role("button", name="Previous").click()
    console.at("one")
    console.press("Space")
    console.at("two")


def test_space_on_a_focused_button_presses_that_button(console: Console) -> None:
    console.press("Space")
    console.page.get_by_role("button", name="Previous").focus()
    console.press("Space")
    console.at("one")


def test_keys_work_after_a_click_into_the_slide(console: Console) -> None:
    console.page.locator("#now-frame").click()
    console.press("PageDown")
    console.at("two")


def test_the_clock_of_a_rehearsal_runs_from_the_first_move_and_can_be_paused(console: Console) -> None:
    elapsed = console.page.locator("[data-time=elapsed]")
    assert elapsed.inner_text() == "00:00"
    console.press("Space")
    expect(elapsed).to_have_text("00:01")
    elapsed.click()
    console.page.get_by_role("button", name="Reset").click()
    expect(elapsed).to_have_text("00:00")


def test_the_last_minute_is_shown(context: BrowserContext, server: Running) -> None:
    console = present(context, server, "timed")
    expect(console.page.locator("[data-time=left]")).to_have_text("01:00 left")
    expect(console.page.locator("[data-region=time]")).to_have_class(re.compile("last-minute"))


def test_panes_are_resized_by_keys_and_by_dragging_and_remember(console: Console) -> None:
    page = console.page
    bar = page.get_by_role("separator", name="Width of the present slide")
    now = lambda: float(bar.get_attribute("aria-valuenow") or 0)  # noqa: E731
    bar.focus()
    console.press("ArrowLeft")
    assert now() == 60
    console.at("one")  # the arrow moved the pane, not the talk
    box = bar.bounding_box()
    assert box
    page.mouse.move(box["x"] + 8, box["y"] + 100)
    page.mouse.down()
    page.mouse.move(box["x"] - 92, box["y"] + 100, steps=4)
    page.mouse.up()
    assert now() < 55
    dragged = now()
    page.reload()
    until(page, now, dragged)


def test_a_thousand_slides_are_walked_without_loading_a_frame_again(context: BrowserContext, server: Running) -> None:
    console = present(context, server, "thousand")
    loads: list[str] = []
    console.page.on("framenavigated", lambda frame: loads.append(frame.url))
    console.press(*["Space"] * 20)
    console.at("number-11")
    console.press("End")
    console.at("number-1000")
    until(console.page, lambda: console.pane("now")[0], "number-1000")
    assert loads == []


def test_problems_of_the_deck_are_a_count_that_opens_a_list(context: BrowserContext, server: Running) -> None:
    console = present(context, server, "faulty")
    page = console.page
    page.get_by_role("button", name="1 problem").click()
    item = page.locator("[data-region=diagnostics] li")
    expect(item).to_have_attribute("data-code", "missing-image")
    expect(item).to_contain_text("nowhere.png")


def test_a_viewer_is_not_let_into_the_console(page: Page, server: Running) -> None:
    answer = page.goto(f"{server.url}/talk/-/present")
    assert answer
    assert answer.status == 403


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 700), (820, 1180), (390, 844)])
def test_everything_is_in_the_window(console: Console, width: int, height: int) -> None:
    page = console.page
    page.set_viewport_size({"width": width, "height": height})
    for region in ("now", "steps", "notes", "time", "viewers", "connection"):
        expect(page.locator(f"[data-region={region}]")).to_be_in_viewport(ratio=0.99)
    for action in ("start", "previous", "next"):
        expect(page.locator(f"[data-action={action}]")).to_be_in_viewport(ratio=0.99)
    assert page.evaluate(
        "document.documentElement.scrollWidth <= innerWidth && document.documentElement.scrollHeight <= innerHeight"
    )


def test_next_is_the_biggest_target(console: Console) -> None:
    area = "button => button.getBoundingClientRect().width * button.getBoundingClientRect().height"
    buttons = console.page.locator("[data-action]:visible")
    sizes = {b.get_attribute("data-action"): b.evaluate(area) for b in buttons.all()}
    assert max(sizes, key=lambda name: sizes[name]) == "next"


@pytest.mark.parametrize("keys", ["", "g", "?", "t", "End"])
def test_axe_finds_nothing(browser: Browser, server: Running, keys: str) -> None:
    console = present(browser.new_context(bypass_csp=True), server, "talk")
    if keys:
        console.press(keys)
    found = Axe().run(console.page).response["violations"]
    assert [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found] == []


def test_it_works_below_a_prefix(
    context: BrowserContext, serve_module: Callable[..., Running], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("prefixed")
    (folder / "talk").mkdir()
    (folder / "talk" / "PITCHME.md").write_text(DECK)
    server = serve_module(folder, "--base", "/talks")
    console = present(context, server, "talk")
    until(console.page, lambda: console.pane("now"), ("one", 0))
    console.start()
    console.press("Space")
    until(console.page, lambda: console.pane("next"), ("two", 1))
