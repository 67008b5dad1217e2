"""The queries of the three rankings."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from statistics.cube.axes import AGES, ALL_AGES, BOTH, NATION, SEXES
from statistics.dashboards.divided import redrawn_years, regions
from statistics.dashboards.params import BadParameter, choice, year
from statistics.definitions.divisions import DIVISIONS, TODAY, counties, parts
from statistics.language import say

RATES = ("std1000", "per1000", "ddd1000d")
"""What counties of unlike size can be compared by."""

MEASURES = ("brukere", "per1000", "std1000", "ddd", "ddd1000d", "nok", "utleveringer", "pakninger")
LEVELS = ("5", "4", "3", "2", "1")
LEAST = ("100", "50", "500", "1000", "10000")
"""Fewest users, in both years compared: a change of a few is no change."""

DIRECTIONS = ("opp", "ned")
USED = ("nivaa", "maal", "omr", "kjonn", "alder", "aar", "inndeling", "side")
CHANGED = ("nivaa", "maal", "omr", "kjonn", "alder", "fra", "til", "retning", "minst", "inndeling", "side")
DIFFERENT = ("nivaa", "maal", "kjonn", "alder", "aar", "minst", "inndeling", "side")
LAST_PAGE = 500


@dataclass(frozen=True)
class Ranking:
    """`fra` and `aar` are the years compared; where only one is shown it is `aar`.

    `unadjusted`: a rate adjusted for age was asked for within one age group, where there is nothing to adjust, so that
    it is the plain rate that is ranked.
    """

    nivaa: str
    maal: str
    omr: str
    kjonn: str
    alder: str
    fra: int
    aar: int
    retning: str
    minst: int
    side: int
    utgave: str
    unadjusted: bool = False
    inndeling: str = TODAY

    @property
    def compared(self) -> tuple[str, ...]:
        """The counties of the year, in the division asked for."""
        return counties(self.inndeling, self.aar, self.aar)

    def without(self, years: Sequence[int]) -> tuple[int, ...]:
        """Those of the years that had no such region."""
        return tuple(y for y in years if self.inndeling != TODAY and parts(self.omr, y) is None)

    def redrawn(self) -> tuple[int, ...]:
        """Years between the two compared in which the region's area became another one."""
        return redrawn_years(self.omr, self.inndeling, self.fra, self.aar)


def parse(
    query: QueryDict, years: Sequence[int], utgave: str, measure: str, measures: Sequence[str] = MEASURES
) -> Ranking:
    """`measure`: what is ranked where the query does not say; `measures`: those that can be. Raises BadParameter."""
    last = year(query, "til" if "til" in query else "aar", years, years[-1])
    before = years[max(0, list(years).index(last) - 1)]
    first = year(query, "fra", years, before)
    if first > last:
        message = say("«fra» ({first}) kan ikke være senere enn «til» ({last}).", first=first, last=last)
        raise BadParameter("fra", str(first), [str(y) for y in years if y < last][-6:], message)
    alder = choice(query, "alder", AGES, ALL_AGES)
    wanted = choice(query, "maal", measures, measure)
    division = choice(query, "inndeling", DIVISIONS, TODAY)
    unadjusted = wanted == "std1000" and alder != ALL_AGES
    return Ranking(
        choice(query, "nivaa", LEVELS, "5"),
        "per1000" if unadjusted else wanted,
        choice(query, "omr", regions(division, years[0], years[-1]), NATION),
        choice(query, "kjonn", SEXES, BOTH),
        alder,
        first,
        last,
        choice(query, "retning", DIRECTIONS, "opp"),
        int(choice(query, "minst", LEAST, LEAST[0])),
        page(query),
        utgave,
        unadjusted,
        division,
    )


def page(query: QueryDict) -> int:
    value = query.get("side", "1")
    if value.isascii() and value.isdigit() and 1 <= int(value[:6]) <= LAST_PAGE:
        return int(value)
    raise BadParameter("side", value, ("1",), say("«{value}» er ikke et sidetall.", value=value[:20]))
