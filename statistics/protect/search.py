"""The cheapest move that changes one cell of one table by a wanted amount, and takes along what the links demand.

Tables that move together make the same product or pair, each in one direction. A *train* of them is built from the
target's table: down through one child a level, while children that stand still would be in the way, then up towards the
root, until the parent can stand still, or a sibling moves the other way.
"""

from statistics.compiled import kernel
from statistics.protect.net import FIRST, LAST, LONGEST, PARENT, WIDE, Array, Draft, Net, copy, greatest
from statistics.protect.pairs import best_pair
from statistics.protect.planes import (
    alone,
    may_move,
    stands_on_children,
    stands_under_parent,
    stays_under_parent,
    with_child,
    with_parent,
    with_sibling,
)
from statistics.protect.products import best_product

TOO_CHEAP_FOR_PAIRS = 500
LEAST_FOR_PAIRS = 1000
"""Pairs are many: not tried below this price, nor where only mending is sought."""
OWN, CLIMB, TRIAL, ONE, SWAP, DESCENT, CHILD = range(7)
"""Rows of the draft's planes."""


@kernel
def lowest(net: Net, plane: Array, y: int, pairs: bool, limit: int, code: Array, lines: Array) -> int:
    """Price of the best product, or pair, on a plane; the limit if none is below it."""
    shape = (net.regions, net.sexes, net.ages)
    width = net.sexes * net.line
    cell = (y // width, y // net.line % net.sexes, y % net.line)
    if pairs:
        return best_pair(plane, shape, net.around, lines, cell, limit, code)
    return best_product(plane, shape, lines, cell, limit, code)


@kernel
def has_children(net: Net, t: int) -> bool:
    some: bool = net.tables[FIRST, t] < net.tables[LAST, t]
    return some


@kernel
def moves_with_child(net: Net, t: int, y: int, s: int, d: Array, limit: int) -> bool:
    """Whether table t may move, and one of its children with it."""
    if not may_move(net, t, y, s, d, limit):
        return False
    for e in range(net.tables[FIRST, t], net.tables[LAST, t]):
        if may_move(net, net.child[e], y, s, d, limit):
            return True
    return not has_children(net, t)


@kernel
def leads_down(net: Net, t: int, y: int, s: int, d: Array, limit: int) -> bool:
    """Whether table t may move, and where sums must be carried down, some line beneath it too.

    Going down never turns back: a child that nothing beneath can follow would be the end of the train.
    """
    if not net.exact or not has_children(net, t):
        return may_move(net, t, y, s, d, limit)
    if not may_move(net, t, y, s, d, limit):
        return False
    for e in range(net.tables[FIRST, t], net.tables[LAST, t]):
        if moves_with_child(net, net.child[e], y, s, d, limit):
            return True
    return False


@kernel
def descend(
    net: Net, draft: Draft, t: int, y: int, s: int, d: Array, pairs: bool, limit: int, price: int, plane: Array,
    tables: Array, k: int, code: Array, lines: Array,
) -> int:  # fmt: skip
    """Let one child a level move along with t, the cheapest, until the last may move alone. → tables, 0 if none can.

    `plane` holds all that moves so far, at its lowest `price`, and gets the rest.
    """
    part, best_part, trial = draft.planes[ONE], draft.planes[CHILD], draft.planes[DESCENT]
    while has_children(net, t):
        best, chosen = limit, -1
        if not net.exact:
            stands_on_children(net, t, s, d, plane, trial)
            best = lowest(net, trial, y, pairs, limit, code, lines)
            chosen = t if best < limit else -1
        floor = min(price, best)
        if chosen >= 0 and floor >= best:
            copy(plane, trial)
            return k
        for e in range(net.tables[FIRST, t], net.tables[LAST, t]):
            c = net.child[e]
            if not leads_down(net, c, y, s, d, best - floor):
                continue
            with_child(net, c, s, d, plane, part)
            price = lowest(net, part, y, pairs, best, code, lines)
            if price < best:
                best, chosen = price, c
                copy(best_part, part)
                if price == floor:
                    break
        if chosen < 0 or k >= LONGEST - 2:
            return 0
        if chosen == t:
            copy(plane, trial)
            return k
        copy(plane, best_part)
        tables[k, 0], tables[k, 1] = chosen, s
        k += 1
        t, price = chosen, best
    return k


@kernel
def swap(
    net: Net, draft: Draft, p: int, top: int, y: int, s: int, d: Array, pairs: bool, best: int, code: Array,
    tables: Array, k: int, found: Array, lines: Array, base: Array,
) -> tuple[int, int]:  # fmt: skip
    """Let a sibling of `top` move the other way. → best price, tables in `found` (0 if none is better).

    `base` holds all that moves but the sibling.
    """
    planes = draft.planes
    plane, length = planes[SWAP], 0
    trial, swapped = draft.codes[1], draft.trains[1]
    for e in range(net.tables[FIRST, p], net.tables[LAST, p]):
        b = net.child[e]
        if b == top or not leads_down(net, b, y, -s, d, best):
            continue
        with_sibling(net, b, -s, d, base, plane)
        price = lowest(net, plane, y, pairs, best, trial, lines)
        if price >= best:
            continue
        copy_tables(tables, k, swapped)
        swapped[k, 0], swapped[k, 1] = b, -s
        n = k + 1
        if has_children(net, b):
            n = descend(net, draft, b, y, -s, d, pairs, best, price, plane, swapped, n, trial, lines)
            if n == 0:
                continue
            price = lowest(net, plane, y, pairs, best, trial, lines)
        if price < best:
            best, length = price, n
            copy(code, trial)
            copy_tables(swapped, n, found)
            if best == 0:
                break
    return best, length


@kernel
def copy_tables(one: Array, k: int, other: Array) -> None:
    for q in range(k):
        other[q, 0], other[q, 1] = one[q, 0], one[q, 1]


@kernel
def climb(
    net: Net, draft: Draft, t: int, y: int, s: int, d: Array, pairs: bool, best: int, code: Array, tables: Array,
    k: int, found: Array, lines: Array,
) -> tuple[int, int]:  # fmt: skip
    """Take along parents, until one can stand still or a sibling moves the other way. → best price, its tables.

    What moves so far, on the plane CLIMB, must cost less than `best`.
    """
    planes = draft.planes
    plane, trial = planes[CLIMB], planes[TRIAL]
    attempt, length = draft.codes[0], 0
    while True:
        p = net.tables[PARENT, t]
        if p < 0 or not net.exact:
            if p < 0:
                copy(trial, plane)
            else:
                stands_under_parent(net, t, s, d, plane, trial)
            price = lowest(net, trial, y, pairs, best, attempt, lines)
            if price < best:
                best, length = price, k
                copy(code, attempt)
                copy_tables(tables, k, found)
        if p < 0 or best == 0:
            break
        base = plane
        if not (pairs or net.exact):
            stays_under_parent(net, t, s, d, plane, trial)
            base = trial
        if not pairs and (net.exact or lowest(net, base, y, pairs, best, attempt, lines) < best):
            price, n = swap(net, draft, p, t, y, s, d, pairs, best, code, tables, k, found, lines, base)
            if n:
                best, length = price, n
                if best == 0:
                    break
        if k >= LONGEST - 2 or not may_move(net, p, y, s, d, best):
            break
        with_parent(net, t, s, d, plane, trial)
        copy(plane, trial)
        if lowest(net, plane, y, pairs, best, attempt, lines) >= best:
            break
        tables[k, 0], tables[k, 1] = p, s
        k += 1
        t = p
    return best, length


@kernel
def trains(
    net: Net, draft: Draft, t: int, y: int, s: int, d: Array, pairs: bool, limit: int, code: Array, found: Array
) -> tuple[int, int]:
    """The cheapest train of products, or pairs. → price, number of tables; 0 if none is below the limit."""
    planes, tables = draft.planes, draft.trains[0]
    own, plane = planes[OWN], planes[CLIMB]
    lines, trial = draft.lines, draft.codes[2]
    if not may_move(net, t, y, s, d, limit):
        return limit, 0
    alone(net, draft, t, s, d, own)
    if lowest(net, own, y, pairs, limit, trial, lines) >= limit:
        return limit, 0
    tables[0, 0], tables[0, 1] = t, s
    best, length = limit, 0
    if not (net.exact and has_children(net, t)):
        if has_children(net, t):
            stands_on_children(net, t, s, d, own, plane)
        else:
            copy(plane, own)
        if not has_children(net, t) or lowest(net, plane, y, pairs, best, trial, lines) < best:
            best, length = climb(net, draft, t, y, s, d, pairs, best, code, tables, 1, found, lines)
    for e in range(net.tables[FIRST, t], net.tables[LAST, t]):
        if length > 0 and best == 0:
            break
        c = net.child[e]
        if not leads_down(net, c, y, s, d, best):
            continue
        with_child(net, c, s, d, own, plane)
        price = lowest(net, plane, y, pairs, best, trial, lines)
        if price >= best:
            continue
        tables[1, 0], tables[1, 1] = c, s
        k = 2
        if has_children(net, c):
            k = descend(net, draft, c, y, s, d, pairs, best, price, plane, tables, k, trial, lines)
            if k == 0 or lowest(net, plane, y, pairs, best, trial, lines) >= best:
                continue
        price, n = climb(net, draft, t, y, s, d, pairs, best, code, tables, k, found, lines)
        if n:
            best, length = price, n
    return best, length


@kernel
def search(
    net: Net, draft: Draft, t: int, y: int, s: int, d: Array, limit: int, code: Array, found: Array
) -> tuple[int, int]:
    """The cheapest move, with its train, that changes cell y of t by s·d. → price, number of tables; 0 if none."""
    if greatest(d) > WIDE:
        return limit, 0
    best, length = trains(net, draft, t, y, s, d, False, limit, code, found)
    if best < TOO_CHEAP_FOR_PAIRS or limit <= LEAST_FOR_PAIRS:
        return best, length
    price, n = trains(net, draft, t, y, s, d, True, best, code, found)
    return (price, n) if n else (best, length)
