"""The age–sex pyramid."""

from xml.etree import ElementTree as ET

from statistics.dashboards import numbers
from statistics.dashboards.charts.pyramid import AGES, HATCH, ROOM, SIDES, TICK_PARTS, cells_of, highest, longest
from statistics.dashboards.drawing.base import Plot, hatch, of_page, rect, stroke, text
from statistics.dashboards.look import PYRAMID_HEIGHT
from statistics.dashboards.scales import ticks
from statistics.labels import label
from statistics.table import Cell, Reason, Table

BAR_SHARE = 0.82
TOP = 30


class Sides:
    """Where values lie on the two half axes; `top` is the value at their ends."""

    def __init__(self, plot: Plot, top: float) -> None:
        self.plot, self.top = plot, top
        self.scale = plot.width / 2 / top
        self.middle = plot.left + plot.width / 2
        self.band = plot.height / len(AGES)

    def row(self, at: int) -> float:
        """The middle of an age group, the youngest at the bottom."""
        return self.plot.bottom - (at + 0.5) * self.band


def pyramid(ages: Table, year: str, measure: str, *, narrow: bool = False) -> ET.Element:
    """`ages`: every year of the release, women and men in the age groups; `year` is drawn."""
    root, plot = of_page(PYRAMID_HEIGHT[narrow], narrow, right=12, top=TOP)
    sides = Sides(plot, highest(ages) * ROOM[narrow])
    _axes(root, sides, TICK_PARTS[narrow])
    for sex, sign in SIDES:
        cells = cells_of(ages, year, sex)
        for at, cell in enumerate(cells):
            _bar(root, sides, cell, at, sign, sex)
        _longest(root, sides, cells, sign, measure)
    women, men = (label("kjonn", sex) for sex, _ in SIDES)
    text(root, plot.left, plot.top - 8, women, "side kvinner-t")
    text(root, plot.right, plot.top - 8, men, "side menn-t slutt")
    return root


def _axes(root: ET.Element, sides: Sides, parts: int) -> None:
    plot = sides.plot
    marks = ticks(sides.top, parts)
    for mark, words in zip(marks, numbers.on_axis(marks), strict=True):
        for x in dict.fromkeys((sides.middle - mark * sides.scale, sides.middle + mark * sides.scale)):
            stroke(root, x, plot.top, x, plot.bottom, "rute" if mark else "null")
            text(root, x, plot.bottom + 22, words, "akse midt")
    for at, age in enumerate(AGES):
        text(root, plot.left - 8, sides.row(at) + 4, age, "akse slutt")


def _bar(root: ET.Element, sides: Sides, cell: Cell, at: int, sign: int, sex: str) -> None:
    height = sides.band * BAR_SHARE
    top = sides.row(at) - height / 2
    if cell.value is not None:
        width = max(cell.value, 0) * sides.scale
        rect(root, sides.middle - (width if sign < 0 else 0), top, width, height, sex)
        return
    reach = HATCH * sides.top * sides.scale
    if cell.reason is Reason.HIDDEN:
        hatch(root, sides.middle - (reach if sign < 0 else 0), top, reach, height)
    text(root, sides.middle + sign * (reach + 10), sides.row(at) + 5, cell.reason.symbol, "tegn midt")


def _longest(root: ET.Element, sides: Sides, cells: list[Cell], sign: int, measure: str) -> None:
    at = longest(cells)
    value = None if at is None else cells[at].value
    if at is not None and value is not None:
        x = sides.middle + sign * (value * sides.scale + 6)
        text(root, x, sides.row(at) + 5, numbers.short(value, measure), "tegn" + (" slutt" if sign < 0 else ""))
