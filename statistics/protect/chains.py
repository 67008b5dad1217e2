"""Which other tables must make the same move, so that every parent still agrees with its children."""

from statistics.protect.jit import jit
from statistics.protect.moves import DEAR, has_room, hiding
from statistics.protect.net import Array, Net

LONGEST = 16
"""Tables in one move; up to the root, down a swapped sibling: 12 in a tree of six levels."""
TABLES = 4 * LONGEST
"""Rows of an array of tables and directions, scratch included."""


@jit
def stands_below(
    value: Array, below: Array, most: Array, first: Array, exact: bool, opened: Array,
    t: int, corner: Array, sign: Array, inner: int, s: int, d: Array,
) -> bool:  # fmt: skip
    """Whether t may move while its children stand still."""
    if first[t] == first[t + 1]:
        return True
    if exact:
        return False
    for q in range(inner):
        y = corner[q]
        if sign[q] * s > 0:
            if not opened[t] and below[t, y, 0] - value[t, y, 0] < d[0]:
                return False
        elif value[t, y, 0] - most[t, y] < d[0]:
            return False
    return True


@jit
def falls_with(
    value: Array, most: Array, second: Array, which: Array, exact: bool,
    p: int, t: int, corner: Array, sign: Array, inner: int, s: int, d: Array,
) -> bool:  # fmt: skip
    """Whether p may fall where its child t falls as much: the other children must not be above it."""
    if exact:
        return True
    for q in range(inner):
        if sign[q] * s < 0:
            y = corner[q]
            other = second[p, y] if which[p, y] == t else most[p, y]
            if value[p, y, 0] - other < d[0]:
                return False
    return True


@jit
def downwards(
    net: Net, t: int, corner: Array, sign: Array, inner: int, n: int, s: int, d: Array, limit: float, out: Array, k: int
) -> tuple[float, int]:
    """Let one child a level move along, until the table reached may move alone. → price, entries in `out`."""
    value, below, most, second, which, price = net.value, net.below, net.most, net.second, net.which, net.price
    first, child, opened, exact = net.first, net.child, net.open, net.exact
    floor, cap, absent = net.floor, net.cap, net.absent
    total = 0.0
    while not stands_below(value, below, most, first, exact, opened, t, corner, sign, inner, s, d):
        best, chosen = DEAR, -1
        for e in range(first[t], first[t + 1]):
            c = child[e]
            cost = hiding(price, c, corner, n, min(best, limit - total))
            if (
                cost >= best
                or not has_room(value, floor, cap, absent, exact, c, corner, sign, inner, s, d)
                or not falls_with(value, most, second, which, exact, t, c, corner, sign, inner, s, d)
            ):
                continue
            best, chosen = cost, c
            if cost == 0 and stands_below(value, below, most, first, exact, opened, c, corner, sign, inner, s, d):
                break
        if chosen < 0 or total + best >= limit or k >= LONGEST - 2:
            return DEAR, k
        total += best
        out[k, 0], out[k, 1] = chosen, s
        k += 1
        t = chosen
    return total, k


@jit
def towards_parent(
    value: Array, below: Array, exact: bool, opened: Array,
    p: int, t: int, corner: Array, sign: Array, inner: int, s: int, d: Array,
) -> tuple[bool, bool]:  # fmt: skip
    """Whether t may move while its parent p stands still: alone; if a sibling moves the other way."""
    if exact:
        return False, True
    alone = True
    for q in range(inner):
        y = corner[q]
        if sign[q] * s > 0:
            if value[p, y, 0] - value[t, y, 0] < d[0]:
                return False, False
        elif not opened[p] and below[p, y, 0] - value[p, y, 0] < d[0]:
            alone = False
    return alone, True


@jit
def under(value: Array, exact: bool, p: int, b: int, corner: Array, sign: Array, inner: int, s: int, d: Array) -> bool:
    """Whether child b, making the opposite of s, stays under a parent that stands still."""
    if exact:
        return True
    for q in range(inner):
        y = corner[q]
        if sign[q] * s < 0 and value[p, y, 0] - value[b, y, 0] < d[0]:
            return False
    return True


@jit
def chain(
    net: Net, t: int, corner: Array, sign: Array, inner: int, n: int, s: int, d: Array, limit: float, out: Array
) -> tuple[float, int]:
    """The cheapest set of tables that makes t's move agree with the whole tree.

    `out` [table, direction], of length 4·LONGEST, starts with t itself, whose own price is not counted; its second
    half is scratch. → price (DEAR from the limit), length.
    """
    parent, first, child, exact, opened = net.parent, net.first, net.child, net.exact, net.open
    value, below, price = net.value, net.below, net.price
    out[0, 0], out[0, 1] = t, s
    total, k = 0.0, 1
    if first[t] < first[t + 1]:
        total, k = downwards(net, t, corner, sign, inner, n, s, d, limit, out, 1)
        if total >= limit:
            return DEAR, 0
    best, length, swapped = limit, 0, 0
    swap, best_swap = out[2 * LONGEST : 3 * LONGEST], out[3 * LONGEST :]
    while True:
        p = parent[t]
        if p < 0:
            if total < best:
                best, length, swapped = total, k, 0
            break
        alone, with_sibling = towards_parent(value, below, exact, opened, p, t, corner, sign, inner, s, d)
        if alone:
            if total < best:
                best, length, swapped = total, k, 0
            break
        if with_sibling and total < best:
            for e in range(first[p], first[p + 1]):
                b = child[e]
                if b == t:
                    continue
                cost = hiding(price, b, corner, n, best - total)
                if (
                    total + cost >= best
                    or not has_room(value, net.floor, net.cap, net.absent, exact, b, corner, sign, inner, -s, d)
                    or not under(value, exact, p, b, corner, sign, inner, s, d)
                ):
                    continue
                swap[0, 0], swap[0, 1] = b, -s
                more, m = 0.0, 1
                if first[b] < first[b + 1]:
                    more, m = downwards(net, b, corner, sign, inner, n, -s, d, best - total - cost, swap, 1)
                if total + cost + more < best and k + m <= LONGEST:
                    best, length, swapped = total + cost + more, k, m
                    best_swap[:m] = swap[:m]
                    if best == total:
                        break
        if net.held[p] or k >= LONGEST - 2:
            break
        total += hiding(price, p, corner, n, best - total)
        if (
            total >= best
            or not falls_with(value, net.most, net.second, net.which, exact, p, t, corner, sign, inner, s, d)
            or not has_room(value, net.floor, net.cap, net.absent, exact, p, corner, sign, inner, s, d)
        ):
            break
        out[k, 0], out[k, 1] = p, s
        k += 1
        t = p
    out[length : length + swapped] = best_swap[:swapped]
    return (best, length + swapped) if length else (DEAR, 0)
