"""Charts as SVG: shapes with classes, coloured by the style sheet or by the author's own colours."""

from __future__ import annotations

import math
from collections.abc import Iterator

from app.markdown.charts.axis import Axis, axis, shown
from app.markdown.charts.data import Chart, Series
from app.markdown.charts.round import pie, radar
from app.markdown.charts.shapes import HEIGHT, SIZE, WIDTH, classes, colour, cut, label, points, width

_LEFT, _RIGHT, _BOTTOM = 70, 16, 44


def draw(chart: Chart) -> str:
    """The SVG; what it shows is said by the table beside it, so it is hidden from assistive technology."""
    top = 12 + (34 if chart.title else 0) + (32 * _legend_rows(chart) if _has_legend(chart) else 0)
    parts = [*_title(chart), *_legend(chart)]
    parts += {"pie": pie, "doughnut": pie, "polar": pie, "radar": radar}.get(chart.kind, _plot)(chart, top)
    return (
        f'<svg class="chart-drawing" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" focusable="false">'
        f"{''.join(parts)}</svg>"
    )


def _title(chart: Chart) -> Iterator[str]:
    if chart.title:
        yield label(WIDTH / 2, 28, chart.title, "chart-title", "middle")


def _round(chart: Chart) -> bool:
    return chart.kind in ("pie", "doughnut", "polar")


def _names(chart: Chart) -> list[str]:
    return list(chart.labels) if _round(chart) else [one.label for one in chart.series]


def _has_legend(chart: Chart) -> bool:
    return _round(chart) or len(chart.series) > 1 or not chart.series[0].label.startswith("Series ")


def _entries(chart: Chart) -> list[tuple[int, float, int]]:
    """Number, x and row of each entry of the legend."""
    placed, x, row = [], 0.0, 0
    for number, name in enumerate(_names(chart)[:30]):
        wide = 44 + width(cut(name, 30))
        if x and x + wide > WIDTH - 40:
            x, row = 0.0, row + 1
        placed.append((number, x, row))
        x += wide
    return [entry for entry in placed if entry[2] < 3]


def _legend_rows(chart: Chart) -> int:
    return _entries(chart)[-1][2] + 1


def _legend(chart: Chart) -> Iterator[str]:
    if not _has_legend(chart):
        return
    names, entries = _names(chart), _entries(chart)
    top = 40 if chart.title else 8
    for number, x, row in entries:
        wide = max(at + 44 + width(cut(names[other], 30)) for other, at, r in entries if r == row)
        start = (WIDTH - wide) / 2 + x
        y = top + row * 32
        one, place = (chart.series[0], number) if _round(chart) else (chart.series[number], 0)
        look = classes("chart-key", number) + colour(one, place)
        yield f'<rect {look} x="{start:.1f}" y="{y + 4}" width="18" height="18" rx="3"/>'
        yield label(start + 26, y + 19, cut(names[number], 30), "chart-name")


def _plot(chart: Chart, top: float) -> Iterator[str]:
    """Lines, points and bars on two axes."""
    bars = chart.kind in ("bar", "horizontalBar")
    values = _stacks(chart) if bars and chart.stacked else chart.values
    scale = axis(values, from_zero=bars or chart.from_zero)
    if chart.kind == "horizontalBar":
        yield from _lying_bars(chart, top, scale)
        return
    half = max((width(cut(name, 16)) for name in chart.labels), default=0) / 2
    bottom, right = HEIGHT - _BOTTOM, WIDTH - (_RIGHT if bars else max(_RIGHT, half))
    left = max(_LEFT, 24 + max(width(shown(mark)) for mark in scale.marks), 0 if bars else half)
    for mark in scale.marks:
        y = bottom - scale.place(mark) * (bottom - top)
        kind = "chart-zero" if mark == 0 else "chart-grid"
        yield f'<line class="{kind}" x1="{left:.1f}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}"/>'
        yield label(left - 10, y + 6, shown(mark), "chart-tick", "end")
    count = len(chart.labels)
    step = (right - left) / (count if bars else max(count - 1, 1))
    centre = left + (step / 2 if bars else 0)
    for number in range(0, count, max(math.ceil((2 * half + 14) / step), 1)):
        yield label(centre + number * step, HEIGHT - 14, cut(chart.labels[number], 16), "chart-tick", "middle")
    if bars:
        yield from _standing_bars(chart, scale, (left, top, bottom, step))
    else:
        yield from _lines(chart, scale, (left, top, bottom, step))


def _stacks(chart: Chart) -> list[float]:
    sums = []
    for place in range(len(chart.labels)):
        here = [one.values[place] or 0 for one in chart.series if place < len(one.values)]
        sums += [sum(value for value in here if value > 0), sum(value for value in here if value < 0)]
    return sums


def _bars(chart: Chart) -> Iterator[tuple[int, int, float, float, float, float]]:
    """Series, place, begin and end of the value, begin and width across (in shares of the place)."""
    across = 1 if chart.stacked else len(chart.series)
    for place in range(len(chart.labels)):
        sums = {True: 0.0, False: 0.0}
        for number, one in enumerate(chart.series):
            value = one.values[place] if place < len(one.values) else None
            if value is None:
                continue
            start = sums[value >= 0] if chart.stacked else 0.0
            sums[value >= 0] += value
            share = 0.8 / across
            yield number, place, start, start + value, 0.1 + (0 if chart.stacked else number) * share, share


def _standing_bars(chart: Chart, scale: Axis, frame: tuple[float, float, float, float]) -> Iterator[str]:
    left, top, bottom, step = frame
    for number, place, start, end, across, share in _bars(chart):
        low, high = sorted((scale.place(start), scale.place(end)))
        x, y = left + (place + across) * step, bottom - high * (bottom - top)
        yield _bar(chart, number, place, (x, y, share * step * 0.96, (high - low) * (bottom - top)))


def _lying_bars(chart: Chart, top: float, scale: Axis) -> Iterator[str]:
    left = min(24 + max((width(cut(name, 22)) for name in chart.labels), default=0), WIDTH * 0.4)
    right, bottom = WIDTH - 30, HEIGHT - _BOTTOM
    for mark in scale.marks:
        x = left + scale.place(mark) * (right - left)
        kind = "chart-zero" if mark == 0 else "chart-grid"
        yield f'<line class="{kind}" x1="{x:.1f}" y1="{top}" x2="{x:.1f}" y2="{bottom}"/>'
        yield label(x, HEIGHT - 14, shown(mark), "chart-tick", "middle")
    step = (bottom - top) / len(chart.labels)
    every = max(1, math.ceil((SIZE + 4) / step))
    for number in range(0, len(chart.labels), every):
        yield label(left - 10, top + (number + 0.5) * step + 6, cut(chart.labels[number], 22), "chart-tick", "end")
    for number, place, start, end, across, share in _bars(chart):
        low, high = sorted((scale.place(start), scale.place(end)))
        x, y = left + low * (right - left), top + (place + across) * step
        yield _bar(chart, number, place, (x, y, (high - low) * (right - left), share * step * 0.96))


def _bar(chart: Chart, number: int, place: int, box: tuple[float, float, float, float]) -> str:
    x, y, wide, high = box
    one = chart.series[number]
    look = classes("chart-bar", number) + colour(one, place if len(one.colours) > 1 else 0)
    return f'<rect {look} x="{x:.1f}" y="{y:.1f}" width="{max(wide, 0.5):.1f}" height="{max(high, 0.5):.1f}"/>'


def _lines(chart: Chart, scale: Axis, frame: tuple[float, float, float, float]) -> Iterator[str]:
    left, top, bottom, step = frame
    dots = len(chart.labels) <= 60
    for number, one in enumerate(chart.series):
        style = classes("chart-line", number) + colour(one, 0)
        for run in _runs(one):
            spots = [(left + place * step, bottom - scale.place(value) * (bottom - top)) for place, value in run]
            if len(spots) > 1 and chart.kind != "scatter":
                yield f'<polyline {style} points="{points(spots)}"/>'
            if dots or len(spots) == 1 or chart.kind == "scatter":
                for x, y in spots:
                    yield f'<circle {classes("chart-dot", number)}{colour(one, 0)} cx="{x:.1f}" cy="{y:.1f}" r="5"/>'


def _runs(one: Series) -> Iterator[list[tuple[int, float]]]:
    """Places and values without a gap in between."""
    run: list[tuple[int, float]] = []
    for place, value in enumerate(one.values):
        if value is None:
            if run:
                yield run
            run = []
        else:
            run.append((place, value))
    if run:
        yield run
