"""Which cells the stored worlds change: they must be hidden, all others may be printed."""

import numpy as np

from statistics.protect.jit import jit
from statistics.protect.net import Array


@jit
def mark(rows: Array, starts: Array, shape: tuple[int, int, int], used: Array) -> None:
    """Set `used` [table, cell] where a world changes a cell. `rows`: table, inner cell in the full shape, changes."""
    regions, sexes, ages = shape
    width = sexes * ages
    layers = rows.shape[1] - 2
    work = np.zeros((used.shape[0], used.shape[1], layers), np.int64)
    for w in range(starts.shape[0] - 1):
        for forward in range(2):
            for e in range(starts[w, 0], starts[w + 1, 0]):
                t, y = rows[e, 0], rows[e, 1]
                r, s, a = y // width, y // ages % sexes, y % ages
                for q in range(8):
                    z = (regions - 1 if q & 1 else r) * width + (sexes - 1 if q & 2 else s) * ages
                    z += ages - 1 if q & 4 else a
                    for m in range(layers):
                        if forward == 0:
                            work[t, z, m] += rows[e, 2 + m]
                        else:
                            used[t, z] |= work[t, z, m] != 0
        for e in range(starts[w, 0], starts[w + 1, 0]):
            t, y = rows[e, 0], rows[e, 1]
            r, s, a = y // width, y // ages % sexes, y % ages
            for q in range(8):
                z = (regions - 1 if q & 1 else r) * width + (sexes - 1 if q & 2 else s) * ages
                z += ages - 1 if q & 4 else a
                for m in range(layers):
                    work[t, z, m] = 0
