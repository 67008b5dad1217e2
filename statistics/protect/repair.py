"""Users: a move of one table alone, and each link it breaks mended, at no further price, by a move of its own.

Sums are not mended: as many were hidden with it as without.
"""

import numpy as np

from statistics.compiled import kernel, making
from statistics.protect.exchange import exchange
from statistics.protect.moves import CORNERS, apply, corners, rewind
from statistics.protect.net import (
    ABOVE,
    BELOW,
    DEAR,
    DOWN,
    FIRST,
    FLOOR,
    FREE,
    HELD,
    LARGEST,
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
    copy,
    figure,
    unbounded,
)
from statistics.protect.planes import alone, halves
from statistics.protect.products import best_product
from statistics.protect.rooms import narrow
from statistics.protect.search import CHILD, OWN, has_children, search

KEPT = 4
"""Moves of the table itself that mending is tried on."""
LOOKED_AT = 24
"""The most that are looked at for them."""
BROKEN = PENNIES * 7 // 10
"""What one broken link weighs in choosing them."""
SIBLINGS = 8
"""Searched for one mend."""


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
    if p >= 0:
        charge_beneath(rises, net.rooms[DOWN, p], net.rooms[TAKEN, t], amount)
        charge_broken(falls, net.rooms[OVER, p], amount)
    if has_children(net, t):
        charge_broken(rises, net.rooms[OVER, t], amount)
        charge_broken(falls, net.rooms[ABOVE, t], amount)


@kernel
def can_move(net: Net, t: int, y: int) -> bool:
    """Whether cell y of t is hidden, and its table free to move."""
    free: bool = net.marks[PRICE, t, y] == 0 and net.tables[HELD, t] == 0
    return free


@kernel
def can_rise_under(net: Net, p: int, c: int, y: int, d: int) -> bool:
    """Whether child c of p can rise by d at y, and p stand still."""
    can: bool = can_move(net, c, y) and net.rooms[DOWN, p, y] - net.rooms[TAKEN, c, y] >= d
    return can


@kernel
def some_child_can_rise(net: Net, p: int, besides: int, y: int, d: int) -> bool:
    for e in range(net.tables[FIRST, p], net.tables[LAST, p]):
        c = net.child[e]
        if c != besides and can_rise_under(net, p, c, y, d):
            return True
    return False


@kernel
def beyond_mending(net: Net, t: int, y: int, s: int, d: int) -> bool:
    """Whether t alone, moving by s·d at inner cell y, would break a link, and whatever could mend it is printed."""
    p, kids = net.tables[PARENT, t], has_children(net, t)
    if s < 0:
        if kids and net.rooms[ABOVE, t, y] < d and not can_move(net, net.rooms[LARGEST, t, y], y):
            return True
        if p < 0 or net.rooms[OVER, p, y] >= d or can_move(net, p, y):
            return False
        return not some_child_can_rise(net, p, t, y, d - net.rooms[OVER, p, y])
    if p >= 0 and net.rooms[DOWN, p, y] - net.rooms[TAKEN, t, y] < d and not can_move(net, p, y):
        return True
    if not kids or net.rooms[OVER, t, y] >= d:
        return False
    return not some_child_can_rise(net, t, -1, y, 1)


@kernel
def strike_hopeless(net: Net, t: int, s: int, d: int, plane: Array, corner: Array, sign: Array, inner: int) -> bool:
    """Whether some inner corner of a move of t alone is beyond mending; the plane has no price for those any more."""
    cells, some = plane.shape[0] // 2, False
    for q in range(inner):
        if beyond_mending(net, t, corner[q], s * sign[q], d):
            plane[corner[q] if sign[q] > 0 else cells + corner[q]] = DEAR
            some = True
    return some


@making
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
    found = looked = 0
    for _ in range(LOOKED_AT):
        code = kept[found]
        if looked == KEPT or best_product(plane, (net.regions, net.sexes, net.ages), lines, cell, most, code) >= most:
            break
        inner, n = corners(net, code, corner, sign)
        if strike_hopeless(net, t, s, d[0], plane, corner, sign, inner):
            continue
        looked += 1
        opposite = code[3] * width + code[4] * net.line + code[5]
        plane[opposite] = plane[cells + opposite] = DEAR
        cost[found] = 0
        for q in range(n):
            cost[found] += own[corner[q]] if sign[q] > 0 else own[cells + corner[q]]
        if cost[found] < limit:
            found += 1
    return found


@kernel
def mend(net: Net, draft: Draft, t: int, y: int, s: int, d: Array, code: Array, tables: Array) -> bool:
    """One move of cell y of table t by s·d, or an exchange of it with others, made at once, if one costs nothing."""
    if exchange(net, draft, t, False, -1, y, s, d, code, tables):
        return True
    _, k = search(net, draft, t, y, s, d, FREE, code, tables)
    if k == 0:
        return False
    apply(net, draft, code, tables, k, d)
    return True


@making
def mend_below(net: Net, draft: Draft, t: int, y: int, code: Array, tables: Array) -> bool:
    """Make t's children agree with it at y, or tell that they do not."""
    d = np.zeros(1, np.int64)
    d[0] = net.figures[VALUE, t, y] - net.figures[BELOW, t, y]
    if d[0] > 0 and not unbounded(net, t) and not mend_child(net, draft, t, -1, y, d, code, tables):
        return False
    for _ in range(3):
        d[0] = net.figures[MOST, t, y] - net.figures[VALUE, t, y]
        if d[0] <= 0:
            return True
        if not mend(net, draft, net.figures[WHICH, t, y], y, -1, d, code, tables):
            return False
    enough: bool = net.figures[MOST, t, y] <= net.figures[VALUE, t, y]
    return enough


@kernel
def mend_child(net: Net, draft: Draft, p: int, besides: int, y: int, d: Array, code: Array, tables: Array) -> bool:
    """Let hidden children of p, other than `besides`, rise by d at y."""
    if exchange(net, draft, p, True, besides, y, 1, d, code, tables):
        return True
    tried = 0
    for e in range(net.tables[FIRST, p], net.tables[LAST, p]):
        c = net.child[e]
        if c == besides or not can_rise_under(net, p, c, y, d[0]):
            continue
        tried += 1
        if tried > SIBLINGS:
            break
        if mend(net, draft, c, y, 1, d, code, tables):
            return True
    return False


@making
def mend_above(net: Net, draft: Draft, t: int, y: int, code: Array, tables: Array) -> bool:
    """Make t's parent agree with its children at y, or tell that it does not."""
    p = net.tables[PARENT, t]
    d = np.zeros(1, np.int64)
    d[0] = net.figures[VALUE, t, y] - net.figures[VALUE, p, y]
    if d[0] > 0 and not mend(net, draft, p, y, 1, d, code, tables):
        return False
    d[0] = net.figures[VALUE, p, y] - net.figures[BELOW, p, y]
    if d[0] <= 0 or unbounded(net, p):
        return True
    if net.marks[PRICE, p, y] == 0 and mend(net, draft, p, y, -1, d, code, tables):
        return True
    return mend_child(net, draft, p, t, y, d, code, tables)


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


@making
def repair(net: Net, draft: Draft, t: int, y: int, s: int, d: Array, limit: int) -> int:
    """Move t alone, then mend each broken link by a move of its own. → price; DEAR (and nothing changed) if none."""
    kept, cost = np.empty((KEPT, 6), np.int64), np.empty(KEPT, np.int64)
    code, tables, alone = np.empty(6, np.int64), np.empty((LONGEST, 2), np.int64), np.empty((1, 2), np.int64)
    corner, sign = np.empty(CORNERS, np.int64), np.empty(CORNERS, np.int64)
    alone[0, 0], alone[0, 1] = t, s
    logged, hidden = draft.filled[0], draft.filled[1]
    for g in range(keep_best(net, draft, t, y, s, d, limit, kept, cost)):
        inner, _ = corners(net, kept[g], corner, sign)
        apply(net, draft, kept[g], alone, 1, d)
        mended = True
        for q in range(inner):
            if has_children(net, t):
                mended = mend_below(net, draft, t, corner[q], code, tables)
            if mended and net.tables[PARENT, t] >= 0:
                mended = mend_above(net, draft, t, corner[q], code, tables)
            if not mended:
                break
        if mended and agrees(net, draft, logged):
            price: int = cost[g]
            return price
        rewind(net, draft, logged, hidden)
    return DEAR
