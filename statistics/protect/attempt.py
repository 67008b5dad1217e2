"""A world for one cell: one or more moves, and repairs where a move alone would break a link."""

import numpy as np

from statistics.compiled import kernel, making
from statistics.protect.moves import apply, rewind
from statistics.protect.net import DEAR, FREE, LONGEST, TRUTH, VALUE, WIDE, Array, Draft, Net, copy, greatest
from statistics.protect.repair import agrees, repair
from statistics.protect.search import copy_tables, search
from statistics.protect.sinks import fill

MOST_MOVES = 10
MOST_PARTS = 6
"""After so many parts the rest must be moved whole, or a large sum would be quartered for ever."""


@kernel
def much_cheaper(part: int, whole: int) -> bool:
    """A first part of the way must be this much cheaper than the whole."""
    return part * 8 < whole * 5


@kernel
def is_moved(net: Net, t: int, y: int, s: int, way: Array) -> bool:
    """Whether the cell is still where it was to go: a sink may have taken up what left it itself."""
    if net.exact:
        return True
    moved: bool = s * (net.figures[VALUE, t, y] - net.figures[TRUTH, t, y]) >= way[0]
    return moved


@making
def attempt(net: Net, draft: Draft, t: int, y: int, s: int, way: Array, limit: int) -> int:
    """Move cell y of t by s·way, in one or more moves. → price; DEAR (and nothing changed) if not below the limit."""
    code, tables = np.empty(6, np.int64), np.empty((LONGEST, 2), np.int64)
    code1, tables1 = np.empty(6, np.int64), np.empty((LONGEST, 2), np.int64)
    logged, hidden = draft.filled[0], draft.filled[1]
    if greatest(way) > WIDE:
        return DEAR
    left = way.copy()
    total, moves = 0, 0
    while greatest(left) > 0:
        moves += 1
        if moves > MOST_MOVES:
            total = DEAR
            break
        room = limit - total
        part = (left + 3) // 4
        divisible = greatest(left) > 1 and moves <= MOST_PARTS
        price, k = search(net, draft, t, y, s, left, room, code, tables)
        whole = k > 0
        d = left.copy()
        if divisible and (not whole or price > 0):
            price1, k1 = search(net, draft, t, y, s, part, price, code1, tables1)
            if k1 > 0 and (not whole or much_cheaper(price1, price)):
                price, k, whole = price1, k1, False
                copy(code, code1)
                copy_tables(tables1, k1, tables)
                copy(d, part)
        if limit > FREE and not net.exact and (k == 0 or price > 0):
            bound = price
            if not whole and k > 0:
                bound = min(price * 4, room)
            fixed = repair(net, draft, t, y, s, left, bound)
            if fixed < bound:
                total += fixed
                left[:] = 0
                continue
            if divisible:
                bound = price if (k > 0 and not whole) else price * 5 // 8
                fixed = repair(net, draft, t, y, s, part, bound)
                if fixed < bound:
                    total += fixed
                    left -= part
                    continue
        if k == 0:
            total = DEAR
            break
        total += price
        apply(net, draft, code, tables, k, d)
        left -= d
    if total < limit:
        fill(net, draft, logged)
        if agrees(net, draft, logged) and is_moved(net, t, y, s, way):
            return total
    rewind(net, draft, logged, hidden)
    return DEAR
