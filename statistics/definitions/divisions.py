"""The two divisions of the country in counties: today's through the whole series, and the one of each year.

`counties_then.csv` has a row for each county and stretch of years in which its area was the same. `today` are the
counties of 2024 that it is the sum of, whole ones; it is empty where a municipality has crossed a border since
(Rindal, Halsa, Hornindal, Svelvik, Lunner, Jevnaker, Røyken, Hurum, Rømskog, Tjeldsund). Source: SSB Klass 104 and 131.
Owner: the statistics' responsible. Date: 2026-11-27. Which of them are printed, and why: docs/decisions.md.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from statistics.cube.axes import COUNTIES, ELSEWHERE, NATION

TODAY = "idag"
THEN = "slik-det-var"
DIVISIONS = (TODAY, THEN)
FIRST_YEAR = 2004
"""Of the series."""


@dataclass(frozen=True)
class Stretch:
    """A county from `first` to `last` (None: still). `parts`: the counties of today that it is, empty if it is not."""

    code: str
    name: str
    first: int
    last: int | None
    parts: tuple[str, ...]

    def has(self, year: int) -> bool:
        return self.first <= year and (self.last is None or year <= self.last)


@cache
def stretches() -> tuple[Stretch, ...]:
    text = files("statistics.definitions").joinpath("counties_then.csv").read_text("utf-8")
    return tuple(_stretch(row) for row in csv.DictReader(text.splitlines()))


def _stretch(row: dict[str, str]) -> Stretch:
    last = int(row["last_year"]) if row["last_year"] else None
    return Stretch(row["code"], row["name"], int(row["first_year"]), last, tuple(row["today"].split()))


@cache
def names() -> dict[str, str]:
    """Of the counties that are no more, and of today's."""
    return {one.code: one.name for one in stretches()}


def counties(division: str, first: int, last: int) -> tuple[str, ...]:
    """Codes of the counties of some year from `first` to `last`, in order."""
    if division == TODAY:
        return COUNTIES
    return tuple(dict.fromkeys(one.code for one in stretches() if one.first <= last and (one.last or last) >= first))


def parts(code: str, year: int) -> tuple[str, ...] | None:
    """The regions of today's division that `code` is the sum of in the year; none of them where a border was crossed.

    None where the year had no such county.
    """
    if code in (NATION, ELSEWHERE):
        return (code,)
    found = next((one for one in stretches() if one.code == code and one.has(year)), None)
    return None if found is None else found.parts


def in_force(code: str) -> tuple[int | None, int | None]:
    """First and last year of a county's number; None where it is older than the series, or still in use."""
    own = [one for one in stretches() if one.code == code]
    if not own:
        return None, None
    return (own[0].first if own[0].first > FIRST_YEAR else None), own[-1].last


def redrawn(code: str, first: int, last: int) -> tuple[int, ...]:
    """Years after `first`, up to `last`, in which the county's area became another one than the year before."""
    starts = {one.first for one in stretches() if one.code == code}
    return tuple(year for year in range(first + 1, last + 1) if year in starts and parts(code, year - 1) is not None)
