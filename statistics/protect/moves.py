"""Making moves: which cells change, and the world with them."""

import numpy as np

from statistics.compiled import kernel, making
from statistics.protect.net import (
    BELOW,
    FIRST,
    HIGH,
    LAST,
    LOW,
    MOST,
    PARENT,
    PRICE,
    SECOND,
    VALUE,
    WHICH,
    Array,
    Draft,
    Net,
    figure,
    layer,
)
from statistics.protect.pairs import PAIR
from statistics.protect.rooms import measure_again

CORNERS = 16


@kernel
def product(net: Net, code: Array, corner: Array, sign: Array) -> int:
    """Fill in the corners of the product (i, j, k | a, b, c), inner ones first; → number of inner ones."""
    width, line, ages = net.sexes * net.line, net.line, net.ages
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
        if r < net.regions - 1 and s < net.sexes - 1 and a < ages - 1:
            at = front
            front += 1
        else:
            back -= 1
            at = back
        corner[at] = r * width + s * line + a
        sign[at] = plus
    return front


@kernel
def pair(net: Net, up: int, down: int, corner: Array, sign: Array) -> int:
    """Fill in what changes when something moves from inner cell `down` to inner cell `up`; → number of cells."""
    n = 0
    for q in range(7):
        if net.around[up, q] != net.around[down, q]:
            corner[n], corner[n + 1] = net.around[up, q], net.around[down, q]
            sign[n], sign[n + 1] = 1, -1
            n += 2
    return n


@kernel
def corners(net: Net, code: Array, corner: Array, sign: Array) -> tuple[int, int]:
    """→ (number of inner corners, number of corners)"""
    if code[0] == PAIR:
        return 2, pair(net, code[1], code[2], corner, sign)
    return product(net, code, corner, sign), 8


@kernel
def spread(net: Net, t: int, y: int, by: Array, factor: int) -> None:
    """Add factor·by to inner cell y of table t and to its seven margins."""
    for m in range(net.layers):
        change = factor * by[m]
        if change != 0:
            row = layer(net, VALUE, m, t)
            for z in net.around[y]:
                row[z] += change


@kernel
def change(net: Net, t: int, y: int, by: Array, factor: int) -> None:
    """Add factor·by to inner cell y of table t, and keep up all that depends on it."""
    spread(net, t, y, by, factor)
    relink(net, t, y, by, factor)
    measure_again(net, t, y)


@kernel
def relink(net: Net, t: int, y: int, by: Array, factor: int) -> None:
    """Table t's inner cell y has changed: what its parent knows of its children."""
    p = net.tables[PARENT, t]
    if p < 0:
        return
    for m in range(net.layers):
        net.figures[BELOW * net.layers + m, p, y] += factor * by[m]
    if net.exact:
        return
    now = net.figures[VALUE, t, y]
    most, second = net.figures[MOST, p, y], net.figures[SECOND, p, y]
    before = now - factor * by[0]
    if net.figures[WHICH, p, y] == t:
        if now >= second:
            net.figures[MOST, p, y] = now
            return
    elif now > most:
        net.figures[SECOND, p, y], net.figures[MOST, p, y], net.figures[WHICH, p, y] = most, now, t
        return
    elif now >= before or before < second:
        net.figures[SECOND, p, y] = max(second, now)
        return
    rank(net, p, y)


@kernel
def rank(net: Net, p: int, y: int) -> None:
    """Find the two largest children."""
    most, second, which = -1, 0, -1
    for e in range(net.tables[FIRST, p], net.tables[LAST, p]):
        v = net.figures[VALUE, net.child[e], y]
        if v > most:
            second, most, which = max(most, 0), v, net.child[e]
        elif v > second:
            second = v
    net.figures[MOST, p, y], net.figures[SECOND, p, y], net.figures[WHICH, p, y] = most, second, which


@making
def apply(net: Net, draft: Draft, code: Array, tables: Array, n_tables: int, d: Array) -> None:
    """Make the move in each of `tables` [table, direction]: change the world, hide the corners, log both."""
    corner, sign = np.empty(CORNERS, np.int64), np.empty(CORNERS, np.int64)
    inner, n = corners(net, code, corner, sign)
    for w in range(n_tables):
        t = tables[w, 0]
        for q in range(inner):
            factor = sign[q] * tables[w, 1]
            change(net, t, corner[q], d, factor)
            at = draft.filled[0]
            draft.log[at, 0], draft.log[at, 1] = t, corner[q]
            for m in range(d.shape[0]):
                draft.log[at, 2 + m] = factor * d[m]
            draft.filled[0] += 1
        for q in range(n):
            if net.marks[PRICE, t, corner[q]] > 0 and not stays_printed(net, t, corner[q]):
                at = draft.filled[1]
                draft.hid[at, 0], draft.hid[at, 1] = t, corner[q]
                draft.hid[at, 2] = net.marks[PRICE, t, corner[q]]
                net.marks[PRICE, t, corner[q]] = 0
                draft.filled[1] += 1


@kernel
def stays_printed(net: Net, t: int, y: int) -> bool:
    """Whether the cell may be printed although the world changes it: a rounded sum can."""
    if not net.exact:
        return False
    for m in range(net.layers):
        if figure(net, VALUE, m, t, y) < figure(net, LOW, m, t, y) or figure(net, VALUE, m, t, y) > figure(
            net, HIGH, m, t, y
        ):
            return False
    return True


@kernel
def rewind(net: Net, draft: Draft, logged: int, hidden: int) -> None:
    """Take back everything after these counts."""
    for e in range(draft.filled[0] - 1, logged - 1, -1):
        t, y = draft.log[e, 0], draft.log[e, 1]
        change(net, t, y, draft.log[e, 2:], -1)
    for e in range(draft.filled[1] - 1, hidden - 1, -1):
        net.marks[PRICE, draft.hid[e, 0], draft.hid[e, 1]] = draft.hid[e, 2]
    draft.filled[0], draft.filled[1] = logged, hidden
