"""Worlds found, stored, taken away: which cells they change, which they cover."""

import numpy as np

from statistics.compiled import kernel, making
from statistics.protect.attempt import attempt
from statistics.protect.moves import change, rewind, spread, stays_printed
from statistics.protect.net import (
    ABSENT,
    BASE,
    DEAR,
    FAILED,
    FREE,
    HITS,
    PRICE,
    SEEN,
    SMALL,
    TRUTH,
    USES,
    VALUE,
    Array,
    Draft,
    Net,
    copy,
    figure,
    greatest,
    is_inner,
)

TOUCHED = 40000
"""Room for the cells that a world changes."""
TENTH = 10
"""A hidden sum must be able to differ by more than one in this many."""


@kernel
def covered(net: Net, t: int, y: int) -> bool:
    """Whether the world being built takes a cell that must be covered out of reach."""
    if net.exact:
        for m in range(net.layers):
            if net.tables[ABSENT + m, t]:
                continue
            change = abs(figure(net, VALUE, m, t, y) - figure(net, TRUTH, m, t, y))
            if change == 0 or TENTH * change <= abs(figure(net, TRUTH, m, t, y)):
                return False
        return True
    low, high = goals(net, t, y)
    v: int = net.figures[VALUE, t, y]
    return v <= low or v >= high


@kernel
def goals(net: Net, t: int, y: int) -> tuple[int, int]:
    """Users: the nearest values below and above at which the cell is no longer small (or its complement is not)."""
    if net.figures[TRUTH, t, y] <= net.largest:
        return 0, net.largest + 1
    return net.cap[y] - net.largest - 1, net.cap[y]


@kernel
def ways(net: Net, t: int, y: int, up: Array, down: Array) -> None:
    """How far the cell must rise, or fall, to be covered."""
    for m in range(up.shape[0]):
        up[m] = 0
        if net.exact and not net.tables[ABSENT + m, t]:
            up[m] = abs(figure(net, TRUTH, m, t, y)) // TENTH + 1
    if net.tied:
        most = greatest(up)
        for m in range(up.shape[0]):
            up[m] = min(up[m] * most, most)
    copy(down, up)
    if not net.exact:
        low, high = goals(net, t, y)
        up[0], down[0] = high - net.figures[TRUTH, t, y], net.figures[TRUTH, t, y] - low


@making
def find(net: Net, draft: Draft, spare: Draft, t: int, y: int, limit: int) -> int:
    """Build the cheapest world found in which cell y of t is covered. → price; DEAR (nothing changed) if none."""
    layers = net.layers
    up, down = np.zeros(layers, np.int64), np.zeros(layers, np.int64)
    ways(net, t, y, up, down)
    first = -1 if down[0] <= up[0] else 1
    way, back = (down, up) if first < 0 else (up, down)
    if net.marks[FAILED, t, y] == 0 and (
        attempt(net, draft, t, y, first, way, FREE) < FREE or attempt(net, draft, t, y, -first, back, FREE) < FREE
    ):
        return 0
    if limit <= FREE:
        return DEAR
    price = attempt(net, draft, t, y, first, way, limit)
    if price < DEAR:
        keep(draft, spare)
        rewind(net, draft, 0, 0)
    other = attempt(net, draft, t, y, -first, back, min(price, limit))
    if other < DEAR:
        return other
    if price < DEAR:
        build_again(net, draft, spare)
    return price


@kernel
def keep(draft: Draft, spare: Draft) -> None:
    """Remember a draft that may be built again."""
    n, h = draft.filled[0], draft.filled[1]
    spare.filled[0], spare.filled[1] = n, h
    for e in range(n):
        copy(spare.log[e], draft.log[e])
    for e in range(h):
        copy(spare.hid[e], draft.hid[e])


@kernel
def build_again(net: Net, draft: Draft, spare: Draft) -> None:
    n, h = spare.filled[0], spare.filled[1]
    for e in range(n):
        t, y = spare.log[e, 0], spare.log[e, 1]
        change(net, t, y, spare.log[e, 2:], 1)
        copy(draft.log[e], spare.log[e])
    for e in range(h):
        t, y = spare.hid[e, 0], spare.hid[e, 1]
        copy(draft.hid[e], spare.hid[e])
        net.marks[PRICE, t, y] = 0
    draft.filled[0], draft.filled[1] = n, h


@kernel
def changed(net: Net, t: int, y: int) -> bool:
    for m in range(net.layers):  # noqa: SIM110 (compiled to one loop)
        if figure(net, VALUE, m, t, y) != figure(net, TRUTH, m, t, y):
            return True
    return False


@making
def grown(rows: Array, needed: int) -> Array:
    if needed <= rows.shape[0]:
        return rows
    more = np.empty((max(2 * rows.shape[0], needed), rows.shape[1]), rows.dtype)
    more[: rows.shape[0]] = rows
    return more


@kernel
def touch(net: Net, draft: Draft, t: int, y: int, touched: Array, k: int) -> int:
    """List the changed cells among y and its margins that this world has not listed yet. → new length"""
    for z in net.around[y]:
        if net.marks[SEEN, t, z] != draft.filled[2]:
            net.marks[SEEN, t, z] = draft.filled[2]
            if changed(net, t, z):
                touched[k, 0], touched[k, 1] = t, z
                k += 1
    return k


@kernel
def must_be_hidden(net: Net, t: int, y: int) -> bool:
    """Whether a cell that the world changes costs anything: a rounded sum may be printed the same."""
    return net.marks[BASE, t, y] > 0 and not stays_printed(net, t, y)


@kernel
def enter(net: Net, touched: Array, k: int, by: int, fresh: Array) -> tuple[int, int]:
    """Count a world, now built, in (by = 1) or out (−1). → price of cells newly shown or hidden; number of `fresh`.

    `fresh` [table, cell]: cells whose cover is the first (in) or was the last (out).
    """
    price, n = 0, 0
    for q in range(k):
        t, z = touched[q, 0], touched[q, 1]
        if must_be_hidden(net, t, z):
            net.marks[USES, t, z] += by
            if by > 0:
                price += net.marks[BASE, t, z] if net.marks[USES, t, z] == 1 else 0
                net.marks[PRICE, t, z] = 0
            elif net.marks[USES, t, z] == 0:
                price += net.marks[BASE, t, z]
                net.marks[PRICE, t, z] = net.marks[BASE, t, z]
        if net.marks[SMALL, t, z] and covered(net, t, z):
            net.marks[HITS, t, z] += by
            if net.marks[HITS, t, z] == (1 if by > 0 else 0):
                fresh[n, 0], fresh[n, 1] = t, z
                n += 1
    return price, n


@kernel
def enter_new(net: Net, draft: Draft, touched: Array, k: int, fresh: Array) -> int:
    """Enter the draft's world; what it hid on its way but leaves unchanged is shown again. → its price"""
    for e in range(draft.filled[1] - 1, -1, -1):
        net.marks[PRICE, draft.hid[e, 0], draft.hid[e, 1]] = draft.hid[e, 2]
    draft.filled[1] = 0
    price, _ = enter(net, touched, k, 1, fresh)
    return price


@kernel
def touched_by_draft(net: Net, draft: Draft, touched: Array) -> int:
    draft.filled[2] += 1
    k = 0
    for e in range(draft.filled[0]):
        k = touch(net, draft, draft.log[e, 0], draft.log[e, 1], touched, k)
    return k


@kernel
def write(net: Net, touched: Array, k: int, rows: Array, at: int) -> int:
    """Write the world, now built, as rows (table, inner cell, change a layer). → next free row"""
    for q in range(k):
        t, z = touched[q, 0], touched[q, 1]
        if is_inner(net, z):
            rows[at, 0], rows[at, 1] = t, z
            for m in range(net.layers):
                rows[at, 2 + m] = figure(net, VALUE, m, t, z) - figure(net, TRUTH, m, t, z)
            at += 1
    return at


@kernel
def replay(net: Net, draft: Draft, rows: Array, begin: int, end: int, touched: Array) -> int:
    """Build a stored world again (links are not kept up). → number of changed cells"""
    for e in range(begin, end):
        spread(net, rows[e, 0], rows[e, 1], rows[e, 2:], 1)
    draft.filled[2] += 1
    k = 0
    for e in range(begin, end):
        k = touch(net, draft, rows[e, 0], rows[e, 1], touched, k)
    return k


@kernel
def unplay(net: Net, rows: Array, begin: int, end: int) -> None:
    for e in range(begin, end):
        spread(net, rows[e, 0], rows[e, 1], rows[e, 2:], -1)
