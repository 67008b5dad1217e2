"""Cover every small cell, one after the other, at the lowest price found."""

import numpy as np

from statistics.compiled import compiled
from statistics.lending import lent
from statistics.protect.moves import rewind
from statistics.protect.net import DEAR, HITS, Array, Draft, Net
from statistics.protect.worlds import TOUCHED, enter_new, find, grown, touched_by_draft, write


@compiled
def cover_all(
    net: Net, draft: Draft, spare: Draft, order: Array, rows: Array, starts: Array, worlds: int
) -> tuple[Array, Array, int, int]:
    """Store a world for each cell of `order` [table, cell] that none covers yet, after the `worlds` stored already.

    World w is `rows[starts[w]:starts[w + 1]]`. → rows and starts, grown, number of worlds, cells left without one.
    """
    net, draft, spare = lent(net), lent(draft), lent(spare)
    touched, fresh = np.empty((TOUCHED, 2), np.int64), np.empty((TOUCHED, 2), np.int64)
    left = 0
    starts[0, 0] = 0
    for o in range(order.shape[0]):
        t, y = order[o, 0], order[o, 1]
        if net.marks[HITS, t, y] > 0:
            continue
        if find(net, draft, spare, t, y, DEAR // 2) >= DEAR // 2:
            rewind(net, draft, 0, 0)
            left += 1
            continue
        k = touched_by_draft(net, draft, touched)
        enter_new(net, draft, touched, k, fresh)
        rows = grown(rows, starts[worlds, 0] + k)
        starts = grown(starts, worlds + 2)
        starts[worlds + 1, 0] = write(net, touched, k, rows, starts[worlds, 0])
        worlds += 1
        rewind(net, draft, 0, 0)
    return rows, starts, worlds, left
