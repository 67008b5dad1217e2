"""Sums of which it is public that they are 0: nobody was a user, or no product that was used has the measure."""

from statistics.audit.arrays import Int64, Mask
from statistics.audit.grid import Tables
from statistics.audit.tree import Tree


def public(read: Tables, users_high: Int64, none: Mask | None, tree: Tree) -> Mask:
    """[node, cell]: where a sum follows to be 0 from the list of products and from the printed zeros of users.

    `none` [node]: none of the node's products has the measure, says the list of products. A group's sum is 0 where each
    child's is, unless the group has products of its own. That a count of users is 0 is printed as harmless, and so is
    what follows from it alone: with which of a group's products a cell of few users was not treated. Left out where a
    sum is printed that is not 0.
    """
    found: Mask = users_high == 0
    if none is not None:
        found |= none[:, None]
    for node in range(len(found) - 1, -1, -1):
        children = tree.children[tree.first[node] : tree.first[node + 1]]
        if len(children) and not tree.own[node]:
            found[node] |= found[children].all(axis=0)
    low, high = read.ends
    return found & (read.hidden | ((low <= 0) & (high >= 0)))
