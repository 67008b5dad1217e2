"""Everything the template of a drug page needs, from its tables."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from statistics.cube.axes import ALL_AGES, BOTH, NATION
from statistics.dashboards import charts, figures, sentences, series, tables
from statistics.dashboards.addresses import address, comparison
from statistics.dashboards.boundaries import Outline, boundaries
from statistics.dashboards.divided import division_names, explained, regions
from statistics.dashboards.drawing.base import written
from statistics.dashboards.figures import Figure
from statistics.dashboards.page import Page
from statistics.dashboards.params import OVER_TIME, REAL_MAP, Filters
from statistics.dashboards.presenters import chance, costs, counties, form, group, head, twins, words
from statistics.dashboards.presenters.taking import Take, take
from statistics.definitions.divisions import TODAY
from statistics.language import say
from statistics.table import Table

Context = dict[str, Any]
Build = Callable[[str], str]


def context(page: Page, today: dt.date, build: Build) -> Context:
    """`build` makes a whole address of a path."""
    made = tables.figures(page.node.code, page.filters)
    return {
        **_head(page),
        **_choices(page),
        "chosen": _chosen(page),
        "time": _time(page, made) | _taken(page, "tid", today, build),
        "ages": _ages(page, made) | _taken(page, "alder", today, build),
        "counties": _counties(page, made) | _taken(page, "fylker", today, build),
        "costs": _costs(page, made) | _taken(page, "kostnad", today, build),
        "group": group.group(page.node, page.filters.utgave, page.filters.inndeling),
        "not_addable": sentences.not_addable(),
        "terms": form.terms(page.filters.maal),
        "nothing": _nothing_to_show(page, made.time),
        "citation": words.citation(page.node.label, page.node.code, page.filters, page.release, today),
        "files": _files(page),
    }


def _head(page: Page) -> Context:
    node, utgave = page.node, page.filters.utgave
    return {
        "node": node,
        "release": page.release,
        "current": "browser",
        "name": words.title(node.label),
        "line": head.code_line(node.code, utgave, page.filters.inndeling),
        "key": sentences.key(page.national, node.label, node.level),
        "once": sentences.once() if 0 < node.level < group.SUBSTANCE else "",
        "facts": head.facts(page.national, page.release),
        "compare": _comparison(page),
    }


def _comparison(page: Page) -> str:
    """The page that compares, with this one's figure as its first series."""
    f = page.filters
    own = {} if f.inndeling == TODAY else {"inndeling": f.inndeling}
    return comparison([(page.node.code, f.omr, f.kjonn, f.alder)], page.filters.utgave, **own)


def _choices(page: Page) -> Context:
    return {
        "filters": page.filters,
        "fields": form.fields(page.filters, page.years, page.first_use),
        "splits": [(option, page.address(**{"del": option.value})) for option in form.splits(page.filters)],
        "year_links": [(year, page.address(aar=str(year))) for year in page.years],
        "selection": words.selection(page.filters),
    }


def _drawn(page: Page, figure: Figure) -> Context:
    """What every figure has: its words and its drawing."""
    both = [part for part in (figure.wide, figure.narrow) if part is not None]
    return {
        "title": figure.title,
        "finding": figure.finding,
        "unit": figure.unit,
        "svg": _safe("".join(map(written, both))),
        "rounded": sentences.rounded(page.filters.maal),
    }


def taken(page: Page, figur: str, title: str, today: dt.date, build: Build) -> Take:
    """One figure's files, for the pages of medicines and of counties."""
    return take(
        f"{page.what}: {words.inside(title)}",
        f"{page.node.code}_{figur}",
        words.citation(page.node.label, page.node.code, page.filters, page.release, today),
        lambda kind: page.file_address(kind, figur),
        build(page.file_address("frame", figur)),
    )


def _taken(page: Page, figur: str, today: dt.date, build: Build) -> Context:
    return {"take": taken(page, figur, figures.titles()[figur], today, build)}


def _chosen(page: Page) -> str:
    """The answer for a region, a sex or an age; empty for the whole nation, of whom the page's first sentence is."""
    f = page.filters
    if (f.omr, f.kjonn, f.alder) == (NATION, BOTH, ALL_AGES):
        return ""
    users, rate = tables.users_of(page.node.code, f)
    what = words.title(words.region(f.omr)) + words.people(f)
    return sentences.chosen(what, f.til, users, rate)


def _time(page: Page, made: tables.Figures) -> Context:
    f, lines = page.filters, series.over_time(made.time, page.filters)
    return {
        **_drawn(page, figures.time(page, made)),
        "figure": {
            "bred": charts.line(lines, f.maal),
            "smal": charts.line(lines, f.maal, narrow=True),
            "les": twins.readings(made.time, f),
        },
        "twin": twins.over_time(made.time, f, page.what),
        "breaks": form.break_words(f),
    }


def _ages(page: Page, made: tables.Figures) -> Context:
    f, table, year = page.filters, made.ages, str(page.filters.aar)
    return {
        **_drawn(page, figures.ages(page, made)),
        "figure": {
            "bred": charts.pyramid(table, year, f.ages_measure),
            "smal": charts.pyramid(table, year, f.ages_measure, narrow=True),
        },
        "twin": twins.by_age(table, f, page.what),
    }


def _counties(page: Page, made: tables.Figures) -> Context:
    f = page.filters
    shown = counties.counties(made.counties, made.elsewhere, f, made.limits)
    return {
        **_drawn(page, figures.counties(page, made)),
        "svg": "",
        "column": _column(f.maal),
        "tiles": [(tile, page.address(omr=tile.code)) for tile in shown.tiles],
        "map": _map(page, shown),
        "maps": _maps(page) if shown.tiles else [],
        "twin": twins.by_county(made.counties, f, page.what) if f.kart == OVER_TIME else None,
        "divisions": _divisions(page),
        "chance": _chance(page),
        "explained": " ".join(filter(None, (explained(f.inndeling), _without_map(f)))),
        "scale": shown.scale,
        "ranked": shown.ranked,
        "elsewhere": shown.elsewhere,
        "elsewhere_unit": shown.elsewhere_unit,
    }


def _costs(page: Page, made: tables.Figures) -> Context:
    lines = figures.sales(page, made)
    return {
        **_drawn(page, figures.costs(page, made)),
        "figure": {
            "bred": charts.line(lines, "nok"),
            "smal": charts.line(lines, "nok", narrow=True),
            "les": costs.readings(made.costs),
        },
        "twin": costs.twin(made.costs, page.filters, page.what),
        "rounded": sentences.rounded("nok"),
    }


def _map(page: Page, shown: counties.Counties) -> list[tuple[counties.Tile, str, Outline]]:
    """Tile, address and outline of each county, where the real map is wanted and there is one."""
    drawn = boundaries() if page.filters.kart == REAL_MAP else {}
    return [(tile, page.address(omr=tile.code), drawn[tile.code]) for tile in shown.tiles if tile.code in drawn]


def _without_map(filters: Filters) -> str:
    """Why a link that asks for the real map shows tiles."""
    if filters.kart != REAL_MAP or boundaries():
        return ""
    return say("Fylkesgrensene er ikke lagt inn på dette nettstedet, så fylkene vises som ruter.")


def _maps(page: Page) -> list[tuple[str, str, bool]]:
    names = {"ruter": say("Rutekart"), OVER_TIME: say("Ruter over tid")}
    names |= {REAL_MAP: say("Kart")} if boundaries() else {}
    return [(text, page.address(kart=name), name == page.filters.kart) for name, text in names.items()]


def _divisions(page: Page) -> list[tuple[str, str, bool]]:
    """To the other division, with the region that it has too."""
    names = division_names()
    own = page.filters
    kept = {name: own.omr if own.omr in regions(name, page.years[0], page.years[-1]) else NATION for name in names}
    return [(text, page.address(inndeling=name, omr=kept[name]), name == own.inndeling) for name, text in names.items()]


def _chance(page: Page) -> tuple[str, str] | None:
    """The way to chance shown, or not; None where it cannot be told of the measure."""
    if page.filters.usikkerhet:
        return say("Skjul tilfeldig variasjon"), page.address(usikkerhet="")
    return (say("Vis tilfeldig variasjon"), page.address(usikkerhet="1")) if chance.limited(page.filters.maal) else None


def _column(measure: str) -> str:
    """Head of the ranked list's figures."""
    unit = sentences.unit(measure)
    return unit[:1].upper() + unit[1:]


def _files(page: Page) -> Context:
    return {
        "csv": page.file_address("csv"),
        "csv_excel": page.file_address("csv", csv="excel"),
        "json": page.file_address("json"),
        "xlsx": page.file_address("xlsx"),
    }


def _nothing_to_show(page: Page, table: Table) -> Context | None:
    """Ways out where the selection has no figure at all: up in the code, or the whole country."""
    if (table.reasons == 0).any():
        return None
    return {
        "parent": _parent(page) if page.node.parent else "",
        "nation": page.address(omr=NATION) if page.filters.omr != NATION else "",
    }


def _parent(page: Page) -> str:
    return address(page.node.parent, page.filters.utgave, inndeling=page.filters.inndeling)


def _safe(drawn: str) -> SafeString:
    return mark_safe(drawn)  # noqa: S308  # written by ElementTree, which escapes its text
