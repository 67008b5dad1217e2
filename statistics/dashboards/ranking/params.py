"""The queries of the three rankings."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from statistics.cube.axes import BOTH, NATION, SEXES
from statistics.dashboards.params import REGIONS, BadParameter, choice, year
from statistics.language import say

MEASURES = ("brukere", "per1000", "std1000", "ddd", "ddd1000d", "nok", "utleveringer", "pakninger")
LEVELS = ("5", "4", "3", "2", "1")
LEAST = ("100", "50", "500", "1000", "10000")
"""Fewest users, in both years compared: a change of a few is no change."""

DIRECTIONS = ("opp", "ned")
USED = ("nivaa", "maal", "omr", "kjonn", "aar", "side")
CHANGED = ("nivaa", "maal", "omr", "kjonn", "fra", "til", "retning", "minst", "side")
DIFFERENT = ("nivaa", "aar", "minst", "side")
LAST_PAGE = 500


@dataclass(frozen=True)
class Ranking:
    """`fra` and `aar` are the years compared; where only one is shown it is `aar`."""

    nivaa: str
    maal: str
    omr: str
    kjonn: str
    fra: int
    aar: int
    retning: str
    minst: int
    side: int
    utgave: str


def parse(query: QueryDict, years: Sequence[int], utgave: str, measure: str) -> Ranking:
    last = year(query, "til" if "til" in query else "aar", years, years[-1])
    before = years[max(0, list(years).index(last) - 1)]
    first = year(query, "fra", years, before)
    if first > last:
        message = say("«fra» ({first}) kan ikke være senere enn «til» ({last}).", first=first, last=last)
        raise BadParameter("fra", str(first), [str(y) for y in years if y < last][-6:], message)
    return Ranking(
        choice(query, "nivaa", LEVELS, "5"),
        choice(query, "maal", MEASURES, measure),
        choice(query, "omr", REGIONS, NATION),
        choice(query, "kjonn", SEXES, BOTH),
        first,
        last,
        choice(query, "retning", DIRECTIONS, "opp"),
        int(choice(query, "minst", LEAST, LEAST[0])),
        page(query),
        utgave,
    )


def page(query: QueryDict) -> int:
    value = query.get("side", "1")
    if value.isascii() and value.isdigit() and 1 <= int(value[:6]) <= LAST_PAGE:
        return int(value)
    raise BadParameter("side", value, ("1",), say("«{value}» er ikke et sidetall.", value=value[:20]))
