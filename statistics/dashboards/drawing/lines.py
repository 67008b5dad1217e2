"""Lines over the years, with the marks of what is hidden, of breaks, and of the year that is read."""

from collections.abc import Callable, Sequence
from xml.etree import ElementTree as ET

from statistics.dashboards import ends, numbers
from statistics.dashboards.charts.line import (
    BREAK_GAP,
    BREAK_ROW,
    axis_top,
    break_rows,
    end_places,
    hidden_years,
    is_after,
    year_ticks,
)
from statistics.dashboards.drawing.base import Plot, grid, hatch, of_page, share, stroke, text
from statistics.dashboards.look import GRID_PARTS, HATCH_SHARE, LINE_HEIGHT
from statistics.dashboards.scales import ticks
from statistics.dashboards.series import Series, break_years
from statistics.language import say

HATCH_WIDTH = 8

Height = Callable[[float], float]


def line(series: Sequence[Series], measure: str, *, narrow: bool = False) -> ET.Element:
    """All series over the same years, from zero."""
    top = axis_top(series)
    marks = ticks(top, GRID_PARTS)
    words = numbers.on_axis(marks)
    at_ends = ends.labels(series, measure, narrow)
    root, plot = of_page(LINE_HEIGHT[narrow], narrow, ends.room(at_ends, narrow), words=words)
    for mark, said in zip(marks, words, strict=True):
        grid(root, plot, plot.bottom - mark / top * plot.height, said)
    x = years_across(root, series, plot, narrow)
    mark_hidden(root, series, x, plot)
    for one in series:
        run(root, one, x, lambda value: plot.bottom - value / top * plot.height)
    for one, said, place in zip(series, at_ends, end_places(series, top, plot.height), strict=True):
        text(root, plot.right + 10, plot.top + place + 5, said, f"navn {one.ink}")
    return root


def years_across(root: ET.Element, series: Sequence[Series], plot: Plot, narrow: bool) -> dict[int, float]:
    """Where each year stands; with its name where there is room, and a stroke that is shown when it is read."""
    years = series[0].years
    x = {year: plot.left + share(at, len(years)) * plot.width for at, year in enumerate(years)}
    for year in year_ticks(years, narrow, plot.width):
        text(root, x[year], plot.bottom + 22, str(year), "akse midt")
    for year, place in x.items():
        stroke(root, place, plot.top, place, plot.bottom, "les", **{"data-aar": str(year)})
    mark_breaks(root, series, x, plot)
    return x


def mark_breaks(root: ET.Element, series: Sequence[Series], x: dict[int, float], plot: Plot) -> None:
    """A stroke between the two years, and its word."""
    places = {year: (x[year - 1] + x[year]) / 2 for year in break_years(series)}
    for (year, place), row in zip(places.items(), break_rows(list(places.values()), series), strict=True):
        stroke(root, place, plot.top, place, plot.bottom, "brudd")
        after = is_after(year, series)
        at = place + (BREAK_GAP if after else -BREAK_GAP)
        text(root, at, plot.top + 10 + BREAK_ROW * row, say("brudd"), "akse" if after else "akse slutt")


def mark_hidden(root: ET.Element, series: Sequence[Series], x: dict[int, float], plot: Plot) -> None:
    """One mark of one size at the axis for every year in which a series is hidden."""
    height = HATCH_SHARE * plot.height
    for year in hidden_years(series):
        hatch(root, x[year] - HATCH_WIDTH / 2, plot.bottom - height, HATCH_WIDTH, height)
        text(root, x[year], plot.bottom - 0.1 * plot.height, ":", "tegn midt")


def run(root: ET.Element, one: Series, x: dict[int, float], height_of: Height, style: str = "") -> None:
    """The unbroken parts of a line, and a mark a year."""
    part: list[str] = []
    for year, cell in zip((*one.years, None), (*one.cells, None), strict=True):
        if cell is not None and cell.value is not None and year is not None:
            part.append(f"{x[year]:.1f},{height_of(cell.value):.1f}")
            if not style:
                _mark(root, one, *map(float, part[-1].split(",")))
            continue
        if len(part) > 1:
            ET.SubElement(root, "polyline", {"class": f"linje {style or one.fill}", "points": " ".join(part)})
        part = []


MARKS = {
    2: "M-4-4H4V4H-4Z",
    3: "M0-5L5 4H-5Z",
    4: "M0-6L5 0L0 6L-5 0Z",
    5: "M-1.7-5.5H1.7V-1.7H5.5V1.7H1.7V5.5H-1.7V1.7H-5.5V-1.7H-1.7Z",
    6: "M0 5L5-4H-5Z",
}
"""Each series has its own mark, so that colour is never alone; the first has a circle."""


def _mark(root: ET.Element, one: Series, x: float, y: float) -> None:
    if one.number not in MARKS:
        ET.SubElement(root, "circle", {"class": f"punkt {one.fill}", "cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": "4.5"})
        return
    place = f"translate({x:.1f} {y:.1f})"
    ET.SubElement(root, "path", {"class": f"punkt {one.fill}", "d": MARKS[one.number], "transform": place})
