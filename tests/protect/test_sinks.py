"""Sinks: a child hidden whole takes up what a group's other children lack."""

import numpy as np
import pytest

from statistics.audit import attack_year
from statistics.protect import Policy, protect
from statistics.protect.report import losses
from statistics.protect.sinks import sinks, spares
from statistics.protect.tree import children
from tests.protect.families import sums, tree, users, with_margins
from tests.protect.replay import uncovered
from tests.protect.test_properties import as_printed, small

SEEDS = range(8)


def emptied(parent: np.ndarray, seed: int) -> np.ndarray:
    """`users`, with nobody in some leaves: one in three, drawn."""
    inner = users(parent, seed)[:, :-1, :-1, :-1]
    rng = np.random.default_rng(seed)
    for node in range(len(parent) - 1, -1, -1):
        below = np.flatnonzero(parent == node)
        if len(below) == 0 and rng.random() < 0.33:
            inner[node] = 0
        elif len(below):
            most, total = inner[below].max(axis=0), inner[below].sum(axis=0)
            inner[node] = np.clip(inner[node], most, total)
    return with_margins(inner)


def test_one_empty_child_is_spared_a_group_with_one_node_a_level_beneath_it() -> None:
    parent = np.array([-1, 0, 0, 0, 0, 3, 3])
    total = np.array([90, 50, 40, 0, 0, 0, 0])
    nobody = np.zeros(7, dtype=bool)
    assert np.flatnonzero(spares(total, parent, nobody, 4)).tolist() == [3, 5]
    nobody[[3, 5]] = True
    assert np.flatnonzero(spares(total, parent, nobody, 4)).tolist() == [4]


@pytest.mark.parametrize("total", [[90, 90, 0], [90, 88, 3], [0, 0, 0]], ids=["one child", "one of three", "nobody"])
def test_none_is_spared_where_a_group_is_its_only_child_or_a_child_is_hidden_anyway(total: list[int]) -> None:
    assert not spares(np.array(total), np.array([-1, 0, 0]), np.zeros(3, dtype=bool), 4).any()


def test_a_sink_costs_nothing_and_has_one_beneath_it() -> None:
    parent = np.array([-1, 0, 0, 1, 1])
    first, child = children(parent)
    price = np.array([[9, 9], [0, 0], [5, 0], [0, 0], [0, 1]])
    assert sinks(first, child, np.zeros(5, dtype=bool), price).tolist() == [1, 3, -1, -1, -1]
    price[3] = 1
    assert sinks(first, child, np.zeros(5, dtype=bool), price).tolist() == [-1, -1, -1, -1, -1]
    opened = np.array([False, True, False, False, False])
    assert sinks(first, child, opened, price).tolist() == [1, -1, -1, -1, -1]


@pytest.mark.parametrize("seed", SEEDS)
def test_worlds_with_sinks_agree_with_all_that_is_printed(seed: int) -> None:
    parent = tree(seed, leaves=5)
    counts = emptied(parent, seed)
    measures = sums(counts, parent, seed)
    found = protect(counts, parent, Policy(), additive=measures)
    assert found.uncovered == 0
    assert uncovered(counts, found.hidden_users, parent, found.worlds, small(counts)) == 0
    report = attack_year(*as_printed(counts, parent, measures, found))
    for gate in ("printed", "exact", "inside", "sums", "worlds", "unproven"):
        assert report.total(gate)[1] == 0, gate


def test_sinks_save_cells_of_five_and_more_and_only_they_lose_all_their_zeros() -> None:
    with_sinks = without = 0
    for seed in SEEDS:
        parent = tree(seed, leaves=5)
        counts = emptied(parent, seed)
        total = counts[:, -1, -1, -1]
        found = protect(counts, parent, Policy())
        plain = protect(counts, parent, Policy(), nothing={"users": total == 0})
        assert not plain.hidden_users[total == 0].any()
        with_sinks += losses(counts, found.hidden_users, parent, 4)["all"].hidden
        without += losses(counts, plain.hidden_users, parent, 4)["all"].hidden
        hidden_whole = (total == 0) & found.hidden_users[:, -1, -1, -1]
        assert not hidden_whole[~spares(total, parent, np.zeros(len(parent), dtype=bool), 4)].any()
    assert with_sinks < without


def test_sums_that_only_a_sink_can_have_are_protected_by_it() -> None:
    """No product of the two in use has a DDD, so that of the group only the unused one's products could have any."""
    parent = np.array([-1, 0, 0, 0])
    nothing = {"ddd": np.array([False, True, True, False])}
    moved = 0
    for seed in SEEDS:
        leaf = np.random.default_rng(seed).poisson(3, (2, 5, 2, 6))
        counts = with_margins(np.stack([leaf.sum(axis=0), *leaf, np.zeros_like(leaf[0])]))
        found = protect(counts, parent, Policy(), additive={"ddd": np.zeros_like(counts)}, nothing=nothing)
        assert found.hidden_users[3, -1, -1, -1]
        assert found.uncovered == 0
        worlds = found.sum_worlds["ddd"]
        assert set(worlds[:, 1].tolist()) <= {0, 3}
        moved += len(worlds)
    assert moved > 0
