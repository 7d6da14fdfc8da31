"""What a presenter can ask for (product.md, "A talk, from start to end"), and how a request says it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

# No 0/O, 1/I/L, U/V: a code is read aloud and typed from the last row.
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 7


@dataclass(frozen=True, slots=True)
class Start:
    """Begin a talk, at a slide or at the first one. ``code`` is a new join code."""

    code: str
    slide: str | None = None
    step: int = 0


@dataclass(frozen=True, slots=True)
class Goto:
    """Show a slide."""

    slide: str
    step: int = 0


@dataclass(frozen=True, slots=True)
class Point:
    """The laser, from 0 to 1 on the slide. Passing: it changes no record."""

    x: float
    y: float


class Press(StrEnum):
    """Commands that say everything with their name."""

    NEXT = "next"
    PREVIOUS = "previous"
    FREEZE = "freeze"
    UNFREEZE = "unfreeze"
    BLACK = "black"
    UNBLACK = "unblack"
    TAKE = "take"
    END = "end"


Command = Start | Goto | Point | Press


def join_code(chance: Callable[[int], int]) -> str:
    """A code for a talk; ``chance(n)`` gives a number below n."""
    return "".join(CODE_LETTERS[chance(len(CODE_LETTERS))] for _ in range(CODE_LENGTH))


def parse(body: object, code: str) -> tuple[Command, str | None]:
    """The command in a request's JSON, and the version that its sender had (``if``). ``code`` is for a talk that it may
    start. Raises ``ValueError`` whose text tells the sender what is wrong."""
    if not isinstance(body, Mapping):
        raise ValueError('Send a JSON object such as {"command": "next"}.')
    have = body.get("if")
    if have is not None and not isinstance(have, str):
        raise ValueError('"if" must be the "epoch.rev" of the record that you saw.')
    return _parse_command(body, code), have


def _parse_command(body: Mapping[str, Any], code: str) -> Command:
    name = body.get("command")
    if name == "start":
        slide = body.get("slide")
        return Start(code, None if slide is None else _text(body, "slide"), _step(body))
    if name == "goto":
        return Goto(_text(body, "slide"), _step(body))
    if name == "point":
        return Point(_fraction(body, "x"), _fraction(body, "y"))
    if name not in list(Press):
        raise ValueError(f'"command" must be one of {", ".join(["start", "goto", "point", *Press])}.')
    return Press(name)


def _text(body: Mapping[str, Any], key: str) -> str:
    value = body.get(key)
    if not isinstance(value, str) or not 0 < len(value) <= 500:
        raise ValueError(f'"{key}" must be the id of a slide.')
    return value


def _step(body: Mapping[str, Any]) -> int:
    value = body.get("step", 0)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 10_000:
        raise ValueError('"step" must be a number of clicks.')
    return value


def _fraction(body: Mapping[str, Any], key: str) -> float:
    value = body.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError(f'"{key}" must be a number from 0 to 1.')
    return float(value)
