"""A world for one cell: one or more moves, and repairs where a move alone would break a link."""

import numpy as np

from statistics.protect.chains import TABLES
from statistics.protect.jit import jit
from statistics.protect.moves import CORNERS, DEAR, apply, corners, hiding, rewind
from statistics.protect.net import Array, Draft, Net
from statistics.protect.search import PATTERNS, candidates, search

KEPT = 3
"""Moves of the table itself that repair is tried on."""
BROKEN = 0.7
"""What one broken link weighs in choosing them, in prices of a cell."""
MOST_BROKEN = 5
REPAIR = 1.0
"""Highest price of one repair."""
IN_PARTS = 1.6
"""A first part of the way must be this much cheaper than the whole."""
FREE = 1e-6
"""A limit below every price: only what costs nothing is sought, and nothing is mended."""
MOST_MOVES = 10
MOST_PARTS = 6
"""After so many parts the rest must be moved whole, or a large sum would be quartered for ever."""
SIBLINGS = 8
"""Tried for one repair."""


@jit
def broken_links(net: Net, t: int, corner: Array, sign: Array, inner: int, s: int, d: Array) -> int:
    """How many links break at inner corners if t makes the move alone."""
    p, broken = net.parent[t], 0
    parent = net.first[t] < net.first[t + 1]
    if net.exact:
        return inner * ((1 if p >= 0 else 0) + (1 if parent else 0))
    value, below, most, opened = net.value, net.below, net.most, net.open
    for q in range(inner):
        y = corner[q]
        if sign[q] * s > 0:
            broken += p >= 0 and value[p, y, 0] - value[t, y, 0] < d[0]
            broken += parent and not opened[t] and below[t, y, 0] - value[t, y, 0] < d[0]
        else:
            broken += p >= 0 and not opened[p] and below[p, y, 0] - value[p, y, 0] < d[0]
            broken += parent and value[t, y, 0] - most[t, y] < d[0]
    return broken


@jit
def keep_best(net: Net, t: int, y: int, s: int, d: Array, limit: float, kept: Array) -> int:
    """The KEPT products of t alone with the lowest price, broken links counted in. → how many"""
    prices, codes = np.empty(PATTERNS, np.float64), np.empty((PATTERNS, 3), np.int16)
    corner, sign = np.empty(CORNERS, np.int64), np.empty(CORNERS, np.int64)
    n = candidates(net, t, y, s, d, limit, prices, codes)
    ages, width = net.ages, net.sexes * net.ages
    trial, keys, found = np.empty(6, np.int64), np.full(KEPT, DEAR), 0
    trial[0], trial[1], trial[2] = y // width, y // ages % net.sexes, y % ages
    for q in range(n):
        if prices[q] >= keys[KEPT - 1]:
            continue
        trial[3], trial[4], trial[5] = codes[q, 0], codes[q, 1], codes[q, 2]
        inner, _ = corners(net, trial, corner, sign)
        broken = broken_links(net, t, corner, sign, inner, s, d)
        key = prices[q] + BROKEN * broken
        if broken > MOST_BROKEN or key >= keys[KEPT - 1]:
            continue
        at = KEPT - 1
        while at > 0 and keys[at - 1] > key:
            keys[at] = keys[at - 1]
            kept[at] = kept[at - 1]
            at -= 1
        keys[at] = key
        kept[at] = trial
        found = min(found + 1, KEPT)
    return found


@jit
def gap(net: Net, above: Array, beneath: Array, out: Array) -> int:
    """above − beneath, where every layer has one sign. → that sign; 0 if nothing; 2 if mixed. `out`: amounts."""
    sign = 0
    for m in range(out.shape[0]):
        v = above[m] - beneath[m]
        out[m] = abs(v)
        now = 1 if v > 0 else (-1 if v < 0 else 0)
        if now != 0 and sign != 0 and now != sign:
            return 2
        if now != 0:
            sign = now
    return sign


@jit
def mend(net: Net, draft: Draft, t: int, y: int, s: int, d: Array, limit: float, code: Array, tables: Array) -> float:
    """One move of cell y of table t by s·d, made at once. → price; DEAR if none is cheaper than the limit."""
    price, k = search(net, t, y, s, d, min(limit, REPAIR), code, tables)
    if k == 0:
        return DEAR
    apply(net, draft, code, tables, k, d)
    return price


@jit
def mend_below(net: Net, draft: Draft, t: int, y: int, limit: float, code: Array, tables: Array) -> float:
    """Make t's children agree with it at y. → price"""
    layers = net.value.shape[2]
    d = np.zeros(layers, np.int64)
    price = 0.0
    over = gap(net, net.value[t, y], net.below[t, y], d)
    if net.exact:
        if over == 0:
            return 0.0
        if over == 2:
            return DEAR
        return mend_child(net, draft, t, -1, y, over, d, limit, code, tables)
    if over > 0 and not net.open[t]:
        price = mend_child(net, draft, t, -1, y, 1, d, limit, code, tables)
        if price >= limit:
            return DEAR
    for _ in range(3):
        if net.most[t, y] <= net.value[t, y, 0]:
            break
        d[0] = net.most[t, y] - net.value[t, y, 0]
        price += mend(net, draft, net.which[t, y], y, -1, d, limit - price, code, tables)
        if price >= limit:
            return DEAR
    return price if net.most[t, y] <= net.value[t, y, 0] else DEAR


@jit
def mend_child(
    net: Net, draft: Draft, p: int, besides: int, y: int, s: int, d: Array, limit: float, code: Array, tables: Array
) -> float:
    """Move a hidden child of p, other than `besides`, by s·d at y. → price"""
    tried = 0
    for e in range(net.first[p], net.first[p + 1]):
        c = net.child[e]
        if c == besides or net.price[c, y] > 0:
            continue
        if not net.exact and net.value[p, y, 0] - net.value[c, y, 0] < d[0]:
            continue
        tried += 1
        if tried > SIBLINGS:
            break
        price = mend(net, draft, c, y, s, d, limit, code, tables)
        if price < limit:
            return price
    return DEAR


@jit
def mend_above(net: Net, draft: Draft, t: int, y: int, limit: float, code: Array, tables: Array) -> float:
    """Make t's parent agree with its children at y. → price"""
    p = net.parent[t]
    d = np.zeros(net.value.shape[2], np.int64)
    stuck = net.held[p]
    price = 0.0
    if not net.exact:
        d[0] = net.value[t, y, 0] - net.value[p, y, 0]
        if d[0] > 0:
            if stuck:
                return DEAR
            price = mend(net, draft, p, y, 1, d, limit, code, tables)
            if price >= limit:
                return DEAR
    over = gap(net, net.value[p, y], net.below[p, y], d)
    if over == 2:
        return DEAR
    if over == 0 or (not net.exact and (over < 0 or net.open[p])):
        return price
    more = DEAR
    if net.price[p, y] == 0 and not stuck:
        more = mend(net, draft, p, y, -over, d, limit - price, code, tables)
    if more >= limit and not stuck:
        more = mend_child(net, draft, p, t, y, over, d, limit - price, code, tables)
    return price + more


@jit
def agrees(net: Net, draft: Draft, logged: int) -> bool:
    """Whether everything touched after this count is possible and linked."""
    value, truth, floor, below, most = net.value, net.truth, net.floor, net.below, net.most
    parent, first, opened, exact, log = net.parent, net.first, net.open, net.exact, draft.log
    for e in range(logged, draft.filled[0]):
        t, y = log[e, 0], log[e, 1]
        p, has_children = parent[t], first[t] < first[t + 1]
        for m in range(value.shape[2]):
            v = value[t, y, m]
            if v != truth[t, y, m] and v < floor[t, y, m]:
                return False
            if exact and p >= 0 and below[p, y, m] != value[p, y, m]:
                return False
            if exact and has_children and below[t, y, m] != v:
                return False
        if exact:
            continue
        v = value[t, y, 0]
        if v > net.cap[y] and v > truth[t, y, 0]:
            return False
        if p >= 0 and (v > value[p, y, 0] or (not opened[p] and below[p, y, 0] < value[p, y, 0])):
            return False
        if has_children and (most[t, y] > v or (not opened[t] and below[t, y, 0] < v)):
            return False
    return True


@jit
def repair(net: Net, draft: Draft, t: int, y: int, s: int, d: Array, limit: float) -> float:
    """Move t alone, then mend each broken link by a move of its own. → price; DEAR (and nothing changed) if none."""
    kept, code = np.empty((KEPT, 6), np.int64), np.empty(6, np.int64)
    tables, alone = np.empty((TABLES, 2), np.int64), np.empty((1, 2), np.int64)
    corner, sign = np.empty(CORNERS, np.int64), np.empty(CORNERS, np.int64)
    alone[0, 0], alone[0, 1] = t, s
    logged, hidden = draft.filled[0], draft.filled[1]
    for g in range(keep_best(net, t, y, s, d, limit, kept)):
        inner, n = corners(net, kept[g], corner, sign)
        price = hiding(net.price, t, corner, n, limit)
        if price >= limit:
            continue
        apply(net, draft, kept[g], alone, 1, d)
        for q in range(inner):
            if net.first[t] < net.first[t + 1]:
                price += mend_below(net, draft, t, corner[q], limit - price, code, tables)
            if price < limit and net.parent[t] >= 0:
                price += mend_above(net, draft, t, corner[q], limit - price, code, tables)
            if price >= limit:
                break
        if price < limit and agrees(net, draft, logged):
            return price
        rewind(net, draft, logged, hidden)
    return DEAR


@jit
def attempt(net: Net, draft: Draft, t: int, y: int, s: int, way: Array, limit: float) -> float:
    """Move cell y of t by s·way, in one or more moves. → price; DEAR (and nothing changed) if not below the limit."""
    code, tables = np.empty(6, np.int64), np.empty((TABLES, 2), np.int64)
    code1, tables1 = np.empty(6, np.int64), np.empty((TABLES, 2), np.int64)
    logged, hidden = draft.filled[0], draft.filled[1]
    left = way.copy()
    total, moves = 0.0, 0
    while left.max() > 0:
        moves += 1
        if moves > MOST_MOVES:
            total = DEAR
            break
        room = limit - total
        part = (left + 3) // 4
        divisible = left.max() > 1 and moves <= MOST_PARTS
        price, k = search(net, t, y, s, left, room, code, tables)
        whole = k > 0
        if not whole:
            price = room
        d = left.copy()
        if divisible and (not whole or price > 0):
            price1, k1 = search(net, t, y, s, part, price, code1, tables1)
            if k1 > 0 and (not whole or price1 * IN_PARTS < price):
                price, k, whole = price1, k1, False
                code[:], tables[:] = code1, tables1
                d[:] = part
        if limit > FREE and (k == 0 or price > 0):
            bound = price
            if not whole and k > 0:
                bound = min(price * 4, room)
            fixed = repair(net, draft, t, y, s, left, bound)
            if fixed < bound:
                total += fixed
                left[:] = 0
                continue
            if divisible:
                bound = price if (k > 0 and not whole) else price / IN_PARTS
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
    if total < limit and agrees(net, draft, logged):
        return total
    rewind(net, draft, logged, hidden)
    return DEAR
