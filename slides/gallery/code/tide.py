"""When a ship of a given draught may come in."""

from datetime import datetime, timedelta
from math import cos, pi

PERIOD = timedelta(hours=12, minutes=25)
DEPTH, RANGE, CLEARANCE = 12.0, 3.2, 0.8


# tag::depth[]
def depth(at: datetime, high_water: datetime) -> float:
    phase = (at - high_water) / PERIOD
    return DEPTH + RANGE / 2 * cos(2 * pi * phase)
# end::depth[]


# tag::window[]
def window(draught: float, high: datetime) -> list[datetime]:
    quarter = timedelta(minutes=15)
    times = (high + n * quarter for n in range(-24, 25))
    needed = draught + CLEARANCE
    return [at for at in times if depth(at, high) >= needed]
# end::window[]
