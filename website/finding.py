"""Search results as the pages show them: each hit with last year's users."""

from dataclasses import dataclass

from statistics import queries, search
from statistics.cube.axes import level
from statistics.dashboards.addresses import address
from statistics.dashboards.near import near
from statistics.dashboards.numbers import figure
from statistics.queries import Named
from statistics.search import Hit
from statistics.table import Cell, Reason
from website.browser import SUBSTANCE, users_of

SUGGESTIONS = 8
NEAREST = 5


@dataclass(frozen=True)
class Found:
    hit: Hit
    users: Cell


@dataclass(frozen=True)
class Results:
    """`near`: what is closest by spelling where nothing was found."""

    substances: list[Found]
    groups: list[Found]
    near: list[Found]

    @property
    def count(self) -> int:
        return len(self.substances) + len(self.groups)


def results(hits: list[Hit]) -> Results:
    users = users_of([hit.code for hit in hits])
    found = [Found(hit, users[hit.code]) for hit in hits]
    return Results(
        substances=[row for row in found if not row.hit.near and level(row.hit.code) == SUBSTANCE],
        groups=[row for row in found if not row.hit.near and level(row.hit.code) < SUBSTANCE],
        near=[row for row in found if row.hit.near],
    )


def suggestions(q: str) -> list[dict[str, str]]:
    """For the search field. Raises queries.UnknownRelease."""
    year = queries.release().last_year
    hits = search.find(q, limit=SUGGESTIONS)
    users = users_of([hit.code for hit in hits])
    return [
        {
            "code": hit.code,
            "label": hit.label,
            "note": _note(hit, users[hit.code], year),
            "url": address(hit.code),
        }
        for hit in hits
    ]


def nearest(code: str, last_part: str) -> list[Named]:
    """What someone may have meant by a code, or by the last part of an address that does not exist."""
    try:
        return near(code) if code else [queries.node(hit.code) for hit in search.find(last_part, limit=NEAREST)]
    except queries.UnknownRelease:
        return []


def _note(hit: Hit, users: Cell, year: int) -> str:
    if hit.kind == "product":
        return "alle produkter med samme ATC-kode regnes med"
    if users.reason == Reason.HIDDEN:
        return f"brukere i {year}: skjult"
    return f"{figure(users.value, 'brukere')} brukere i {year}" if users.value is not None else ""
