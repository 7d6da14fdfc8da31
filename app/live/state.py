"""What a talk is at one moment, and what a command makes of it (product.md, "A talk, from start to end").

Pure: no clock, no chance, no files; what is needed of them comes as arguments. A record is small and complete, and the
newest one is all that anybody needs: nothing that was missed matters.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import Any

from app.deck.outline import Outline, Place
from app.live.commands import Command, Goto, Point, Press, Start


class Mode(StrEnum):
    """What the room is shown; the words are those of product.md."""

    OFF = "off"
    LIVE = "live"
    FROZEN = "frozen"
    BLACK = "black"
    ENDED = "ended"


class Phase(StrEnum):
    """Before, during and after a talk."""

    OFF = "off"
    ON = "on"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Record:
    """A talk at one moment.

    ``rev`` grows by one with every change and never shrinks inside an ``epoch``. ``slide`` and ``step`` are what the
    room sees, ``own_slide`` and ``own_step`` where the presenter is: they differ only while the room is frozen.
    ``deck`` is the digest of the deck. ``device`` is the one who drives. Times are milliseconds since 1970.
    """

    epoch: str
    rev: int
    deck: str
    slide: str
    step: int
    own_slide: str
    own_step: int
    phase: Phase = Phase.OFF
    frozen: bool = False
    black: bool = False
    code: str = ""
    started: int | None = None
    ended: int | None = None
    touched: int | None = None
    device: str = ""

    @property
    def version(self) -> str:
        """``epoch.rev``: the name of this state of things."""
        return f"{self.epoch}.{self.rev}"

    @property
    def running(self) -> bool:
        """Whether a talk is on."""
        return self.phase is Phase.ON

    @property
    def mode(self) -> Mode:
        """What the room is shown."""
        if self.phase is not Phase.ON:
            return Mode(self.phase)
        if self.black:
            return Mode.BLACK
        return Mode.FROZEN if self.frozen else Mode.LIVE

    def to_data(self) -> dict[str, Any]:
        """Plain values, to be kept."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Record:
        """What `to_data` gave, also of an older or newer version.

        Raises ``ValueError``, ``TypeError`` or ``KeyError`` for anything else.
        """
        known = {f.name: data[f.name] for f in fields(cls) if f.name in data}
        record = cls(**{**known, "phase": Phase(data["phase"])})
        texts = (record.epoch, record.deck, record.slide, record.own_slide, record.code, record.device)
        numbers = (record.rev, record.step, record.own_step)
        if not all(isinstance(v, str) for v in texts) or not all(isinstance(v, int) for v in numbers):
            raise TypeError("a record of a talk holds values of the wrong kind")
        return record


@dataclass(frozen=True, slots=True)
class Refusal:
    """A command that changed nothing: ``reason`` in a word (``stale``, ``no-talk``, ``running``, ``no-slide``),
    ``message`` for people, and the record as it is."""

    reason: str
    message: str
    record: Record


def blank(epoch: str, outline: Outline, digest: str) -> Record:
    """Nothing has happened yet."""
    return Record(epoch, 1, digest, outline.first, 0, outline.first, 0)


def apply(
    record: Record, command: Command, outline: Outline, *, now: int, device: str, have: str | None = None
) -> Record | Refusal:
    """The record after a command, the same record if the command changes nothing, or why it is refused.

    ``have`` is the version that the sender saw; if it is given and no longer the newest, nothing is done.
    """
    if have is not None and have != record.version:
        return Refusal("stale", "The talk has moved on since this page last heard of it.", record)
    if isinstance(command, Start):
        if record.running:
            return Refusal("running", "A talk of this deck is running already.", record)
    elif not record.running:
        return Refusal("no-talk", "No talk is running; start one first.", record)
    changed = _change(record, command, outline, now, device)
    if changed is None:
        return Refusal("no-slide", "There is no such slide in this deck.", record)
    if changed == record:
        return record
    return replace(changed, rev=record.rev + 1, touched=now)


def _change(record: Record, command: Command, outline: Outline, now: int, device: str) -> Record | None:  # noqa: PLR0911 - one line a command
    match command:
        case Start():
            return _start(record, command, outline, now, device)
        case Goto():
            place = _place(outline, command.slide, command.step)
            return None if place is None else _move(record, place)
        case Point():
            return record
        case Press.NEXT:
            return _move(record, outline.next(record.own_slide, record.own_step))
        case Press.PREVIOUS:
            return _move(record, outline.previous(record.own_slide, record.own_step))
        case Press.FREEZE:
            return replace(record, frozen=True)
        case Press.UNFREEZE:
            return _move(replace(record, frozen=False), Place(record.own_slide, record.own_step))
        case Press.BLACK:
            return replace(record, black=True)
        case Press.UNBLACK:
            return replace(record, black=False)
        case Press.TAKE:
            return replace(record, device=device)
        case Press.END:
            ended = replace(record, phase=Phase.ENDED, ended=now, frozen=False, black=False)
            return _move(ended, Place(record.slide, record.step))


def _start(record: Record, command: Start, outline: Outline, now: int, device: str) -> Record | None:
    place = _place(outline, outline.first if command.slide is None else command.slide, command.step)
    if place is None:
        return None
    fresh = Record(record.epoch, record.rev, record.deck, *place, *place)
    return replace(fresh, phase=Phase.ON, code=command.code, started=now, device=device)


def _place(outline: Outline, slide: str, step: int) -> Place | None:
    steps = outline.steps(slide)
    return None if steps is None else Place(slide, max(0, min(step, steps)))


def _move(record: Record, place: Place) -> Record:
    """The presenter goes to a place, and the room with them unless it is frozen."""
    moved = replace(record, own_slide=place[0], own_step=place[1])
    return moved if record.frozen else replace(moved, slide=place[0], step=place[1])


def rebase(record: Record, outline: Outline, digest: str, instead: Callable[[str], str]) -> Record:
    """The record over an edited deck: places are kept by slide id; ``instead`` names the slide for one that is gone."""
    if record.deck == digest:
        return record

    def kept(slide: str, step: int) -> Place:
        place = _place(outline, slide, step) or _place(outline, instead(slide), 0)
        return place or Place(outline.first, 0)

    room, own = kept(record.slide, record.step), kept(record.own_slide, record.own_step)
    return replace(
        record, rev=record.rev + 1, deck=digest, slide=room[0], step=room[1], own_slide=own[0], own_step=own[1]
    )


def public(record: Record, viewers: int, t: int) -> dict[str, Any]:
    """The record as everybody gets it: product.md's JSON."""
    return {
        "epoch": record.epoch,
        "rev": record.rev,
        "deck": record.deck,
        "slide": record.slide,
        "step": record.step,
        "mode": str(record.mode),
        "viewers": viewers,
        "t": t,
    }


def private(record: Record, viewers: int, t: int) -> dict[str, Any]:
    """The record as presenters get it: with their own place, the code and the times of the talk."""
    return public(record, viewers, t) | {
        "presenter": {"slide": record.own_slide, "step": record.own_step},
        "frozen": record.frozen,
        "code": record.code,
        "started": record.started,
        "ended": record.ended,
        "device": record.device,
    }
