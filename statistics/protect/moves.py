"""Moves within one table: which cells change, and what it costs to hide them.

A *product* moves on each axis between two categories (signs + and −) or floats (a category and the total, both +): its
eight corners change. A *pair* moves something from one inner cell to another: the two change, and every margin that
holds exactly one of them. Corners are listed inner cells first.
"""

import numpy as np

from statistics.protect.jit import jit
from statistics.protect.net import Array, Draft, Net

CORNERS = 16
DEAR = 1e15
PAIR = -1
"""In place of a product's first coordinate: the code is a pair's two inner cells."""


@jit
def product(net: Net, code: Array, corner: Array, sign: Array) -> int:
    """Fill in the corners of the product (i, j, k | a, b, c); → number of inner ones."""
    width, ages = net.sexes * net.ages, net.ages
    sr = 1 if (code[0] == net.regions - 1 or code[3] == net.regions - 1) else -1
    ss = 1 if (code[1] == net.sexes - 1 or code[4] == net.sexes - 1) else -1
    sa = 1 if (code[2] == net.ages - 1 or code[5] == net.ages - 1) else -1
    front, back = 0, 8
    for q in range(8):
        r, s, a, plus = code[0], code[1], code[2], 1
        if q & 1:
            r, plus = code[3], plus * sr
        if q & 2:
            s, plus = code[4], plus * ss
        if q & 4:
            a, plus = code[5], plus * sa
        if r < net.regions - 1 and s < net.sexes - 1 and a < net.ages - 1:
            at = front
            front += 1
        else:
            back -= 1
            at = back
        corner[at] = r * width + s * ages + a
        sign[at] = plus
    return front


@jit
def pair(net: Net, up: int, down: int, corner: Array, sign: Array) -> int:
    """Fill in what changes when something moves from inner cell `down` to inner cell `up`; → number of cells."""
    ages, width = net.ages, net.sexes * net.ages
    n = 0
    for q in range(8):
        r1, s1, a1 = up // width, up // ages % net.sexes, up % ages
        r0, s0, a0 = down // width, down // ages % net.sexes, down % ages
        if q & 1:
            r1 = r0 = net.regions - 1
        if q & 2:
            s1 = s0 = net.sexes - 1
        if q & 4:
            a1 = a0 = net.ages - 1
        if r1 == r0 and s1 == s0 and a1 == a0:
            continue
        corner[n] = r1 * width + s1 * ages + a1
        sign[n] = 1
        corner[n + 1] = r0 * width + s0 * ages + a0
        sign[n + 1] = -1
        n += 2
    return n


@jit
def corners(net: Net, code: Array, corner: Array, sign: Array) -> tuple[int, int]:
    """→ (number of inner corners, number of corners)"""
    if code[0] == PAIR:
        return 2, pair(net, code[1], code[2], corner, sign)
    return product(net, code, corner, sign), 8


@jit
def hiding(price: Array, t: int, corner: Array, n: int, limit: float) -> float:
    """Price of hiding the corners in table t; DEAR from the limit."""
    total = 0.0
    for q in range(n):
        total += price[t, corner[q]]
        if total >= limit:
            return DEAR
    return total


@jit
def can_fall(value: Array, floor: Array, t: int, y: int, d: Array) -> bool:
    for m in range(value.shape[2]):  # noqa: SIM110 (compiled to one loop)
        if d[m] > 0 and value[t, y, m] - floor[t, y, m] < d[m]:
            return False
    return True


@jit
def has_room(
    value: Array, floor: Array, cap: Array, absent: Array, exact: bool,
    t: int, corner: Array, sign: Array, inner: int, s: int, d: Array,
) -> bool:  # fmt: skip
    """Whether every inner corner may change by s·sign·d, as far as the table itself goes."""
    for q in range(inner):
        if sign[q] * s < 0:
            if not can_fall(value, floor, t, corner[q], d):
                return False
        elif not exact and value[t, corner[q], 0] + d[0] > cap[corner[q]]:
            return False
    for m in range(value.shape[2]):  # noqa: SIM110 (compiled to one loop)
        if d[m] > 0 and absent[t, m]:
            return False
    return True


@jit
def spread(value: Array, regions: int, sexes: int, ages: int, t: int, y: int, by: Array, factor: int) -> None:
    """Add factor·by to inner cell y of table t and to its seven margins."""
    width = sexes * ages
    r, s, a = y // width, y // ages % sexes, y % ages
    for q in range(8):
        rr = regions - 1 if q & 1 else r
        ss = sexes - 1 if q & 2 else s
        aa = ages - 1 if q & 4 else a
        for m in range(value.shape[2]):
            value[t, rr * width + ss * ages + aa, m] += factor * by[m]


@jit
def relink(net: Net, t: int, y: int, by: Array, factor: int) -> None:
    """Table t's inner cell y has changed: what its parent knows of its children."""
    p = net.parent[t]
    if p < 0:
        return
    below = net.below
    for m in range(below.shape[2]):
        below[p, y, m] += factor * by[m]
    if net.exact:
        return
    value, child = net.value, net.child
    most, second, which = -1, -1, -1
    for e in range(net.first[p], net.first[p + 1]):
        v = value[child[e], y, 0]
        if v > most:
            second, most, which = most, v, child[e]
        elif v > second:
            second = v
    net.most[p, y] = most
    net.second[p, y] = max(second, 0)
    net.which[p, y] = which


@jit
def apply(net: Net, draft: Draft, code: Array, tables: Array, n_tables: int, d: Array) -> None:
    """Make the move in each of `tables` [table, direction]: change the world, hide the corners, log both."""
    corner, sign = np.empty(CORNERS, np.int64), np.empty(CORNERS, np.int64)
    inner, n = corners(net, code, corner, sign)
    for w in range(n_tables):
        t = tables[w, 0]
        for q in range(inner):
            factor = sign[q] * tables[w, 1]
            spread(net.value, net.regions, net.sexes, net.ages, t, corner[q], d, factor)
            relink(net, t, corner[q], d, factor)
            at = draft.filled[0]
            draft.log[at, 0], draft.log[at, 1] = t, corner[q]
            for m in range(d.shape[0]):
                draft.added[at, m] = factor * d[m]
            draft.filled[0] += 1
        for q in range(n):
            if net.price[t, corner[q]] > 0:
                at = draft.filled[1]
                draft.hid[at, 0], draft.hid[at, 1] = t, corner[q]
                draft.was[at] = net.price[t, corner[q]]
                net.price[t, corner[q]] = 0
                draft.filled[1] += 1


@jit
def rewind(net: Net, draft: Draft, logged: int, hidden: int) -> None:
    """Take back everything after these counts."""
    for e in range(draft.filled[0] - 1, logged - 1, -1):
        t, y = draft.log[e, 0], draft.log[e, 1]
        spread(net.value, net.regions, net.sexes, net.ages, t, y, draft.added[e], -1)
        relink(net, t, y, draft.added[e], -1)
    for e in range(draft.filled[1] - 1, hidden - 1, -1):
        net.price[draft.hid[e, 0], draft.hid[e, 1]] = draft.was[e]
    draft.filled[0], draft.filled[1] = logged, hidden
