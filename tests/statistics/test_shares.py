"""Which sums are one or two pharmacies' turnover: by hand, and against a slow second count."""

from collections import Counter, defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statistics.cube.axes import INNER, SHAPE
from statistics.cube.shares import Shares, dominated, together

ABOVE = np.array([-1, 0, 1, 1, 0, 4])
"""The root, a group of two medicines, and a group of one."""
CELLS = int(np.prod(INNER))


def shares(rows: list[tuple[int, int, int, int, int]]) -> Shares:
    """Rows of node, inner cell, pharmacy, øre and packages."""
    table = np.array(rows, dtype=np.int64).reshape(-1, 5)
    return Shares(table[:, 0], table[:, 1], table[:, 2], table[:, 3:]).merged()


def cells_of(inner: int) -> list[tuple[int, int, int]]:
    """The inner cell and the seven totals it is counted in."""
    region, sex, age = (int(i) for i in np.unravel_index(inner, INNER))
    return [(r, s, a) for r in (region, SHAPE[0] - 1) for s in (sex, SHAPE[1] - 1) for a in (age, SHAPE[2] - 1)]


def oracle(rows: list[tuple[int, int, int, int, int]], percent: int) -> np.ndarray:
    turnover: dict[tuple[int, int, int, int, int], Counter[int]] = defaultdict(Counter)
    for node, inner, pharmacy, *amounts in rows:
        while node >= 0:
            for cell in cells_of(inner):
                for which, amount in enumerate(amounts):
                    turnover[which, node, *cell][pharmacy] += amount
            node = int(ABOVE[node])
    found = np.zeros((len(ABOVE), *SHAPE), dtype=bool)
    for (_, *cell), of in turnover.items():
        largest, *rest = sorted((max(amount, 0) for amount in of.values()), reverse=True)
        found[tuple(cell)] |= largest > 0 and sum(rest[1:]) * 100 < percent * largest
    return found


@pytest.mark.parametrize(("third", "sensitive"), [(9, True), (10, False), (0, True)])
def test_the_rule_by_hand(third: int, sensitive: bool) -> None:
    """Pharmacies sold for 100, 50 and 9: the second takes its own from the sum, and knows the first to within 9 %."""
    rows = [(2, 7, pharmacy, amount, 100) for pharmacy, amount in enumerate((100, 50, third))]
    rows += [(2, 7, 3, 0, 100), (2, 7, 4, 0, 100)]
    found = dominated(shares(rows), ABOVE, 10)
    assert found[2][np.unravel_index(7, INNER)] == sensitive
    assert found[2, -1, -1, -1] == found[1, -1, -1, -1] == found[0, -1, -1, -1] == sensitive
    assert not found[3].any()


def test_packages_count_as_well_and_one_pharmacy_is_always_too_few() -> None:
    found = dominated(shares([(5, 0, 0, 0, 3), (2, 1, 0, -5, -1)]), ABOVE, 10)
    assert found[5, 0, 0, 0]
    assert found[4, -1, -1, -1]
    assert not found[2].any(), "what was taken back is nobody's turnover"


lines = st.tuples(
    st.sampled_from((2, 3, 5, 1)),
    st.sampled_from((0, 1, 19, CELLS - 1)),
    st.integers(0, 5),
    st.sampled_from((10, 100, 1000, -10)),
    st.sampled_from((1, 2, 30, -1)),
)


@given(st.lists(st.lists(lines, max_size=25), min_size=1, max_size=3), st.sampled_from((1, 10, 50)))
@settings(max_examples=40, deadline=None)
def test_equals_the_oracle(ranges: list[list[tuple[int, int, int, int, int]]], percent: int) -> None:
    """However the people are divided into ranges."""
    found = dominated(together(shares(rows) for rows in ranges), ABOVE, percent)
    assert np.array_equal(found, oracle([row for rows in ranges for row in rows], percent))
