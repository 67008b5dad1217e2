"""Sinks: tables of which not even the total is printed, since nobody or next to nobody is in them.

That a group has no more users than its children together is what ties most worlds to other tables. Where one child is
hidden whole, that says nothing: the child may have had them. Every world ends by letting sinks take up what is missing.
"""

import numpy as np
import numpy.typing as npt

from statistics.compiled import making
from statistics.protect.moves import change
from statistics.protect.net import BELOW, PARENT, SINK, VALUE, Array, Draft, Net
from statistics.protect.tree import children

Bool = npt.NDArray[np.bool_]


def sinks(first: Array, child: Array, open_above: Array, price: Array) -> npt.NDArray[np.int64]:
    """[table]: its first child that costs nothing to hide whole, and has none or such a one itself; −1 for none.

    `first`, `child` as of `tree.children`; `open_above` [table]: groups that need none; `price` [table, cell].
    """
    free = (price == 0).all(axis=1)
    found = np.full(len(price), -1)
    for p in range(len(price) - 1, -1, -1):
        for c in [] if open_above[p] else child[first[p] : first[p + 1]]:
            if free[c] and (first[c] == first[c + 1] or open_above[c] or found[c] >= 0):
                found[p] = c
                break
    return found


def spares(total: Array, parent: Array, nobody: Bool, largest: int) -> Bool:
    """[node]: nodes without anybody that are to be sinks, one a group of which no child has few enough users.

    With each goes one node beneath it a level. `total` [node]: users; `nobody` [node]: publicly none, as where no
    product is listed.
    """
    spare = np.zeros(len(total), dtype=bool)
    first, child = children(np.where(nobody, -1, parent))
    for p in range(len(parent)):
        own = child[first[p] : first[p + 1]]
        users, empty = total[own], own[total[own] == 0]
        if (users > 0).sum() < 2 or ((users > 0) & (users <= largest)).any():
            continue
        while len(empty):
            spare[empty[0]] = True
            empty = child[first[empty[0]] : first[empty[0] + 1]]
    return spare


@making
def fill(net: Net, draft: Draft, logged: int) -> None:
    """Where groups now have more users than their children together, let their sinks take those up; log it.

    Only what was touched after this count is looked at. No child can so come to have more users than its group.
    """
    if net.exact:
        return
    lack = np.zeros(1, np.int64)
    e = logged
    while e < draft.filled[0]:
        t, y = draft.log[e, 0], draft.log[e, 1]
        for p in (t, net.tables[PARENT, t]):
            if p < 0 or net.tables[SINK, p] < 0:
                continue
            lack[0] = net.figures[VALUE, p, y] - net.figures[BELOW, p, y]
            if lack[0] > 0:
                change(net, net.tables[SINK, p], y, lack, 1)
                at = draft.filled[0]
                draft.log[at, 0], draft.log[at, 1], draft.log[at, 2] = net.tables[SINK, p], y, lack[0]
                draft.filled[0] += 1
        e += 1
