"""A talk in a room: one presenter, several viewers, bad days."""

from __future__ import annotations

import re
import signal
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.console_acts import DECK, WALK, Running, present, until, watch

Serve = Callable[..., Running]
Write = Callable[..., Path]


@pytest.fixture
def server(serve: Serve, write: Write) -> Running:
    return serve(write("talk/PITCHME.md", DECK) / "talk")


def test_twelve_moves_are_followed_by_all_also_by_who_comes_late(browser: Browser, server: Running) -> None:
    console = present(browser.new_context(), server, "talk")
    console.start()
    early = watch(browser.new_context(), server, "talk")
    early.sees("one")
    moves = ["Space"] * 6 + ["PageUp", "PageDown", "Space", "ArrowLeft", "ArrowRight", "Space"]
    at = 0
    for number, key in enumerate(moves):
        console.press(key)
        at += -1 if key in ("PageUp", "ArrowLeft") else 1
        early.sees(*WALK[at])
        if number == 5:
            late = watch(browser.new_context(), server, "talk")
            late.sees(*WALK[at])
    late.sees(*WALK[at])
    console.at(*WALK[at])
    assert WALK[at] == ("five", 0)


def test_ten_quick_presses_are_ten_moves_in_order(browser: Browser, server: Running) -> None:
    console = present(browser.new_context(), server, "talk")
    console.start()
    answers: list[tuple[int, int]] = []
    console.page.on(
        "response",
        lambda answer: (
            answers.append((answer.status, answer.json()["rev"])) if answer.url.endswith("/-/talk") else None
        ),
    )
    presses = ["PageDown"] * 8 + ["PageUp", "PageDown"]
    console.page.evaluate(
        "keys => keys.forEach(key => document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })))",
        presses,
    )
    console.at("five")  # at once, before the server has answered
    until(console.page, lambda: len(answers), 10)
    revisions = [rev for _, rev in answers]
    assert [status for status, _ in answers] == [200] * 10
    assert revisions == list(range(revisions[0], revisions[0] + 10))
    watch(browser.new_context(), server, "talk").sees("five")


def test_a_viewer_browses_away_and_returns(browser: Browser, server: Running) -> None:
    console = present(browser.new_context(), server, "talk")
    console.start()
    viewer = watch(browser.new_context(), server, "talk")
    viewer.is_("live")
    viewer.page.keyboard.press("End")
    viewer.is_("behind")
    away = viewer.place
    console.press("Space", "Space")
    console.at("two", 1)
    assert viewer.place == away
    viewer.page.locator("[data-action=return]").click()
    viewer.sees("two", 1)
    viewer.is_("live")


def test_a_talk_survives_a_server_that_is_killed(browser: Browser, serve: Serve, write: Write, tmp_path: Path) -> None:
    folder = write("talk/PITCHME.md", DECK) / "talk"
    data = tmp_path / "talks"
    port = free_port()
    server = serve(folder, "--port", str(port), data=data)
    console = present(browser.new_context(), server, "talk")
    viewers = [watch(browser.new_context(), server, "talk") for _ in range(2)]
    console.start()
    console.press("Space", "Space")
    for viewer in viewers:
        viewer.sees("two", 1)

    server.process.send_signal(signal.SIGKILL)  # type: ignore[attr-defined]
    server.process.wait()  # type: ignore[attr-defined]
    console.is_("reconnecting")
    expect(console.page.get_by_role("alert")).to_have_text("Not connected: you are driving only this screen")
    console.press("Space", "Space")
    console.at("three")
    for viewer in viewers:
        assert viewer.place == ("two", 1)

    again = serve(folder, "--port", str(port), data=data)
    assert again.url == server.url
    console.is_("live")
    console.at("three")
    for viewer in viewers:
        viewer.is_("live")
        viewer.sees("three")
    console.press("Space")  # no new login
    for viewer in [*viewers, watch(browser.new_context(), again, "talk")]:
        viewer.sees("three-below")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_moves_without_a_network_reach_the_room_as_one_when_it_is_back(browser: Browser, server: Running) -> None:
    context = browser.new_context()
    console = present(context, server, "talk")
    console.start()
    viewer = watch(browser.new_context(), server, "talk")
    viewer.is_("live")
    context.set_offline(True)
    console.press("Space", "Space", "Space")
    console.at("two", 2)
    console.is_("reconnecting")
    assert viewer.place == ("one", 0)
    sent: list[str] = []
    console.page.on(
        "request", lambda r: sent.append(r.post_data_json["command"]) if r.url.endswith("/-/talk") else None
    )
    context.set_offline(False)
    viewer.sees("two", 2)
    console.is_("live")
    assert sent == ["goto"]


def test_the_room_freezes_while_the_presenter_looks_around(browser: Browser, server: Running) -> None:
    console = present(browser.new_context(), server, "talk")
    console.start()
    viewer = watch(browser.new_context(), server, "talk")
    console.press("f")
    viewer.is_("frozen")
    console.press("Space", "Space")
    console.at("two", 1)
    expect(console.page.locator("#room")).to_have_text("The room is on 1")
    assert viewer.place == ("one", 0)
    console.press("f")
    viewer.is_("live")
    viewer.sees("two", 1)


@pytest.mark.parametrize("key", ["b", "."])
def test_the_room_goes_black_and_comes_back_where_the_talk_is(browser: Browser, server: Running, key: str) -> None:
    console = present(browser.new_context(), server, "talk")
    console.start()
    viewer = watch(browser.new_context(), server, "talk")
    console.press(key)
    console.is_("black")
    viewer.is_("black")
    console.press("Space")
    console.press(key)
    viewer.is_("live")
    viewer.sees("two")


def test_the_end_is_asked_for_and_leads_the_room_out(browser: Browser, server: Running) -> None:
    console = present(browser.new_context(), server, "talk")
    console.start()
    viewer = watch(browser.new_context(), server, "talk")
    viewer.is_("live")
    console.page.get_by_role("button", name="End talk").click()
    console.page.get_by_role("button", name="Go on").click()
    console.is_("live")
    console.page.get_by_role("button", name="End talk").click()
    console.page.get_by_role("dialog").get_by_role("button", name="End talk").click()
    console.is_("ended")
    viewer.is_("ended")
    console.start()
    viewer.is_("live")


def test_a_second_console_follows_the_first_and_may_drive(browser: Browser, server: Running) -> None:
    first = present(browser.new_context(), server, "talk")
    second = present(browser.new_context(), server, "talk")
    first.start()
    second.is_("live")
    first.press("Space", "Space")
    second.at("two", 1)
    second.press("Space")
    first.at("two", 2)
    first.press("b")
    second.is_("black")


def test_a_console_opened_during_a_talk_stands_where_the_talk_is(browser: Browser, server: Running) -> None:
    first = present(browser.new_context(), server, "talk")
    first.start()
    first.press("Space", "Space")
    first.at("two", 1)
    second = present(browser.new_context(), server, "talk")
    second.at("two", 1)
    until(second.page, lambda: second.pane("now"), ("two", 1))
    until(second.page, lambda: second.pane("next"), ("two", 2))


def test_a_talk_begins_where_the_presenter_stands(browser: Browser, server: Running) -> None:
    console = present(browser.new_context(), server, "talk")
    viewer = watch(browser.new_context(), server, "talk")
    console.press("Space", "Space")
    console.start()
    viewer.sees("two", 1)


def test_a_whole_talk_by_keyboard_alone(browser: Browser, server: Running) -> None:
    console = present(browser.new_context(), server, "talk")
    viewer = watch(browser.new_context(), server, "talk")
    console.start()
    for place in WALK:
        viewer.sees(*place)
        console.press("Space")
    end = console.page.get_by_role("button", name="End talk")
    for _ in range(40):
        if end.evaluate("button => button === document.activeElement"):
            break
        console.press("Tab")
    console.press("Enter", "Tab", "Enter")
    viewer.is_("ended")


def test_the_audience_page_never_holds_a_note(browser: Browser, server: Running) -> None:
    console = present(browser.new_context(), server, "talk")
    viewer_context = browser.new_context()
    heard: list[str] = []
    viewer_page = viewer_context.new_page()
    viewer_page.on("response", lambda answer: heard.append(answer.url))
    viewer_page.goto(f"{server.url}/talk/")
    console.start()
    console.press("Space")
    expect(console.page.locator("[data-region=notes]")).to_contain_text("SECRET-OF-TWO")
    expect(viewer_page.locator("body")).to_have_attribute("data-live", "live")
    assert "SECRET-OF" not in viewer_page.content()
    for frame in ("now", "next"):
        inside = console.page.frame_locator(f"#{frame}-frame").locator("html")
        assert "SECRET-OF" not in inside.evaluate("html => html.outerHTML")
    bodies = [viewer_context.request.get(url).text() for url in set(heard) if "/stream" not in url]
    assert bodies
    assert not [body for body in bodies if "SECRET-OF" in body]


def test_viewers_are_counted(browser: Browser, server: Running) -> None:
    console = present(browser.new_context(), server, "talk")
    contexts = [browser.new_context() for _ in range(3)]
    for context in contexts:
        watch(context, server, "talk")
    expect(console.page.locator("[data-region=viewers]")).to_have_text("3 watching")
    contexts[0].close()
    expect(console.page.locator("[data-region=viewers]")).to_have_text("2 watching")


def test_an_edit_during_a_talk_keeps_place_step_and_place_in_the_notes(
    browser: Browser, server: Running, write: Write
) -> None:
    console = present(browser.new_context(), server, "talk")
    console.start()
    console.press("Space", "Space")
    console.at("two", 1)
    before = "## Before\n\nNote:\nNew here\n\n---\n## Two\n"
    write("talk/PITCHME.md", DECK.replace("## Two\n", before).replace("SECRET-OF-TWO", "EDITED-NOTE"))
    expect(console.page.locator("[data-region=notes]")).to_contain_text("EDITED-NOTE")
    expect(console.page.locator("#now-where")).to_have_text("3 of 7")
    console.at("two", 1)
    until(console.page, lambda: console.pane("now"), ("two", 1))
    console.press("PageUp", "PageUp")
    console.at("before")
    until(console.page, lambda: console.pane("now"), ("before", 0))
    until(console.page, lambda: console.pane("next"), ("two", 0))


def test_a_device_that_lost_its_right_is_told(browser: Browser, server: Running) -> None:
    context = browser.new_context()
    console = present(context, server, "talk")
    console.start()
    context.clear_cookies()
    console.press("Space")
    expect(console.page.get_by_role("alert")).to_have_text(re.compile("not the presenter any more"))
    console.at("one")
