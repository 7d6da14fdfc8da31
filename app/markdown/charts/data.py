"""What a chart shows, read from the JSON and CSV that GitPitch's decks hold in their canvases."""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LONGEST = 200_000
MOST_SERIES = 20
MOST_POINTS = 400
_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\Z|[a-zA-Z]{2,30}\Z|(?:rgba?|hsla?)\([\d\s.,%/]{1,60}\)\Z")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")


class ChartError(ValueError):
    """The data cannot be read; the text says why. ``line`` counts from 0 within the canvas."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Series:
    """Values in their order; None where there is none. ``colours`` is one for all or one for each value."""

    label: str
    values: tuple[float | None, ...]
    colours: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart's data. ``cut`` says that there was more than is shown."""

    kind: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    title: str = ""
    stacked: bool = False
    from_zero: bool = False
    cut: bool = False

    @property
    def values(self) -> list[float]:
        """Every value that is there."""
        return [value for one in self.series for value in one.values if value is not None]


def read_chart(kind: str, settings: str, rows: str) -> Chart:
    """A chart from JSON ``settings`` and CSV ``rows``, either of which may be empty. Raises ``ChartError``.

    With both, the rows hold the numbers and the settings say how they look, as the plugin that GitPitch used had it.
    """
    if len(settings) + len(rows) > LONGEST:
        raise ChartError(f"the chart's data is longer than {LONGEST:,} characters")
    given = _json(settings) if settings.strip() else {}
    data = _mapping(given.get("data"))
    labels = [_text(label) for label in _sequence(data.get("labels"))]
    sets = [_mapping(one) for one in _sequence(data.get("datasets"))]
    if rows.strip():
        labels, sets = _with_rows(rows, labels, sets)
    series = [_series(one, number) for number, one in enumerate(sets[:MOST_SERIES], 1)]
    points = max((len(one.values) for one in series), default=0)
    if not any(value is not None for one in series for value in one.values):
        raise ChartError("the chart has no numbers")
    labels += [str(number) for number in range(len(labels) + 1, min(points, MOST_POINTS) + 1)]
    cut = len(sets) > MOST_SERIES or points > MOST_POINTS
    options = _mapping(given.get("options"))
    return Chart(
        kind,
        tuple(labels[: min(points, MOST_POINTS)]),
        tuple(Series(one.label, one.values[:MOST_POINTS], one.colours) for one in series),
        _title(options),
        _says(options, "stacked"),
        _says(options, "beginAtZero"),
        cut,
    )


def _json(text: str) -> Mapping[str, Any]:
    """Strict JSON, or with commas before closing brackets as JavaScript lets them stand."""
    for tried in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return _mapping(json.loads(tried))
        except json.JSONDecodeError as error:
            fault = error
        except (ValueError, RecursionError) as error:
            raise ChartError("the chart's data cannot be read") from error
    line = text.count("\n", 0, fault.pos)
    raise ChartError(f"the chart's JSON cannot be read: {fault.msg.lower()}", line)


def _with_rows(
    text: str, labels: list[str], sets: list[Mapping[str, Any]]
) -> tuple[list[str], list[Mapping[str, Any]]]:
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(text.strip().splitlines(), skipinitialspace=True)]
    except csv.Error as error:
        raise ChartError(f"the chart's rows cannot be read: {error}") from error
    rows = [row for row in rows if any(row)]
    # Without labels of their own the first row holds them, unless it is already one of numbers.
    if not labels and rows and not all(_number(cell) is not None for cell in rows[0][1:]):
        labels = rows.pop(0)[1:]
    known = [*sets, *({} for _ in range(len(rows) - len(sets)))]
    return labels, [{**one, "label": row[0], "data": row[1:]} for one, row in zip(known, rows, strict=False)]


def _series(one: Mapping[str, Any], number: int) -> Series:
    values = tuple(_number(value) for value in _sequence(one.get("data"))[: MOST_POINTS + 1])
    colour = one.get("backgroundColor") or one.get("borderColor")
    colours = [colour] if isinstance(colour, str) else _sequence(colour)
    known = tuple(str(part) for part in colours[:MOST_POINTS] if isinstance(part, str) and _COLOUR.match(part))
    return Series(_text(one.get("label")) or f"Series {number}", values, known)


def _number(value: object) -> float | None:
    if isinstance(value, Mapping):
        value = value.get("y")
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) and abs(number) < 1e15 else None


def _text(value: object) -> str:
    if isinstance(value, list):
        return " ".join(_text(part) for part in value[:5])
    return " ".join(str(value).split())[:200] if isinstance(value, str | int | float) else ""


def _title(options: Mapping[str, Any]) -> str:
    for title in (options.get("title"), _mapping(options.get("plugins")).get("title")):
        known = _mapping(title)
        if str(known.get("display", True)).lower() != "false" and (text := _text(known.get("text"))):
            return text
    return ""


def _says(value: object, key: str, depth: int = 0) -> bool:
    """Whether a setting of that name is on, on whichever axis."""
    if depth > 6:
        return False
    if isinstance(value, Mapping):
        return str(value.get(key, "")).lower() == "true" or any(_says(part, key, depth + 1) for part in value.values())
    return isinstance(value, list) and any(_says(part, key, depth + 1) for part in value[:20])


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _sequence(value: object) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else ()
