"""What cannot be protected because it cannot be true: refused with the place named."""

from collections.abc import Mapping

import numpy as np

from statistics.protect.net import Array


def refuse(
    users: Array, parent: Array, additive: Mapping[str, Array], population: Array | None, open_above: Array | None
) -> None:
    """Raises ValueError at the first thing wrong."""
    if users.ndim != 4 or min(users.shape[1:]) < 2:
        raise ValueError(f"users of shape {users.shape}: wanted [node, region, sex, age], a total last on each axis")
    if parent.shape != users.shape[:1] or ((parent >= np.arange(len(parent))) | (parent < -1)).any():
        raise ValueError("parent: wanted one a node, −1 for the root, every parent before its children")
    if len(parent) == 0 or (parent < 0).sum() != 1:
        raise ValueError("parent: wanted exactly one root")
    if open_above is not None and open_above.shape != parent.shape:
        raise ValueError(f"open_above of shape {open_above.shape}: wanted one a node, {parent.shape}")
    if (users < 0).any():
        place = first_true(users < 0)
        raise ValueError(f"{users[place]} users at {place}: a count cannot be negative")
    _refuse_margins("users", users)
    child = np.flatnonzero(parent >= 0)
    more = users[child] > users[parent[child]]
    if more.any():
        at, *cell = first_true(more)
        node = int(child[at])
        raise ValueError(f"node {node} has more users than its parent {int(parent[node])} at {tuple(cell)}")
    if population is not None and population.shape != users.shape[1:]:
        raise ValueError(f"population of shape {population.shape}: wanted {users.shape[1:]}")
    for name, sums in additive.items():
        if sums.shape != users.shape:
            raise ValueError(f"{name} of shape {sums.shape}: wanted that of users, {users.shape}")
        _refuse_margins(name, sums)


def refuse_mask(hidden: Array, shape: tuple[int, ...]) -> None:
    if hidden.shape != shape or hidden.dtype != np.bool_:
        raise ValueError(f"a mask of shape {hidden.shape}, {hidden.dtype}: wanted {shape}, bool")


def first_true(where: Array) -> tuple[int, ...]:
    return tuple(int(i) for i in np.argwhere(where)[0])


def _refuse_margins(name: str, values: Array) -> None:
    for axis in (1, 2, 3):
        parts = np.take(values, range(values.shape[axis] - 1), axis=axis).sum(axis=axis)
        wrong = parts != np.take(values, -1, axis=axis)
        if wrong.any():
            place = list(first_true(wrong))
            place.insert(axis, values.shape[axis] - 1)
            raise ValueError(f"{name}: the total at {tuple(place)} is not the sum of its parts")
