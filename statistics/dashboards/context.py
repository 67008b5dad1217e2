"""Everything the template of a drug page needs, from its tables."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from statistics.cube.axes import NATION
from statistics.dashboards import charts, sentences, series, svg, tables
from statistics.dashboards.addresses import address, parameters
from statistics.dashboards.params import Filters
from statistics.dashboards.presenters import counties, form, group, head, twins, words
from statistics.dashboards.series import SPLIT_AXIS
from statistics.queries import Named
from statistics.table import ReleaseInfo, Table

Context = dict[str, Any]


@dataclass(frozen=True)
class Page:
    """`national`: the nation in every year; `first_use`: where the axis of time begins by default."""

    node: Named
    release: ReleaseInfo
    filters: Filters
    national: Table
    first_use: int

    @property
    def years(self) -> range:
        return range(self.release.first_year, self.release.last_year + 1)

    @property
    def what(self) -> str:
        return f"{words.title(self.node.name)} ({self.node.code})"

    def address(self, view: str = "drug", **changes: str) -> str:
        """Of this page, or one of its twins, with these filters but for `changes`."""
        query = parameters(self.filters, self.first_use, self.release.last_year)
        return address(self.node.code, changes.pop("utgave", self.filters.utgave), view, **{**query, **changes})


def context(page: Page, today: dt.date) -> Context:
    figures = tables.figures(page.node.code, page.filters)
    return {
        **_head(page),
        "filters": page.filters,
        "fields": form.fields(page.filters, page.years, page.first_use),
        "splits": [(option, page.address(**{"del": option.value})) for option in form.splits(page.filters)],
        "year_links": [(year, page.address(aar=str(year))) for year in page.years],
        "selection": words.selection(page.filters),
        "time": _time(page, figures.time),
        "ages": _ages(page, figures),
        "counties": _counties(page, figures),
        "group": group.group(page.node, page.filters.utgave),
        "not_addable": sentences.NOT_ADDABLE,
        "citation": words.citation(page.node.name, page.node.code, page.filters, page.release, today),
        "csv": page.address("drug_csv"),
        "csv_excel": page.address("drug_csv", csv="excel"),
        "json": page.address("drug_json"),
        "nothing": _nothing_to_show(page, figures.time),
    }


def _head(page: Page) -> Context:
    node, utgave = page.node, page.filters.utgave
    return {
        "node": node,
        "release": page.release,
        "current": "browser",
        "name": words.title(node.name),
        "line": head.code_line(node.code, utgave),
        "key": sentences.key(page.national, node.name, node.level),
        "once": sentences.ONCE if 0 < node.level < group.SUBSTANCE else "",
        "facts": head.facts(page.national, page.release),
    }


def _time(page: Page, table: Table) -> Context:
    f = page.filters
    lines = series.over_time(table, f)
    return {
        "finding": _told_of_time(table, f),
        "unit": words.time_unit(f),
        "figure": {
            "bred": charts.line(lines, f.maal),
            "smal": charts.line(lines, f.maal, narrow=True),
            "les": twins.readings(table, f),
        },
        "svg": _safe(svg.line(lines, f.maal)) + _safe(svg.line(lines, f.maal, narrow=True)),
        "twin": twins.over_time(table, f, page.what),
        "csv": page.address("drug_csv", figur="tid"),
    }


def _told_of_time(table: Table, filters: Filters) -> str:
    if filters.deling == "ingen":
        return sentences.time(table, filters.maal)
    return sentences.split(table, filters.maal, SPLIT_AXIS[filters.deling])


def _ages(page: Page, figures: tables.Figures) -> Context:
    f, table = page.filters, figures.ages
    year = str(f.aar)
    return {
        "finding": sentences.ages(figures.of_year(table), f.maal),
        "unit": words.ages_unit(f),
        "figure": {
            "bred": charts.pyramid(table, year, f.maal),
            "smal": charts.pyramid(table, year, f.maal, narrow=True),
        },
        "svg": _safe(svg.pyramid(table, year, f.maal)) + _safe(svg.pyramid(table, year, f.maal, narrow=True)),
        "twin": twins.by_age(table, f, page.what),
        "csv": page.address("drug_csv", figur="alder"),
    }


def _counties(page: Page, figures: tables.Figures) -> Context:
    f = page.filters
    shown = counties.counties(figures.counties, figures.elsewhere, f)
    return {
        "finding": sentences.counties(figures.of_year(figures.counties), f.maal),
        "unit": words.counties_unit(f),
        "column": _column(f.maal),
        "tiles": [(tile, page.address(omr=tile.code)) for tile in shown.tiles],
        "scale": shown.scale,
        "ranked": shown.ranked,
        "elsewhere": shown.elsewhere,
        "elsewhere_unit": shown.elsewhere_unit,
        "csv": page.address("drug_csv", figur="fylker"),
    }


def _column(measure: str) -> str:
    """Head of the ranked list's figures."""
    unit = sentences.unit(measure)
    return unit[:1].upper() + unit[1:]


def _nothing_to_show(page: Page, table: Table) -> Context | None:
    """Ways out where the selection has no figure at all: up in the code, or the whole country."""
    if (table.reasons == 0).any():
        return None
    return {
        "parent": address(page.node.parent, page.filters.utgave) if page.node.parent else "",
        "nation": page.address(omr=NATION) if page.filters.omr != NATION else "",
    }


def _safe(drawing: str) -> SafeString:
    return mark_safe(drawing)  # noqa: S308  # written by ElementTree, which escapes its text
