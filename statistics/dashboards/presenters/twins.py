"""The table under each figure: the same cells, in words and rows."""

from dataclasses import dataclass

from statistics.cube.axes import BANDS, MEN, NATION, WOMEN
from statistics.dashboards import numbers, sentences
from statistics.dashboards.divided import county_codes
from statistics.dashboards.params import Filters
from statistics.dashboards.presenters import words
from statistics.dashboards.presenters.cells import Shown, shown
from statistics.dashboards.series import SPLIT_AXIS
from statistics.labels import label, reason_text
from statistics.language import say, sort_key
from statistics.table import Cell, Table


@dataclass(frozen=True)
class Row:
    head: str
    cells: list[Shown]


@dataclass(frozen=True)
class Twin:
    """`columns`: heads of the columns, that of the rows first."""

    caption: str
    columns: list[str]
    rows: list[Row]


def over_time(table: Table, filters: Filters, what: str) -> Twin:
    """One column a series and measure."""
    axis = SPLIT_AXIS[filters.deling]
    measures = table.axis("maal").codes
    series = table.axis(axis).categories
    columns = [_column(c.label, measure, len(series), len(measures)) for measure in measures for c in series]
    rows = [
        Row(year, [shown(table.cell(**{axis: c.code}, aar=year, maal=m), m) for m in measures for c in series])
        for year in table.axis("aar").codes
    ]
    return Twin(f"{words.time_unit(filters)}. {what}.", [say("År"), *columns], rows)


def _column(series: str, measure: str, lines: int, measures: int) -> str:
    if lines == 1:
        return words.measure(measure)
    return f"{series} ({sentences.unit(measure)})" if measures > 1 else series


def by_age(table: Table, filters: Filters, what: str) -> Twin:
    """`table` may have all years; that of the filters is shown."""
    sexes = (WOMEN, MEN)
    at = {"aar": str(filters.aar)}
    rows = [
        Row(label("alder", age), [shown(table.cell(kjonn=s, alder=age, **at), filters.ages_measure) for s in sexes])
        for age in BANDS
    ]
    caption = f"{words.measure(filters.ages_measure)}, {words.region(filters.omr)}, {filters.aar}. {what}."
    return Twin(caption, [say("Alder"), *(label("kjonn", sex) for sex in sexes)], rows)


def by_county(table: Table, filters: Filters, what: str) -> Twin:
    """Counties down, years across: what tiles over time show as small lines."""
    years = [str(year) for year in filters.county_years]
    codes = sorted(county_codes(table), key=lambda code: sort_key(label("omr", code)))
    rows = [
        Row(label("omr", code), [shown(table.cell(omr=code, aar=year), filters.maal) for year in years])
        for code in (NATION, *codes)
    ]
    caption = f"{words.measure(filters.maal)}{words.people(filters)}, {words.period(int(years[0]), int(years[-1]))}"
    return Twin(f"{caption}. {what}.", [say("Område"), *years], rows)


def readings(table: Table, filters: Filters) -> dict[str, str]:
    """What the reading ruler writes at each year."""
    axis = SPLIT_AXIS[filters.deling]
    return {year: _reading(table, filters, axis, year) for year in table.axis("aar").codes}


def _reading(table: Table, filters: Filters, axis: str, year: str) -> str:
    series = table.axis(axis).categories
    if len(series) == 1:
        cells = {measure: table.cell(aar=year, maal=measure) for measure in table.axis("maal").codes}
        return ", ".join(dict.fromkeys(_said(cell, measure) for measure, cell in cells.items()))
    cells = {c.label: table.cell(**{axis: c.code}, aar=year, maal=filters.maal) for c in series}
    return " · ".join(f"{name} {_said(cell, filters.maal, unit=False)}" for name, cell in cells.items())


def _said(cell: Cell, measure: str, *, unit: bool = True) -> str:
    if cell.value is None:
        return reason_text(cell.reason)
    return sentences.with_unit(cell.value, measure) if unit else numbers.in_words(cell.value, measure)
