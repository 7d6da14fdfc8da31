"""The marks of an axis: round numbers that span the values."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Axis:
    """Marks from the lowest to the highest; ``place`` gives where a value is between them, from 0 to 1."""

    marks: tuple[float, ...]

    @property
    def low(self) -> float:
        return self.marks[0]

    @property
    def high(self) -> float:
        return self.marks[-1]

    def place(self, value: float) -> float:
        return (value - self.low) / (self.high - self.low)


def axis(values: Sequence[float], *, from_zero: bool, wanted: int = 6) -> Axis:
    """An axis for the values; ``from_zero``: zero is on it."""
    low, high = min(values), max(values)
    # Where the lowest value is near zero, zero belongs to the picture anyway.
    if from_zero or (low > 0 and low < (high - low)):
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        low, high = (low - 1, high + 1) if low else (0.0, 1.0)
    step = _round_step((high - low) / (wanted - 1))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return Axis(tuple(number * step for number in range(first, max(last, first + 1) + 1)))


def _round_step(rough: float) -> float:
    """1, 2, 2.5 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(size * power for size in (1, 2, 2.5, 5, 10) if size * power >= rough * (1 - 1e-9))


def shown(value: float) -> str:
    """A number as people write it: ``12,000``, ``0.5``."""
    if abs(value) >= 1e6:
        for size, sign in ((1e12, "T"), (1e9, "G"), (1e6, "M")):
            if abs(value) >= size:
                return f"{value / size:.4g} {sign}"
    text = f"{value:,.6g}" if abs(value) < 1e6 else f"{value:g}"
    return "0" if text == "-0" else text.replace("-", "−")
