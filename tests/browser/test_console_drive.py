"""Driving over a bad network: what was pressed, what the room shows and what the console says end as one place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from tests.browser.console_acts import Running

# A server of a few lines: the same decisions as the real one, and faults that the test decides. `acts` are presses,
# `lose` (the network takes the next request), `deaf` (it takes the next answer), `other` (another device goes to a
# slide), `stale` (the record moves on without moving anybody), `wait` (the network has time), `back` (it works again).
ROOM = """
async ([base, acts]) => {
  const { Drive } = await import(base + "drive.js");
  const { Outline } = await import(base + "outline.js");
  const slides = Array.from({ length: 12 }, (_, n) =>
    ({ id: `s${n}`, h: n, v: 0, title: `S${n}`, steps: n % 3, notes_html: null }));
  const outline = new Outline({ id: "d", title: "D", digest: "x", slides });
  const first = outline.first;
  let record = { epoch: "e", rev: 1, deck: "x", ...first, mode: "live", presenter: first, frozen: false };
  let lose = 0, deaf = 0, cut = false;
  const sent = [], notices = [];
  const moment = () => new Promise(done => setTimeout(done));
  const next = (place, frozen, black) => {
    const room = frozen ? { slide: record.slide, step: record.step } : place;
    const mode = black ? "black" : frozen ? "frozen" : "live";
    record = { ...record, ...room, presenter: place, frozen, mode, rev: record.rev + 1 };
  };
  const apply = ({ command, slide, step, if: have }) => {
    if (have !== `e.${record.rev}`) return { status: 409, record };
    const { presenter, frozen } = record;
    const black = record.mode === "black";
    if (command === "next") next(outline.next(presenter) ?? presenter, frozen, black);
    if (command === "previous") next(outline.previous(presenter) ?? presenter, frozen, black);
    if (command === "goto") next({ slide, step }, frozen, black);
    if (command === "freeze" || command === "unfreeze") next(presenter, command === "freeze", black);
    if (command === "black" || command === "unblack") next(presenter, frozen, command === "black");
    return { status: 200, record };
  };
  const drive = new Drive(outline, record, first, {
    async send(command) {
      await moment();
      if (lose > 0) { lose -= 1; cut = true; }
      if (cut) throw new TypeError("no network");
      sent.push(command.command);
      const answer = apply(command);
      await moment();
      if (deaf > 0) { deaf -= 1; cut = true; throw new TypeError("no answer"); }
      return answer;
    },
    async read() {
      await moment();
      if (cut) throw new TypeError("no network");
      return record;
    },
    changed() {},
    notice: text => notices.push(text),
  });
  const quiet = async () => {
    for (let n = 0; n < 500 && (drive.sending || (drive.queue.length > 0 && !drive.adrift)); n += 1) await moment();
  };
  for (const act of acts) {
    if (act === "next" || act === "previous") drive[act]();
    else if (["freeze", "unfreeze", "black", "unblack"].includes(act)) drive.set(act);
    else if (act === "lose") lose += 1;
    else if (act === "deaf") deaf += 1;
    else if (act === "other") next({ slide: "s9", step: 0 }, record.frozen, record.mode === "black");
    else if (act === "stale") record = { ...record, rev: record.rev + 1 };
    else if (act === "wait") await quiet();
    else if (act === "back") { lose = deaf = 0; cut = false; drive.heard(record); await quiet(); }
  }
  const known = { place: drive.place, adrift: drive.adrift };
  lose = deaf = 0;
  cut = false;
  for (let n = 0; n < 5; n += 1) { drive.heard(record); await quiet(); }
  clearTimeout(drive.timer);
  return {
    known, place: drive.place, mode: drive.mode, waiting: drive.queue.length, adrift: drive.adrift,
    room: { slide: record.slide, step: record.step }, presenter: record.presenter, real: record.mode, sent, notices,
  };
}
"""
Room = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def room(
    browser: Browser, serve_module: Callable[..., Running], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Room]:
    """``room("next", "lose", "next")`` plays these acts and tells how it ended."""
    folder: Path = tmp_path_factory.mktemp("deck")
    (folder / "PITCHME.md").write_text("# Deck")
    page: Page = browser.new_page()
    page.goto(f"{serve_module(folder).url}/-/login")
    script = page.locator("script[type=module]").evaluate("script => script.src")
    yield lambda *acts: page.evaluate(ROOM, [script.removesuffix("login.js"), acts])
    page.close()


def test_ten_presses_are_sent_one_by_one(room: Room) -> None:
    end = room(*["next"] * 10, "wait")
    assert end["sent"] == ["next"] * 10
    assert end["presenter"] == end["place"] == {"slide": "s5", "step": 1}


def test_the_screen_moves_before_the_server_has_answered(room: Room) -> None:
    end = room("next", "next")
    assert end["known"]["place"] == {"slide": "s1", "step": 1}


def test_a_lost_network_is_made_up_for_by_a_single_goto(room: Room) -> None:
    end = room("next", "wait", "lose", "next", "next", "wait", "next", "back")
    assert end["sent"] == ["next", "goto"]
    assert end["presenter"] == end["place"] == {"slide": "s2", "step": 1}
    assert end["notices"] == []


def test_a_press_whose_answer_was_lost_counts_once(room: Room) -> None:
    end = room("deaf", "next", "next", "wait", "back")
    assert end["presenter"] == end["place"] == {"slide": "s1", "step": 1}


def test_a_newer_record_that_moved_nobody_loses_no_press(room: Room) -> None:
    end = room("stale", "next", "stale", "next", "wait")
    assert end["presenter"] == {"slide": "s1", "step": 1}
    assert end["notices"] == []


def test_another_device_that_moved_the_room_wins_and_is_told(room: Room) -> None:
    end = room("other", "next", "next", "wait")
    assert end["place"] == end["room"] == {"slide": "s9", "step": 0}
    assert end["notices"] == ["Another device moved the room"]


def test_another_device_that_moved_the_room_meanwhile_wins_after_a_lost_network(room: Room) -> None:
    end = room("lose", "next", "next", "wait", "other", "back")
    assert end["place"] == end["room"] == {"slide": "s9", "step": 0}


def test_black_and_freeze_pressed_without_a_network_are_made_up_for(room: Room) -> None:
    end = room("lose", "black", "wait", "next", "freeze", "back")
    assert end["real"] == end["mode"] == "black"
    assert end["presenter"] == {"slide": "s1", "step": 0}
    assert end["room"] == {"slide": "s0", "step": 0}


ACTS = ("next", "previous", "freeze", "unfreeze", "black", "unblack", "lose", "deaf", "other", "stale", "wait", "back")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(ACTS), max_size=25))
def test_whatever_happens_console_and_room_end_as_one(room: Room, acts: list[str]) -> None:
    end = room(*acts)
    assert not end["adrift"]
    assert end["waiting"] == 0
    assert end["place"] == end["presenter"]
    assert end["mode"] == end["real"]
