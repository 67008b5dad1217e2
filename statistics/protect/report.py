"""What protection cost: cells of five and more that are hidden, and their users.

Counted from the truth, so that it stays on the secure side: that no national total of five or more is hidden would say
of each hidden one that it is 1–4. What the public is told is counted from what is printed (`statistics/visible.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from statistics.protect.build import depths
from statistics.protect.net import Array


@dataclass(frozen=True)
class Loss:
    """Of the cells with more users than the largest small count. `users` counts each cell's users."""

    cells: int
    hidden: int
    users: int
    users_hidden: int

    @property
    def share(self) -> float:
        return self.hidden / self.cells if self.cells else 0.0

    @property
    def share_of_users(self) -> float:
        return self.users_hidden / self.users if self.users else 0.0


def loss(users: Array, hidden: Array, largest: int) -> Loss:
    big = users > largest
    lost = big & hidden
    return Loss(int(big.sum()), int(lost.sum()), int(users[big].sum()), int(users[lost].sum()))


def cost(users: Array, hidden: Mapping[str, Array], parent: Array, largest: int) -> dict[str, dict[str, Loss]]:
    """`losses` of each mask [node, region, sex, age] by its name: `users`, `sums`."""
    return {name: losses(users, mask, parent, largest) for name, mask in hidden.items()}


def losses(users: Array, hidden: Array, parent: Array, largest: int) -> dict[str, Loss]:
    """Keys `all`, `margin 0` (inner cells) … `margin 3` (national totals), `level 0` (the root) …"""
    result = {"all": loss(users, hidden, largest)}
    at = depths(users.shape[1:]).reshape(users.shape[1:])
    for depth in range(4):
        result[f"margin {depth}"] = loss(users[:, at == depth], hidden[:, at == depth], largest)
    level = np.zeros(len(parent), dtype=np.int64)
    for node in range(len(parent)):
        level[node] = level[parent[node]] + 1 if parent[node] >= 0 else 0
    for number in range(int(level.max()) + 1):
        result[f"level {number}"] = loss(users[level == number], hidden[level == number], largest)
    return result
