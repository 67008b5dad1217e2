"""The charts as plain SVG, for pages without scripts and until Plotly has drawn: attributes and classes only."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from statistics.dashboards import numbers
from statistics.dashboards.charts.line import axis_top, end_label, end_places, hidden_years, year_ticks
from statistics.dashboards.charts.pyramid import AGES, HATCH, ROOM, SIDES, TICK_PARTS, cells_of, highest, longest
from statistics.dashboards.look import GRID_PARTS, HATCH_SHARE, LINE_HEIGHT, PYRAMID_HEIGHT
from statistics.dashboards.scales import ticks
from statistics.dashboards.series import Series
from statistics.table import Cell, Reason, Table

WIDTH = {False: 1136, True: 343}
TOP, BOTTOM, LEFT = 14, 34, 56
LABELS = {False: 190, True: 64}
BAR_SHARE = 0.82
HATCH_WIDTH = 8


@dataclass(frozen=True)
class Plot:
    """The part of the drawing inside the axes, in pixels."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        return self.top + self.height


def line(series: Sequence[Series], measure: str, *, narrow: bool = False) -> str:
    root, plot = _drawing(LINE_HEIGHT[narrow], narrow, right=LABELS[narrow])
    top = axis_top(series)
    marks = ticks(top, GRID_PARTS)
    for mark, words in zip(marks, numbers.on_axis(marks), strict=True):
        _grid(root, plot, plot.bottom - mark / top * plot.height, words)
    years = series[0].years
    x = {year: plot.left + _share(at, len(years)) * plot.width for at, year in enumerate(years)}
    for year in year_ticks(years, narrow):
        _text(root, x[year], plot.bottom + 22, str(year), "akse midt")
    mark = HATCH_SHARE * plot.height
    for year in hidden_years(series):
        _hatch(root, x[year] - HATCH_WIDTH / 2, plot.bottom - mark, HATCH_WIDTH, mark)
        _text(root, x[year], plot.bottom - 0.1 * plot.height, ":", "tegn midt")
    for one in series:
        _series(root, one, x, lambda value: plot.bottom - value / top * plot.height)
    for one, place in zip(series, end_places(series, top, plot.height), strict=True):
        label = end_label(one, measure, len(series) > 1, narrow)
        _text(root, plot.left + plot.width + 10, plot.top + place + 5, label, f"navn {one.ink}")
    return _written(root)


def pyramid(ages: Table, year: str, measure: str, *, narrow: bool = False) -> str:
    root, plot = _drawing(PYRAMID_HEIGHT[narrow], narrow, right=12)
    top = highest(ages) * ROOM[narrow]
    scale, middle = plot.width / 2 / top, plot.left + plot.width / 2
    marks = ticks(top, TICK_PARTS[narrow])
    for mark, words in zip(marks, numbers.on_axis(marks), strict=True):
        for x in dict.fromkeys((middle - mark * scale, middle + mark * scale)):
            _line(root, x, plot.top, x, plot.bottom, "rute" if mark else "null")
            _text(root, x, plot.bottom + 22, words, "akse midt")
    band = plot.height / len(AGES)
    for at, age in enumerate(AGES):
        _text(root, plot.left - 8, plot.bottom - (at + 0.5) * band + 4, age, "akse slutt")
    for sex, _, sign in SIDES:
        cells = cells_of(ages, year, sex)
        for at, cell in enumerate(cells):
            _bar(root, cell, sign, middle, plot.bottom - (at + 0.5) * band, band * BAR_SHARE, scale, top, sex)
        _longest(root, cells, sign, middle, plot, band, scale, measure)
    _text(root, plot.left, plot.top - 8, "Kvinner", "side kvinner-t")
    _text(root, plot.left + plot.width, plot.top - 8, "Menn", "side menn-t slutt")
    return _written(root)


def _drawing(height: int, narrow: bool, right: int) -> tuple[ET.Element, Plot]:
    width = WIDTH[narrow]
    root = ET.Element(
        "svg",
        {
            "class": "tegning " + ("smal" if narrow else "bred"),
            "viewBox": f"0 0 {width} {height}",
            "preserveAspectRatio": "xMinYMin meet",
            "aria-hidden": "true",
            "focusable": "false",
        },
    )
    top = TOP if height in LINE_HEIGHT.values() else 30
    return root, Plot(LEFT, top, width - LEFT - right, height - top - BOTTOM)


def _share(at: int, count: int) -> float:
    return at / (count - 1) if count > 1 else 0.5


def _grid(root: ET.Element, plot: Plot, y: float, words: str) -> None:
    _line(root, plot.left, y, plot.left + plot.width, y, "rute" if words != "0" else "null")
    _text(root, plot.left - 8, y + 5, words, "akse slutt")


def _series(root: ET.Element, one: Series, x: dict[int, float], height_of: Callable[[float], float]) -> None:
    run: list[str] = []
    for year, cell in zip((*one.years, None), (*one.cells, None), strict=True):
        if cell is not None and cell.value is not None and year is not None:
            run.append(f"{x[year]:.1f},{height_of(cell.value):.1f}")
            cx, cy = run[-1].split(",")
            ET.SubElement(root, "circle", {"class": f"punkt {one.fill}", "cx": cx, "cy": cy, "r": "4"})
            continue
        if len(run) > 1:
            ET.SubElement(root, "polyline", {"class": f"linje {one.fill}", "points": " ".join(run)})
        run = []


def _bar(
    root: ET.Element, cell: Cell, sign: int, middle: float, y: float, height: float, scale: float, top: float, sex: str
) -> None:
    if cell.value is not None:
        width = max(cell.value, 0) * scale
        _rect(root, middle - (width if sign < 0 else 0), y - height / 2, width, height, sex)
        return
    reach = HATCH * top * scale
    if cell.reason is Reason.HIDDEN:
        _hatch(root, middle - (reach if sign < 0 else 0), y - height / 2, reach, height)
    _text(root, middle + sign * (reach + 10), y + 5, cell.reason.symbol, "tegn midt")


def _longest(
    root: ET.Element, cells: list[Cell], sign: int, middle: float, plot: Plot, band: float, scale: float, measure: str
) -> None:
    at = longest(cells)
    value = None if at is None else cells[at].value
    if at is not None and value is not None:
        x, y = middle + sign * (value * scale + 6), plot.bottom - (at + 0.5) * band + 5
        _text(root, x, y, numbers.short(value, measure), "tegn" + (" slutt" if sign < 0 else ""))


def _hatch(root: ET.Element, x: float, y: float, width: float, height: float) -> None:
    """Vertical strokes in a frame: a pattern would need an id, and ids must be unique on a page."""
    _rect(root, x, y, width, height, "ramme-skjult")
    step = 4
    for at in range(step, int(width), step):
        _line(root, x + at, y, x + at, y + height, "skravur")


def _line(root: ET.Element, x1: float, y1: float, x2: float, y2: float, style: str) -> None:
    places = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
    ET.SubElement(root, "line", {"class": style, **{name: f"{place:.1f}" for name, place in places.items()}})


def _rect(root: ET.Element, x: float, y: float, width: float, height: float, style: str) -> None:
    places = {"x": x, "y": y, "width": width, "height": height}
    ET.SubElement(root, "rect", {"class": style, **{name: f"{place:.1f}" for name, place in places.items()}})


def _text(root: ET.Element, x: float, y: float, words: str, style: str) -> None:
    ET.SubElement(root, "text", {"class": style, "x": f"{x:.1f}", "y": f"{y:.1f}"}).text = words


def _written(root: ET.Element) -> str:
    return ET.tostring(root, encoding="unicode", short_empty_elements=True)
