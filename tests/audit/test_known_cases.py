"""Cases whose answers a reader can check in the head."""

import numpy as np
import pytest

from statistics.audit import Contradiction, bounds, bounds_additive, exact, lp
from statistics.audit.propagate import UNBOUNDED
from tests.audit.cases import printed, with_totals

COMBINATION = np.array([[30, 47, 64, 89], [90, 124, 5, 31], [92, 100, 59, 85], [800, 991, 651, 685]])
HIDDEN_COLUMNS = ([0, 1, 2], [0, 2], [1, 3], [1, 3])
"""In sdcTable's test table each row and column has two hidden cells or more, and yet one can be computed."""

STAR = np.array([-1, 0, 0])
"""A parent and two children."""


def family(parent: int, *children: int) -> np.ndarray:
    """National totals alone: tables of one cell."""
    return np.array([parent, *children]).reshape(-1, 1, 1, 1)


def ends(found: tuple[np.ndarray, np.ndarray], node: int) -> tuple[int, int]:
    return int(found[0][node].ravel()[-1]), int(found[1][node].ravel()[-1])


def attacked(values: np.ndarray, own: list[bool] | None = None) -> tuple[np.ndarray, np.ndarray]:
    parent = np.array([-1] + [0] * (len(values) - 1))
    return bounds(values, values < 0, 0, parent, own=None if own is None else np.array(own))


def test_two_hidden_cells_on_every_line_are_not_enough() -> None:
    table = with_totals(COMBINATION[:, None])
    hidden = np.zeros(table.shape, dtype=bool)
    for row, columns in enumerate(HIDDEN_COLUMNS):
        hidden[row, :, columns] = True
    assert {(int(r), int(a)) for r, _, a in np.argwhere(exact(printed(table, hidden), hidden))} == {(0, 1)}
    low, high = bounds(printed(table, hidden), hidden)
    assert (low[0, 0, 1], high[0, 0, 1]) == (236 - 189, 47)


PATTERNS = {
    "the three ones alone: each column gives its own": ([(0, 0), (0, 1), (0, 2)], 1, {(0, 0), (0, 1), (0, 2)}, 3),
    "with the nines beneath: whole numbers pin them": (
        [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)],
        1,
        {(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)},
        0,
    ),
    "with hidden zeros, whose row adds up to nothing": (
        [(0, 0), (0, 1), (0, 2), (2, 0), (2, 1), (2, 2)],
        0,
        {(0, 0), (0, 1), (0, 2), (2, 0), (2, 1), (2, 2)},
        0,
    ),
    "with a larger column too nothing is pinned": (
        [(0, 0), (0, 1), (0, 2), (0, 4), (1, 0), (1, 1), (1, 2), (1, 4)],
        1,
        set(),
        0,
    ),
}


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
def test_ones_in_a_row(pattern: tuple[list[tuple[int, int]], int, set[tuple[int, int]], int]) -> None:
    cells, lb, pinned, by_rank = pattern
    table = with_totals(np.array([[1, 1, 1, 5, 5], [9] * 5, [0, 0, 0, 7, 7]])[:, None])[:, 0]
    hidden = np.zeros(table.shape, dtype=bool)
    hidden[tuple(np.array(cells).T)] = True
    low, high = bounds(printed(table, hidden), hidden, lb)
    assert {(int(r), int(a)) for r, a in np.argwhere(hidden & (low == high))} == pinned
    assert exact(printed(table, hidden), hidden).sum() == by_rank


def test_singletons_on_one_axis() -> None:
    values = np.array([-1, 2, -1, 0, 4])
    low, high = bounds(values, values < 0, 1)
    assert low[[0, 2]].tolist() == high[[0, 2]].tolist() == [1, 1]
    assert not exact(values, values < 0).any()


def test_six_users_in_six_counties() -> None:
    table = with_totals(np.ones((6, 1, 1)))
    hidden = table == 1
    low, high = bounds(printed(table, hidden), hidden, 1)
    assert (low[hidden] == 1).all()
    assert (high[hidden] == 1).all()
    low, high = bounds(printed(table, hidden), hidden, 0)
    assert (low[hidden] == 0).all()
    assert (high[hidden] == 6).all()


def test_a_hidden_child_makes_up_what_a_printed_sibling_lacks() -> None:
    assert ends(attacked(family(14, 10, -1)), 2) == (4, 14)
    assert ends(attacked(family(14, -1, -1)), 2) == (0, 14)
    assert ends(attacked(family(-1, 10, -1)), 2) == (0, UNBOUNDED)


def test_two_hidden_children_share_what_is_missing() -> None:
    found = attacked(family(12, 9, -1, -1))
    assert ends(found, 2) == ends(found, 3) == (0, 12)
    low, high = lp(
        family(12, 9, -1, -1), family(12, 9, -1, -1) < 0, 0, np.array([[2, 0, 0, 0]]), np.array([-1, 0, 0, 0])
    )
    assert (int(low[0]), int(high[0])) == (0, 12)


def test_an_only_child_is_its_parent() -> None:
    """Where all siblings' tables are zero the two masks must be equal: here the child is printed and the parent not."""
    values = np.stack([with_totals([[[3, 9]]]), with_totals([[[3, 9]]]), with_totals([[[0, 0]]])])
    hidden = np.zeros(values.shape, dtype=bool)
    hidden[0, ..., 0] = True
    low, high = bounds(printed(values, hidden), hidden, 0, STAR)
    assert (low[hidden] == 3).all()
    assert (high[hidden] == 3).all()
    hidden[0] = [[[True, True, False]] * 2] * 2
    hidden[1] = hidden[0]
    low, high = bounds(printed(values, hidden), hidden, 0, STAR)
    assert ends((low[..., :1], high[..., :1]), 1) == (0, 12)


def test_a_child_beside_one_as_large_as_the_parent_is_free() -> None:
    assert ends(attacked(family(7, 7, -1)), 2) == (0, 7)


def test_a_child_whose_siblings_are_none_is_its_parent() -> None:
    assert ends(attacked(family(5, -1, 0)), 1) == (5, 5)


def test_own_users_leave_the_parent_free_above() -> None:
    assert ends(attacked(family(14, 10, -1), own=[True, False, False]), 2) == (0, 14)
    assert ends(attacked(family(-1, 10, 3), own=[True, False, False]), 0) == (10, UNBOUNDED)


def test_sums_add_up_over_the_tree() -> None:
    values = family(14, 10, -1)
    parent = np.array([-1, 0, 0])
    assert ends(bounds_additive(values, values < 0, 0, parent), 2) == (4, 4)
    assert ends(bounds_additive(values, values < 0, 0, parent, own=np.array([True, False, False])), 2) == (0, 4)
    both = family(14, -1, -1)
    assert ends(bounds_additive(both, both < 0, 0, parent), 2) == (0, 14)
    assert ends(bounds_additive(both, both < 0, None, parent), 2) == (-UNBOUNDED, UNBOUNDED)


def test_large_sums_are_solved_to_the_last_unit() -> None:
    table = with_totals(COMBINATION, axes=2) * (10**12 + 7)
    hidden = np.zeros(table.shape, dtype=bool)
    for row, columns in enumerate(HIDDEN_COLUMNS):
        hidden[row, columns] = True
    low, high = bounds_additive(printed(table, hidden), hidden)
    assert low[0, 1] == high[0, 1] == 47 * (10**12 + 7)


REFUSED = {
    "a mask of another shape": ([[1, 2, 3]], [[False, False]], "shape"),
    "a negative count": ([[1, -2, -1]], [[False] * 3], r"-2 is printed at \(0, 1\)"),
    "a total that is not the sum": ([[1, 2, 4]], [[False] * 3], r"contradicts itself at \(0, 2\)"),
}


@pytest.mark.parametrize(("values", "hidden", "message"), REFUSED.values(), ids=REFUSED)
def test_impossible_print_is_refused_with_its_place(values: list, hidden: list, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        bounds(np.array(values), np.array(hidden))


def test_a_child_with_more_users_than_its_parent_is_refused() -> None:
    with pytest.raises(Contradiction, match=r"\((0|1), 0, 0, 0\)"):
        attacked(family(7, 8, 1))


def test_a_parent_after_its_child_is_refused() -> None:
    values = family(7, 6, 3)
    with pytest.raises(ValueError, match="node 1 has parent 2"):
        bounds(values, values < 0, 0, np.array([-1, 2, 0]))
    with pytest.raises(ValueError, match="parent has shape"):
        bounds(values, values < 0, 0, np.array([-1]))
