"""Differences between nodes that a reader can make: who uses a group's other codes, and who uses several of them."""

from typing import NamedTuple

import numpy as np

from statistics.audit.arrays import Int64
from statistics.audit.bounds import inside
from statistics.audit.tree import Tree


class Ranges(NamedTuple):
    """`nodes` [k] and, for each cell of each, the lowest and highest possible value [k, cell]."""

    nodes: Int64
    low: Int64
    high: Int64


def without_child(low: Int64, high: Int64, tree: Tree) -> Ranges:
    """Of each child: the group's users who do not use it, group − child."""
    nodes = np.flatnonzero(tree.parent >= 0)
    above = tree.parent[nodes]
    return Ranges(nodes, np.maximum(0, low[above] - high[nodes]), high[above] - low[nodes])


def of_several(low: Int64, high: Int64, tree: Tree) -> Ranges:
    """Of each group: sum(children) − group, those who use several of them, each counted once for every one too many.

    Left out where products are coded at the group itself: their users are in no child.
    """
    sizes = np.diff(tree.first)
    nodes = np.flatnonzero((sizes >= 2) & ~tree.own)
    least, most = np.zeros((len(nodes), low.shape[1]), dtype=np.int64), np.zeros((len(nodes), low.shape[1]), np.int64)
    for i, node in enumerate(nodes):
        children = tree.children[tree.first[node] : tree.first[node + 1]]
        least[i] = np.maximum(0, low[children].sum(axis=0) - high[node])
        most[i] = high[children].sum(axis=0) - low[node]
    return Ranges(nodes, least, most)


def small(ranges: Ranges, largest: int = 4) -> Int64:
    """Rows (position in `nodes`, cell) of the values known to be 1 to `largest`."""
    return np.argwhere(inside(ranges.low, ranges.high, 1, largest)).astype(np.int64)
