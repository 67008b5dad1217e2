"""Counties of the time out of printed cells, against loops; and what no division may give away."""

import numpy as np
import pytest

from statistics.cube.axes import ELSEWHERE, NATION, PARTS, REGIONS
from statistics.definitions.divisions import THEN, counties, parts
from statistics.regroup import of_the_time
from statistics.store import Packed
from statistics.table import Reason

YEARS = tuple(range(2016, 2026))
CODES = (NATION, *counties(THEN, 2016, 2025), ELSEWHERE)


@pytest.fixture(scope="module")
def block() -> Packed:
    """Ten years, two sexes, two ages, two measures: a fifth of the cells has a reason."""
    rng = np.random.default_rng(3)
    shape = (len(YEARS), len(REGIONS), 2, 2, 2)
    reasons = np.where(rng.random(shape) < 0.2, rng.integers(1, 4, shape), 0).astype(np.uint8)
    return Packed({}, np.where(reasons == 0, rng.integers(0, 900, shape), 0), reasons)


def test_equals_loops_over_printed_cells(block: Packed) -> None:
    made = of_the_time(block, YEARS, CODES)
    for y, r, *rest in np.ndindex(made.values.shape):
        own = parts(CODES[r], YEARS[y])
        at = tuple(rest)
        if own is None:
            expected = (0, Reason.NOT_AVAILABLE)
        elif not own:
            expected = (0, Reason.HIDDEN)
        else:
            cells = [
                (int(block.values[(y, REGIONS.index(p), *at)]), int(block.reasons[(y, REGIONS.index(p), *at)]))
                for p in own
            ]
            why = [reason for _, reason in cells if reason]
            worst = Reason.HIDDEN if Reason.HIDDEN in why else max(why, default=0)
            expected = (0 if why else sum(value for value, _ in cells), worst)
        assert (int(made.values[(y, r, *at)]), Reason(int(made.reasons[(y, r, *at)]))) == expected


def test_viken_is_the_sum_of_three_and_hidden_with_one_of_them() -> None:
    """10 + 20 + 30 users in Østfold, Akershus and Buskerud in 2021; then Buskerud is hidden."""
    values, reasons = np.zeros((1, len(REGIONS), 1), np.int64), np.zeros((1, len(REGIONS), 1), np.uint8)
    for code, users in (("31", 10), ("32", 20), ("33", 30)):
        values[0, REGIONS.index(code)] = users
    assert of_the_time(Packed({}, values, reasons), (2021,), ("30",)).values.item() == 60
    reasons[0, REGIONS.index("33")] = Reason.HIDDEN
    hidden = of_the_time(Packed({}, values, reasons), (2021,), ("30",))
    assert (hidden.values.item(), hidden.reasons.item()) == (0, Reason.HIDDEN)


@pytest.mark.parametrize("year", range(2004, 2027))
def test_no_printed_county_differs_from_sums_of_todays_by_a_municipality(year: int) -> None:
    """What is printed of a year's own counties are sums of whole counties of today, each in one of them at most."""
    printed = [parts(code, year) or () for code in counties(THEN, year, year)]
    used = [part for own in printed for part in own]
    assert len(used) == len(set(used))
    assert set(used) <= set(PARTS)


def test_population_that_is_not_known_is_missing_not_hidden(block: Packed) -> None:
    assert of_the_time(block, YEARS, ("12",), crossed=Reason.MISSING).reasons[0, 0, 0, 0, 0] == Reason.MISSING
