"""A talk as viewers have it: they follow, leave, return, and lose nothing when the server goes away for a while."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.audience_acts import DECK, look

Serve = Callable[..., "Talking"]
Write = Callable[..., Path]


class Talking(Protocol):
    """A server that runs (tests/conftest.py)."""

    url: str
    token: str
    process: Any

    @property
    def login(self) -> str: ...


class Speaker:
    """Somebody who drives a talk by its commands."""

    def __init__(self, server: Talking) -> None:
        self.client = httpx.Client(base_url=server.url, timeout=20)
        assert self.client.post("/-/login", json={"token": server.token}).status_code == 204

    def say(self, command: str, **more: object) -> None:
        answer = self.client.post(
            "/talk/-/talk", json={"command": command, **more}, headers={"origin": str(self.client.base_url)}
        )
        assert answer.status_code == 200, answer.text


@pytest.fixture
def server(serve: Serve, write: Write) -> Talking:
    return serve(write("talk/PITCHME.md", DECK) / "talk")


@pytest.fixture
def speaker(server: Talking) -> Speaker:
    return Speaker(server)


def test_viewers_follow_every_step_and_a_late_one_is_there_at_once(
    browser: Browser, server: Talking, speaker: Speaker
) -> None:
    early, second = look(browser.new_context(), server), look(browser.new_context(), server, rest="#/3")
    second.press("End")
    speaker.say("start")
    speaker.say("goto", slide="steps", step=0)
    for screen in (early, second):
        screen.sees("steps 0")
        assert screen.live == "live"
        assert screen.page.is_visible("text=Live")
    speaker.say("next")
    speaker.say("next")
    late = look(browser.new_context(), server)
    for screen in (early, second, late):
        screen.sees("steps 2")
        assert screen.hash in ("#/1", "")
    assert early.troubles == second.troubles == late.troubles == []


def test_the_live_slide_wins_over_the_address_of_a_page_that_is_loaded_again(
    context: BrowserContext, server: Talking, speaker: Speaker
) -> None:
    speaker.say("start")
    speaker.say("goto", slide="code", step=1)
    look(context, server, rest="#/1").sees("code 1")


def test_a_viewer_who_browses_is_behind_until_the_return(
    context: BrowserContext, server: Talking, speaker: Speaker
) -> None:
    speaker.say("start")
    speaker.say("goto", slide="code", step=0)
    screen = look(context, server)
    screen.press("Home")
    screen.sees("first 0")
    assert screen.live == "behind"
    assert "Presenter is on 6" in screen.text(".live")
    speaker.say("next")
    speaker.say("goto", slide="deep", step=0)
    screen.until(lambda: "Presenter is on 5" in screen.text(".live"), True)
    assert screen.place == "first 0"
    screen.page.click('[data-action="return"]')
    screen.sees("deep 0")
    assert screen.live == "live"
    screen.press("ArrowLeft")
    screen.until(lambda: screen.live, "behind")
    screen.press("l")
    screen.sees("deep 0")
    assert screen.live == "live"


def test_moves_from_afar_leave_one_entry_in_the_history(
    context: BrowserContext, server: Talking, speaker: Speaker
) -> None:
    speaker.say("start")
    screen = look(context, server)
    length = screen.ask("() => history.length")
    for place in ("steps", "stack", "code", "last"):
        speaker.say("goto", slide=place, step=0)
        screen.sees(f"{place} 0")
    assert screen.ask("() => history.length") == length


def test_frozen_black_and_ended_have_a_face(context: BrowserContext, server: Talking, speaker: Speaker) -> None:
    speaker.say("start")
    screen = look(context, server)
    speaker.say("freeze")
    screen.until(lambda: screen.live, "frozen")
    assert "paused" in screen.text(".live")
    speaker.say("unfreeze")
    screen.until(lambda: screen.live, "live")
    speaker.say("black")
    screen.until(lambda: screen.page.is_visible(".curtain"), True)
    assert screen.live == "black"
    speaker.say("unblack")
    screen.until(lambda: screen.page.is_visible(".curtain"), False)
    speaker.say("end")
    screen.until(lambda: screen.live, "ended")
    assert "Talk ended" in screen.text("dialog")
    screen.page.click("text=Browse the slides")
    screen.press("End")
    screen.sees("last 0")


def test_the_projector_shows_the_talk_and_nothing_else(
    context: BrowserContext, server: Talking, speaker: Speaker
) -> None:
    speaker.say("start")
    screen = look(context, server, rest="?view=projector")
    speaker.say("goto", slide="code", step=1)
    screen.sees("code 1")
    screen.press("Home", "ArrowLeft")
    assert screen.place == "code 1"
    assert screen.page.locator(".controls, .live, .bar, .slide-number, [data-region]").count() == 0


def test_a_server_that_is_killed_and_comes_back_finds_all_on_the_right_slide(
    browser: Browser, serve: Serve, write: Write, tmp_path: Path
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    folder, data = write("talk/PITCHME.md", DECK) / "talk", tmp_path / "kept"
    first = serve(folder, "--port", port, data=data)
    speaker = Speaker(first)
    speaker.say("start")
    speaker.say("goto", slide="steps", step=1)
    following, browsing = look(browser.new_context(), first), look(browser.new_context(), first)
    browsing.press("End")
    browsing.until(lambda: browsing.live, "behind")
    first.process.kill()
    following.until(lambda: following.live, "reconnecting")
    following.until(lambda: "Reconnecting" in following.text(".live"), True)
    following.press("Space")
    following.sees("steps 2")
    following.press("l")
    serve(folder, "--port", port, data=data)
    speaker.say("goto", slide="code", step=1)
    following.until(lambda: following.live, "live")
    following.sees("code 1")
    browsing.until(lambda: browsing.live, "behind")
    assert browsing.place == "last 0"


def test_a_page_whose_stream_is_held_back_polls(context: BrowserContext, server: Talking, speaker: Speaker) -> None:
    context.add_init_script("""window.EventSource = class extends EventTarget {
        static CLOSED = 2;
        constructor() { super(); this.readyState = 1; window.tries = (window.tries ?? 0) + 1; }
        close() { this.readyState = 2; }
    };""")
    screen = look(context, server)
    screen.until(lambda: screen.ask("() => window.tries"), 3)
    speaker.say("start")
    speaker.say("goto", slide="deep", step=0)
    screen.sees("deep 0")
    speaker.say("goto", slide="last", step=0)
    screen.sees("last 0")
    assert screen.live == "live"
    assert screen.ask("() => window.tries") == 3


FOLLOW = """async ([base, records]) => {
    const { arrived, place } = await import(base);
    const record = { epoch: 'a', rev: 0, deck: '', slide: 'zero', step: 0, mode: 'live' };
    let view = { record, following: true, connected: true };
    for (const record of records) view = arrived(view, record);
    return place(view);
}"""


def test_records_may_come_twice_late_or_never_and_the_newest_wins(context: BrowserContext, server: Talking) -> None:
    screen = look(context, server)
    module = screen.ask(
        "() => document.querySelector('script[type=module]').src.replace('deck/main.js', 'live/follow.js')"
    )
    record = {"epoch": "a", "deck": "", "step": 0, "mode": "live"}
    one, two, three = ({**record, "rev": rev, "slide": f"s{rev}"} for rev in (1, 2, 3))
    other = {**record, "epoch": "b", "rev": 1, "slide": "other"}
    for sent in ([one, two, three], [three, one, two, two], [two, three, two, one]):
        assert screen.ask(FOLLOW, [module, sent]) == {"slide": "s3", "step": 0}
    assert screen.ask(FOLLOW, [module, [three, other]]) == {"slide": "other", "step": 0}
