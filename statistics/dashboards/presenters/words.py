"""The selection in words: titles, units, captions, citation."""

import datetime as dt

from statistics.cube.axes import ALL_AGES, BOTH, NATION
from statistics.dashboards.numbers import typeset
from statistics.dashboards.params import Filters
from statistics.definitions import measures
from statistics.labels import label
from statistics.table import ReleaseInfo


def title(name: str) -> str:
    """Substances are written in lower case in the register."""
    return name[:1].upper() + name[1:]


def measure(code: str) -> str:
    return typeset(measures()[code].label)


def region(code: str) -> str:
    return "hele landet" if code == NATION else label("omr", code)


def people(filters: Filters, *, sex: bool = True) -> str:
    """Sex and age where they are not all: «, kvinner, 20–24 år»."""
    parts = [label("kjonn", filters.kjonn).lower()] if sex and filters.kjonn != BOTH else []
    parts += [label("alder", filters.alder)] if filters.alder != ALL_AGES else []
    return "".join(f", {part}" for part in parts)


def time_unit(filters: Filters) -> str:
    where = "" if filters.deling == "fylke" else f", {region(filters.omr)}"
    return f"{measure(filters.maal)}{where}{people(filters, sex=filters.deling != 'kjonn')}"


def ages_unit(filters: Filters) -> str:
    return f"{measure(filters.maal)} i hver gruppe, {region(filters.omr)}, {filters.aar}. Samme akse for alle år."


def counties_unit(filters: Filters) -> str:
    return f"{measure(filters.maal)}{people(filters)}, {filters.aar}. Fylkene slik de er i dag."


def selection(filters: Filters) -> str:
    """One line for the closed filter bar."""
    return " · ".join(
        (measure(filters.maal), label("omr", filters.omr), label("kjonn", filters.kjonn), label("alder", filters.alder))
    )


def citation(name: str, code: str, filters: Filters, release: ReleaseInfo, today: dt.date) -> str:
    years = str(filters.fra) if filters.fra == filters.til else f"{filters.fra}–{filters.til}"
    published = release.published or today
    return (
        f"Legemiddelstatistikk ({published.year}). {title(name)} ({code}), {_inside(measure(filters.maal))} {years}. "
        f"Utgave {release.number}. Hentet {today:%d.%m.%Y}. {release.licence}."
    )


def _inside(text: str) -> str:
    """As written inside a sentence: abbreviations keep their capitals."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
