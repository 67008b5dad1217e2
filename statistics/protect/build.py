"""From figures of a year to the compiled parts' tables, group by group."""

import numpy as np
import numpy.typing as npt

from statistics.protect.net import Array, Net
from statistics.protect.policy import Policy
from statistics.protect.tree import children

FAR = np.iinfo(np.int32).max // 4
"""No upper bound."""


def depths(shape: tuple[int, int, int]) -> npt.NDArray[np.int64]:
    """[cell]: on how many axes it is a total."""
    at = np.indices(shape)
    totals: npt.NDArray[np.int64] = sum(at[axis] == shape[axis] - 1 for axis in range(3)).astype(np.int64).ravel()
    return totals


def prices(users: Array, members: Array, shape: tuple[int, int, int], policy: Policy) -> npt.NDArray[np.float32]:
    """[table, cell]: what it costs to hide; 0 for small cells and zeros."""
    weight = np.array(policy.weights)[depths(shape)]
    price = weight * (1 + policy.size_weight * np.log2(1.0 + users)) * members[:, None]
    return np.where(users > policy.largest, price, 0).astype(np.float32)


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
    value = np.ascontiguousarray(users, dtype=np.int64)[..., None]
    first, child = children(parent)
    most, second, which = (np.zeros(users.shape, np.int32) for _ in range(3))
    which -= 1
    for p in np.flatnonzero(first[1:] > first[:-1]):
        kids = child[first[p] : first[p + 1]]
        order = np.sort(users[kids], axis=0)
        which[p], most[p] = kids[users[kids].argmax(axis=0)], order[-1]
        second[p] = order[-2] if len(kids) > 1 else 0
    return _net(shape, False, policy, value, below[..., None], most, second, which,
                np.zeros_like(value), cap, small, price, parent, first, child, held, open_above,
                np.zeros((len(users), 1), dtype=bool))  # fmt: skip


def net_of_sums(
    sums: Array,
    shape: tuple[int, int, int],
    parent: Array,
    price: Array,
    small: Array,
    floor: Array,
    held: Array,
    below: Array,
    absent: Array,
    policy: Policy,
) -> Net:
    """`sums` [table, cell, measure]."""
    first, child = children(parent)
    none = np.zeros((1, 1), np.int32)
    return _net(shape, True, policy, sums, below, none, none, none, floor, np.zeros(1, np.int32), small, price,
                parent, first, child, held, np.zeros(len(sums), dtype=bool), absent)  # fmt: skip


def _net(
    shape: tuple[int, int, int], exact: bool, policy: Policy, value: Array, below: Array, most: Array, second: Array,
    which: Array, floor: Array, cap: Array, small: Array, price: Array, parent: Array, first: Array, child: Array,
    held: Array, open_above: Array, absent: Array,
) -> Net:  # fmt: skip
    size = value.shape[:2]
    return Net(
        *shape, exact, policy.largest, value, value.copy(), below.copy(), most, second, which, floor,
        np.ascontiguousarray(cap, dtype=np.int32), small, price, price.copy(),
        np.zeros(size, np.int32), np.zeros(size, np.int32), np.zeros(size, np.int32),
        parent.astype(np.int64), first, child, held, open_above, absent,
    )  # fmt: skip
