"""The ATC tree as arrays: children of each node, in order."""

from typing import NamedTuple

import numpy as np

from statistics.audit.arrays import Given, Int64, Mask


class Tree(NamedTuple):
    """Children of node i are `children[first[i]:first[i + 1]]`.

    `own` [node]: people or amounts are counted at the node itself besides its children's, so that the children do not
    make up all of it. The missing part is an unprinted child: any amount from nothing to the whole parent, which bounds
    the parent from below by its children and leaves it free above.
    """

    parent: Int64
    first: Int64
    children: Int64
    own: Mask


def families(tree: Tree, nodes: Int64) -> Mask:
    """[node]: these nodes, their parents and their children."""
    found = np.zeros(len(tree.parent), dtype=bool)
    found[nodes] = True
    above = tree.parent[nodes]
    found[above[above >= 0]] = True
    for node in nodes:
        found[tree.children[tree.first[node] : tree.first[node + 1]]] = True
    return found


def tree(parent: Given, own: Given | None = None) -> Tree:
    """Raises ValueError unless every node's parent comes before it (−1: none) and `own` has one value a node."""
    above = parent.astype(np.int64)
    nodes = len(above)
    wrong = np.flatnonzero((above < -1) | (above >= np.arange(nodes)))
    if len(wrong):
        raise ValueError(f"node {wrong[0]} has parent {above[wrong[0]]}: a parent must come before its children")
    at_node = np.zeros(nodes, dtype=bool) if own is None else own.astype(bool)
    if at_node.shape != (nodes,):
        raise ValueError(f"own has shape {at_node.shape} for {nodes} nodes")
    first = np.zeros(nodes + 1, dtype=np.int64)
    first[1:] = np.cumsum(np.bincount(above[above >= 0], minlength=nodes))
    order = np.argsort(above, kind="stable")[(above < 0).sum() :].astype(np.int64)
    return Tree(above, first, order, at_node)
