"""Figures that cannot be true are refused with their place."""

import numpy as np
import pytest

from statistics.protect import Policy, protect
from tests.protect.families import sums, tree, users

PARENT = tree(1)


@pytest.fixture
def counts() -> np.ndarray:
    return users(PARENT, 1)


def test_a_negative_count(counts: np.ndarray) -> None:
    counts[2, 0, 1, 3] = -2
    with pytest.raises(ValueError, match=r"-2 users at \(2, 0, 1, 3\)"):
        protect(counts, PARENT, Policy())


def test_a_margin_that_does_not_add_up(counts: np.ndarray) -> None:
    counts[3, 5, 0, 2] += 1
    with pytest.raises(ValueError, match=r"users: the total at \(3, 5, 0, 2\) is not the sum"):
        protect(counts, PARENT, Policy())


def test_a_child_with_more_users_than_its_parent(counts: np.ndarray) -> None:
    child = len(PARENT) - 1
    counts[child] *= 1000
    with pytest.raises(ValueError, match=rf"node {child} has more users than its parent {PARENT[child]}"):
        protect(counts, PARENT, Policy())


def test_tables_of_the_wrong_shape(counts: np.ndarray) -> None:
    with pytest.raises(ValueError, match="wanted \\[node, region, sex, age\\]"):
        protect(counts[0], PARENT, Policy())
    with pytest.raises(ValueError, match="parent: wanted one a node"):
        protect(counts, PARENT[:-1], Policy())
    with pytest.raises(ValueError, match="exactly one root"):
        protect(counts, np.full(len(PARENT), -1), Policy())
    with pytest.raises(ValueError, match="population of shape"):
        protect(counts, PARENT, Policy(), population=counts[0, 0])
    with pytest.raises(ValueError, match="dispensings of shape"):
        protect(counts, PARENT, Policy(), additive={"dispensings": counts[0]})


def test_a_sum_that_does_not_add_up(counts: np.ndarray) -> None:
    measures = sums(counts, PARENT, 1)
    measures["sales"][0, 0, 0, -1] += 1
    with pytest.raises(ValueError, match=r"sales: the total at \(0, 0, 2, 6\)|sales: the total at"):
        protect(counts, PARENT, Policy(), additive=measures)


def test_open_above_of_the_wrong_length(counts: np.ndarray) -> None:
    with pytest.raises(ValueError, match="open_above"):
        protect(counts, PARENT, Policy(), open_above=np.zeros(2, dtype=bool))
