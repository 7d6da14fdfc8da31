"""The page that lets a presenter in, and never leaves the token where somebody could find it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.console_acts import DECK, Running


@pytest.fixture
def server(serve: Callable[..., Running], write: Callable[..., Path]) -> Running:
    write("one/PITCHME.md", DECK)
    return serve(write("two/PITCHME.md", "# Other"))


def test_the_presenter_link_leads_to_the_library(page: Page, server: Running) -> None:
    page.goto(server.login)
    expect(page.locator("body")).to_have_attribute("data-page", "library")


def test_the_presenter_link_leads_to_the_page_that_was_asked_for(page: Page, server: Running) -> None:
    page.goto(server.login.replace("/-/login#", "/-/login?next=/one/-/present#"))
    expect(page.locator("body")).to_have_attribute("data-page", "console")


@pytest.mark.parametrize(
    "elsewhere", ["//example.org/", "https://example.org/", "javascript:alert(1)", "/\\example.org"]
)
def test_it_never_leads_to_another_server(page: Page, server: Running, elsewhere: str) -> None:
    page.route(re.compile("^https?://example[.]org"), lambda route: route.abort())
    page.goto(server.login.replace("/-/login#", f"/-/login?next={elsewhere}#"))
    expect(page.locator("body")).to_have_attribute("data-page", "library")


def test_the_token_stays_neither_in_the_address_nor_in_the_history(page: Page, server: Running) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url + (request.headers.get("referer") or "")))
    page.goto("about:blank")
    page.goto(server.login)
    expect(page.locator("body")).to_have_attribute("data-page", "library")
    assert server.token not in page.url
    page.go_back()
    assert server.token not in page.url
    assert not [url for url in asked[1:] if server.token in url]


def test_the_cookie_is_out_of_reach_for_scripts(context: BrowserContext, page: Page, server: Running) -> None:
    page.goto(server.login)
    expect(page.locator("body")).to_have_attribute("data-page", "library")
    assert page.evaluate("document.cookie") == ""
    (cookie,) = context.cookies()
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Strict"


def test_a_wrong_token_is_named_and_the_right_one_can_be_pasted(page: Page, server: Running) -> None:
    page.goto(f"{server.url}/-/login#wrong")
    expect(page.get_by_role("heading", level=1)).to_have_text("That token is not valid")
    assert "wrong" not in page.url
    page.get_by_label("Token or presenter link").fill(server.token)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("body")).to_have_attribute("data-page", "library")


def test_without_a_token_the_whole_link_can_be_pasted(page: Page, server: Running) -> None:
    page.goto(f"{server.url}/-/login")
    page.get_by_label("Token or presenter link").fill(server.login)
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_have_attribute("data-page", "library")


def test_a_server_out_of_reach_is_named_and_tried_again(page: Page, server: Running) -> None:
    def cut(route: Route) -> None:
        if route.request.method == "POST":
            route.abort()
        else:
            route.continue_()

    page.route(re.compile("/-/login$"), cut)
    page.goto(server.login)
    expect(page.get_by_role("heading", level=1)).to_have_text("The server cannot be reached")
    page.unroute_all()
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("body")).to_have_attribute("data-page", "library")


def test_who_is_in_already_is_told_so(page: Page, server: Running) -> None:
    page.goto(server.login)
    expect(page.locator("body")).to_have_attribute("data-page", "library")
    page.goto(f"{server.url}/-/login")
    expect(page.get_by_role("heading", level=1)).to_have_text("This device is in")
    page.get_by_role("link", name="To the library").click()
    expect(page.locator("body")).to_have_attribute("data-page", "library")
