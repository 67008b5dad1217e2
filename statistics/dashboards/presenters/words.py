"""The selection in words: titles, units, captions, citation."""

import datetime as dt

from django.utils import formats
from django.utils.translation import gettext

from statistics.cube.axes import ALL_AGES, BOTH, ELSEWHERE, NATION
from statistics.dashboards.numbers import typeset
from statistics.dashboards.params import OVER_TIME, Filters
from statistics.definitions import measures
from statistics.definitions.divisions import THEN
from statistics.labels import label
from statistics.language import english, say
from statistics.table import ReleaseInfo


def title(name: str) -> str:
    """Substances are written in lower case in the register."""
    return name[:1].upper() + name[1:]


def measure(code: str) -> str:
    return typeset(gettext(measures()[code].label))


def region(code: str) -> str:
    """Inside a sentence or a list."""
    if code not in (NATION, ELSEWHERE):
        return label("omr", code)
    name = label("omr", code)
    return name[:1].lower() + name[1:]


def people(filters: Filters, *, sex: bool = True) -> str:
    """Sex and age where they are not all: «, kvinner, 20–24 år»."""
    parts = [label("kjonn", filters.kjonn).lower()] if sex and filters.kjonn != BOTH else []
    parts += [label("alder", filters.alder)] if filters.alder != ALL_AGES else []
    return "".join(f", {part}" for part in parts)


def time_unit(filters: Filters) -> str:
    where = "" if filters.deling == "fylke" else f", {_regions(filters)}"
    return f"{measure(filters.maal)}{where}{people(filters, sex=filters.deling != 'kjonn')}"


def _regions(filters: Filters) -> str:
    name = region(filters.omr)
    return say("{region} og hele landet", region=name) if filters.national_line else name


def ages_unit(filters: Filters) -> str:
    return say(
        "{measure} i hver gruppe, {region}, {year}. Samme akse for alle år.",
        measure=measure(filters.ages_measure),
        region=region(filters.omr),
        year=filters.aar,
    )


def counties_unit(filters: Filters) -> str:
    said = f"{measure(filters.maal)}{people(filters)}, {filters.aar}"
    if filters.kart == OVER_TIME:
        drawn = period(filters.county_years[0], filters.county_years[-1])
        said = say("{said}. Linjene viser {period}, alle på samme skala", said=said, period=drawn)
    if filters.inndeling == THEN:
        return say("{said}. Fylkene slik de var da.", said=said)
    return say("{said}. Fylkene slik de er i dag.", said=said)


def costs_unit(filters: Filters) -> str:
    return f"{measure('nok')}, {region(filters.omr)}{people(filters)}"


def selection(filters: Filters) -> str:
    """One line for the closed filter bar."""
    return " · ".join(
        (measure(filters.maal), label("omr", filters.omr), label("kjonn", filters.kjonn), label("alder", filters.alder))
    )


def period(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def citation(name: str, code: str, filters: Filters, release: ReleaseInfo, today: dt.date) -> str:
    what = f"{title(name)} ({code}), {inside(measure(filters.maal))} {period(filters.fra, filters.til)}"
    return cite(what, release, today)


def cite(what: str, release: ReleaseInfo, today: dt.date) -> str:
    return say(
        "Legemiddelstatistikk ({published}). {what}. Utgave {number}. Hentet {today}. {licence}.",
        published=(release.published or today).year,
        what=what,
        number=release.number,
        today=date(today),
        licence=release.licence,
    )


def date(day: dt.date) -> str:
    """«3. mars 2026», «3 March 2026»."""
    return formats.date_format(day, "j F Y" if english() else "j. F Y")


def source_line(release: ReleaseInfo) -> str:
    return say(
        "Kilde: {source}, utgave {number}. {licence}.",
        source=release.source,
        number=release.number,
        licence=release.licence,
    )


def inside(text: str) -> str:
    """As written inside a sentence: abbreviations keep their capitals."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
