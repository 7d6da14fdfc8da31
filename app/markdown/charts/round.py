"""Round charts: pie, doughnut, polar area and radar."""

from __future__ import annotations

import math
from collections.abc import Iterator

from app.markdown.charts.axis import axis, shown
from app.markdown.charts.data import Chart, Series
from app.markdown.charts.shapes import HEIGHT, WIDTH, classes, colour, cut, label, on_circle, points


def radar(chart: Chart, top: float) -> Iterator[str]:
    """A web with an axis for each label."""
    radius = (HEIGHT - top - 2 * 34) / 2
    centre = (WIDTH / 2, top + 30 + radius)
    scale = axis(chart.values, from_zero=True, wanted=5)
    count = max(len(chart.labels), 3)
    for mark in scale.marks[1:]:
        ring = [on_circle(centre, radius * scale.place(mark), place / count) for place in range(count)]
        yield f'<polygon class="chart-grid" points="{points(ring)}"/>'
        yield label(centre[0] + 6, centre[1] - radius * scale.place(mark) + 5, shown(mark), "chart-tick")
    for place, name in enumerate(chart.labels):
        x, y = on_circle(centre, radius, place / count)
        yield f'<line class="chart-grid" x1="{centre[0]}" y1="{centre[1]:.1f}" x2="{x:.1f}" y2="{y:.1f}"/>'
        x, y = on_circle(centre, radius + 16, place / count)
        side = math.sin(place / count * math.tau)
        yield label(
            x, y + 6, cut(name, 20), "chart-tick", "middle" if abs(side) < 0.1 else ("start" if side > 0 else "end")
        )
    for number, one in enumerate(chart.series):
        corners = [
            on_circle(centre, radius * scale.place(value or 0), place / count) for place, value in enumerate(one.values)
        ]
        yield f'<polygon {classes("chart-area", number)}{colour(one, 0)} points="{points(corners)}"/>'


def pie(chart: Chart, top: float) -> Iterator[str]:
    """Slices of the first series: of a circle, a ring, or (polar) of equal angles and different areas."""
    one = chart.series[0]
    values = [max(value or 0, 0) for value in one.values]
    polar = chart.kind == "polar"
    total = len(values) if polar else sum(values)
    if total <= 0 or max(values) <= 0:
        return
    radius = (HEIGHT - top - 20) / 2
    centre = (WIDTH / 2, top + 8 + radius)
    begin = 0.0
    for number, value in enumerate(values):
        share = (1 if polar else value) / total
        outer = radius * math.sqrt(value / max(values)) if polar else radius
        inner = radius * 0.55 if chart.kind == "doughnut" else 0.0
        if value:
            yield _slice(one, number, centre, (inner, outer, begin, begin + share))
            if share >= 0.06 and not polar:
                x, y = on_circle(centre, (inner + outer) / 2 if inner else outer * 0.68, begin + share / 2)
                yield label(x, y + 6, f"{share:.0%}".replace("%", " %"), "chart-share", "middle")
        begin += share


def _slice(one: Series, number: int, centre: tuple[float, float], ring: tuple[float, float, float, float]) -> str:
    inner, outer, begin, end = ring
    end = min(end, begin + 0.99999)
    large = int(end - begin > 0.5)
    x1, y1 = on_circle(centre, outer, begin)
    x2, y2 = on_circle(centre, outer, end)
    path = f"M{x1:.2f} {y1:.2f}A{outer:.2f} {outer:.2f} 0 {large} 1 {x2:.2f} {y2:.2f}"
    x3, y3 = on_circle(centre, inner, end)
    path += f"L{x3:.2f} {y3:.2f}"
    if inner:
        x4, y4 = on_circle(centre, inner, begin)
        path += f"A{inner:.2f} {inner:.2f} 0 {large} 0 {x4:.2f} {y4:.2f}"
    return f'<path {classes("chart-slice", number)}{colour(one, number)} d="{path}Z"/>'
