"""Give back cells of five or more: take away the few worlds that use one, and cover their cells more cheaply."""

import numpy as np

from statistics.compiled import compiled, kernel
from statistics.protect.moves import rewind
from statistics.protect.net import BASE, HITS, USES, Array, Draft, Net, borrow, borrow_draft
from statistics.protect.worlds import (
    TOUCHED,
    enter,
    enter_new,
    find,
    grown,
    must_be_hidden,
    replay,
    touched_by_draft,
    unplay,
    write,
)

GAIN = 1
"""A price must fall by this at least."""


@kernel
def index_world(net: Net, touched: Array, k: int, world: int, head: Array, uses: Array, n: int) -> tuple[Array, int]:
    """Note for each cell with a price that the world, now built, uses it. → entries (world, next), number."""
    uses = grown(uses, n + k)
    for q in range(k):
        t, y = touched[q, 0], touched[q, 1]
        if must_be_hidden(net, t, y):
            uses[n, 0], uses[n, 1] = world, head[t, y]
            head[t, y] = n
            n += 1
    return uses, n


@kernel
def users_of(uses: Array, first: int, alive: Array, most: int, out: Array) -> int:
    """The living worlds that use a cell, `most` + 1 of them at the most. → number"""
    k = 0
    while first >= 0 and k <= most:
        if alive[uses[first, 0], 0]:
            out[k] = uses[first, 0]
            k += 1
        first = uses[first, 1]
    return k


@kernel
def dearest_first(net: Net) -> Array:
    """Cells in use, [table·cells + cell], highest price first (cells of equal price in order)."""
    cells = net.marks.shape[2]
    n = 0
    for t in range(net.marks.shape[1]):
        for y in range(cells):
            n += net.marks[BASE, t, y] > 0 and net.marks[USES, t, y] > 0
    flat, price = np.empty(n, np.int64), np.empty(n, np.float64)
    n = 0
    for t in range(net.marks.shape[1]):
        for y in range(cells):
            if net.marks[BASE, t, y] > 0 and net.marks[USES, t, y] > 0:
                flat[n], price[n] = t * cells + y, -net.marks[BASE, t, y]
                n += 1
    return flat[np.argsort(price, kind="mergesort")]


@compiled
def prune(
    net: Net, draft: Draft, spare: Draft, rows: Array, starts: Array, worlds: int, most: int
) -> tuple[Array, Array, int]:
    """One round. Every cell covered before is covered after, at no higher price. → rows, starts, number of worlds"""
    net, draft, spare = borrow(net), borrow_draft(draft), borrow_draft(spare)
    cells, touched = np.empty(8, np.int64), np.empty((TOUCHED, 2), np.int64)
    fresh, lost = np.empty((TOUCHED, 2), np.int64), np.empty((TOUCHED, 2), np.int64)
    head = np.full((net.marks.shape[1], net.marks.shape[2]), -1, np.int64)
    uses, n_uses = np.empty((1 << 14, 2), np.int64), 0
    alive = np.ones((worlds + 64, 1), np.bool_)
    for w in range(worlds):
        k = replay(net, draft, rows, starts[w, 0], starts[w + 1, 0], cells, touched)
        uses, n_uses = index_world(net, touched, k, w, head, uses, n_uses)
        unplay(net, rows, starts[w, 0], starts[w + 1, 0])
    old = np.empty(most + 1, np.int64)
    order = dearest_first(net)
    for o in range(order.shape[0]):
        t, y = order[o] // net.marks.shape[2], order[o] % net.marks.shape[2]
        if net.marks[USES, t, y] == 0 or net.marks[USES, t, y] > most:
            continue
        n_old = users_of(uses, head[t, y], alive, most, old)
        gain, n_lost = 0, 0
        for q in range(n_old):
            begin, end = starts[old[q], 0], starts[old[q] + 1, 0]
            k = replay(net, draft, rows, begin, end, cells, touched)
            price, n = enter(net, touched, k, -1, fresh)
            unplay(net, rows, begin, end)
            gain += price
            lost[n_lost : n_lost + n] = fresh[:n]
            n_lost += n
        begun, spent, better = worlds, 0, True
        for q in range(n_lost):
            if net.marks[HITS, lost[q, 0], lost[q, 1]] > 0:
                continue
            price = find(net, draft, spare, lost[q, 0], lost[q, 1], gain - spent)
            if price >= gain - spent:
                rewind(net, draft, 0, 0)
                better = False
                break
            k = touched_by_draft(net, draft, cells, touched)
            spent += enter_new(net, draft, touched, k, fresh)
            rows = grown(rows, starts[worlds, 0] + k)
            starts, alive = grown(starts, worlds + 2), grown(alive, worlds + 2)
            starts[worlds + 1, 0] = write(net, touched, k, rows, starts[worlds, 0])
            alive[worlds, 0] = True
            worlds += 1
            rewind(net, draft, 0, 0)
        if better:
            for q in range(n_old):
                alive[old[q], 0] = False
            for w in range(begun, worlds):
                k = replay(net, draft, rows, starts[w, 0], starts[w + 1, 0], cells, touched)
                uses, n_uses = index_world(net, touched, k, w, head, uses, n_uses)
                unplay(net, rows, starts[w, 0], starts[w + 1, 0])
            continue
        for w in range(begun, worlds):
            k = replay(net, draft, rows, starts[w, 0], starts[w + 1, 0], cells, touched)
            enter(net, touched, k, -1, fresh)
            unplay(net, rows, starts[w, 0], starts[w + 1, 0])
        worlds = begun
        for q in range(n_old):
            k = replay(net, draft, rows, starts[old[q], 0], starts[old[q] + 1, 0], cells, touched)
            enter(net, touched, k, 1, fresh)
            unplay(net, rows, starts[old[q], 0], starts[old[q] + 1, 0])
    return compact(rows, starts, worlds, alive)


@kernel
def compact(rows: Array, starts: Array, worlds: int, alive: Array) -> tuple[Array, Array, int]:
    """Close the gaps that dead worlds left."""
    at, kept = 0, 0
    for w in range(worlds):
        if not alive[w, 0]:
            continue
        begin, end = starts[w, 0], starts[w + 1, 0]
        for e in range(begin, end):
            rows[at] = rows[e]
            at += 1
        starts[kept, 0] = at - (end - begin)
        kept += 1
        starts[kept, 0] = at
    return rows, starts, kept
