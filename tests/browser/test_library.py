"""The library page: cards, filter, keys, and what it says when there is nothing to list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.conftest import Serve, Server

DECKS = {
    "docker": ("Docker, from the inside", "What really happens when you run one.", "# Docker\n\nFrom the inside"),
    "postgres": ("Postgres for everybody", "Indexes and their price.", "# Postgres"),
    "cafe": ("Le café du matin", "", "# Café"),
    "team/latency": ("Latency budgets", "", "# Latency"),
    "team/queues": ("Queues", "Little's law at work.", "# Queues"),
    "solo/kafka": ("Kafka", "", "# Kafka\n\n![gone](missing.png)"),
}


def put_decks(folder: Path) -> Path:
    for name, (title, description, text) in DECKS.items():
        deck = folder / name
        deck.mkdir(parents=True)
        (deck / "PITCHME.md").write_text(text + "\n\n---\n\n## Second\n")
        (deck / "PITCHME.yaml").write_text(f'title: "{title}"\ndescription: "{description}"\nauthor: Ada Lovelace\n')
    return folder


@pytest.fixture(scope="module")
def server(serve_module: Serve, tmp_path_factory: pytest.TempPathFactory) -> Server:
    return serve_module(put_decks(tmp_path_factory.mktemp("talks")))


@pytest.fixture
def library(page: Page, server: Server) -> Page:
    page.goto(f"{server.url}/")
    return page


def titles(page: Page) -> list[str]:
    """The titles of the cards that are shown."""
    return page.locator(".card:visible h3").all_inner_texts()


def card(page: Page, title: str) -> Locator:
    return page.locator(".card", has=page.get_by_role("link", name=title, exact=True))


def test_a_card_shows_a_real_rendering_of_the_first_slide(library: Page) -> None:
    heading = card(library, "Docker, from the inside").frame_locator("iframe").get_by_role("heading", name="Docker")
    expect(heading).to_be_visible()
    frame = card(library, "Docker, from the inside").locator(".cover").bounding_box()
    drawn = heading.bounding_box()
    assert frame
    assert drawn
    assert frame["x"] <= drawn["x"] < frame["x"] + frame["width"]
    assert frame["y"] <= drawn["y"] < drawn["y"] + drawn["height"] <= frame["y"] + frame["height"]
    assert drawn["height"] > frame["height"] / 20, "a heading can be read on a card"


def test_a_card_leads_to_its_deck(library: Page, server: Server) -> None:
    card(library, "Queues").scroll_into_view_if_needed()
    cover = card(library, "Queues").locator(".cover").bounding_box()
    assert cover
    library.mouse.click(cover["x"] + cover["width"] / 2, cover["y"] + cover["height"] / 2)
    expect(library).to_have_url(f"{server.url}/team/queues/")


def test_a_card_tells_author_and_length(library: Page) -> None:
    facts = card(library, "Queues").locator(".facts")
    expect(facts).to_contain_text("Ada Lovelace")
    expect(facts).to_contain_text("2 slides")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("docker", ["Docker, from the inside"]),
        ("INSIDE docker", ["Docker, from the inside"]),
        ("price", ["Postgres for everybody"]),
        ("team/", ["Latency budgets", "Queues"]),
        ("cafe", ["Le café du matin"]),
    ],
)
def test_typing_filters_by_title_description_and_name(library: Page, typed: str, found: list[str]) -> None:
    library.get_by_role("searchbox").fill(typed)
    assert titles(library) == found


def test_the_number_of_results_is_announced(library: Page) -> None:
    library.get_by_role("searchbox").fill("team/")
    expect(library.get_by_role("status")).to_have_text("2 of 6 decks")


def test_a_section_without_results_is_not_shown(library: Page) -> None:
    library.get_by_role("searchbox").fill("docker")
    expect(library.get_by_role("heading", name="team")).to_be_hidden()


def test_slash_begins_to_filter_and_escape_shows_all_again(library: Page) -> None:
    library.keyboard.press("/")
    box = library.get_by_role("searchbox")
    expect(box).to_be_focused()
    library.keyboard.type("queues/")
    expect(box).to_have_value("queues/")
    library.keyboard.press("Escape")
    expect(box).to_have_value("")
    assert len(titles(library)) == len(DECKS)


def test_no_result_says_so_and_offers_all_decks(library: Page) -> None:
    library.get_by_role("searchbox").fill("cobol <b>")
    expect(library.get_by_role("heading", name="No deck matches “cobol <b>”")).to_be_visible()
    library.get_by_role("button", name="Show all decks").click()
    assert len(titles(library)) == len(DECKS)


def test_arrow_keys_lead_from_card_to_card(library: Page) -> None:
    links = library.locator(".card .open")
    library.get_by_role("searchbox").focus()
    library.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    library.keyboard.press("ArrowRight")
    expect(links.nth(1)).to_be_focused()
    library.keyboard.press("End")
    expect(links.last).to_be_focused()
    library.keyboard.press("Home")
    library.keyboard.press("ArrowUp")
    expect(library.get_by_role("searchbox")).to_be_focused()


def test_arrow_down_leads_to_the_card_below(library: Page) -> None:
    place = "card => [card.offsetLeft, card.offsetTop]"
    library.locator(".card .open").first.focus()
    left, top = library.locator(".card").first.evaluate(place)
    library.keyboard.press("ArrowDown")
    left_below, top_below = library.locator(".card:focus-within").evaluate(place)
    assert left_below == left
    assert top_below > top


def test_decks_of_a_folder_stand_together_and_a_lone_one_with_the_rest(library: Page) -> None:
    team = library.locator(".group", has=library.get_by_role("heading", name="team", exact=True))
    assert team.locator("h3").all_inner_texts() == ["Latency budgets", "Queues"]
    rest = library.locator(".group").first
    assert "Kafka" in rest.locator("h3").all_inner_texts()


def test_the_audience_gets_no_presenter_links_and_no_diagnostics(library: Page) -> None:
    expect(library.get_by_text("pitchme serve")).to_be_visible()
    expect(library.get_by_role("link", name="Present")).to_have_count(0)
    expect(library.get_by_text("warning")).to_have_count(0)


def test_the_presenter_gets_both(page: Page, server: Server) -> None:
    page.request.post(f"{server.url}/-/login", data={"token": server.token})
    page.goto(f"{server.url}/")
    kafka = card(page, "Kafka")
    expect(kafka).to_contain_text("1 warning")
    kafka.get_by_role("link", name="Present Kafka").click()
    expect(page).to_have_url(f"{server.url}/solo/kafka/-/present")


def test_a_live_deck_comes_first_and_is_marked(page: Page, serve: Serve, tmp_path: Path) -> None:
    server = serve(put_decks(tmp_path))
    with server.presenter() as presenter:
        presenter.post("/team/queues/-/talk", json={"command": "start"}).raise_for_status()
    page.goto(f"{server.url}/")
    assert titles(page)[0] == "Queues"
    expect(page.get_by_role("heading", name="Live now")).to_be_visible()
    expect(card(page, "Queues").locator(".badge")).to_have_text("Live")
    expect(page.locator(".badge")).to_have_count(1)


def test_an_empty_folder_teaches_the_first_command(page: Page, serve: Serve, tmp_path: Path) -> None:
    page.goto(f"{serve(tmp_path).url}/")
    expect(page.locator("code", has_text="pitchme new my-talk")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_count(0)
    assert problems(page) == ""


def test_a_phone_shows_one_column_without_scrolling_sideways(browser: Browser, server: Server) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{server.url}/")
    lefts = page.evaluate("[...document.querySelectorAll('.card')].map(card => card.getBoundingClientRect().left)")
    assert len(set(lefts)) == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_without_script_all_decks_are_listed_and_nothing_useless_is_shown(browser: Browser, server: Server) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.url}/")
    expect(page.locator(".card:visible")).to_have_count(len(DECKS))
    expect(page.get_by_role("searchbox")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(library: Page, scheme: str, set_scheme: Callable[[Page, str], None]) -> None:
    set_scheme(library, scheme)
    assert problems(library) == ""


@pytest.fixture
def set_scheme() -> Callable[[Page, str], None]:
    return lambda page, scheme: page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]


def problems(page: Page) -> str:
    """What axe finds, as text; nothing if the page is clean."""
    found = Axe().run(page)
    return found.generate_report() if found.violations_count else ""
