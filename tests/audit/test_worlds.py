"""Worlds are replayed; a slow twin here builds the other tables whole and compares them with everything printed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from statistics.audit import Contradiction, check_worlds, check_worlds_additive
from statistics.audit.worlds import Fault
from tests.audit.cases import printed, with_totals

PARENT = np.array([-1, 0, 0])
GOOD = with_totals([[[[5, 10]], [[6, 8]]], [[[3, 6]], [[3, 4]]], [[[2, 7]], [[4, 7]]]])
"""A parent and two children: two regions, one sex, two ages. Inner cells are numbered 0 1 (first region), 2 3."""

GOOD_WORLD = [(0, 1, 0, -3), (0, 1, 1, 3), (0, 1, 2, 3), (0, 1, 3, -3)]
"""In GOOD child 1 is 3 6 / 3 4: the swap makes it 0 9 / 6 1, within the parent's 5 10 / 6 8 and sums with 2 7 / 4 7."""


def mask(*inner_of_child_one: int) -> np.ndarray:
    hidden = np.zeros(GOOD.shape, dtype=bool)
    for cell in inner_of_child_one:
        for sex in (0, 1):
            hidden[1, cell // 2, sex, cell % 2] = True
    return hidden


def small(table: np.ndarray) -> np.ndarray:
    return (table >= 1) & (table <= 4)


def good(worlds: list, hidden: np.ndarray | None = None, **more: np.ndarray):
    hidden = mask(0, 1, 2, 3) if hidden is None else hidden
    few = small(GOOD)
    few[[0, 2]] = False
    return check_worlds(printed(GOOD, hidden), hidden, np.array(worlds), few, PARENT, truth=GOOD, **more)


def test_a_world_covers_what_it_takes_out_of_the_small() -> None:
    found = good(GOOD_WORLD, own=np.array([True, False, False]))
    assert found.fault.tolist() == [Fault.NONE]
    assert found.covered[1, 0, 0, 0]
    assert found.covered[1, 1, 0, 0]
    assert {tuple(place) for place in found.uncovered.tolist()} == {(1, 1, 0, 1), (1, 1, 1, 1)}
    assert not found.holds


def test_each_alteration_of_a_world_is_noticed() -> None:
    closed = good(GOOD_WORLD)
    assert closed.fault.tolist() == [Fault.UNEQUAL_SUM], "2 + 0 children's users cannot be the parent's 5"
    own = {"own": np.array([True, False, False])}
    assert good(GOOD_WORLD, mask(0, 1, 2), **own).fault.tolist() == [Fault.PRINTED]
    assert good(GOOD_WORLD[:3], **own).fault.tolist() == [Fault.PRINTED], "a margin that does not cancel"
    assert good([(0, 1, c, 5 * np.sign(d)) for _, _, c, d in GOOD_WORLD], **own).fault.tolist() == [Fault.NEGATIVE]
    assert good([(0, 1, c, -2 * np.sign(d)) for _, _, c, d in GOOD_WORLD], **own).fault.tolist() == [Fault.NONE]
    up = [(0, 1, c, -3 * np.sign(d)) for _, _, c, d in GOOD_WORLD]
    assert good(up, **own).fault.tolist() == [Fault.ABOVE_PARENT], "6 users where the parent has 5"


def test_the_population_is_no_ceiling() -> None:
    """People move, die and grow older in the year: a cell may have more users than inhabitants at its end."""
    people = with_totals([[[9, 8]], [[9, 9]]])
    own = np.array([True, False, False])
    assert good(GOOD_WORLD, population=people, own=own).fault.tolist() == [Fault.NONE], "9 users, 8 inhabitants"


def test_other_measures_set_limits() -> None:
    """Nobody is a user without a dispensing: a world may not have more users than there are dispensings."""
    own = np.array([True, False, False])
    dispensings = GOOD * 2
    assert good(GOOD_WORLD, own=own, most=dispensings).fault.tolist() == [Fault.NONE]
    dispensings[1, 0, 0, 1] = 8
    assert good(GOOD_WORLD, own=own, most=dispensings).fault.tolist() == [Fault.OUTSIDE_LIMITS], (
        "9 users, 8 dispensings"
    )


def test_worlds_are_told_apart_by_their_number() -> None:
    own = np.array([True, False, False])
    bad = [(1, 1, c, 5 * np.sign(d)) for _, _, c, d in GOOD_WORLD]
    found = good([*bad, *GOOD_WORLD], own=own)
    assert found.fault.tolist() == [Fault.NONE, Fault.NEGATIVE]
    assert np.array_equal(found.covered, good(GOOD_WORLD, own=own).covered)


def test_without_worlds_nothing_is_covered() -> None:
    found = good(np.zeros((0, 4), dtype=int).tolist())
    assert found.invalid == 0
    assert len(found.uncovered) == 6
    assert not found.holds


def test_the_rest_of_the_population_needs_a_world_too() -> None:
    truth = with_totals([[[8, 9]], [[7, 9]]])
    people = with_totals([[[10, 20]], [[20, 20]]])
    hidden = np.ones(truth.shape, dtype=bool)
    hidden[-1, -1, -1] = False
    rest = np.zeros(truth.shape, dtype=bool)
    rest[0, 0, 0] = True
    for change, covers in ((2, True), (1, False), (-3, True)):
        worlds = np.array([(0, 0, 0, change), (0, 0, 1, -change)])
        found = check_worlds(printed(truth, hidden), hidden, worlds, rest, truth=truth, population=people)
        assert found.fault.tolist() == [0]
        assert found.holds is covers


def test_a_sum_must_move_by_more_than_a_tenth() -> None:
    sums = np.stack([with_totals([[[300, 500]]]), with_totals([[[100, 200]]]), with_totals([[[200, 300]]])])
    few = np.zeros(sums.shape, dtype=bool)
    few[1, 0, 0, 0] = True
    hidden = np.ones(sums.shape, dtype=bool)
    hidden[:, -1, -1, -1] = hidden[0] = False
    for change, covers in ((10, False), (11, True), (-100, True)):
        worlds = np.array([(0, n, c, s * change) for n, c, s in ((1, 0, 1), (1, 1, -1), (2, 0, -1), (2, 1, 1))])
        found = check_worlds_additive(printed(sums, hidden), hidden, worlds, few, PARENT, truth=sums)
        assert found.fault.tolist() == [0]
        assert found.holds is covers
        alone = check_worlds_additive(printed(sums, hidden), hidden, worlds[:2], few, PARENT, truth=sums)
        assert alone.fault.tolist() == [Fault.UNEQUAL_SUM]
    least, most = np.zeros_like(sums), sums * 2
    worlds = np.array([(0, n, c, s * 50) for n, c, s in ((1, 0, 1), (1, 1, -1), (2, 0, -1), (2, 1, 1))])
    for node, floor, fault in ((2, 150, Fault.NONE), (2, 151, Fault.OUTSIDE_LIMITS)):
        least[node, 0, 0, 0] = floor
        limits = {"least": least, "most": most}
        found = check_worlds_additive(printed(sums, hidden), hidden, worlds, few, PARENT, truth=sums, **limits)
        assert found.fault.tolist() == [fault]
    below = np.array([(0, 1, 0, -101), (0, 1, 1, 101), (0, 2, 0, 101), (0, 2, 1, -101)])
    found = check_worlds_additive(printed(sums, hidden), hidden, below, few, PARENT, truth=sums)
    assert found.fault.tolist() == [Fault.NEGATIVE]


def test_bad_input_is_refused_with_its_place() -> None:
    with pytest.raises(ValueError, match=r"row 1 of the worlds, \[0, 1, 4, 1\]"):
        good([(0, 1, 0, 1), (0, 1, 4, 1)])
    hidden = mask(0, 1, 2, 3)
    wrong = printed(GOOD, hidden)
    wrong[2, 0, 0, 0] += 1
    with pytest.raises(Contradiction, match=r"not what is printed at \(2, 0, 0, 0\)"):
        check_worlds(wrong, hidden, np.array(GOOD_WORLD), small(GOOD), PARENT, truth=GOOD)
    torn = GOOD.copy()
    torn[1, 0, 0, 0] += 1
    with pytest.raises(Contradiction, match=r"does not add up at \(1, "):
        check_worlds(printed(torn, hidden), hidden, np.array(GOOD_WORLD), small(GOOD), PARENT, truth=torn)


def replayed(truth: np.ndarray, hidden: np.ndarray, world: np.ndarray, own: bool, exact_sums: bool) -> bool:
    """Whether a world of tables (2, 1, 2) is possible, the long way."""
    inner = truth[:, :-1, :-1, :-1].copy()
    for _, node, cell, change in world:
        inner[node].reshape(-1)[cell] += change
    other = with_totals(inner)
    if (other < 0).any() or (other != truth)[~hidden].any():
        return False
    if exact_sums:
        rest = other[0] - other[1] - other[2]
        return bool((rest >= 0).all() if own else (rest == 0).all())
    if (other[1:] > other[0]).any():
        return False
    return own or bool((other[0] <= other[1] + other[2]).all())


@pytest.mark.parametrize("exact_sums", [False, True], ids=["users", "sums"])
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_against_the_slow_twin(data: st.DataObject, exact_sums: bool) -> None:
    own = data.draw(st.booleans())
    inner = data.draw(hnp.arrays("i8", (2, 2, 1, 2), elements=st.integers(0, 9)))
    parent = inner.sum(0) if exact_sums else inner.max(0) + (inner.min(0) + 1) // 2
    truth = with_totals(np.concatenate([(parent + own)[None], inner]))
    hidden = data.draw(hnp.arrays(bool, truth.shape, fill=st.just(True)))
    rows = data.draw(
        st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 3), st.integers(-2, 2)), max_size=8)
    )
    pairs = [row for w, n, c, d in rows for row in ((w, n, c, d), (w, n, (c + 1) % 4, -d))]
    worlds = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 4)
    check = check_worlds_additive if exact_sums else check_worlds
    found = check(
        printed(truth, hidden), hidden, worlds, small(truth), PARENT, truth=truth, own=np.array([own, False, False])
    )
    for w, fault in enumerate(found.fault):
        assert (fault == 0) == replayed(truth, hidden, worlds[worlds[:, 0] == w], own, exact_sums)
