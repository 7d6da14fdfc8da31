"""What a command makes of a talk (product.md, "A talk, from start to end")."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.deck.outline import Outline, outline_of
from app.live.commands import CODE_LETTERS, Command, Goto, Point, Press, Start, join_code, parse
from app.live.state import Record, Refusal, apply, blank, private, public, rebase

OUTLINE = outline_of([("one", 0, 0, 0, False, False), ("two", 2, 1, 0, False, False), ("three", 0, 2, 0, False, False)])
BEFORE = blank("e", OUTLINE, "d1")


def talk(*commands: Command, outline: Outline = OUTLINE, device: str = "laptop") -> Record:
    """The record after a start and these commands."""
    record: Record | Refusal = BEFORE
    for command in (Start("CODE234"), *commands):
        assert isinstance(record, Record)
        record = apply(record, command, outline, now=1000, device=device)
    assert isinstance(record, Record)
    return record


def room(record: Record) -> tuple[str, int, str]:
    seen = public(record, 0, 0)
    return seen["slide"], seen["step"], seen["mode"]


def test_a_talk_begins_on_the_first_slide_with_a_code() -> None:
    record = talk()
    assert room(record) == ("one", 0, "live")
    assert (record.code, record.started, record.device, record.rev) == ("CODE234", 1000, "laptop", 2)


def test_a_talk_may_begin_where_the_presenter_is() -> None:
    record = apply(BEFORE, Start("CODE234", "two", 1), OUTLINE, now=0, device="")
    assert isinstance(record, Record)
    assert room(record) == ("two", 1, "live")


def test_next_goes_through_steps_and_slides_and_stays_at_the_end() -> None:
    places = [room(talk(*[Press.NEXT] * count))[:2] for count in range(6)]
    assert places == [("one", 0), ("two", 0), ("two", 1), ("two", 2), ("three", 0), ("three", 0)]


def test_previous_comes_back_the_same_way() -> None:
    forward = [Press.NEXT] * 4
    places = [room(talk(*forward, *[Press.PREVIOUS] * count))[:2] for count in range(6)]
    assert places == [("three", 0), ("two", 2), ("two", 1), ("two", 0), ("one", 0), ("one", 0)]


def test_a_press_that_changes_nothing_makes_no_revision() -> None:
    at_the_end = talk(Goto("three"))
    assert apply(at_the_end, Press.NEXT, OUTLINE, now=0, device="") is at_the_end
    assert apply(at_the_end, Press.UNBLACK, OUTLINE, now=0, device="") is at_the_end
    assert apply(at_the_end, Point(0.5, 0.5), OUTLINE, now=0, device="") is at_the_end


def test_goto_stops_at_the_last_step_there_is() -> None:
    assert room(talk(Goto("two", 99)))[:2] == ("two", 2)


def test_a_slide_that_does_not_exist_is_refused() -> None:
    refused = apply(talk(), Goto("nowhere"), OUTLINE, now=0, device="")
    assert isinstance(refused, Refusal)
    assert (refused.reason, refused.record) == ("no-slide", talk())


def test_a_frozen_room_keeps_its_slide_while_the_presenter_looks_around() -> None:
    record = talk(Press.NEXT, Press.FREEZE, Press.NEXT, Goto("three"))
    assert room(record) == ("two", 0, "frozen")
    assert private(record, 0, 0)["presenter"] == {"slide": "three", "step": 0}
    record = talk(Press.NEXT, Press.FREEZE, Goto("three"), Press.UNFREEZE)
    assert room(record) == ("three", 0, "live")


def test_black_hides_the_room_and_comes_back_to_what_it_was() -> None:
    assert room(talk(Press.BLACK)) == ("one", 0, "black")
    assert room(talk(Press.BLACK, Press.NEXT, Press.UNBLACK)) == ("two", 0, "live")
    assert room(talk(Press.FREEZE, Press.BLACK, Press.NEXT, Press.UNBLACK)) == ("one", 0, "frozen")


def test_take_makes_another_device_the_one_that_drives() -> None:
    record = apply(talk(), Press.TAKE, OUTLINE, now=0, device="phone")
    assert isinstance(record, Record)
    assert record.device == "phone"


def test_an_ended_talk_moves_no_more_and_a_new_start_is_a_new_talk() -> None:
    ended = talk(Press.NEXT, Press.BLACK, Press.END)
    assert room(ended) == ("two", 0, "ended")
    refused = apply(ended, Press.NEXT, OUTLINE, now=0, device="")
    assert isinstance(refused, Refusal)
    assert refused.reason == "no-talk"
    assert private(talk(Press.FREEZE, Press.NEXT, Press.END), 0, 0)["presenter"] == {"slide": "one", "step": 0}
    again = apply(ended, Start("NEWCODE"), OUTLINE, now=5000, device="")
    assert isinstance(again, Record)
    assert (room(again), again.code, again.started, again.ended) == (("one", 0, "live"), "NEWCODE", 5000, None)
    assert (again.epoch, again.rev) == (ended.epoch, ended.rev + 1)


@pytest.mark.parametrize("command", [*Press, Goto("one"), Point(0, 0)])
def test_without_a_talk_there_is_nothing_to_drive(command: Command) -> None:
    refused = apply(BEFORE, command, OUTLINE, now=0, device="")
    assert isinstance(refused, Refusal)
    assert (refused.reason, refused.record) == ("no-talk", BEFORE)


def test_one_talk_at_a_time() -> None:
    refused = apply(talk(), Start("OTHER23"), OUTLINE, now=0, device="")
    assert isinstance(refused, Refusal)
    assert (refused.reason, refused.record.code) == ("running", "CODE234")


def test_a_command_made_from_an_old_record_is_refused_with_the_new_one() -> None:
    record = talk(Press.NEXT)
    assert isinstance(apply(record, Press.NEXT, OUTLINE, now=0, device="", have=record.version), Record)
    for stale in ("e.1", "other.3", "", "e.03"):
        refused = apply(record, Press.NEXT, OUTLINE, now=0, device="", have=stale)
        assert isinstance(refused, Refusal)
        assert (refused.reason, refused.record) == ("stale", record)


def test_an_edit_keeps_the_slide_by_its_id_and_no_more_steps_than_there_are() -> None:
    record = talk(Goto("two", 2))
    edited = outline_of([("new", 0, 0, 0, False, False), ("two", 1, 1, 0, False, False)])
    after = rebase(record, edited, "d2", lambda slide: edited.neighbour(OUTLINE, slide))
    assert (room(after), after.deck, after.rev) == (("two", 1, "live"), "d2", record.rev + 1)


def test_a_slide_that_was_removed_while_shown_leads_to_its_neighbour() -> None:
    record = talk(Goto("three"))
    edited = outline_of([("one", 0, 0, 0, False, False), ("two", 2, 1, 0, False, False)])
    after = rebase(record, edited, "d2", lambda slide: edited.neighbour(OUTLINE, slide))
    assert room(after) == ("two", 0, "live")


def test_the_same_deck_again_changes_nothing() -> None:
    record = talk(Press.NEXT)
    assert rebase(record, OUTLINE, "d1", lambda slide: slide) is record


def test_the_room_gets_what_the_contract_says_and_nothing_of_the_presenter() -> None:
    record = talk(Press.FREEZE, Press.NEXT)
    assert public(record, 214, 1795500000000) == {
        "epoch": "e",
        "rev": 4,
        "deck": "d1",
        "slide": "one",
        "step": 0,
        "mode": "frozen",
        "viewers": 214,
        "t": 1795500000000,
    }
    assert private(record, 214, 1795500000000).items() >= public(record, 214, 1795500000000).items()


@pytest.mark.parametrize("record", [BEFORE, talk(), talk(Press.FREEZE, Press.NEXT, Press.BLACK), talk(Press.END)])
def test_a_record_that_was_kept_comes_back_as_it_was(record: Record) -> None:
    assert Record.from_data(json.loads(json.dumps(record.to_data()))) == record


def test_a_record_of_another_version_of_the_program_is_understood() -> None:
    data = talk().to_data() | {"something": "new"}
    del data["touched"]
    assert Record.from_data(data).code == "CODE234"


@pytest.mark.parametrize("change", [{"phase": "odd"}, {"rev": "7"}, {"slide": None}, {"step": 1.5}])
def test_a_record_that_makes_no_sense_is_refused(change: dict[str, object]) -> None:
    with pytest.raises((ValueError, TypeError)):
        Record.from_data(talk().to_data() | change)


@pytest.mark.parametrize(
    ("body", "command"),
    [
        ({"command": "next"}, Press.NEXT),
        ({"command": "start"}, Start("CODE234")),
        ({"command": "start", "slide": "two", "step": 1}, Start("CODE234", "two", 1)),
        ({"command": "goto", "slide": "two"}, Goto("two", 0)),
        ({"command": "goto", "slide": "two", "step": 2}, Goto("two", 2)),
        ({"command": "point", "x": 0, "y": 0.5}, Point(0.0, 0.5)),
    ],
)
def test_a_request_says_a_command(body: object, command: Command) -> None:
    assert parse(body, "CODE234") == (command, None)


def test_a_request_may_say_what_it_has_seen() -> None:
    assert parse({"command": "end", "if": "e.7"}, "") == (Press.END, "e.7")


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("next", "Send a JSON object"),
        ([], "Send a JSON object"),
        ({}, '"command" must be one of start, goto, point, next'),
        ({"command": "NEXT"}, '"command" must be one of'),
        ({"command": ["next"]}, '"command" must be one of'),
        ({"command": {}}, '"command" must be one of'),
        ({"command": "goto"}, '"slide" must be'),
        ({"command": "goto", "slide": 7}, '"slide" must be'),
        ({"command": "goto", "slide": "x" * 501}, '"slide" must be'),
        ({"command": "goto", "slide": "a", "step": -1}, '"step" must be'),
        ({"command": "goto", "slide": "a", "step": "1"}, '"step" must be'),
        ({"command": "goto", "slide": "a", "step": True}, '"step" must be'),
        ({"command": "point", "x": 0.5}, '"y" must be'),
        ({"command": "point", "x": float("nan"), "y": 0}, '"x" must be'),
        ({"command": "point", "x": 2, "y": 0}, '"x" must be'),
        ({"command": "next", "if": 7}, '"if" must be'),
    ],
)
def test_a_request_that_makes_no_sense_is_told_what_is_wrong(body: object, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parse(body, "CODE234")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda v: st.lists(v) | st.dictionaries(st.text(), v),
)


@given(json_values | st.fixed_dictionaries({"command": json_values | st.sampled_from([*Press, "goto", "point"])}))
def test_no_request_breaks_the_parser(body: object) -> None:
    try:
        command, _ = parse(body, "CODE234")
    except ValueError as error:
        assert str(error)  # noqa: PT017 - the text is what the sender reads
    else:
        assert isinstance(command, Start | Goto | Point | Press)


@given(st.randoms())
def test_a_join_code_has_seven_characters_that_nobody_confuses(random: object) -> None:
    code = join_code(random.randrange)  # type: ignore[attr-defined]
    assert len(code) == 7
    assert set(code) <= set(CODE_LETTERS)
    assert not set(CODE_LETTERS) & set("01OILU")
