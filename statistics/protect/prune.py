"""Give back cells of five or more: take away the few worlds that use one, and cover their cells more cheaply."""

import numpy as np

from statistics.compiled import compiled, kernel, making
from statistics.lending import lent
from statistics.protect.moves import rewind
from statistics.protect.net import BASE, FAILED, HITS, USES, Array, Draft, Net, copy
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


@making
def index_world(
    net: Net, draft: Draft, rows: Array, starts: Array, world: int, touched: Array, head: Array, uses: Array, n: int
) -> tuple[Array, int]:
    """Note for each cell with a price that the world uses it. → entries (world, next), number."""
    k = replay(net, draft, rows, starts[world, 0], starts[world + 1, 0], touched)
    uses = grown(uses, n + k)
    for q in range(k):
        t, y = touched[q, 0], touched[q, 1]
        if must_be_hidden(net, t, y):
            uses[n, 0], uses[n, 1] = world, head[t, y]
            head[t, y] = n
            n += 1
    unplay(net, rows, starts[world, 0], starts[world + 1, 0])
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
def give_up(
    net: Net, draft: Draft, rows: Array, starts: Array, worlds: Array, touched: Array, fresh: Array, lost: Array
) -> tuple[int, int]:
    """Count stored worlds out. → what the cells cost that can be shown then; number of `lost` cells, now without any"""
    price, n = 0, 0
    for w in worlds:
        k = replay(net, draft, rows, starts[w, 0], starts[w + 1, 0], touched)
        shown, more = enter(net, touched, k, -1, fresh)
        unplay(net, rows, starts[w, 0], starts[w + 1, 0])
        price += shown
        for q in range(more):
            copy(lost[n + q], fresh[q])
        n += more
    return price, n


@kernel
def take_back(net: Net, draft: Draft, rows: Array, starts: Array, worlds: Array, touched: Array, fresh: Array) -> None:
    """Count stored worlds in again."""
    for w in worlds:
        k = replay(net, draft, rows, starts[w, 0], starts[w + 1, 0], touched)
        enter(net, touched, k, 1, fresh)
        unplay(net, rows, starts[w, 0], starts[w + 1, 0])


@kernel
def hopeless(net: Net, lost: Array, price: int) -> bool:
    """Whether one of the cells has failed at this price before: most attempts end here. Puts the hardest first."""
    for q in range(lost.shape[0]):
        failed = net.marks[FAILED, lost[q, 0], lost[q, 1]]
        if failed >= price:
            return True
        if failed > net.marks[FAILED, lost[0, 0], lost[0, 1]]:
            for x in range(2):
                lost[0, x], lost[q, x] = lost[q, x], lost[0, x]
    return False


@making
def cover_again(
    net: Net, draft: Draft, spare: Draft, lost: Array, price: int, rows: Array, starts: Array, worlds: int,
    touched: Array, fresh: Array,
) -> tuple[Array, Array, int, bool]:  # fmt: skip
    """New worlds for the lost cells, below a price in all. → rows, starts, number of worlds, whether all have one"""
    if hopeless(net, lost, price):
        return rows, starts, worlds, False
    for q in range(lost.shape[0]):
        t, y = lost[q, 0], lost[q, 1]
        if net.marks[HITS, t, y] > 0:
            continue
        if find(net, draft, spare, t, y, price) >= price:
            net.marks[FAILED, t, y] = price
            rewind(net, draft, 0, 0)
            return rows, starts, worlds, False
        k = touched_by_draft(net, draft, touched)
        price -= enter_new(net, draft, touched, k, fresh)
        rows, starts = grown(rows, starts[worlds, 0] + k), grown(starts, worlds + 2)
        starts[worlds + 1, 0] = write(net, touched, k, rows, starts[worlds, 0])
        worlds += 1
        rewind(net, draft, 0, 0)
    return rows, starts, worlds, True


@compiled
def prune(
    net: Net, draft: Draft, spare: Draft, rows: Array, starts: Array, worlds: int, most: int
) -> tuple[Array, Array, int]:
    """One round, table by table, so that what a table's worlds look at is near. → rows, starts, number of worlds

    Every cell covered before is covered after, at no higher price.
    """
    net, draft, spare = lent(net), lent(draft), lent(spare)
    touched, fresh = np.empty((TOUCHED, 2), np.int64), np.empty((TOUCHED, 2), np.int64)
    lost, old = np.empty((TOUCHED, 2), np.int64), np.empty(most + 1, np.int64)
    head = np.full((net.marks.shape[1], net.marks.shape[2]), -1, np.int64)
    uses, n_uses = np.empty((1 << 14, 2), np.int64), 0
    alive = np.ones((worlds + 64, 1), np.bool_)
    net.marks[FAILED] = 0
    for w in range(worlds):
        uses, n_uses = index_world(net, draft, rows, starts, w, touched, head, uses, n_uses)
    for t in range(net.marks.shape[1]):
        for y in range(net.marks.shape[2]):
            if net.marks[BASE, t, y] == 0 or net.marks[USES, t, y] == 0 or net.marks[USES, t, y] > most:
                continue
            given = old[: users_of(uses, head[t, y], alive, most, old)]
            gain, n = give_up(net, draft, rows, starts, given, touched, fresh, lost)
            begun = worlds
            rows, starts, worlds, better = cover_again(
                net, draft, spare, lost[:n], gain, rows, starts, worlds, touched, fresh
            )
            if not better:
                give_up(net, draft, rows, starts, np.arange(begun, worlds), touched, fresh, lost)
                take_back(net, draft, rows, starts, given, touched, fresh)
                worlds = begun
                continue
            for w in given:
                alive[w, 0] = False
            alive = grown(alive, worlds)
            for w in range(begun, worlds):
                alive[w, 0] = True
                uses, n_uses = index_world(net, draft, rows, starts, w, touched, head, uses, n_uses)
    return compact(rows, starts, worlds, alive)


@making
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
