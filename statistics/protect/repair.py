"""A move of one table alone, and each link it breaks mended by a move of its own."""

import numpy as np

from statistics.compiled import kernel
from statistics.protect.moves import CORNERS, apply, corners, rewind
from statistics.protect.net import (
    ABOVE,
    BELOW,
    DEAR,
    DOWN,
    FIRST,
    FLOOR,
    LAST,
    LONGEST,
    MOST,
    OVER,
    PARENT,
    PENNIES,
    PRICE,
    TAKEN,
    TRUTH,
    VALUE,
    WHICH,
    Array,
    Draft,
    Net,
    figure,
    is_inner,
    unbounded,
)
from statistics.protect.planes import alone, copy, halves
from statistics.protect.products import best_product
from statistics.protect.rooms import narrow
from statistics.protect.search import CHILD, OWN, has_children, search

KEPT = 3
"""Moves of the table itself that repair is tried on."""
BROKEN = PENNIES * 7 // 10
"""What one broken link weighs in choosing them."""
REPAIR = PENNIES
"""Highest price of one repair."""
SIBLINGS = 8
"""Tried for one repair."""


@kernel
def charge_broken(plane: Array, room: Array, amount: int) -> None:
    for y in range(plane.shape[0]):
        plane[y] += 0 if room[y] >= amount else BROKEN


@kernel
def charge_beneath(plane: Array, above: Array, value: Array, amount: int) -> None:
    for y in range(plane.shape[0]):
        plane[y] += 0 if above[y] - value[y] >= amount else BROKEN


@kernel
def charge_links(net: Net, t: int, s: int, d: Array, plane: Array) -> None:
    """Add what each link costs that breaks when table t moves alone."""
    p, (rises, falls), amount = net.tables[PARENT, t], halves(plane, s), narrow(d[0])
    if net.exact:
        links = (1 if p >= 0 else 0) + (1 if has_children(net, t) else 0)
        for y in range(rises.shape[0]):
            if is_inner(net, y):
                rises[y] += links * BROKEN
                falls[y] += links * BROKEN
        return
    if p >= 0:
        charge_beneath(rises, net.rooms[DOWN, p], net.rooms[TAKEN, t], amount)
        charge_broken(falls, net.rooms[OVER, p], amount)
    if has_children(net, t):
        charge_broken(rises, net.rooms[OVER, t], amount)
        charge_broken(falls, net.rooms[ABOVE, t], amount)


@kernel
def keep_best(net: Net, draft: Draft, t: int, y: int, s: int, d: Array, limit: int, kept: Array, cost: Array) -> int:
    """The KEPT products of t alone with the lowest price, broken links counted in. → how many; `cost` without them"""
    own, plane = draft.planes[OWN], draft.planes[CHILD]
    corner, sign = np.empty(CORNERS, np.int64), np.empty(CORNERS, np.int64)
    lines = draft.lines
    alone(net, draft, t, s, d, own)
    copy(plane, own)
    charge_links(net, t, s, d, plane)
    cells, width = plane.shape[0] // 2, net.sexes * net.line
    cell = (y // width, y // net.line % net.sexes, y % net.line)
    most = min(limit + 8 * BROKEN, DEAR)
    found = 0
    for _ in range(KEPT):
        code = kept[found]
        if best_product(plane, (net.regions, net.sexes, net.ages), lines, cell, most, code) >= most:
            break
        opposite = code[3] * width + code[4] * net.line + code[5]
        plane[opposite] = plane[cells + opposite] = DEAR
        _, n = corners(net, code, corner, sign)
        cost[found] = 0
        for q in range(n):
            cost[found] += own[corner[q]] if sign[q] > 0 else own[cells + corner[q]]
        if cost[found] < limit:
            found += 1
    return found


@kernel
def gap(net: Net, t: int, y: int, out: Array) -> int:
    """Table t − its children at y, amounts in `out`. → the sign all layers have; 0 if nothing, 2 if mixed."""
    sign = 0
    for m in range(out.shape[0]):
        v = figure(net, VALUE, m, t, y) - figure(net, BELOW, m, t, y)
        out[m] = abs(v)
        now = 1 if v > 0 else (-1 if v < 0 else 0)
        if now != 0 and sign != 0 and now != sign:
            return 2
        if now != 0:
            sign = now
    return sign


@kernel
def mend(net: Net, draft: Draft, t: int, y: int, s: int, d: Array, limit: int, code: Array, tables: Array) -> int:
    """One move of cell y of table t by s·d, made at once. → price; DEAR if none is cheaper than the limit."""
    price, k = search(net, draft, t, y, s, d, min(limit, REPAIR), code, tables)
    if k == 0:
        return DEAR
    apply(net, draft, code, tables, k, d)
    return price


@kernel
def mend_below(net: Net, draft: Draft, t: int, y: int, limit: int, code: Array, tables: Array) -> int:
    """Make t's children agree with it at y. → price"""
    d = np.zeros(net.layers, np.int64)
    price = 0
    over = gap(net, t, y, d)
    if net.exact:
        if over == 0:
            return 0
        if over == 2:
            return DEAR
        return mend_child(net, draft, t, -1, y, over, d, limit, code, tables)
    if over > 0 and not unbounded(net, t):
        price = mend_child(net, draft, t, -1, y, 1, d, limit, code, tables)
        if price >= limit:
            return DEAR
    for _ in range(3):
        if net.figures[MOST, t, y] <= net.figures[VALUE, t, y]:
            break
        d[0] = net.figures[MOST, t, y] - net.figures[VALUE, t, y]
        price += mend(net, draft, net.figures[WHICH, t, y], y, -1, d, limit - price, code, tables)
        if price >= limit:
            return DEAR
    return price if net.figures[MOST, t, y] <= net.figures[VALUE, t, y] else DEAR


@kernel
def mend_child(
    net: Net, draft: Draft, p: int, besides: int, y: int, s: int, d: Array, limit: int, code: Array, tables: Array
) -> int:
    """Move a hidden child of p, other than `besides`, by s·d at y. → price"""
    tried = 0
    for e in range(net.tables[FIRST, p], net.tables[LAST, p]):
        c = net.child[e]
        if c == besides or net.marks[PRICE, c, y] > 0:
            continue
        if not net.exact and net.figures[VALUE, p, y] - net.figures[VALUE, c, y] < d[0]:
            continue
        tried += 1
        if tried > SIBLINGS:
            break
        price = mend(net, draft, c, y, s, d, limit, code, tables)
        if price < limit:
            return price
    return DEAR


@kernel
def mend_above(net: Net, draft: Draft, t: int, y: int, limit: int, code: Array, tables: Array) -> int:
    """Make t's parent agree with its children at y. → price"""
    p = net.tables[PARENT, t]
    d = np.zeros(net.layers, np.int64)
    price = 0
    if not net.exact:
        d[0] = net.figures[VALUE, t, y] - net.figures[VALUE, p, y]
        if d[0] > 0:
            price = mend(net, draft, p, y, 1, d, limit, code, tables)
            if price >= limit:
                return DEAR
    over = gap(net, p, y, d)
    if over == 2:
        return DEAR
    if over == 0 or (not net.exact and (over < 0 or unbounded(net, p))):
        return price
    more = DEAR
    if net.marks[PRICE, p, y] == 0:
        more = mend(net, draft, p, y, -over, d, limit - price, code, tables)
    if more >= limit:
        more = mend_child(net, draft, p, t, y, over, d, limit - price, code, tables)
    return price + more


@kernel
def agrees(net: Net, draft: Draft, logged: int) -> bool:
    """Whether everything touched after this count is possible and linked."""
    for e in range(logged, draft.filled[0]):
        t, y = draft.log[e, 0], draft.log[e, 1]
        if not (sums_agree(net, t, y) if net.exact else users_agree(net, t, y)):
            return False
    return True


@kernel
def sums_agree(net: Net, t: int, y: int) -> bool:
    p = net.tables[PARENT, t]
    for m in range(net.layers):
        v = figure(net, VALUE, m, t, y)
        if v != figure(net, TRUTH, m, t, y) and v < figure(net, FLOOR, m, t, y):
            return False
        if p >= 0 and figure(net, BELOW, m, p, y) != figure(net, VALUE, m, p, y):
            return False
        if has_children(net, t) and figure(net, BELOW, m, t, y) != v:
            return False
    return True


@kernel
def users_agree(net: Net, t: int, y: int) -> bool:
    p, v = net.tables[PARENT, t], net.figures[VALUE, t, y]
    if v < 0 or (p >= 0 and not between(net, p, y)):
        return False
    return not has_children(net, t) or between(net, t, y)


@kernel
def between(net: Net, p: int, y: int) -> bool:
    """Whether a parent is between its largest child and the sum."""
    v = net.figures[VALUE, p, y]
    if net.figures[MOST, p, y] > v:
        return False
    enough: bool = unbounded(net, p) or net.figures[BELOW, p, y] >= v
    return enough


@kernel
def repair(net: Net, draft: Draft, t: int, y: int, s: int, d: Array, limit: int) -> int:
    """Move t alone, then mend each broken link by a move of its own. → price; DEAR (and nothing changed) if none."""
    kept, cost = np.empty((KEPT, 6), np.int64), np.empty(KEPT, np.int64)
    code, tables, alone = np.empty(6, np.int64), np.empty((LONGEST, 2), np.int64), np.empty((1, 2), np.int64)
    corner, sign = np.empty(CORNERS, np.int64), np.empty(CORNERS, np.int64)
    alone[0, 0], alone[0, 1] = t, s
    logged, hidden = draft.filled[0], draft.filled[1]
    for g in range(keep_best(net, draft, t, y, s, d, limit, kept, cost)):
        inner, _ = corners(net, kept[g], corner, sign)
        price: int = cost[g]
        apply(net, draft, kept[g], alone, 1, d)
        for q in range(inner):
            if has_children(net, t):
                price += mend_below(net, draft, t, corner[q], limit - price, code, tables)
            if price < limit and net.tables[PARENT, t] >= 0:
                price += mend_above(net, draft, t, corner[q], limit - price, code, tables)
            if price >= limit:
                break
        if price < limit and agrees(net, draft, logged):
            return price
        rewind(net, draft, logged, hidden)
    return DEAR
