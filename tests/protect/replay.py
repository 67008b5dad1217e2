"""The slow and obvious twin: every world is built as whole tables and compared with what is printed."""

from collections.abc import Iterator

import numpy as np

from statistics.rounding import Rounding, rounded
from tests.protect.families import with_margins


def alternatives(truth: np.ndarray, worlds: np.ndarray) -> Iterator[np.ndarray]:
    """Each world's tables, margins made anew."""
    n, regions, sexes, ages = truth.shape
    for world in np.unique(worlds[:, 0]):
        inner = truth[:, :-1, :-1, :-1].reshape(n, -1).copy()
        for _, node, cell, change in worlds[worlds[:, 0] == world]:
            inner[node, cell] += change
        yield with_margins(inner.reshape(n, regions - 1, sexes - 1, ages - 1))


def shown(values: np.ndarray, rounding: Rounding | None) -> np.ndarray:
    return values if rounding is None else rounded(values, rounding)


def faults(
    truth: np.ndarray,
    hidden: np.ndarray,
    parent: np.ndarray,
    other: np.ndarray,
    exact: bool,
    rounding: Rounding | None = None,
) -> list[str]:
    """What is wrong with one alternative to the truth."""
    found = []
    if (shown(other, rounding) != shown(truth, rounding))[~hidden].any():
        found.append("changes a printed cell")
    if (other < 0).any():
        found.append("negative")
    for node in range(len(parent)):
        children = other[parent == node]
        if len(children) == 0:
            continue
        total, most = children.sum(axis=0), children.max(axis=0)
        if exact and (total != other[node]).any():
            found.append(f"node {node} is not the sum of its children")
        if not exact and ((most > other[node]).any() or (total < other[node]).any()):
            found.append(f"node {node} does not agree with its children")
    return found


def uncovered(
    truth: np.ndarray,
    hidden: np.ndarray,
    parent: np.ndarray,
    worlds: np.ndarray,
    small: np.ndarray,
    exact: bool = False,
    rounding: Rounding | None = None,
) -> int:
    """Small cells without a valid world; fails where a world is invalid."""
    left = small.copy()
    for other in alternatives(truth, worlds):
        assert faults(truth, hidden, parent, other, exact, rounding) == []
        if exact:
            left &= 10 * abs(other - truth) <= abs(truth)
        else:
            left &= (other >= 1) & (other <= 4)
    return int(left.sum())
