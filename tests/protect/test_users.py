"""Users: the gate, and what must hold of every mask."""

import numpy as np
import pytest

from statistics.protect import Policy, Zeros, protect
from tests.protect.families import tree, users, with_margins
from tests.protect.replay import uncovered

SEEDS = range(12)


def small(counts: np.ndarray) -> np.ndarray:
    return (counts >= 1) & (counts <= 4)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_small_cell_has_a_world_that_agrees_with_all_that_is_printed(seed: int) -> None:
    parent = tree(seed)
    counts = users(parent, seed)
    found = protect(counts, parent, Policy())
    assert found.uncovered == 0
    assert found.hidden_users[small(counts)].all()
    assert uncovered(counts, found.hidden_users, parent, found.worlds, small(counts)) == 0


@pytest.mark.parametrize("seed", SEEDS)
def test_one_and_two_threads_give_the_same(seed: int) -> None:
    parent = tree(seed)
    counts = users(parent, seed)
    one, two = (protect(counts, parent, Policy(), threads=n) for n in (1, 2))
    assert np.array_equal(one.hidden_users, two.hidden_users)
    assert np.array_equal(one.worlds, two.worlds)


@pytest.mark.parametrize("seed", SEEDS)
def test_pruning_hides_no_more_and_keeps_the_gate(seed: int) -> None:
    parent = tree(seed)
    counts = users(parent, seed)
    before, after = protect(counts, parent, Policy(rounds=())), protect(counts, parent, Policy(rounds=(4, 8)))
    assert after.uncovered == 0
    assert uncovered(counts, before.hidden_users, parent, before.worlds, small(counts)) == 0
    assert uncovered(counts, after.hidden_users, parent, after.worlds, small(counts)) == 0


def test_permuted_counties_are_as_safe() -> None:
    parent = tree(3)
    counts = users(parent, 3)
    order = np.random.default_rng(1).permutation(counts.shape[1] - 1)
    permuted = counts[:, [*order, counts.shape[1] - 1]]
    found = protect(permuted, parent, Policy())
    assert uncovered(permuted, found.hidden_users, parent, found.worlds, small(permuted)) == 0


def test_hidden_zeros_are_all_hidden_in_tables_with_small_cells() -> None:
    parent = tree(2)
    counts = users(parent, 2)
    found = protect(counts, parent, Policy(zeros=Zeros.HIDDEN))
    with_small = small(counts).any(axis=(1, 2, 3))
    assert found.hidden_users[with_small][counts[with_small] == 0].all()


def test_a_table_without_small_cells_is_printed_whole() -> None:
    counts = with_margins(np.full((1, 3, 2, 4), 7))
    found = protect(counts, np.array([-1]), Policy())
    assert not found.hidden_users.any()
    assert len(found.worlds) == 0


def test_one_small_cell_in_one_table_takes_company_in_every_line() -> None:
    inner = np.full((1, 3, 2, 4), 50)
    inner[0, 1, 0, 2] = 3
    counts = with_margins(inner)
    found = protect(counts, np.array([-1]), Policy())
    assert uncovered(counts, found.hidden_users, np.array([-1]), found.worlds, small(counts)) == 0
    assert found.hidden_users[0, :, 0, 2].sum() > 1
    assert found.hidden_users[0, 1, :, 2].sum() > 1
    assert found.hidden_users[0, 1, 0, :].sum() > 1


def test_an_only_child_has_its_parents_mask() -> None:
    inner = np.zeros((3, 3, 2, 4), dtype=np.int64)
    inner[:2] = users(np.array([-1]), 5, (3, 2, 4))[:, :-1, :-1, :-1]
    counts = with_margins(inner)
    found = protect(counts, np.array([-1, 0, 0]), Policy())
    assert np.array_equal(found.hidden_users[0], found.hidden_users[1])
    assert uncovered(counts, found.hidden_users, np.array([-1, 0, 0]), found.worlds, small(counts)) == 0


def test_a_printed_sibling_and_parent_do_not_give_a_child_away() -> None:
    """Parent 14, A 10, B 4 in one cell: B is at least 4, and 4 exactly if it may not be 5."""
    inner = np.full((3, 3, 2, 4), 40)
    inner[0, 0, 0, 0], inner[1, 0, 0, 0], inner[2, 0, 0, 0] = 14, 10, 4
    counts = with_margins(inner)
    parent = np.array([-1, 0, 0])
    found = protect(counts, parent, Policy())
    assert uncovered(counts, found.hidden_users, parent, found.worlds, small(counts)) == 0


def test_all_but_few_of_the_population_is_protected_too() -> None:
    inner = np.full((1, 3, 2, 4), 50)
    counts = with_margins(inner)
    population = with_margins(np.full((3, 2, 4), 90))
    population[0, 0, 0] = 52
    found = protect(counts, np.array([-1]), Policy(), population=population)
    assert found.hidden_users[0, 0, 0, 0]
    assert found.uncovered == 0


def test_all_but_few_of_the_population_though_a_group_has_more_users_than_inhabitants() -> None:
    group, medicine = np.full((3, 2, 4), 95), np.full((3, 2, 4), 50)
    counts = with_margins(np.stack([group, medicine, medicine]))
    population = with_margins(np.full((3, 2, 4), 90))
    population[0, 0, 0] = 52
    found = protect(counts, np.array([-1, 0, 0]), Policy(), population=population)
    assert found.hidden_users[1:, 0, 0, 0].all()
    assert not found.hidden_users[0, 0, 0, 0]
    assert found.uncovered == 0
