"""One count of a year for both divisions of the country: the counties of today, and those the year itself had.

Both are sums over their common refinement, whose parts are the municipalities that the same county of the time and the
same county of today have in common: a person has one part, as one county, so that users add up to either division.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from statistics.cube import aggregate
from statistics.cube.aggregate import RangeFiles, YearCube
from statistics.cube.axes import ELSEWHERE, PARTS
from statistics.cube.columns import Codes, Find, codes, region_of

Int64 = npt.NDArray[np.int64]
Side = Literal["then", "today"]

MAINLAND = range(1, 21), range(30, 57)
"""First two digits of a municipality's number: its county then. 21 to 29 are Svalbard and the sea. SSB Klass 104."""


@dataclass(frozen=True)
class Part:
    """What lay in the county `then` and lies in the county `today`."""

    then: str
    today: str


NOWHERE = Part(ELSEWHERE, ELSEWHERE)


@dataclass(frozen=True)
class Refined:
    """A year's cube whose regions are `parts`, with their sum last."""

    cube: YearCube
    parts: tuple[Part, ...]

    def counties(self, side: Side) -> tuple[str, ...]:
        """In order, what lies in none last."""
        found = {getattr(part, side) for part in self.parts}
        return (*sorted(found - {ELSEWHERE}), ELSEWHERE)

    def by(self, side: Side, values: Int64) -> Int64:
        """`values` [node, part + 1, …] of the cube → [node, county + 1, …] in the order of `counties`."""
        at = [self.counties(side).index(getattr(part, side)) for part in self.parts]
        summed = np.zeros((len(values), len(self.counties(side)) + 1, *values.shape[2:]), dtype=np.int64)
        for part, county in enumerate(at):
            summed[:, county] += values[:, part]
        summed[:, -1] = values[:, -1]
        return summed


def count(year: int, reference: dict[str, Any], ranges: Sequence[RangeFiles], threads: int = 2) -> Refined:
    """From a frozen extract's files. Raises BadExtract."""
    known, parts = refined(year, reference)
    return Refined(aggregate.cube(known, aggregate.count(known, ranges, threads), {}), parts)


def refined(year: int, reference: dict[str, Any]) -> tuple[Codes, tuple[Part, ...]]:
    """As `columns.codes`, with the parts of the common refinement instead of counties."""
    part_of, today = _parts(year, reference), codes(year, reference)
    parts = tuple(sorted({*part_of.values(), NOWHERE}, key=lambda part: (part.then, part.today)))
    find = _find(today.region, part_of, parts)
    names = tuple(f"{part.then}/{part.today}" for part in parts)
    return Codes(year, today.nodes, today.above, today.node, find, names), parts


def county_then(municipality: str) -> str:
    """The county that a municipality's number tells of."""
    within = any(int(municipality[:2]) in codes for codes in MAINLAND)
    return municipality[:2] if within else ELSEWHERE


def _parts(year: int, reference: dict[str, Any]) -> dict[str, Part]:
    """Of each municipality number in use in the year."""
    today = region_of(year, reference)
    numbers = (code for code, *_ in reference["municipalities"])
    found = {code: Part(county_then(code), PARTS[today(code)]) for code in numbers}
    return {code: part for code, part in found.items() if part.today != ELSEWHERE}


def _find(known: Find, part_of: dict[str, Part], parts: tuple[Part, ...]) -> Find:
    position = {part: i for i, part in enumerate(parts)}

    def find(code: str) -> int:
        known(code)  # raises ValueError for a number that no list has had
        return position[part_of.get(code, NOWHERE)]

    return find
