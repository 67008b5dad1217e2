"""Against the slow twin, which tries every table of whole numbers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from statistics.audit import bounds, bounds_additive, exact, lp
from tests.audit.cases import all_families, all_tables, determined, every_cell, printed, with_totals

SHAPES = [(2, 2, 2), (2, 1, 3), (4, 1, 1), (3, 2), (5,), (2, 3, 1)]
PARENT = np.array([-1, 0, 0])


@st.composite
def tables(draw: st.DrawFn, shape: tuple[int, ...] | None = None, lb: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """A table with a small printed total, and a mask; hidden inner cells are `lb` or more."""
    shape = shape or draw(st.sampled_from(SHAPES))
    inner = draw(hnp.arrays("i8", shape, elements=st.integers(0, 2)))
    table = with_totals(inner, len(shape))
    hidden = draw(hnp.arrays(bool, table.shape)) | draw(st.just(np.zeros(table.shape, dtype=bool)))
    hidden[(-1,) * table.ndim] = False
    within = tuple(slice(None, -1) for _ in shape)
    hidden[within] &= table[within] >= lb
    return table, hidden


@pytest.mark.parametrize("lb", [0, 1])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_one_table(data: st.DataObject, lb: int) -> None:
    table, hidden = data.draw(tables(lb=lb))
    possible = all_tables(table, hidden, lb)
    least, most = possible.min(0), possible.max(0)
    values, cells = printed(table, hidden), every_cell(table.shape)
    low, high = bounds(values, hidden, lb)
    assert (low <= least).all()
    assert (high >= most).all()
    solved_low, solved_high = (end.reshape(table.shape) for end in lp(values, hidden, lb, cells))
    assert (low <= solved_low).all()
    assert (solved_low <= least).all()
    assert (high >= solved_high).all()
    assert (solved_high >= most).all()
    whole_low, whole_high = (end.reshape(table.shape) for end in lp(values, hidden, lb, cells, whole=True))
    assert np.array_equal(whole_low, least)
    assert np.array_equal(whole_high, most)


@settings(max_examples=100, deadline=None)
@given(tables())
def test_rank(case: tuple[np.ndarray, np.ndarray]) -> None:
    table, hidden = case
    found = exact(printed(table, hidden), hidden)
    assert np.array_equal(found, determined(hidden))
    low, high = bounds(printed(table, hidden), hidden)
    assert (low[found] == high[found]).all()


@pytest.mark.parametrize("exact_sums", [False, True], ids=["users", "sums"])
@pytest.mark.parametrize("own", [False, True], ids=["closed", "own"])
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_family(data: st.DataObject, exact_sums: bool, own: bool) -> None:
    shape = data.draw(st.sampled_from([(2, 1, 2), (3, 1, 1), (1, 2, 2)]))
    one, one_hidden = data.draw(tables(shape))
    two, two_hidden = data.draw(tables(shape))
    inner = tuple(slice(None, -1) for _ in shape)
    least, most = np.maximum(one[inner], two[inner]), one[inner] + two[inner]
    extra = data.draw(hnp.arrays("i8", least.shape, elements=st.integers(0, 2))) * own
    parent = with_totals((most if exact_sums else np.minimum(most, least + 1)) + extra)
    values = np.stack([parent, one, two])
    hidden = np.stack([data.draw(hnp.arrays(bool, parent.shape)), one_hidden, two_hidden])
    hidden[0, -1, -1, -1] = False
    possible = all_families(
        [all_tables(table, mask, 0) for table, mask in zip(values, hidden, strict=True)], exact_sums, own
    )
    least, most = (np.stack([getattr(member, end)(0) for member in possible]) for end in ("min", "max"))
    shown, own_nodes = printed(values, hidden), np.array([own, False, False])
    attack = bounds_additive if exact_sums else bounds
    low, high = attack(shown, hidden, 0, PARENT, own=own_nodes)
    assert (low <= least).all()
    assert (high >= most).all()
    cells = every_cell(values.shape)
    solved = lp(shown, hidden, 0, cells, PARENT, own=own_nodes, exact_sums=exact_sums, whole=True)
    assert np.array_equal(solved[0].reshape(values.shape), least)
    assert np.array_equal(solved[1].reshape(values.shape), most)


@settings(max_examples=30, deadline=None)
@given(tables())
def test_threads_and_other_tables_change_nothing(case: tuple[np.ndarray, np.ndarray]) -> None:
    table, hidden = case
    if table.ndim != 3:
        return
    values = printed(table, hidden)
    alone = bounds(values, hidden, 0, threads=1)
    many = bounds(np.stack([values] * 3), np.stack([hidden] * 3), 0, threads=2)
    for one, three in zip(alone, many, strict=True):
        assert all(np.array_equal(one, each) for each in three)
