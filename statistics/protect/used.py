"""Which cells the stored worlds change: they must be hidden, all others may be printed."""

import numpy as np

from statistics.compiled import compiled, kernel
from statistics.lending import borrowed
from statistics.protect.net import Array


def mark(rows: Array, starts: Array, shape: tuple[int, int, int], low: Array, high: Array, used: Array) -> None:
    """Set `used` [table, cell] where a world changes a cell beyond `low` … `high` [table, layer, cell].

    `rows`: table, inner cell in the full shape, changes.
    """
    mark_all(rows, starts, shape, low, high, np.zeros(low.shape, np.int64), used)


@compiled
def mark_all(
    rows: Array, starts: Array, shape: tuple[int, int, int], low: Array, high: Array, work: Array, used: Array
) -> None:
    """`work`: zeros, the caller's own, since what is lent must not be what this function alone holds."""
    lent = borrowed(rows), borrowed(low), borrowed(high), borrowed(work), borrowed(used)
    for w in range(starts.shape[0] - 1):
        for adding in (True, False):
            for e in range(starts[w, 0], starts[w + 1, 0]):
                visit(e, shape, lent, adding)


@kernel
def visit(e: int, shape: tuple[int, int, int], lent: tuple[Array, Array, Array, Array, Array], adding: bool) -> None:
    """Add row e's change to its cell and margins; or, when all are added, look at each cell once and take it away."""
    rows, low, high, work, used = lent
    regions, sexes, ages = shape
    t, y = rows[e, 0], rows[e, 1]
    r, s, a = y // (sexes * ages), y // ages % sexes, y % ages
    for q in range(8):
        z = ((regions - 1 if q & 1 else r) * sexes + (sexes - 1 if q & 2 else s)) * ages + (ages - 1 if q & 4 else a)
        for m in range(work.shape[1]):
            if adding:
                work[t, m, z] += rows[e, 2 + m]
                continue
            if work[t, m, z] < low[t, m, z] or work[t, m, z] > high[t, m, z]:
                used[t, z] = True
            work[t, m, z] = 0
