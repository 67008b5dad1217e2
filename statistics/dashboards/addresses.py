"""Addresses of a drug page and its twins: only what differs from the default is in them."""

from urllib.parse import urlencode

from django.urls import reverse

from statistics.dashboards.params import DEFAULT_MEASURE, Filters

DEFAULTS = {"maal": DEFAULT_MEASURE, "omr": "0", "kjonn": "begge", "alder": "alle", "del": "ingen"}


def address(code: str, utgave: str = "", view: str = "drug", **parameters: str) -> str:
    """Parameters that are empty, or what the page shows anyway, are left out."""
    given = {**parameters, "utgave": utgave}
    kept = {name: value for name, value in given.items() if value and DEFAULTS.get(name) != value}
    path = reverse(view, args=[code])
    return f"{path}?{urlencode(kept)}" if kept else path


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
    }
