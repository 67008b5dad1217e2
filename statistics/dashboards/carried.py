"""What a reader has chosen for the whole visit, carried along by every link: the release, and the counties' division.

The language is part of the address itself.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from statistics import queries
from statistics.definitions.divisions import THEN, counties

RANKINGS = ("most_used", "most_changed", "most_different")
FIGURES = ("drug", "compare", "county", "table", *RANKINGS)
RELEASED = frozenset((*FIGURES, "counties", "groups", "group", "browser", "method", "search", "search_json"))
"""Pages that can be of an older release, by the names of their views."""

DIVIDED = frozenset(FIGURES)
"""Pages that can show counties as they were; of a county's, only those of counties that were there."""


@dataclass(frozen=True)
class Carried:
    """`utgave`: empty for the newest. `then`: the counties of the release's years, where they are shown so."""

    utgave: str = ""
    then: frozenset[str] = frozenset()

    def query(self, view: str, *args: str) -> dict[str, str]:
        divided = view in DIVIDED and (view != "county" or args[0] in self.then)
        return {
            "inndeling": THEN if self.then and divided else "",
            "utgave": self.utgave if view in RELEASED else "",
        }

    def address(self, view: str, *args: str, **more: object) -> str:
        """Of a page, with what it can take of this; parameters that are empty are left out."""
        query = {**more, **self.query(view, *args)}
        kept = urlencode({name: value for name, value in query.items() if value})
        path = reverse(view, args=args)
        return f"{path}?{kept}" if kept else path


def carried(request: HttpRequest) -> Carried:
    """Of what the address says, that which is right: a page of an error shows neither."""
    number, division = request.GET.get("utgave", ""), request.GET.get("inndeling", "")
    if not number and division != THEN:
        return Carried()
    known = {info.number: info for info in queries.releases()}
    shown = known.get(number) or (queries.newest(list(known.values())) if known and not number else None)
    if shown is None:
        return Carried()
    then = frozenset(counties(THEN, shown.first_year, shown.last_year)) if division == THEN else frozenset()
    return Carried(number, then)
