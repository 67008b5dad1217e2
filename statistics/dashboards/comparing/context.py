"""Everything the page of a comparison needs."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from django.utils.safestring import mark_safe

from statistics import queries
from statistics.cube.axes import ALL_AGES, BANDS, SEXES
from statistics.dashboards import charts, drawing, numbers, sentences
from statistics.dashboards.comparing import tables
from statistics.dashboards.comparing.params import MOST, Comparison, One
from statistics.dashboards.divided import division_names, explained
from statistics.dashboards.drawing.base import written
from statistics.dashboards.presenters import form, words
from statistics.dashboards.presenters.cells import Shown, shown
from statistics.dashboards.presenters.form import Field, field
from statistics.dashboards.presenters.taking import take
from statistics.dashboards.presenters.twins import Row, Twin
from statistics.dashboards.sentences.several import growth, highest, no_start
from statistics.dashboards.series import Series
from statistics.labels import label, reason_text
from statistics.language import say, say_count
from statistics.table import Cell, ReleaseInfo, Table

Context = dict[str, Any]


@dataclass(frozen=True)
class Chip:
    """A series as its card: what it is, the way without it, and its own fields."""

    number: int
    one: One
    name: str
    where: str
    without: str
    fields: list[Field]


@dataclass(frozen=True)
class Made:
    """The series drawn, and in words. `unit` is empty for an index."""

    title: str
    finding: str
    unit: str
    lines: list[Series]
    wide: ET.Element
    narrow: ET.Element
    plotly: Context | None
    maal: str


def made(asked: Comparison, cells: Sequence[Table]) -> Made:
    lines = tables.lines(asked, cells)
    start, index = tables.indexed(lines, cells) if asked.vis == "indeks" else (None, lines)
    maal = "indeks" if asked.vis == "indeks" else asked.maal
    last = [(one.name, one.cells[-1]) for one in index]
    finding = _change(start, last) if maal == "indeks" else highest(str(asked.til), last, maal)
    unit = tables.common(asked)
    if start is not None:
        unit = say("{what}. {year} = 100", what=unit, year=start)
    draw = drawing.multiples if asked.vis == "smaa" else drawing.line
    plotly = None
    if asked.vis != "smaa":
        plotly = {"bred": charts.line(index, maal), "smal": charts.line(index, maal, narrow=True)}
    title = say_count("Utvikling for {count} serie", "Utvikling for {count} serier", len(lines))
    return Made(title, finding, unit, index, draw(index, maal), draw(index, maal, narrow=True), plotly, maal)


def _change(start: int | None, last: Sequence[tuple[str, Cell]]) -> str:
    return no_start() if start is None else growth(start, last)


def context(asked: Comparison, release: ReleaseInfo, today: dt.date, build: Callable[[str], str]) -> Context:
    """`build` makes a whole address of a path."""
    told: Context = {
        "current": "compare",
        "release": release,
        "asked": asked,
        "chips": [_chip(asked, at, one) for at, one in enumerate(asked.series, 1)],
        "full": len(asked.series) >= MOST,
        "hidden": [("serie", ":".join(one.text)) for one in asked.series],
        "kept": [(name, value) for name, value in asked.more().items() if value],
    }
    if not asked.series:
        return told
    cells = tables.tables(asked)
    figure = made(asked, cells)
    return {
        **told,
        "figure": figure,
        "svg": mark_safe(written(figure.wide) + written(figure.narrow)),  # noqa: S308  # ElementTree escapes its text
        "plotly": {**figure.plotly, "les": readings(figure)} if figure.plotly else None,
        "reading": readings(figure),
        "fields": _fields(asked),
        "views": [(name, text, asked.address(vis=name)) for name, text in _views().items()],
        "twin": twin(figure, asked),
        "terms": form.terms(asked.maal),
        "not_addable": sentences.not_addable(),
        "rounded": sentences.rounded(asked.maal),
        "citation": (citation := words.cite(cited(asked), release, today)),
        "take": take(
            f"{figure.title}: {figure.unit}",
            "sammenlign",
            citation,
            asked.file_address,
            build(asked.address("compare_frame")),
        ),
        "breaks": [*form.breaks_between(asked.fra, asked.til), *_redrawn(figure.lines, asked)],
        "divisions": [(text, asked.divided(name), name == asked.inndeling) for name, text in division_names().items()],
        "explained": explained(asked.inndeling),
    }


def cited(asked: Comparison) -> str:
    codes = ", ".join(dict.fromkeys(one.code for one in asked.series))
    return f"{codes}, {words.inside(words.measure(asked.maal))} {words.period(asked.fra, asked.til)}"


def _redrawn(lines: Sequence[Series], asked: Comparison) -> list[str]:
    """In words, the years from which a county of the comparison has other borders."""
    return [
        say("{region} fikk andre grenser i {year}", region=label("omr", omr), year=year)
        for omr, years in {one.omr: line.redrawn for one, line in zip(asked.series, lines, strict=True)}.items()
        for year in years
    ]


def _views() -> dict[str, str]:
    return {"felles": say("Én graf"), "smaa": say("Små grafer"), "indeks": say("Endring fra startår")}


def _chip(asked: Comparison, number: int, one: One) -> Chip:
    without = tuple(other for other in asked.series if other != one)
    node = queries.node(one.code, asked.utgave)
    parts = [label("omr", one.omr), label("kjonn", one.kjonn).lower(), label("alder", one.alder).lower()]
    fields = [
        field(
            f"omr-{number}", say("Område"), form.regions(asked.inndeling, asked.first_year, asked.last_year), one.omr
        ),
        field(f"kjonn-{number}", say("Kjønn"), SEXES[::-1], one.kjonn),
        field(f"alder-{number}", say("Alder"), (ALL_AGES, *BANDS), one.alder),
    ]
    return Chip(number, one, words.title(node.label), ", ".join(parts), asked.address(series=without), fields)


def _fields(asked: Comparison) -> list[Field]:
    years = [str(year) for year in range(asked.first_year, asked.last_year + 1)]
    return [
        form.measure_field(asked.maal),
        field("fra", say("Fra år"), years, str(asked.fra), years[0]),
        field("til", say("Til år"), years, str(asked.til), years[-1]),
    ]


def twin(figure: Made, asked: Comparison) -> Twin:
    rows = [
        Row(str(year), [_cell(one.cells[at], figure.maal) for one in figure.lines])
        for at, year in enumerate(asked.years)
    ]
    return Twin(figure.unit, [say("År"), *(words.title(one.name) for one in figure.lines)], rows)


def readings(figure: Made) -> dict[str, str]:
    """What the reading ruler writes at each year: the highest first."""
    return {str(year): _reading(figure, at) for at, year in enumerate(figure.lines[0].years)}


def _reading(figure: Made, at: int) -> str:
    cells = sorted(figure.lines, key=lambda one: -(one.cells[at].value or -1))
    return " · ".join(f"{one.name} {_cell(one.cells[at], figure.maal).said}" for one in cells)


def _cell(cell: Cell, maal: str) -> Shown:
    if maal != "indeks":
        return shown(cell, maal)
    if cell.value is None:
        return Shown(cell.reason.symbol, reason_text(cell.reason), cell.reason.name == "HIDDEN")
    return Shown(numbers.decimal(cell.value))
