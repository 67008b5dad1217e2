"""Only what changed is worked on again, and what comes out is what comes out of nothing."""

import numpy as np
import pytest

from statistics.protect import Earlier, Policy, Protection, protect
from tests.protect.families import SHAPE, sums, tree, users, with_margins

LARGE = 300
"""Users of each inner cell of two more groups: they leave all others room beneath the root."""


class Shelf:
    """A memory that counts what it was asked for and did not have."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.missed = 0

    def find(self, key: str) -> bytes | None:
        self.missed += key not in self.kept
        return self.kept.get(key)

    def keep(self, key: str, content: bytes) -> None:
        self.kept[key] = content


def roomy(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """A drawn family with two large groups beside its own → parents, users."""
    parent = np.append(tree(seed, groups=4), [0, 0])
    inner = users(parent[:-2], seed)[:, :-1, :-1, :-1]
    inner = np.concatenate([inner, np.full((2, *SHAPE), LARGE)])
    groups = inner[parent == 0]
    inner[0] = groups.max(axis=0) + (groups.sum(axis=0) - groups.max(axis=0)) // 2
    return parent, with_margins(inner)


def with_one_more(parent: np.ndarray, counts: np.ndarray, leaf: int) -> np.ndarray:
    """One more user of a leaf, of all groups above it, and of everything."""
    inner = counts[:, :-1, :-1, :-1].copy()
    while leaf >= 0:
        inner[leaf, 1, 1, 2] += 1
        leaf = int(parent[leaf])
    return with_margins(inner)


def same(one: Protection, other: Protection) -> bool:
    return (
        np.array_equal(one.hidden_users, other.hidden_users)
        and np.array_equal(one.hidden_sums, other.hidden_sums)
        and np.array_equal(one.worlds, other.worlds)
        and all(np.array_equal(rows, other.sum_worlds[name]) for name, rows in one.sum_worlds.items())
    )


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_worked_on_twice(seed: int) -> None:
    parent, counts = roomy(seed)
    additive, shelf = sums(counts, parent, seed), Shelf()
    first = protect(counts, parent, Policy(), additive, memory=shelf)
    made, shelf.missed = shelf.missed, 0
    assert made >= 3 * 6, "six groups, of users, dispensings and sales"
    assert same(protect(counts, parent, Policy(), additive, memory=shelf), first)
    assert shelf.missed == 0
    assert same(protect(counts, parent, Policy(), additive), first)


@pytest.mark.parametrize("seed", range(4))
def test_a_change_in_one_group_leaves_the_others_users_as_they_were(seed: int) -> None:
    parent, counts = roomy(seed)
    shelf = Shelf()
    protect(counts, parent, Policy(), memory=shelf)
    leaf = int(np.flatnonzero(np.bincount(parent[1:-2], minlength=len(parent)) == 0)[1])
    changed = with_one_more(parent, counts, leaf)
    shelf.missed = 0
    again = protect(changed, parent, Policy(), memory=shelf)
    assert shelf.missed == 1
    assert same(again, protect(changed, parent, Policy()))


@pytest.mark.parametrize("seed", range(4))
def test_a_change_in_one_groups_sums_leaves_the_others_as_they_were(seed: int) -> None:
    parent, counts = roomy(seed)
    additive, shelf = sums(counts, parent, seed), Shelf()
    protect(counts, parent, Policy(), additive, memory=shelf)
    leaf = int(np.flatnonzero(np.bincount(parent[1:-2], minlength=len(parent)) == 0)[1])
    changed = additive | {"sales": with_one_more(parent, additive["sales"], leaf)}
    shelf.missed = 0
    again = protect(counts, parent, Policy(), changed, memory=shelf)
    assert shelf.missed == 1
    assert same(again, protect(counts, parent, Policy(), changed))


@pytest.mark.parametrize("seed", range(4))
def test_groups_that_have_not_changed_since_they_were_printed_keep_their_worlds(seed: int) -> None:
    parent, counts = roomy(seed)
    shelf = Shelf()
    first = protect(counts, parent, Policy(), memory=shelf)
    earlier = [Earlier(np.where(first.hidden_users, -1, counts), first.hidden_users)]
    leaf = int(np.flatnonzero(np.bincount(parent[1:-2], minlength=len(parent)) == 0)[1])
    changed = with_one_more(parent, counts, leaf)
    shelf.missed = 0
    again = protect(changed, parent, Policy(), earlier=earlier, memory=shelf)
    assert 1 <= shelf.missed <= 2, "the group by itself, and with what was printed of it where that is not enough"
    assert same(again, protect(changed, parent, Policy(), earlier=earlier))


def test_other_rules_find_nothing() -> None:
    parent, counts = roomy(1)
    shelf = Shelf()
    protect(counts, parent, Policy(), memory=shelf)
    shelf.missed = 0
    protect(counts, parent, Policy(largest=3), memory=shelf)
    assert shelf.missed == 6
