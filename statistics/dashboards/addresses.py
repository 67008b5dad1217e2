"""Addresses of pages of figures and their twins: only what differs from the default is in them."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse

from statistics.dashboards.params import DEFAULT_MEASURE, Filters
from statistics.definitions.divisions import TODAY

DEFAULTS = {
    "maal": DEFAULT_MEASURE,
    "omr": "0",
    "kjonn": "begge",
    "alder": "alle",
    "del": "ingen",
    "kart": "ruter",
    "inndeling": TODAY,
}


def address(code: str, utgave: str = "", view: str = "drug", **parameters: str) -> str:
    """Parameters that are empty, or what the page shows anyway, are left out."""
    given = {**parameters, "utgave": utgave}
    kept = {name: value for name, value in given.items() if value and DEFAULTS.get(name) != value}
    return with_query(reverse(view, args=[code]), kept)


def parameters(filters: Filters, first_use: int, last_year: int) -> dict[str, str]:
    """The query of these filters, without what is the default; the release apart."""
    return {
        "maal": filters.maal,
        "omr": filters.omr,
        "kjonn": filters.kjonn,
        "alder": filters.alder,
        "fra": "" if filters.fra == first_use else str(filters.fra),
        "til": "" if filters.til == last_year else str(filters.til),
        "aar": "" if filters.aar == filters.til else str(filters.aar),
        "del": filters.deling,
        "kart": filters.kart,
        "inndeling": filters.inndeling,
        "usikkerhet": "1" if filters.usikkerhet else "",
    }


def comparison(
    series: Sequence[tuple[str, str, str, str]], utgave: str = "", view: str = "compare", **more: str
) -> str:
    """The page that compares these series: code, region, sex and age of each."""
    query = [("serie", ":".join(one)) for one in series]
    query += [(name, value) for name, value in {**more, "utgave": utgave}.items() if value]
    return with_query(reverse(view), query)


def with_query(path: str, query: dict[str, str] | Sequence[tuple[str, str]]) -> str:
    return f"{path}?{urlencode(query, safe=':')}" if query else path
