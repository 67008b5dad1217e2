"""The three rankings: as pages, as files, and in frames."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate

from statistics.cube.axes import ALL_AGES, BANDS, SEXES
from statistics.dashboards import numbers
from statistics.dashboards.addresses import with_query
from statistics.dashboards.answering import Question, View, answers
from statistics.dashboards.divided import division_names, explained, regions
from statistics.dashboards.drawing.listed import listed
from statistics.dashboards.framing import for_frames, framed
from statistics.dashboards.listing import Listing, answer
from statistics.dashboards.params import BadParameter
from statistics.dashboards.presenters import form, words
from statistics.dashboards.presenters.form import Field, Option, field
from statistics.dashboards.presenters.taking import Take, take
from statistics.dashboards.ranking import rows
from statistics.dashboards.ranking.listing import listing
from statistics.dashboards.ranking.params import (
    CHANGED,
    DIFFERENT,
    DIRECTIONS,
    LEAST,
    LEVELS,
    MEASURES,
    RATES,
    USED,
    Ranking,
    parse,
)
from statistics.dashboards.ranking.rows import Ranked
from statistics.dashboards.sentences import ranking as told
from statistics.dashboards.sentences import rounded, unit
from statistics.definitions.divisions import DIVISIONS, TODAY
from statistics.labels import label
from statistics.language import say

Context = dict[str, Any]
IN_FRAME = 10
"""Rows shown in a frame."""


@dataclass(frozen=True)
class Kind:
    """One ranking: its view's name, its parameters, what it counts, and how it is spoken of."""

    view: str
    names: tuple[str, ...]
    measure: str
    measures: tuple[str, ...]
    rank: Callable[[Ranking], Ranked]
    sentence: Callable[[Ranking, Ranked], str]
    nothing: Callable[[], str]

    @property
    def whole(self) -> tuple[str, ...]:
        """Its parameters where every row is shown, so that there are no pages."""
        return tuple(name for name in self.names if name != "side")


def _of_used(asked: Ranking, ranked: Ranked) -> str:
    first = ranked.rows[0]
    return told.used(asked.aar, first.name, first.value, asked.maal)


def _of_changed(asked: Ranking, ranked: Ranked) -> str:
    first = ranked.rows[0]
    return told.changed(asked.fra, asked.aar, first.name, first.change)


def _of_different(asked: Ranking, ranked: Ranked) -> str:
    first = ranked.rows[0]
    high, low = label("omr", first.high), label("omr", first.low)
    return told.different(asked.aar, first.name, high, low, first.value, asked.maal)


MOST_USED = Kind("most_used", USED, "brukere", MEASURES, rows.used, _of_used, told.nothing)
MOST_CHANGED = Kind("most_changed", CHANGED, "per1000", MEASURES, rows.changed, _of_changed, told.nothing)
MOST_DIFFERENT = Kind("most_different", DIFFERENT, "std1000", RATES, rows.different, _of_different, told.no_difference)


RANKINGS = {"mest-brukt": MOST_USED, "storst-endring": MOST_CHANGED, "fylkesforskjeller": MOST_DIFFERENT}
"""By the place of its page."""


def page(kind: Kind) -> View:
    @answers(*kind.names)
    def ranking(asked: Question) -> HttpResponse:
        return _page(asked, kind)

    return ranking


def files(kind: Kind) -> View:
    """Every row of the ranking, not one page of it; a picture shows the first."""

    @answers(*kind.whole)
    def ranking_file(asked: Question, extension: str) -> HttpResponse:
        return answer(_listing(asked, kind), extension, asked.release, kind.view)

    return ranking_file


def frame(kind: Kind) -> View:
    @for_frames
    @answers(*kind.whole)
    def ranking_frame(asked: Question) -> HttpResponse:
        listing = _listing(asked, kind)
        drawn = (listed(listing.lines[:IN_FRAME]), listed(listing.lines[:IN_FRAME], narrow=True))
        return framed(asked.request, listing.around(asked.release), drawn, _address(asked, kind.view, side=""))

    return ranking_frame


def _page(asked: Question, kind: Kind) -> HttpResponse:
    wanted = _parsed(asked, kind)
    ranked = kind.rank(wanted)
    if wanted.side > ranked.pages:
        last = str(ranked.pages)
        message = say("Lista har {last} sider, og ingen side {page}.", last=last, page=wanted.side)
        raise BadParameter("side", str(wanted.side), (last,), message)
    context = {
        "current": "rankings",
        "release": asked.release,
        "newest": asked.to_newest,
        "kind": kind.view,
        "tabs": [(view, text, asked.along.address(view)) for view, text in tabs().items()],
        "asked": wanted,
        "ranked": ranked,
        "finding": kind.sentence(wanted, ranked) if ranked.rows and wanted.side == 1 else "",
        "nothing": "" if ranked.rows else kind.nothing(),
        "left_out": told.left_out(ranked.left_out),
        "unadjusted": told.unadjusted() if wanted.unadjusted else "",
        "rounded": rounded(wanted.maal),
        "unit": _unit(wanted, kind),
        "column": unit(wanted.maal)[:1].upper() + unit(wanted.maal)[1:],
        "least_counties": told.least_counties(rows.enough_counties(wanted)) if kind is MOST_DIFFERENT else "",
        "divided": _divided(wanted, kind),
        "divisions": _divisions(asked, wanted, kind),
        "fields": _fields(asked, wanted, kind),
        "pages": [(n, _address(asked, kind.view, side=str(n))) for n in range(1, min(ranked.pages, 40) + 1)],
        "take": _take(asked, wanted, kind),
    }
    return render(asked.request, "dashboards/ranking.html", context)


def _take(asked: Question, wanted: Ranking, kind: Kind) -> Take:
    title = f"{tabs()[kind.view]}: {words.inside(_unit(wanted, kind))}"
    return take(
        title,
        kind.view,
        words.cite(title, asked.release, localdate()),
        lambda extension: _address(asked, f"{kind.view}_{extension}", side=""),
        asked.request.build_absolute_uri(_address(asked, f"{kind.view}_frame", side="")),
    )


def _divisions(asked: Question, wanted: Ranking, kind: Kind) -> list[tuple[str, str, bool]]:
    """To the other division, with the region that it has too."""
    years = asked.years[0], asked.years[-1]
    kept = {
        name: {"side": ""} if wanted.omr in regions(name, *years) else {"side": "", "omr": ""} for name in DIVISIONS
    }
    own = {name: {**kept[name], "inndeling": "" if name == TODAY else name} for name in DIVISIONS}
    return [
        (text, _address(asked, kind.view, **own[name]), name == wanted.inndeling)
        for name, text in division_names().items()
    ]


def _divided(wanted: Ranking, kind: Kind) -> str:
    """What the reader must know of the counties as they were; empty for today's."""
    years = (wanted.fra, wanted.aar) if kind is MOST_CHANGED else (wanted.aar,)
    told_of = [told.no_such(label("omr", wanted.omr), year) for year in wanted.without(years)]
    if kind is MOST_CHANGED:
        told_of += [told.redrawn(year) for year in wanted.redrawn()]
    return " ".join(filter(None, (explained(wanted.inndeling), *told_of)))


def tabs() -> dict[str, str]:
    return {
        "most_used": say("Mest brukt"),
        "most_changed": say("Størst endring"),
        "most_different": say("Størst fylkesforskjell"),
    }


def _unit(asked: Ranking, kind: Kind) -> str:
    parts = [words.measure(asked.maal), words.region(asked.omr)]
    if asked.kjonn != SEXES[-1]:
        parts.append(label("kjonn", asked.kjonn).lower())
    if asked.alder != ALL_AGES:
        parts.append(label("alder", asked.alder))
    if asked.inndeling != TODAY:
        parts.append(say("fylkene slik de var da"))
    parts.append(words.period(asked.fra, asked.aar) if kind is MOST_CHANGED else str(asked.aar))
    return ", ".join(parts)


def _address(asked: Question, view: str, **changes: str) -> str:
    query = {**asked.request.GET.dict(), **changes}
    kept = {name: value for name, value in query.items() if value and not (name == "side" and value == "1")}
    return with_query(reverse(view), kept)


def _fields(asked: Question, wanted: Ranking, kind: Kind) -> list[Field]:
    years = [str(year) for year in asked.years]
    levels = {
        "5": say("Virkestoff"),
        "4": say("Kjemisk gruppe (nivå 4)"),
        "3": say("Farmakologisk gruppe (nivå 3)"),
        "2": say("Terapeutisk gruppe (nivå 2)"),
        "1": say("Hovedgruppe (nivå 1)"),
    }
    ways = {"opp": say("Opp"), "ned": say("Ned")}
    made = {
        "nivaa": _named("nivaa", say("Nivå"), levels, wanted.nivaa, LEVELS),
        "maal": field("maal", say("Måltall"), kind.measures, wanted.maal),
        "omr": field("omr", say("Område"), form.regions(wanted.inndeling, asked.years[0], asked.years[-1]), wanted.omr),
        "kjonn": field("kjonn", say("Kjønn"), SEXES[::-1], wanted.kjonn),
        "alder": field("alder", say("Alder"), (ALL_AGES, *BANDS), wanted.alder),
        "aar": field("aar", say("År"), years, str(wanted.aar)),
        "fra": field("fra", say("Fra år"), years, str(wanted.fra)),
        "til": field("til", say("Til år"), years, str(wanted.aar)),
        "retning": _named("retning", say("Retning"), ways, wanted.retning, DIRECTIONS),
        "minst": _named(
            "minst",
            say("Minst antall brukere"),
            {n: numbers.decimal(int(n)) for n in LEAST},
            str(wanted.minst),
            sorted(LEAST, key=int),
        ),
    }
    return [made[name] for name in kind.names if name in made]


def _named(name: str, text: str, texts: dict[str, str], chosen: str, codes: Sequence[str]) -> Field:
    return Field(name, text, [Option(code, texts[code], code == chosen) for code in codes], codes[0])


def _listing(asked: Question, kind: Kind) -> Listing:
    wanted = replace(_parsed(asked, kind), side=1)
    first = kind.rank(wanted)
    others = (kind.rank(replace(wanted, side=n)).rows for n in range(2, first.pages + 1))
    every = [*first.rows, *(row for page in others for row in page)]
    finding = kind.sentence(wanted, first) if first.rows else kind.nothing()
    return listing(tabs()[kind.view], finding, _unit(wanted, kind), kind.view, wanted, every)


def _parsed(asked: Question, kind: Kind) -> Ranking:
    return parse(asked.request.GET, asked.years, asked.utgave, kind.measure, kind.measures)
