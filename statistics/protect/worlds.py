"""Worlds found, stored, taken away: which cells they change, which they cover."""

import numpy as np

from statistics.protect.attempt import FREE, attempt
from statistics.protect.jit import jit
from statistics.protect.moves import DEAR, rewind, spread
from statistics.protect.net import Array, Draft, Net

TENTH = 10
"""A hidden sum must be able to differ by more than one in this many."""


@jit
def covered(net: Net, t: int, y: int) -> bool:
    """Whether the world being built takes a cell that must be covered out of reach."""
    if net.exact:
        for m in range(net.value.shape[2]):
            if net.absent[t, m]:
                continue
            change = abs(net.value[t, y, m] - net.truth[t, y, m])
            if change == 0 or TENTH * change <= abs(net.truth[t, y, m]):
                return False
        return True
    low, high = goals(net, t, y)
    v: int = net.value[t, y, 0]
    return v <= low or v >= high


@jit
def goals(net: Net, t: int, y: int) -> tuple[int, int]:
    """Users: the nearest values below and above at which the cell is no longer small (or its complement is not)."""
    if net.truth[t, y, 0] <= net.largest:
        return 0, net.largest + 1
    return net.cap[y] - net.largest - 1, net.cap[y]


@jit
def find(net: Net, draft: Draft, t: int, y: int, limit: float) -> float:
    """Build the cheapest world found in which cell y of t is covered. → price; DEAR (nothing changed) if none."""
    layers = net.value.shape[2]
    up, down = np.zeros(layers, np.int64), np.zeros(layers, np.int64)
    if net.exact:
        for m in range(layers):
            if not net.absent[t, m]:
                up[m] = down[m] = abs(net.truth[t, y, m]) // TENTH + 1
    else:
        low, high = goals(net, t, y)
        up[0], down[0] = high - net.truth[t, y, 0], net.truth[t, y, 0] - low
    first = -1 if down[0] <= up[0] else 1
    way, back = (down, up) if first < 0 else (up, down)
    if attempt(net, draft, t, y, first, way, FREE) < FREE or attempt(net, draft, t, y, -first, back, FREE) < FREE:
        return 0.0
    if limit <= FREE:
        return DEAR
    price = attempt(net, draft, t, y, first, way, limit)
    if price < DEAR:
        rewind(net, draft, 0, 0)
    other = attempt(net, draft, t, y, -first, back, min(price, limit))
    if other < DEAR:
        return other
    if price < DEAR:
        return attempt(net, draft, t, y, first, way, limit)
    return DEAR


@jit
def margins_of(net: Net, y: int, cells: Array) -> None:
    """The inner cell y and its seven margins."""
    ages, width = net.ages, net.sexes * net.ages
    r, s, a = y // width, y // ages % net.sexes, y % ages
    for q in range(8):
        rr = net.regions - 1 if q & 1 else r
        ss = net.sexes - 1 if q & 2 else s
        aa = net.ages - 1 if q & 4 else a
        cells[q] = rr * width + ss * ages + aa


@jit
def changed(net: Net, t: int, y: int) -> bool:
    for m in range(net.value.shape[2]):  # noqa: SIM110 (compiled to one loop)
        if net.value[t, y, m] != net.truth[t, y, m]:
            return True
    return False


@jit
def grown(rows: Array, needed: int) -> Array:
    if needed <= rows.shape[0]:
        return rows
    more = np.empty((max(2 * rows.shape[0], needed), rows.shape[1]), rows.dtype)
    more[: rows.shape[0]] = rows
    return more


@jit
def touch(net: Net, draft: Draft, t: int, y: int, cells: Array, touched: Array, k: int) -> int:
    """List the changed cells among y and its margins that this world has not listed yet. → new length"""
    margins_of(net, y, cells)
    for q in range(8):
        z = cells[q]
        if net.seen[t, z] != draft.filled[2]:
            net.seen[t, z] = draft.filled[2]
            if changed(net, t, z):
                touched[k, 0], touched[k, 1] = t, z
                k += 1
    return k


@jit
def enter(net: Net, touched: Array, k: int, by: int, fresh: Array) -> tuple[float, int]:
    """Count a world, now built, in (by = 1) or out (−1). → price of cells newly shown or hidden; number of `fresh`.

    `fresh` [table, cell]: cells whose cover is the first (in) or was the last (out).
    """
    price, n = 0.0, 0
    for q in range(k):
        t, z = touched[q, 0], touched[q, 1]
        if net.base[t, z] > 0:
            net.uses[t, z] += by
            if by > 0:
                price += net.base[t, z] if net.uses[t, z] == 1 else 0.0
                net.price[t, z] = 0
            elif net.uses[t, z] == 0:
                price += net.base[t, z]
                net.price[t, z] = net.base[t, z]
        if net.small[t, z] and covered(net, t, z):
            net.hits[t, z] += by
            if net.hits[t, z] == (1 if by > 0 else 0):
                fresh[n, 0], fresh[n, 1] = t, z
                n += 1
    return price, n


@jit
def touched_by_draft(net: Net, draft: Draft, cells: Array, touched: Array) -> int:
    draft.filled[2] += 1
    k = 0
    for e in range(draft.filled[0]):
        k = touch(net, draft, draft.log[e, 0], draft.log[e, 1], cells, touched, k)
    return k


@jit
def is_inner(net: Net, y: int) -> bool:
    ages, width = net.ages, net.sexes * net.ages
    return y // width < net.regions - 1 and y // ages % net.sexes < net.sexes - 1 and y % ages < ages - 1


@jit
def write(net: Net, touched: Array, k: int, rows: Array, at: int) -> int:
    """Write the world, now built, as rows (table, inner cell, change a layer). → next free row"""
    for q in range(k):
        t, z = touched[q, 0], touched[q, 1]
        if is_inner(net, z):
            rows[at, 0], rows[at, 1] = t, z
            for m in range(net.value.shape[2]):
                rows[at, 2 + m] = net.value[t, z, m] - net.truth[t, z, m]
            at += 1
    return at


@jit
def replay(net: Net, draft: Draft, rows: Array, begin: int, end: int, cells: Array, touched: Array) -> int:
    """Build a stored world again (links are not kept up). → number of changed cells"""
    for e in range(begin, end):
        spread(net.value, net.regions, net.sexes, net.ages, rows[e, 0], rows[e, 1], rows[e, 2:], 1)
    draft.filled[2] += 1
    k = 0
    for e in range(begin, end):
        k = touch(net, draft, rows[e, 0], rows[e, 1], cells, touched, k)
    return k


@jit
def unplay(net: Net, rows: Array, begin: int, end: int) -> None:
    for e in range(begin, end):
        spread(net.value, net.regions, net.sexes, net.ages, rows[e, 0], rows[e, 1], rows[e, 2:], -1)
