"""Where a block lies: ``drag=W H`` and ``drop=X Y`` as lengths of the slide (spec section 8)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_LENGTH = re.compile(r"([+-]?)r?(\d{1,6}(?:\.\d{1,4})?|\.\d{1,4})(px|%)?\Z")
_LIMIT = {"%": 400.0, "px": 8_000.0}
_HALF, _FULL = "50%", "100%"
# Where a named place is (along x, along y), and how large a block there is that says nothing of its size.
_NAMES: dict[str, tuple[str, str, str, str]] = {
    "center": ("center", "center", "", ""),
    "top": ("center", "start", _FULL, _HALF),
    "bottom": ("center", "end", _FULL, _HALF),
    "left": ("start", "center", _HALF, _FULL),
    "right": ("end", "center", _HALF, _FULL),
    "topleft": ("start", "start", _HALF, _HALF),
    "topright": ("end", "start", _HALF, _HALF),
    "bottomleft": ("start", "end", _HALF, _HALF),
    "bottomright": ("end", "end", _HALF, _HALF),
}
_SIDES = {"x": ("left", "right", "width"), "y": ("top", "bottom", "height")}


@dataclass(frozen=True, slots=True)
class Length:
    """A number of per cent or pixels; ``from_end`` is the sign, which counts on zero too."""

    number: float
    unit: str
    from_end: bool = False

    def __str__(self) -> str:
        return f"{plain(self.number)}{self.unit}"


@dataclass(slots=True)
class Place:
    """Declarations of custom properties, and what could not be read: key, value, what could stand there."""

    styles: list[str] = field(default_factory=list)
    invalid: list[tuple[str, str, str]] = field(default_factory=list)
    clamped: list[tuple[str, str, str]] = field(default_factory=list)
    shifts: dict[str, str] = field(default_factory=dict)


def plain(number: float) -> str:
    """A number as CSS has it: no exponent, no zeros behind."""
    text = f"{number:.4f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def place(drag: str, drop: str) -> Place:
    """The place as ``--grid-left``, ``--grid-top``, ``--grid-width`` and so on; an empty text was not given."""
    out = Place()
    width, height = _size(drag, out)
    name, numbers, centred = _drop(drop, out)
    if name:
        x, y, default_width, default_height = _NAMES[name]
        if not width:
            width, height = _length(default_width), _length(default_height)
        _named("x", x, width, out)
        _named("y", y, height, out)
    elif numbers:
        _numbered("x", numbers[0], width, centred[0], out)
        _numbered("y", numbers[-1], height, centred[1], out)
    else:
        _named("x", "center", width, out)
        _named("y", "center", height, out)
    if out.shifts:
        out.styles.append(f"translate:{out.shifts.get('x', '0')} {out.shifts.get('y', '0')}")
    return out


def _size(drag: str, out: Place) -> tuple[Length | None, Length | None]:
    """Width and height; one value is both."""
    lengths = [_length(word) for word in drag.split()]
    if not lengths:
        return None, None
    if len(lengths) > 2 or any(length is None or length.from_end for length in lengths):
        out.invalid.append(("drag", drag, "width and height in per cent of the slide or px, such as `50 40`"))
        return None, None
    sizes = [_within("drag", length, out) for length in lengths if length]
    return sizes[0], sizes[-1]


def _drop(drop: str, out: Place) -> tuple[str, list[Length], tuple[bool, bool]]:
    """A name, or one or two numbers; and whether the block is centred there on x and on y."""
    words = drop.lower().split()
    name = re.sub(r"[\s_-]", "", drop.lower())
    nothing: tuple[str, list[Length], tuple[bool, bool]] = ("", [], (False, False))
    if not words:
        return nothing
    if name in _NAMES or name == "middle":
        return ("center" if name == "middle" else name), [], (False, False)
    flags = [word == "true" for word in words if word in ("true", "false")]
    numbers = [_length(word) for word in words if word not in ("true", "false")]
    found = [_within("drop", number, out) for number in numbers if number]
    if not found or len(found) != len(numbers) or len(found) > 2 or len(flags) > 2:
        names = ", ".join(_NAMES)
        out.invalid.append(("drop", drop, f"x and y in per cent of the slide or px, or one of {names}"))
        return nothing
    return "", found, (bool(flags and flags[0]), len(flags) > 1 and flags[1])


def _length(word: str) -> Length | None:
    match = _LENGTH.match(word.lower())
    return Length(float(match[2]), match[3] or "%", match[1] == "-") if match else None


def _within(key: str, length: Length, out: Place) -> Length:
    most = _LIMIT[length.unit]
    if length.number <= most:
        return length
    out.clamped.append((key, str(length), f"{plain(most)}{length.unit}"))
    return Length(most, length.unit, length.from_end)


def _named(axis: str, where: str, size: Length | None, out: Place) -> None:
    start, end, extent = _SIDES[axis]
    if size:
        out.styles.append(f"--grid-{extent}:{size}")
    if where == "center" and size:
        out.styles.append(f"--grid-{start}:{_minus_half(Length(50.0, '%'), size)}")
    elif where == "center":
        # Margins that are `auto` share what is left.
        out.styles += [f"--grid-{start}:0", f"--grid-{end}:0", f"--grid-{extent}:fit-content"]
    else:
        out.styles.append(f"--grid-{start if where == 'start' else end}:0")


def _numbered(axis: str, at: Length, size: Length | None, centred: bool, out: Place) -> None:
    start, end, extent = _SIDES[axis]
    side = end if at.from_end else start
    if size:
        out.styles.append(f"--grid-{extent}:{size}")
        out.styles.append(f"--grid-{side}:{_minus_half(at, size) if centred else at}")
        return
    out.styles.append(f"--grid-{side}:{at}")
    if centred:
        out.styles.append(f"--grid-{extent}:max-content")
        out.shifts[axis] = "50%" if at.from_end else "-50%"


def _minus_half(at: Length, size: Length) -> str:
    if at.unit == size.unit:
        return f"{plain(at.number - size.number / 2)}{at.unit}"
    return f"calc({at} - {plain(size.number / 2)}{size.unit})"
