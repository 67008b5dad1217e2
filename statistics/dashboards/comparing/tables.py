"""The series of a comparison: the cells of each, their names, and their change from a common start."""

from collections.abc import Sequence
from dataclasses import replace

from statistics import queries
from statistics.cube.axes import ALL_AGES, BOTH, NATION, ROOT
from statistics.dashboards.comparing.params import Comparison, One
from statistics.dashboards.divided import redrawn_years
from statistics.dashboards.numbers import COMPARABLE
from statistics.dashboards.presenters import words
from statistics.dashboards.series import Series, short
from statistics.labels import label
from statistics.language import say
from statistics.table import Cell, Reason, Table

WHOLE = {"omr": NATION, "kjonn": BOTH, "alder": ALL_AGES}


def tables(shown: Comparison) -> list[Table]:
    """One table a series, of the measure and of users."""
    maal = tuple(dict.fromkeys((shown.maal, "brukere")))
    return [
        queries.table(
            queries.Selection(
                (one.code,), maal, (one.omr,), (one.kjonn,), (one.alder,), shown.years, shown.utgave, shown.inndeling
            )
        )
        for one in shown.series
    ]


def lines(shown: Comparison, made: Sequence[Table]) -> list[Series]:
    names = [name(one, shown.series, shown.utgave) for one in shown.series]
    return [
        Series(
            said,
            short_name(one, shown.series),
            at,
            f"s{at}",
            f"t{at}",
            shown.years,
            tuple(table.cell(aar=str(year), maal=shown.maal) for year in shown.years),
            redrawn_years(one.omr, shown.inndeling, shown.fra, shown.til),
        )
        for at, (one, said, table) in enumerate(zip(shown.series, names, made, strict=True), 1)
    ]


def name(one: One, series: Sequence[One], utgave: str) -> str:
    """What tells this series from the others; the medicine where nothing does."""
    parts, told = [], telling(one, series)
    if len({other.code for other in series}) > 1 or len(series) == 1:
        parts.append(words.inside(queries.node(one.code, utgave).label))
    if "omr" in told:
        parts.append(words.region(one.omr))
    if "kjonn" in told:
        parts.append(label("kjonn", one.kjonn).lower())
    if "alder" in told:
        parts.append(words.inside(label("alder", one.alder)))
    return ", ".join(parts)


def telling(one: One, series: Sequence[One]) -> list[str]:
    """Axes on which the series differ. Of a medicine that is there once, the whole of an axis goes without saying."""
    alone = sum(other.code == one.code for other in series) == 1 < len(series)
    return [
        axis
        for axis, whole in WHOLE.items()
        if len({getattr(other, axis) for other in series}) > 1 and not (alone and getattr(one, axis) == whole)
    ]


def short_name(one: One, series: Sequence[One]) -> str:
    """The same where there is little room: the code, and short names: «A10BJ06 OSL»."""
    parts, told = [], telling(one, series)
    if len({other.code for other in series}) > 1 or len(series) == 1:
        parts.append(one.code if one.code != ROOT else say("alle"))
    if "omr" in told:
        parts.append(short(one.omr, label("omr", one.omr)))
    if "kjonn" in told:
        parts.append(short(one.kjonn, label("kjonn", one.kjonn)))
    if "alder" in told:
        parts.append(one.alder.replace("-", "–") if one.alder != ALL_AGES else label("alder", one.alder))
    return " ".join(parts)


def common(shown: Comparison) -> str:
    """What all series share, in words: measure, and the region, sex and age that are one."""
    parts = [words.measure(shown.maal)]
    first = shown.series[0]
    if len({one.code for one in shown.series}) == 1 and len(shown.series) > 1:
        parts.append(queries.node(first.code, shown.utgave).label)
    if len({one.omr for one in shown.series}) == 1:
        parts.append(words.region(first.omr))
    if {one.kjonn for one in shown.series} == {first.kjonn} != {BOTH}:
        parts.append(label("kjonn", first.kjonn).lower())
    if {one.alder for one in shown.series} == {first.alder} != {ALL_AGES}:
        parts.append(label("alder", first.alder))
    return ", ".join(parts)


def indexed(series: Sequence[Series], made: Sequence[Table]) -> tuple[int | None, list[Series]]:
    """Each as a share of its first common year, which is 100; and that year, None where they have none.

    A start that stands on fewer users than can be compared does not count.
    """
    start = next((year for year in series[0].years if _comparable(series, made, year)), None) if series else None
    if start is None:
        return None, [replace(one, cells=tuple(Cell(None, Reason.NOT_COMPUTABLE) for _ in one.cells)) for one in series]
    return start, [replace(one, cells=tuple(_index(one, cell, start) for cell in one.cells)) for one in series]


def _comparable(series: Sequence[Series], made: Sequence[Table], year: int) -> bool:
    users = [table.cell(aar=str(year), maal="brukere").value for table in made]
    values = [one.cells[one.years.index(year)].value for one in series]
    return all(v is not None and v > 0 for v in values) and all(u is not None and u >= COMPARABLE for u in users)


def _index(one: Series, cell: Cell, start: int) -> Cell:
    base = one.cells[one.years.index(start)].value
    return cell if cell.value is None or not base else Cell(cell.value / base * 100, Reason.NONE)
