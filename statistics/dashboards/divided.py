"""The regions a page chooses from, and those a year has, in the division the reader asked for."""

from statistics.cube.axes import COUNTIES, ELSEWHERE, NATION
from statistics.definitions.divisions import THEN, TODAY, counties, parts, redrawn
from statistics.language import say
from statistics.table import Table

SHOWCASE = {TODAY: ("56", "50", "34", "46", "03"), THEN: ("54", "50", "30", "46", "03", "56", "34")}
"""Counties drawn where time is split by county: one from each part of the country, and the capital."""


def regions(division: str, first: int, last: int) -> tuple[str, ...]:
    """The nation, the counties of these years, and what lies in none."""
    return (NATION, *counties(division, first, last), ELSEWHERE)


def county_codes(table: Table) -> list[str]:
    return [code for code in table.axis("omr").codes if code not in (NATION, ELSEWHERE)]


def existing(table: Table, division: str) -> Table:
    """Of a table of one year, the regions that the year had."""
    if division == TODAY:
        return table
    year = int(table.axis("aar").codes[0])
    return table.pick(omr=tuple(code for code in table.axis("omr").codes if parts(code, year) is not None))


def is_todays(code: str) -> bool:
    """Whether there is a page of the county."""
    return code in COUNTIES


def redrawn_years(code: str, division: str, first: int, last: int) -> tuple[int, ...]:
    """Years between which a line of the region breaks, for its area is another one."""
    return redrawn(code, first, last) if division == THEN else ()


def division_names() -> dict[str, str]:
    """As a reader chooses between them."""
    return {TODAY: say("Fylkene i dag"), THEN: say("Slik de var")}


def explained(division: str) -> str:
    """What the reader must know of the division; empty for today's."""
    if division == TODAY:
        return ""
    return say(
        "Et fylke som er en sum av dagens fylker, er summen av tallene som vises for dem. De andre fylkene er skjult, "
        "for forskjellen mellom de to inndelingene er en kommune."
    )
