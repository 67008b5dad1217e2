"""Small multiples: one small chart a series, the others in grey, all with one scale."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from statistics.dashboards import ends, numbers
from statistics.dashboards.charts.line import axis_top
from statistics.dashboards.drawing.base import WIDTH, Plot, drawing, grid, room, stroke, text
from statistics.dashboards.drawing.lines import mark_hidden, run
from statistics.dashboards.scales import ticks
from statistics.dashboards.series import Series, break_years

COLUMNS = {False: 3, True: 1}
HEIGHT, GAP, HEAD, LEFT = 170, 24, 26, 48
PARTS = 3


def multiples(series: Sequence[Series], measure: str, *, narrow: bool = False) -> ET.Element:
    columns = COLUMNS[narrow]
    rows = -(-len(series) // columns)
    width = (WIDTH[narrow] - GAP * (columns - 1)) / columns
    root = drawing(WIDTH[narrow], rows * (HEIGHT + GAP), "smal" if narrow else "bred")
    top = axis_top(series)
    axis = room(numbers.on_axis(ticks(top, PARTS)), LEFT)
    for at, one in enumerate(series):
        left, up = at % columns * (width + GAP), at // columns * (HEIGHT + GAP)
        plot = Plot(left + axis, up + HEAD, width - axis - 8, HEIGHT - HEAD - 24)
        text(root, left, up + 16, _head(one, measure, width), f"navn {one.ink}")
        _one(root, plot, one, series, top)
    return root


def _head(one: Series, measure: str, width: float) -> str:
    last = numbers.at_line(one.cells[-1], measure)
    return f"{ends.cut(one.name, width - ends.width(' ' + last))} {last}"


def _one(root: ET.Element, plot: Plot, one: Series, series: Sequence[Series], top: float) -> None:
    years = one.years
    marks = ticks(top, PARTS)
    for mark, words in zip(marks, numbers.on_axis(marks), strict=True):
        grid(root, plot, plot.bottom - mark / top * plot.height, words)
    across = max(len(years) - 1, 1)
    x = {year: plot.left + at / across * plot.width for at, year in enumerate(years)}
    for year, style in ((years[0], "akse"), (years[-1], "akse slutt")):
        text(root, x[year], plot.bottom + 18, str(year), style)
    for year in break_years([one]):
        between = (x[year - 1] + x[year]) / 2
        stroke(root, between, plot.top, between, plot.bottom, "brudd")
    for other in series:
        if other is not one:
            run(root, other, x, lambda value: plot.bottom - value / top * plot.height, "andre")
    mark_hidden(root, [one], x, plot)
    run(root, one, x, lambda value: plot.bottom - value / top * plot.height)
