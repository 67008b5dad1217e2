"""Users: one inner cell of a table against another, all other tables standing still.

That costs nothing where all margins are hidden that hold one of the two alone, and where the links leave room: whoever
is taken from a cell must have used other children of the group too. It is looked for before any search.
"""

import numpy as np

from statistics.compiled import kernel, making
from statistics.protect.moves import apply, rewind
from statistics.protect.net import (
    ABOVE,
    DOWN,
    FIRST,
    HELD,
    LAST,
    OVER,
    PARENT,
    PRICE,
    TAKEN,
    Array,
    Draft,
    Net,
)
from statistics.protect.pairs import PAIR, SAME_AGE, SAME_REGION, SAME_SEX


@kernel
def no_price(price: Array, one: Array, other: Array) -> bool:
    """Whether each margin is hidden that holds exactly one of two inner cells, rows of `net.around`."""
    for q in range(6, 0, -1):  # noqa: SIM110 (compiled to one loop)
        if one[q] != other[q] and (price[one[q]] > 0 or price[other[q]] > 0):
            return False
    return True


@kernel
def own_price(price: Array, one: Array, kind: int) -> bool:
    """Whether a margin is printed that holds an inner cell, but not another one that shares with it so much."""
    age, sex, region = kind & SAME_AGE, kind & SAME_SEX, kind & SAME_REGION
    if (not age and price[one[4]] > 0) or (not sex and price[one[5]] > 0) or (not region and price[one[6]] > 0):
        return True
    printed: bool = (
        (not (sex and age) and price[one[1]] > 0)
        or (not (region and age) and price[one[2]] > 0)
        or (not (region and sex) and price[one[3]] > 0)
    )
    return printed


@kernel
def partner(net: Net, t: int, y: int, s: int, d: int) -> int:
    """The first inner cell of t against which inner cell y can move by s·d at no price; −1 if none."""
    p, price = net.tables[PARENT, t], net.marks[PRICE, t]
    if p < 0 or net.tables[HELD, t] > 0 or price[y] > 0:
        return -1
    down, taken, over, above = net.rooms[DOWN, t], net.rooms[TAKEN, t], net.rooms[OVER, t], net.rooms[ABOVE, t]
    beneath, shared = net.rooms[DOWN, p], net.rooms[OVER, p]
    rises = beneath[y] - taken[y] >= d and over[y] >= d
    falls = down[y] >= d and shared[y] >= d and above[y] >= d
    if not (rises if s > 0 else falls):
        return -1
    own, region, sex, line = net.around[y], y // (net.sexes * net.line), y // net.line % net.sexes, net.line
    for r in range(net.regions - 1):
        for x in range(net.sexes - 1):
            kind = (SAME_REGION if r == region else 0) + (SAME_SEX if x == sex else 0)
            if own_price(price, own, kind | SAME_AGE):  # so it is of any other age
                continue
            begin = (r * net.sexes + x) * line
            for z in range(begin, begin + net.ages - 1):
                if price[z] > 0 or z == y:
                    continue
                if s > 0:
                    if down[z] < d or shared[z] < d or above[z] < d:
                        continue
                elif beneath[z] - taken[z] < d or over[z] < d:
                    continue
                if no_price(price, own, net.around[z]):
                    return z
    return -1


@kernel
def exchange_once(net: Net, draft: Draft, t: int, y: int, s: int, d: Array, code: Array, tables: Array) -> bool:
    """Move cell y of t by s·d against one other cell, if one will do at no price."""
    z = partner(net, t, y, s, d[0])
    if z < 0:
        return False
    code[0], code[1], code[2] = PAIR, y, z
    tables[0, 0], tables[0, 1] = t, s
    apply(net, draft, code, tables, 1, d)
    return True


@kernel
def exchange_in(
    net: Net, draft: Draft, t: int, beneath: bool, besides: int, y: int, s: int, d: Array, code: Array, tables: Array
) -> bool:
    """The same in table t; or, `beneath` it, in the first of its children that can, but not in `besides`."""
    if not beneath:
        return exchange_once(net, draft, t, y, s, d, code, tables)
    for e in range(net.tables[FIRST, t], net.tables[LAST, t]):
        c = net.child[e]
        if c != besides and exchange_once(net, draft, c, y, s, d, code, tables):
            return True
    return False


@making
def exchange(
    net: Net, draft: Draft, t: int, beneath: bool, besides: int, y: int, s: int, d: Array, code: Array, tables: Array
) -> bool:
    """The same whole, or else one by one, against several cells or in several children; all of it or nothing."""
    if exchange_in(net, draft, t, beneath, besides, y, s, d, code, tables):
        return True
    if d[0] == 1:
        return False
    logged, hidden = draft.filled[0], draft.filled[1]
    one = np.ones(1, np.int64)
    for _ in range(d[0]):
        if not exchange_in(net, draft, t, beneath, besides, y, s, one, code, tables):
            rewind(net, draft, logged, hidden)
            return False
    return True
