"""The ATC tree: chains of equal tables made one, and groups that can be worked on apart."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Int64 = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Tree:
    """`row` [table]: the node that stands for it; `table` [node]: its table, −1 where nobody has anything.

    `parent` [table], −1 for a root; `members` [table]: how many nodes are this table. Parents precede children.
    """

    row: Int64
    table: Int64
    parent: Int64
    members: Int64
    depth: Int64


def merge(parent: Int64, total: npt.NDArray[Any], same_as_parent: npt.NDArray[np.bool_]) -> Tree:
    """Drop nodes without anybody (`total` 0), and let an only active child that equals its parent be the same table."""
    n = len(parent)
    active = total > 0
    children = np.bincount(parent[(parent >= 0) & active], minlength=n)
    table = np.full(n, -1)
    row: list[int] = []
    up: list[int] = []
    depth: list[int] = []
    for i in np.flatnonzero(active):
        p = parent[i]
        if p >= 0 and children[p] == 1 and same_as_parent[i]:
            table[i] = table[p]
            continue
        table[i] = len(row)
        row.append(int(i))
        up.append(table[p] if p >= 0 else -1)
        depth.append(depth[table[p]] + 1 if p >= 0 else 0)
    members = np.bincount(table[table >= 0], minlength=len(row))
    arrays = (np.array(a, dtype=np.int64) for a in (row, table, up, members, depth))
    return Tree(*arrays)


def groups(tree: Tree) -> list[Int64]:
    """Tables of each subtree just below a root with its root first; or a root alone, where it has no children.

    The largest first. Worlds that leave the root as it is never leave their group.
    """
    head = np.arange(len(tree.parent))
    for t in range(len(head)):
        p = tree.parent[t]
        if p >= 0 and tree.parent[p] >= 0:
            head[t] = head[p]
    below = [np.flatnonzero((head == h) & (tree.parent >= 0)) for h in np.flatnonzero(tree.depth == 1)]
    return sorted((np.concatenate([[tree.parent[g[0]]], g]) for g in below), key=len, reverse=True)


def children(parent: Int64) -> tuple[Int64, Int64]:
    """→ first [table + 1], child: the children of t are `child[first[t]:first[t + 1]]`."""
    has = np.flatnonzero(parent >= 0)
    child = has[np.argsort(parent[has], kind="stable")]
    first = np.zeros(len(parent) + 1, dtype=np.int64)
    first[1:] = np.cumsum(np.bincount(parent[has], minlength=len(parent)))
    return first, child.astype(np.int64)
