"""Additive measures: one mask for all, and a world for each that moves every hidden figure by more than a tenth."""

import numpy as np
import pytest

from statistics.protect import Policy, protect
from statistics.protect.slack import slack
from statistics.rounding import Rounding, rounded
from tests.protect.families import sums, tree, users, with_margins
from tests.protect.replay import uncovered


@pytest.mark.parametrize("seed", range(8))
def test_every_measure_of_a_small_cell_may_be_a_tenth_off(seed: int) -> None:
    parent = tree(seed)
    counts = users(parent, seed)
    measures = sums(counts, parent, seed)
    found = protect(counts, parent, Policy(), additive=measures)
    small = (counts >= 1) & (counts <= 4)
    assert found.uncovered == 0
    assert (found.hidden_sums | ~found.hidden_users).all()
    for name, values in measures.items():
        rounding = Policy().rounding[name].of(counts)
        worlds = found.sum_worlds[name]
        assert uncovered(values, found.hidden_sums, parent, worlds, small, exact=True, rounding=rounding) == 0
    assert uncovered(counts, found.hidden_users, parent, found.worlds, small) == 0


@pytest.mark.parametrize("seed", range(6))
def test_nodes_that_are_one_table_may_be_rounded_in_steps_of_their_own(seed: int) -> None:
    """Under each leaf lies an only child, which is the same figures, and is rounded otherwise."""
    above = tree(seed)
    leaves = np.flatnonzero(np.bincount(above[1:], minlength=len(above)) == 0)
    parent, node = np.concatenate([above, leaves]), np.concatenate([np.arange(len(above)), leaves])
    counts = users(above, seed)[node]
    sales = sums(users(above, seed), above, seed)["sales"][node]
    least = np.random.default_rng(seed).choice([1, 50, 2_000, 100_000], len(parent))
    rounding = Rounding(digits=2, least=least, more_from=500)
    found = protect(counts, parent, Policy(rounding={"sales": rounding}), additive={"sales": sales})
    small = (counts >= 1) & (counts <= 4)
    assert found.uncovered == 0
    assert (
        uncovered(
            sales, found.hidden_sums, parent, found.sum_worlds["sales"], small, exact=True, rounding=rounding.of(counts)
        )
        == 0
    )


@pytest.mark.parametrize("seed", range(3))
def test_a_printed_zero_of_users_has_printed_sums(seed: int) -> None:
    parent = tree(seed)
    counts = users(parent, seed)
    found = protect(counts, parent, Policy(), additive=sums(counts, parent, seed))
    printed_zero = (counts == 0) & ~found.hidden_users
    assert not found.hidden_sums[printed_zero].any()


def test_no_user_is_left_without_a_dispensing() -> None:
    parent = tree(4)
    counts = users(parent, 4)
    measures = sums(counts, parent, 4)
    found = protect(counts, parent, Policy(), additive=measures)
    inner_users = counts[:, :-1, :-1, :-1].reshape(len(parent), -1)
    inner = measures["dispensings"][:, :-1, :-1, :-1].reshape(len(parent), -1)
    _world, node, cell, change = found.sum_worlds["dispensings"].T
    assert (inner[node, cell] + change >= inner_users[node, cell]).all()


def test_a_measure_a_node_has_nothing_of_never_moves() -> None:
    parent = tree(5)
    counts = users(parent, 5)
    measures = sums(counts, parent, 5)
    leaf = int(np.flatnonzero(np.bincount(parent[1:], minlength=len(parent)) == 0)[0])
    node = leaf
    lost = measures["sales"][leaf].copy()
    while node >= 0:
        measures["sales"][node] -= lost
        node = int(parent[node])
    found = protect(counts, parent, Policy(), additive=measures)
    assert leaf not in found.sum_worlds["sales"][:, 1]
    assert found.uncovered == 0


def test_a_cell_that_has_nothing_because_nobody_used_what_has_it_needs_no_world() -> None:
    """Of two medicines one has DDD. Where its printed users are 0, the group's DDD is 0, and everybody can see it."""
    plain, with_ddd = np.full((3, 2, 4), 50), np.full((3, 2, 4), 50)
    plain[0, 0, 0], with_ddd[0, 0, 0] = 2, 0
    counts = with_margins(np.stack([plain + with_ddd, plain, with_ddd]))
    doses = with_margins(np.stack([with_ddd, 0 * plain, with_ddd])) * 9000
    nothing = {"ddd": np.array([False, True, False])}
    found = protect(counts, np.array([-1, 0, 0]), Policy(), additive={"ddd": doses}, nothing=nothing)
    assert found.uncovered == 0
    assert not found.hidden_sums[0].all()


def test_a_group_of_which_only_a_medicine_without_the_measure_was_used_never_moves() -> None:
    """Group 1 has medicines with DDD, which nobody used, and one without: group and medicine are the same figures."""
    without, with_ddd = np.full((3, 2, 4), 50), np.full((3, 2, 4), 60)
    without[0, 0, 0], with_ddd[0, 0, 0] = 2, 3
    counts = with_margins(np.stack([without + with_ddd, without, without, 0 * without, with_ddd]))
    doses = with_margins(np.stack([with_ddd, 0 * without, 0 * without, 0 * without, with_ddd])) * 9000
    nothing = {"ddd": np.array([False, False, True, False, False])}
    parent, exact = np.array([-1, 0, 1, 1, 0]), Policy(rounding={})
    found = protect(counts, parent, exact, additive={"ddd": doses}, nothing=nothing)
    assert found.uncovered == 0
    assert set(found.sum_worlds["ddd"][:, 1]) == {0, 4}


def test_one_table_alone() -> None:
    parent = np.array([-1])
    counts = users(parent, 6)
    measures = sums(counts, parent, 6)
    found = protect(counts, parent, Policy(), additive=measures)
    small = (counts >= 1) & (counts <= 4)
    for name, values in measures.items():
        rounding = Policy().rounding[name].of(counts)
        worlds = found.sum_worlds[name]
        assert uncovered(values, found.hidden_sums, parent, worlds, small, exact=True, rounding=rounding) == 0


@pytest.mark.parametrize("seed", range(4))
def test_sums_printed_exactly_are_protected_too_and_cost_more(seed: int) -> None:
    parent = tree(seed)
    counts = users(parent, seed)
    measures = sums(counts, parent, seed)
    exact = protect(counts, parent, Policy(rounding={}), additive=measures)
    small = (counts >= 1) & (counts <= 4)
    for name, values in measures.items():
        assert uncovered(values, exact.hidden_sums, parent, exact.sum_worlds[name], small, exact=True) == 0
    coarse = protect(counts, parent, Policy(), additive=measures)
    assert coarse.hidden_sums.sum() <= exact.hidden_sums.sum()


@pytest.mark.parametrize(
    "rounding",
    [Rounding(1), Rounding(2, 10), Rounding(3, 1, 500), Rounding(2, 100, 50), Rounding(2, 5), Rounding(2, 500)],
)
def test_slack_never_changes_what_is_printed(rounding: Rounding) -> None:
    values = np.concatenate([np.arange(-50, 12_000), 10 ** np.arange(1, 15) - 1, 10 ** np.arange(1, 15)])
    users = values % 1_000
    less, more = slack(values, rounding.of(users))
    for change in (less, more):
        assert (rounded(values + change, rounding.of(users)) == rounded(values, rounding.of(users))).all()
    assert (more - less > 0).mean() > 0.5


def test_a_group_with_products_of_its_own() -> None:
    parent = tree(7)
    counts = users(parent, 7)
    measures = sums(counts, parent, 7)
    own = np.zeros(len(parent), dtype=bool)
    own[0] = True
    measures["sales"][0] += 1000 * counts[0]
    found = protect(counts, parent, Policy(), additive=measures, open_above=own)
    assert found.uncovered == 0
    assert found.open_above[0]


def test_a_measure_of_which_there_is_nothing_anywhere_hides_nothing_more() -> None:
    parent = tree(1)
    counts = users(parent, 1)
    found = protect(counts, parent, Policy(), additive={"ddd": np.zeros_like(counts)}, threads=2)
    assert found.uncovered == 0
    assert len(found.sum_worlds["ddd"]) == 0
    assert np.array_equal(found.hidden_sums, found.hidden_users)
