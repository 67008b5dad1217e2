"""From figures of a year to the compiled parts' tables, group by group."""

import numpy as np
import numpy.typing as npt

from statistics.protect.net import (
    BASE,
    BELOW,
    DEAR,
    FIGURES,
    MARKS,
    MOST,
    PENNIES,
    PRICE,
    ROOMS_OF_SUMS,
    ROOMS_OF_USERS,
    SECOND,
    SMALL,
    TRUTH,
    VALUE,
    WHICH,
    Array,
    Net,
    around,
    line_of,
    padded,
)
from statistics.protect.policy import Policy
from statistics.protect.sinks import sinks
from statistics.protect.tree import children

MOST_TOGETHER = 2
"""Measures in one net."""
FAR = 1 << 40
"""No bound."""


def depths(shape: tuple[int, int, int]) -> npt.NDArray[np.int64]:
    """[cell]: on how many axes it is a total."""
    at = np.indices(shape)
    totals: npt.NDArray[np.int64] = sum(at[axis] == shape[axis] - 1 for axis in range(3)).astype(np.int64).ravel()
    return totals


def prices(users: Array, members: Array, shape: tuple[int, int, int], policy: Policy) -> npt.NDArray[np.int32]:
    """[table, cell]: what it costs to hide, in thousandths; 0 for small cells and zeros."""
    weight = np.array(policy.weights)[depths(shape)]
    price = weight * (1 + policy.size_weight * np.log2(1.0 + users)) * members[:, None]
    whole = np.minimum(np.round(price * PENNIES), DEAR - 1)
    return np.where(users > policy.largest, whole, 0).astype(np.int32)


def net_of_users(
    users: Array,
    shape: tuple[int, int, int],
    parent: Array,
    price: Array,
    small: Array,
    cap: Array,
    open_above: Array,
    held: Array,
    below: Array,
    policy: Policy,
) -> Net:
    """`users` [table, cell]; `below`: sums of the children in the whole tree, kept where only some are here."""
    first, child = children(parent)
    value = padded(users, shape)
    figures = np.zeros((FIGURES, *value.shape), np.int64)
    figures[VALUE] = figures[TRUTH] = value
    figures[BELOW] = padded(below, shape)
    figures[WHICH] = -1
    for p in np.flatnonzero(first[1:] > first[:-1]):
        kids = child[first[p] : first[p + 1]]
        order = np.sort(value[kids], axis=0)
        figures[WHICH, p], figures[MOST, p] = kids[value[kids].argmax(axis=0)], order[-1]
        figures[SECOND, p] = order[-2] if len(kids) > 1 else 0
    sink = sinks(first, child, open_above, price)
    facts = _facts(parent, first, held, open_above, sink, np.zeros((len(users), 1), dtype=bool))
    return Net(*shape, line_of(shape[2]), 1, False, policy.largest, False, figures, _rooms(ROOMS_OF_USERS, figures),
               _marks(small, price, shape), facts, child, padded(cap, shape), around(shape))  # fmt: skip


def net_of_sums(
    sums: Array,
    shape: tuple[int, int, int],
    parent: Array,
    price: Array,
    small: Array,
    floor: Array,
    low: Array,
    high: Array,
    held: Array,
    below: Array,
    absent: Array,
    tied: bool,
    policy: Policy,
) -> Net:
    """`sums`, `floor`, `low`, `high`, `below` [table, measure, cell]."""
    assert sums.shape[1] <= MOST_TOGETHER, "more measures that move together than a plane can hold"
    first, child = children(parent)
    layers, no_cap = sums.shape[1], np.zeros(shape[0] * shape[1] * line_of(shape[2]), np.int64)
    figures = np.zeros((FIGURES * layers, len(sums), len(no_cap)), np.int64)
    for what, part in enumerate((sums, sums, below, floor, low, high)):
        wide = figures[what * layers : (what + 1) * layers].reshape(layers, len(sums), *shape[:2], -1)
        wide[..., : shape[2]] = part.transpose(1, 0, 2).reshape(layers, len(sums), *shape)
    none = np.zeros(len(sums), dtype=bool)
    facts = _facts(parent, first, held, none, none - 1, absent)
    rooms = _rooms(ROOMS_OF_SUMS * layers, figures)
    return Net(*shape, line_of(shape[2]), layers, True, policy.largest, tied, figures, rooms,
               _marks(small, price, shape), facts, child, no_cap, around(shape))  # fmt: skip


def _rooms(number: int, figures: Array) -> Array:
    """Measured when work begins."""
    return np.empty((number, *figures.shape[1:]), np.int32)


def _marks(small: Array, price: Array, shape: tuple[int, int, int]) -> Array:
    """What fills a line up has no price to begin with, and can never be changed."""
    begin = padded(price, shape)
    marks = np.zeros((MARKS, *begin.shape), np.int32)
    marks[PRICE], marks[BASE], marks[SMALL] = padded(price, shape, DEAR), begin, padded(small, shape)
    return marks


def _facts(parent: Array, first: Array, held: Array, open_above: Array, sink: Array, absent: Array) -> Array:
    return np.stack([parent, first[:-1], first[1:], held, open_above, sink, *absent.T]).astype(np.int64)
