"""Additive measures: one mask for all, and a world for each that moves every hidden figure by more than a tenth."""

import numpy as np
import pytest

from statistics.protect import Policy, protect
from tests.protect.families import sums, tree, users
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
        assert uncovered(values, found.hidden_sums, parent, found.sum_worlds[name], small, exact=True) == 0
    assert uncovered(counts, found.hidden_users, parent, found.worlds, small) == 0


@pytest.mark.parametrize("seed", range(3))
def test_a_printed_zero_of_users_has_printed_sums(seed: int) -> None:
    parent = tree(seed)
    counts = users(parent, seed)
    found = protect(counts, parent, Policy(), additive=sums(counts, parent, seed))
    printed_zero = (counts == 0) & ~found.hidden_users
    assert not found.hidden_sums[printed_zero].any()


def test_dispensings_stay_above_the_users_that_are_printed() -> None:
    parent = tree(4)
    counts = users(parent, 4)
    measures = sums(counts, parent, 4)
    found = protect(counts, parent, Policy(), additive=measures)
    inner_users = counts[:, :-1, :-1, :-1].reshape(len(parent), -1)
    inner = measures["dispensings"][:, :-1, :-1, :-1].reshape(len(parent), -1)
    _world, node, cell, change = found.sum_worlds["dispensings"].T
    many = inner_users[node, cell] > 4
    assert (inner[node, cell] + change >= inner_users[node, cell])[many].all()


def test_a_measure_a_node_has_nothing_of_never_moves() -> None:
    parent = tree(5)
    counts = users(parent, 5)
    measures = sums(counts, parent, 5)
    leaf = int(np.flatnonzero(np.bincount(parent[1:], minlength=len(parent)) == 0)[0])
    node = leaf
    lost = measures["price_ore"][leaf].copy()
    while node >= 0:
        measures["price_ore"][node] -= lost
        node = int(parent[node])
    found = protect(counts, parent, Policy(), additive=measures)
    assert leaf not in found.sum_worlds["price_ore"][:, 1]
    assert found.uncovered == 0


def test_one_table_alone() -> None:
    parent = np.array([-1])
    counts = users(parent, 6)
    measures = sums(counts, parent, 6)
    found = protect(counts, parent, Policy(), additive=measures)
    small = (counts >= 1) & (counts <= 4)
    for name, values in measures.items():
        assert uncovered(values, found.hidden_sums, parent, found.sum_worlds[name], small, exact=True) == 0


def test_a_group_with_products_of_its_own() -> None:
    parent = tree(7)
    counts = users(parent, 7)
    measures = sums(counts, parent, 7)
    own = np.zeros(len(parent), dtype=bool)
    own[0] = True
    measures["price_ore"][0] += 1000 * counts[0]
    found = protect(counts, parent, Policy(), additive=measures, open_above=own)
    assert found.uncovered == 0
    assert found.open_above[0]
