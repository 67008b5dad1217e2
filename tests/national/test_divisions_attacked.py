"""What a reader can derive from both divisions of a year together, with a solver over their common refinement.

The unknowns are the municipalities that have changed sides, and the rest of each county, by sex and age: every printed
cell of today's counties and of those of the time is one equation. Rindal, Halsa and their like are small here.
"""

from collections import Counter
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from statistics.audit.lp import Solver
from statistics.audit.problem import Problem
from statistics.cube.axes import ELSEWHERE, NATION, REGIONS, with_margins
from statistics.cube.divisions import Part, refined
from statistics.definitions.divisions import THEN, counties, parts
from statistics.regroup import of_the_time
from statistics.store import Packed
from statistics.table import Reason
from tests.national.test_divisions import in_use, reference

__all__ = ["reference"]

AGES, SEXES = 4, 2
RARE = 5
FEW = 3
"""Municipalities."""

FAR = 10_000
Int64 = npt.NDArray[np.int64]
Printed = dict[tuple[str, int, int], int]
"""Region, sex and age → the number that is printed; the total of an axis is its last position."""


class World:
    """A year's users by `parts` of the refinement [part, sex, age], the last of each a total; and what is printed."""

    def __init__(self, year: int, reference: dict[str, Any], seed: int, hide: bool = True) -> None:
        draw = np.random.default_rng(seed)
        self.year, (_, self.parts) = year, refined(year, reference)
        numbers = Counter((number[:2], county) for number, county in in_use(reference, year).items())
        self.moved = [at for at, part in enumerate(self.parts) if self._crosses(part, numbers)]
        inner = draw.integers(0 if hide else 20, 60, (len(self.parts), SEXES, AGES))
        inner[self.moved] = draw.integers(0, RARE, (len(self.moved), SEXES, AGES))
        self.cells = with_margins(inner)[:-1]
        shape = (1, len(REGIONS), SEXES + 1, AGES + 1, 1)
        today = np.zeros(shape, dtype=np.int64)
        for part, cells in zip(self.parts, self.cells, strict=True):
            today[0, REGIONS.index(part.today), ..., 0] += cells
        today[0, -1] = today[0, :-1].sum(axis=0)
        hidden = (today < RARE) | (draw.random(shape) < 0.1)
        hidden[0, -1] = False
        hidden &= hide
        reasons = np.where(hidden, Reason.HIDDEN, Reason.NONE).astype(np.uint8)
        self.block = Packed({}, np.where(hidden, 0, today), reasons)

    def _crosses(self, part: Part, numbers: Counter[tuple[str, str]]) -> bool:
        """Whether it is the few municipalities that left a county of the time, or came to one of today's."""
        return parts(part.then, self.year) == () and numbers[part.then, part.today] <= FEW

    def printed_today(self) -> Printed:
        return printed(self.block, REGIONS)

    def printed_then(self) -> Printed:
        codes = (*counties(THEN, self.year, self.year), ELSEWHERE, NATION)
        return printed(of_the_time(self.block, [self.year], codes), codes)

    def naively_then(self) -> Printed:
        """Counties of the time with five users and more, printed as if nobody had today's."""
        found: Printed = {}
        for code in counties(THEN, self.year, self.year):
            total = sum(cells for part, cells in zip(self.parts, self.cells, strict=True) if part.then == code)
            found |= {(code, *at): int(n) for at, n in np.ndenumerate(total) if n >= RARE}
        return found

    def reader(self, today: Printed, then: Printed) -> Solver:
        """Knows the parts' names, that people are not negative, and what is printed."""
        size = self.cells.size
        problem = Problem(np.zeros(size, dtype=np.int64), np.full(size, FAR), np.arange(size))
        at = np.arange(size).reshape(self.cells.shape)
        for axis in (1, 2):
            for line in np.moveaxis(at, axis, -1).reshape(-1, at.shape[axis]):
                problem.row(line[:-1], line[-1:], 0, 0)
        for side, cells in (("today", today), ("then", then)):
            for (code, sex, age), value in cells.items():
                own = [i for i, part in enumerate(self.parts) if code in (getattr(part, side), NATION)]
                problem.row(at[own, sex, age], np.zeros(0, dtype=np.int64), value, value)
        return Solver(problem)

    def asked(self) -> list[int]:
        """Flat cells of the municipalities that have changed sides."""
        at = np.arange(self.cells.size).reshape(self.cells.shape)
        return at[self.moved].ravel().tolist()


def printed(block: Packed, codes: tuple[str, ...]) -> Printed:
    return {
        (codes[region], int(sex), int(age)): int(block.values[0, region, sex, age, 0])
        for region, sex, age in zip(*np.nonzero(block.reasons[0, ..., 0] == Reason.NONE), strict=True)
    }


@pytest.mark.parametrize(("year", "seed"), [(2004, 1), (2017, 2), (2018, 3), (2019, 4), (2021, 5), (2024, 6)])
def test_the_counties_of_the_time_tell_nothing_that_todays_do_not(
    reference: dict[str, Any], year: int, seed: int
) -> None:
    world = World(year, reference, seed)
    today, then = world.printed_today(), world.printed_then()
    assert set(then) >= {(code, SEXES, AGES) for code in counties(THEN, year, year) if parts(code, year) and
                         all((own, SEXES, AGES) in today for own in parts(code, year) or ())}  # fmt: skip
    alone, both = world.reader(today, {}), world.reader(today, then)
    chosen = np.random.default_rng(seed).choice(world.cells.size, 150, replace=False).tolist()
    for cell in (*world.asked()[:150], *chosen):
        assert both.range(cell) == alone.range(cell)


@pytest.mark.parametrize("year", [2004, 2018, 2019])
def test_no_number_of_a_municipality_that_changed_sides_can_be_told(reference: dict[str, Any], year: int) -> None:
    """Even where every cell of today's is large and printed."""
    world = World(year, reference, year, hide=False)
    reader = world.reader(world.printed_today(), world.printed_then())
    assert world.moved
    for cell in world.asked():
        low, high = reader.range(cell)
        assert low == 0
        assert high >= RARE


@pytest.mark.parametrize("year", [2004, 2018, 2019])
def test_with_both_printed_anybody_could_subtract(reference: dict[str, Any], year: int) -> None:
    """That the solver finds what it should: the difference of the two divisions is a municipality."""
    world = World(year, reference, year)
    reader = world.reader(world.printed_today(), world.naively_then())
    truth = world.cells.ravel()
    told = [cell for cell in world.asked() if 0 < truth[cell] < RARE and reader.range(cell) == (truth[cell],) * 2]
    assert len(told) > 5
