"""The counties together, and one by one."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate

from statistics import queries
from statistics.cube.axes import ALL_AGES, BOTH, COUNTIES, NATION, ROOT
from statistics.dashboards import drawing, figures, sentences, series, tables
from statistics.dashboards.addresses import address, comparison, with_query
from statistics.dashboards.answering import Question, answers
from statistics.dashboards.context import taken
from statistics.dashboards.county import gone, listing, rows
from statistics.dashboards.divided import division_names, explained, regions
from statistics.dashboards.drawing.base import written
from statistics.dashboards.drawing.listed import listed
from statistics.dashboards.framing import for_frames, framed
from statistics.dashboards.listing import Listing, answer
from statistics.dashboards.page import Page
from statistics.dashboards.params import BadParameter, Filters, choice
from statistics.dashboards.presenters import counties as by_county
from statistics.dashboards.presenters import form, twins, words
from statistics.dashboards.presenters.form import Option
from statistics.dashboards.presenters.taking import Take, take
from statistics.dashboards.sentences import ranking as told
from statistics.definitions.divisions import DIVISIONS, TODAY
from statistics.labels import label
from statistics.language import say, sort_key

Context = dict[str, Any]
LEVELS = ("4", "3", "5")


@answers()
def counties(asked: Question) -> HttpResponse:
    """All of them: any medicine, as tiles and as a list."""
    filters = _filters(asked, NATION)
    made = tables.figures(ROOT, filters)
    shown = by_county.counties(made.counties, made.elsewhere, filters)
    context = {
        "current": "counties",
        "release": asked.release,
        "newest": asked.to_newest,
        "finding": sentences.counties(made.of_year(made.counties), filters.maal),
        "unit": words.counties_unit(filters),
        "tiles": [(tile, asked.along.address("county", tile.code)) for tile in shown.tiles],
        "scale": shown.scale,
        "ranked": shown.ranked,
        "all": address(ROOT, asked.utgave),
        "gone": [(label("omr", code), _county(code, asked.utgave)) for code in gone.codes(asked)],
        "take": taken(
            _page(asked, filters),
            "fylker",
            figures.titles()["fylker"],
            localdate(),
            asked.request.build_absolute_uri,
        ),
    }
    return render(asked.request, "dashboards/counties_page.html", context)


@answers("mot", "nivaa", "inndeling")
def county(asked: Question, code: str) -> HttpResponse:
    if code not in COUNTIES:
        return gone.page(asked, code)
    query = asked.request.GET
    division = choice(query, "inndeling", _divisions(asked, code), TODAY)
    other = choice(query, "mot", tuple(c for c in COUNTIES if c != code), "")
    level = choice(query, "nivaa", LEVELS, LEVELS[0])
    return render(asked.request, "dashboards/county.html", _context(asked, code, other, level, division))


def _divisions(asked: Question, code: str) -> tuple[str, ...]:
    """Those that the county is in: one that is younger than the release's years has no past."""
    years = asked.years
    return tuple(one for one in DIVISIONS if code in regions(one, years[0], years[-1]))


def _context(asked: Question, code: str, other: str, level: str, division: str) -> Context:
    """`division`: by which the county is followed over time; what is of one year is of today's county."""
    filters, year, name = _filters(asked, code), asked.release.last_year, label("omr", code)
    made = tables.figures(ROOT, filters)
    used = rows.most_used(code, other, year, asked.utgave)
    return {
        "current": "counties",
        "release": asked.release,
        "newest": asked.to_newest,
        "code": code,
        "name": name,
        "other": other,
        "other_name": label("omr", other) if other else "",
        "year": year,
        "key": told.county(year, name, *rows.key_cells(code, year, asked.utgave)),
        "tiles": _tiles(made, filters, asked),
        "used": used,
        "deviations": rows.deviations(code, int(level), year, asked.utgave),
        "least": rows.LEAST,
        "fields": [_other_field(code, other), _level_field(level)],
        **_over_time(asked, code, division, name),
        **_ages(made, filters, name),
        "compare": _compared(asked, code, other, division),
        "ranking": asked.along.address("most_used", omr=code),
        "everything": asked.along.address("drug", ROOT, omr=code),
        **_takes(asked, code, other, level, replace(filters, inndeling=division)),
        "citation": words.cite(f"{name}, {words.inside(words.measure('per1000'))} {year}", asked.release, localdate()),
    }


def _takes(asked: Question, code: str, other: str, level: str, filters: Filters) -> Context:
    """How each figure is taken along: the charts are those of the page of all medicines, in this county."""
    page, today, build = _page(asked, filters), localdate(), asked.request.build_absolute_uri
    titles = figures.titles()
    charts = {f"take_{figur}": taken(page, figur, titles[figur], today, build) for figur in ("tid", "alder")}
    lists = {f"take_{name}": _list_taken(asked, code, level, name) for name in listing.LISTS}
    return {**charts, **lists}


def _list_taken(asked: Question, code: str, level: str, name: str) -> Take:
    made = _listing(asked, code, level, name)
    own_level = "" if level == LEVELS[0] or name == "mest" else level
    query = {"liste": name, "nivaa": own_level, **_edition(asked.utgave)}
    kept = {key: value for key, value in query.items() if value}
    return take(
        made.title,
        f"{code}_{name}",
        words.cite(f"{made.title} {asked.release.last_year}", asked.release, localdate()),
        lambda kind: with_query(reverse(f"county_{kind}", args=[code]), kept),
        asked.request.build_absolute_uri(with_query(reverse("county_frame", args=[code]), kept)),
    )


def _listing(asked: Question, code: str, level: str, name: str) -> Listing:
    year, county = asked.release.last_year, label("omr", code)
    if name == "mest":
        return listing.used(county, year, rows.most_used(code, "", year, asked.utgave))
    return listing.deviations(county, year, rows.deviations(code, int(level), year, asked.utgave))


@answers("liste", "nivaa")
def county_file(asked: Question, code: str, extension: str) -> HttpResponse:
    if code not in COUNTIES:
        raise Http404(code)
    name, level = _list_and_level(asked)
    return answer(_listing(asked, code, level, name), extension, asked.release, f"{code}_{name}")


@for_frames
@answers("liste", "nivaa")
def county_frame(asked: Question, code: str) -> HttpResponse:
    if code not in COUNTIES:
        raise Http404(code)
    name, level = _list_and_level(asked)
    made = _listing(asked, code, level, name)
    drawn = (listed(made.lines), listed(made.lines, narrow=True))
    return framed(asked.request, made.around(asked.release), drawn, _county(code, asked.utgave))


def _list_and_level(asked: Question) -> tuple[str, str]:
    """Raises BadParameter for a level of the list that has none: what is most used is always substances."""
    query = asked.request.GET
    name = choice(query, "liste", listing.LISTS, listing.LISTS[0])
    if name == "mest" and "nivaa" in query:
        message = say("«nivaa» gjelder bare lista «skiller»: den mest brukte er alltid av virkestoff.")
        raise BadParameter("nivaa", query["nivaa"], (), message)
    return name, choice(query, "nivaa", LEVELS, LEVELS[0])


def _page(asked: Question, filters: Filters) -> Page:
    national = tables.national(ROOT, asked.release.number)
    return Page(queries.node(ROOT, asked.utgave), asked.release, filters, national, asked.years[0])


def _over_time(asked: Question, code: str, division: str, name: str) -> Context:
    filters = replace(_filters(asked, code), inndeling=division)
    made = tables.figures(ROOT, filters).time
    lines = series.over_time(made, filters)
    wide, narrow = (drawing.line(lines, filters.maal, narrow=narrow) for narrow in (False, True))
    return {
        "time": sentences.time(made.pick(omr=code), filters.maal),
        "time_unit": words.time_unit(filters),
        "time_svg": mark_safe(written(wide) + written(narrow)),  # noqa: S308  # ElementTree escapes its text
        "time_twin": twins.over_time(made, filters, name),
        "time_breaks": form.break_words(filters),
        "explained": explained(division),
        "divisions": [
            (division_names()[one], _county(code, asked.utgave, one), one == division)
            for one in _divisions(asked, code)
        ],
    }


def _ages(made: tables.Figures, filters: Filters, name: str) -> Context:
    wide, narrow = (
        drawing.pyramid(made.ages, str(filters.aar), filters.maal, narrow=narrow) for narrow in (False, True)
    )
    return {
        "ages": sentences.ages(made.of_year(made.ages), filters.maal),
        "ages_unit": words.ages_unit(filters),
        "ages_svg": mark_safe(written(wide) + written(narrow)),  # noqa: S308
        "ages_twin": twins.by_age(made.ages, filters, name),
    }


def _filters(asked: Question, omr: str) -> Filters:
    return Filters(asked.years[0], asked.years[-1], asked.years[-1], omr=omr, utgave=asked.utgave)


def _compared(asked: Question, code: str, other: str, division: str) -> str:
    """The county beside the one chosen, where the division has it, and the nation."""
    known = regions(division, asked.years[0], asked.years[-1])
    shown = [omr for omr in (code, other, NATION) if omr in known]
    own = {} if division == TODAY else {"inndeling": division}
    return comparison([(ROOT, omr, BOTH, ALL_AGES) for omr in shown], asked.utgave, **own)


def _tiles(made: tables.Figures, filters: Filters, asked: Question) -> list[tuple[by_county.Tile, str]]:
    shown = by_county.counties(made.counties, made.elsewhere, filters)
    return [(tile, asked.along.address("county", tile.code)) for tile in shown.tiles]


def _county(code: str, utgave: str, division: str = TODAY) -> str:
    own = {} if division == TODAY else {"inndeling": division}
    return with_query(reverse("county", args=[code]), {**own, **_edition(utgave)})


def _edition(utgave: str) -> dict[str, str]:
    return {"utgave": utgave} if utgave else {}


def _other_field(code: str, other: str) -> form.Field:
    names = sorted((c for c in COUNTIES if c != code), key=lambda c: sort_key(label("omr", c)))
    options = [Option("", say("Ingen"), not other), *(Option(c, label("omr", c), c == other) for c in names)]
    return form.Field("mot", say("Sammenlign med"), options, "")


def _level_field(level: str) -> form.Field:
    texts = {
        "5": say("Virkestoff"),
        "4": say("Kjemisk gruppe (nivå 4)"),
        "3": say("Farmakologisk gruppe (nivå 3)"),
    }
    return form.Field(
        "nivaa", say("Nivå for forskjellene"), [Option(n, texts[n], n == level) for n in LEVELS], LEVELS[0]
    )
