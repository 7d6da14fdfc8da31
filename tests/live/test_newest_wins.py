"""Messages may be late, lost, doubled or out of order: whoever got the newest one last sees what the room sees."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from app.deck.outline import Outline, outline_of
from app.live.commands import Command, Goto, Press, Start
from app.live.state import Record, Refusal, apply, blank, private, public, rebase

NAMES = ["a", "b", "c", "d", "e"]
PRESENTER_ONLY = {"presenter", "code", "device", "frozen", "started", "ended"}


class Viewer:
    """A reference client: all that a page needs to know of the protocol."""

    def __init__(self) -> None:
        self.seen: dict[str, Any] = {}

    def hear(self, message: str) -> None:
        record = json.loads(message)
        if record["epoch"] != self.seen.get("epoch") or record["rev"] > self.seen["rev"]:
            self.seen = record


def an_outline(slides: list[tuple[str, int]]) -> Outline:
    return outline_of((name, steps, h, 0, False, False) for h, (name, steps) in enumerate(slides))


some_slides = st.lists(
    st.tuples(st.sampled_from(NAMES), st.integers(0, 3)), min_size=1, max_size=5, unique_by=lambda slide: slide[0]
)
some_command = st.one_of(
    st.sampled_from([*Press, Press.NEXT, Press.FREEZE, Press.NEXT, Press.FREEZE]),
    st.builds(Goto, st.sampled_from(NAMES), st.integers(0, 5)),
    st.just(Start("CODE234")),
)


class Talk(RuleBasedStateMachine):
    messages = Bundle("messages")

    def __init__(self) -> None:
        super().__init__()
        self.outline = an_outline([("a", 0), ("b", 2), ("c", 0)])
        self.edits = 0
        self.epochs = 0
        self.record = blank("epoch-0", self.outline, "deck-0")
        self.viewers = [Viewer() for _ in range(3)]
        self.revisions: dict[str, int] = {}

    def told(self) -> str:
        return json.dumps(public(self.record, 0, 0))

    @rule(target=messages, command=some_command, device=st.sampled_from(["laptop", "phone"]), late=st.booleans())
    def command(self, command: Command, device: str, late: bool) -> str:
        before = self.record
        have = f"{before.epoch}.{before.rev - 1}" if late else None
        result = apply(before, command, self.outline, now=0, device=device, have=have)
        if late:
            assert isinstance(result, Refusal)
            assert result.reason == "stale"
        if isinstance(result, Refusal):
            assert result.record is before
        else:
            self.record = result
        return self.told()

    @rule(target=messages, slides=some_slides)
    def edit(self, slides: list[tuple[str, int]]) -> str:
        old, self.outline = self.outline, an_outline(slides)
        self.edits += 1
        kept = self.record.slide
        self.record = rebase(
            self.record, self.outline, f"deck-{self.edits}", lambda slide: self.outline.neighbour(old, slide)
        )
        if kept in self.outline:
            assert self.record.slide == kept
        return self.told()

    @rule(target=messages)
    def restart(self) -> str:
        self.record = Record.from_data(json.loads(json.dumps(self.record.to_data())))
        return self.told()

    @rule(target=messages)
    def restart_without_anything_kept(self) -> str:
        self.epochs += 1
        self.record = blank(f"epoch-{self.epochs}", self.outline, f"deck-{self.edits}")
        return self.told()

    @rule(message=messages, viewer=st.integers(0, 2))
    def deliver(self, message: str, viewer: int) -> None:
        """Any message, also an old one, also again; those that are never delivered are lost."""
        self.viewers[viewer].hear(message)

    @rule()
    def quiet(self) -> None:
        for viewer in self.viewers:
            viewer.hear(self.told())
            assert viewer.seen == json.loads(self.told())

    @invariant()
    def revisions_never_go_back(self) -> None:
        assert self.record.rev >= self.revisions.get(self.record.epoch, 0)
        self.revisions[self.record.epoch] = self.record.rev

    @invariant()
    def every_place_exists(self) -> None:
        for slide, step in (
            (self.record.slide, self.record.step),
            (self.record.own_slide, self.record.own_step),
        ):
            steps = self.outline.steps(slide)
            assert steps is not None
            assert 0 <= step <= steps

    @invariant()
    def room_and_presenter_part_only_while_frozen(self) -> None:
        if not self.record.frozen:
            assert (self.record.slide, self.record.step) == (self.record.own_slide, self.record.own_step)

    @invariant()
    def viewers_get_nothing_of_the_presenter(self) -> None:
        assert not PRESENTER_ONLY & public(self.record, 0, 0).keys()
        assert private(self.record, 0, 0).keys() >= PRESENTER_ONLY


Talk.TestCase.settings = settings(max_examples=150, stateful_step_count=30, deadline=None)
TestNewestWins = Talk.TestCase
