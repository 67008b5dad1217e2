"""Counties as tiles and as a ranked list. What is hidden comes last, by name, so that no order gives it away."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from statistics.cube.axes import COUNTIES, ELSEWHERE, NATION
from statistics.dashboards import numbers, scales, sentences
from statistics.dashboards.divided import county_codes, existing, is_todays
from statistics.dashboards.params import OVER_TIME, Filters
from statistics.dashboards.presenters import chance
from statistics.dashboards.presenters.cells import Shown, shown, shown_short
from statistics.dashboards.presenters.chance import Limits
from statistics.dashboards.series import SHORT
from statistics.dashboards.sparkline import Sparkline, of_cells
from statistics.labels import label
from statistics.language import say, sort_key
from statistics.table import Cell, Table

NORTH_TO_SOUTH = ("56", "55", "18", "50", "15", "34", "46", "33", "03", "32", "11", "40", "39", "31", "42")


@dataclass(frozen=True)
class Tile:
    """`style`: q1–q5 by class, `skjult`, or `tom` for another reason. `spark`: its years, where tiles show them."""

    code: str
    name: str
    short: str
    content: Shown
    style: str
    current: bool
    spark: Sparkline | None = None


@dataclass(frozen=True)
class Stroke:
    """Where a stroke over a bar begins and how long it is, in percent of the longest bar; and its limits in words."""

    left: float
    width: float
    text: str


@dataclass(frozen=True)
class Ranked:
    """`place` is empty for the nation and for counties without a figure. `share`: the bar's length in percent.

    `page`: whether the county has one. `chance`: how much its rate may vary, where that is shown.
    """

    code: str
    name: str
    place: str
    content: Shown
    share: float | None
    nation: bool = False
    page: bool = True
    chance: Stroke | None = None


@dataclass(frozen=True)
class Counties:
    tiles: list[Tile]
    scale: list[str]
    ranked: list[Ranked]
    elsewhere: Shown
    elsewhere_unit: str


def counties(table: Table, elsewhere: Table | None, filters: Filters, limits: Table | None = None) -> Counties:
    """`table`: all regions in every year of the release; the classes are the same in all of them.

    Tiles have places for today's counties alone. `limits`: as `chance.limits` takes them.
    """
    of_year = existing(table.pick(aar=str(filters.aar)), filters.inndeling)
    cells = {code: of_year.cell(omr=code) for code in (*county_codes(of_year), NATION, ELSEWHERE)}
    classes = class_limits(table)
    strokes = chance.limits(limits, filters.maal) if limits is not None else {}
    sparks = over_time(table, filters.county_years) if filters.kart == OVER_TIME else {}
    rest = cells[ELSEWHERE] if elsewhere is None else elsewhere.pick(aar=str(filters.aar)).cell()
    return Counties(
        [
            _tile(code, cells[code], classes, filters, sparks.get(code))
            for code in NORTH_TO_SOUTH
            if set(COUNTIES) <= set(cells)
        ],
        scale_words(classes, filters.maal),
        ranked(cells, filters.maal, strokes, with_nation=elsewhere is not None),
        shown_short(rest, filters.maal if elsewhere is None else "brukere"),
        sentences.unit(filters.maal if elsewhere is None else "brukere"),
    )


def over_time(table: Table, years: Sequence[int]) -> dict[str, Sparkline]:
    """A small line a county, all from zero to the highest printed figure of any: one scale, so they can be compared."""
    cells = {
        code: [table.cell(omr=code, aar=str(year)) for year in years]
        for code in county_codes(table)
        if code in COUNTIES
    }
    largest = max((value for row in cells.values() for cell in row if (value := cell.value) is not None), default=1.0)
    return {code: of_cells(row, largest) for code, row in cells.items()}


def class_limits(table: Table) -> list[float]:
    values = table.pick(omr=tuple(county_codes(table))).values
    return scales.classes(values[~np.isnan(values)].tolist())


def _tile(code: str, cell: Cell, limits: list[float], filters: Filters, spark: Sparkline | None) -> Tile:
    content = shown_short(cell, filters.maal)
    style = "skjult" if content.hidden else "tom" if cell.value is None else f"q{scales.class_of(cell.value, limits)}"
    return Tile(code, label("omr", code), SHORT[code], content, style, code == filters.omr, spark)


def scale_words(limits: list[float], measure: str) -> list[str]:
    """«under 20», «20–25», …, «35 og over»."""
    words = [_round(limit, limits, measure) for limit in limits]
    if not words:
        return []
    between = [f"{low}–{high}" for low, high in itertools.pairwise(words)]
    return [say("under {limit}", limit=words[0]), *between, say("{limit} og over", limit=words[-1])]


def _round(limit: float, limits: list[float], measure: str) -> str:
    return numbers.short(limit, measure) if limit >= 1e6 else numbers.plain(limit, limits)


def ranked(
    cells: dict[str, Cell], measure: str, strokes: dict[str, Limits] | None = None, *, with_nation: bool
) -> list[Ranked]:
    """Highest first, the nation in its place where it can be compared, counties without a figure last by name."""
    printed = {code: cell.value for code, cell in cells.items() if cell.value is not None}
    counties = [code for code in cells if code not in (NATION, ELSEWHERE)]
    listed = [code for code in counties if code in printed]
    ordered = sorted(listed, key=lambda code: (-printed[code], sort_key(label("omr", code))))
    shared = scales.places([printed[code] for code in ordered])
    places = {code: str(place) for code, place in zip(ordered, shared, strict=True) if printed[ordered[0]] > 0}
    if with_nation and NATION in printed:
        ordered = sorted([*ordered, NATION], key=lambda code: (-printed[code], code == NATION))
    last = sorted((code for code in counties if code not in printed), key=lambda code: sort_key(label("omr", code)))
    if (with_nation and NATION not in printed) or not with_nation:
        last.append(NATION)
    shown = {code: limits for code, limits in (strokes or {}).items() if code in ordered}
    top = max((*(printed[code] for code in ordered), *(limits.high for limits in shown.values())), default=0.0)
    rows = [_row(code, cells[code], measure, places.get(code, ""), top, with_nation) for code in [*ordered, *last]]
    return [replace(row, chance=_stroke(shown[row.code], top, measure)) if row.code in shown else row for row in rows]


def _stroke(limits: Limits, top: float, measure: str) -> Stroke | None:
    if limits.high <= 0:
        return None
    left, right = (round(limit / top * 100, 1) for limit in (limits.low, limits.high))
    return Stroke(left, round(right - left, 1), limits.text(measure))


def _row(code: str, cell: Cell, measure: str, place: str, top: float, comparable: bool) -> Ranked:
    drawn = cell.value is not None and top > 0 and (comparable or code != NATION)
    share = round(max(cell.value or 0, 0) / top * 100, 1) if drawn else None
    return Ranked(code, label("omr", code), place, shown(cell, measure), share, code == NATION, is_todays(code))
