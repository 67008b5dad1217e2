"""What a move costs in one table, cell by cell.

A *plane* [2·cells] holds in its first half the price of changing each cell as the target changes, in its second half
of changing it the other way; DEAR where it cannot be. Planes of tables that move together are added up, and a move's
price is the sum over its corners (`products`, `pairs`).
"""

from statistics.compiled import kernel
from statistics.protect.net import (
    ABSENT,
    BELOW,
    DEAR,
    FLOOR,
    HELD,
    HIGH,
    LOOSE,
    LOW,
    MOST,
    OPEN,
    PARENT,
    PRICE,
    SECOND,
    VALUE,
    WHICH,
    Array,
    Net,
    figure,
    layer,
)


@kernel
def forbid(plane: Array, above: Array, beneath: Array, loose: Array, d: int) -> None:
    """What changes by d must have room between two figures."""
    for y in range(plane.shape[0]):
        if above[y] - beneath[y] + loose[y] < d:
            plane[y] = DEAR


@kernel
def halves(plane: Array, s: int) -> tuple[Array, Array]:
    """→ the half of the cells that rise, the half of those that fall, when the target moves in direction s"""
    cells = plane.shape[0] // 2
    return (plane[:cells], plane[cells:]) if s > 0 else (plane[cells:], plane[:cells])


@kernel
def add(plane: Array, other: Array) -> None:
    for y in range(plane.shape[0]):
        plane[y] += other[y]


@kernel
def copy(plane: Array, other: Array) -> None:
    for y in range(plane.shape[0]):
        plane[y] = other[y]


@kernel
def fill(net: Net, t: int, s: int, d: Array, plane: Array) -> None:
    """The plane of table t alone, links left out: what must be hidden, and how far cells can fall."""
    price = net.marks[PRICE, t]
    rises, falls = halves(plane, s)
    if net.exact:
        fill_sums(net, t, d, rises, falls)
    else:
        value, loose, amount = net.figures[VALUE, t], net.cells[LOOSE], d[0]
        for y in range(price.shape[0]):
            rises[y] = price[y]
            falls[y] = price[y] if value[y] + loose[y] >= amount else DEAR
    if net.tables[HELD, t]:
        for y in range(plane.shape[0]):
            if plane[y] > 0 or not net.exact:
                plane[y] = DEAR


@kernel
def fill_sums(net: Net, t: int, d: Array, rises: Array, falls: Array) -> None:
    """A printed sum may change as far as it is still printed the same."""
    price, loose = net.marks[PRICE, t], net.cells[LOOSE]
    for y in range(price.shape[0]):
        rises[y] = falls[y] = 0
    for m in range(d.shape[0]):
        amount = d[m]
        if amount == 0:
            continue
        if net.tables[ABSENT + m, t]:
            rises[:], falls[:] = DEAR, DEAR
            return
        value, floor = layer(net, VALUE, m, t), layer(net, FLOOR, m, t)
        low, high = layer(net, LOW, m, t), layer(net, HIGH, m, t)
        for y in range(price.shape[0]):
            if value[y] + amount > high[y] or value[y] + amount < low[y]:
                rises[y] = max(rises[y], price[y])
            if value[y] - amount < low[y] or value[y] - amount > high[y]:
                falls[y] = max(falls[y], price[y])
            if value[y] - floor[y] + loose[y] < amount:
                falls[y] = DEAR


@kernel
def may_move(net: Net, t: int, y: int, s: int, d: Array, limit: int) -> bool:
    """Whether the target's own cell allows table t to move, at a price below the limit: most tables fail at once."""
    price = net.marks[PRICE, t, y]
    if not net.exact:
        if price >= limit or net.tables[HELD, t]:
            return False
        return s > 0 or net.figures[VALUE, t, y] + net.cells[LOOSE, y] >= d[0]
    for m in range(d.shape[0]):
        if d[m] == 0:
            continue
        v = figure(net, VALUE, m, t, y) + s * d[m]
        if net.tables[ABSENT + m, t] or (s < 0 and v + net.cells[LOOSE, y] < figure(net, FLOOR, m, t, y)):
            return False
        if (v < figure(net, LOW, m, t, y) or v > figure(net, HIGH, m, t, y)) and (
            price >= limit or (price > 0 and net.tables[HELD, t])
        ):
            return False
    return True


@kernel
def stands_on_children(net: Net, t: int, s: int, d: Array, plane: Array) -> None:
    """Table t moves and its children stand still (users)."""
    rises, falls = halves(plane, s)
    value = net.figures[VALUE, t]
    if not net.tables[OPEN, t]:
        forbid(rises, net.figures[BELOW, t], value, net.cells[LOOSE], d[0])
    forbid(falls, value, net.figures[MOST, t], net.cells[LOOSE], d[0])


@kernel
def stands_under_parent(net: Net, t: int, s: int, d: Array, plane: Array) -> None:
    """Table t moves and its parent and siblings stand still (users)."""
    p = net.tables[PARENT, t]
    rises, falls = halves(plane, s)
    forbid(rises, net.figures[VALUE, p], net.figures[VALUE, t], net.cells[LOOSE], d[0])
    if not net.tables[OPEN, p]:
        forbid(falls, net.figures[BELOW, p], net.figures[VALUE, p], net.cells[LOOSE], d[0])


@kernel
def stays_under_parent(net: Net, t: int, s: int, d: Array, plane: Array) -> None:
    """Table t moves against a sibling, and its parent stands still (users)."""
    rises, _ = halves(plane, s)
    forbid(rises, net.figures[VALUE, net.tables[PARENT, t]], net.figures[VALUE, t], net.cells[LOOSE], d[0])


@kernel
def falls_with(net: Net, p: int, t: int, s: int, d: Array, plane: Array) -> None:
    """Table p moves with its child t, and must not fall below the other children (users)."""
    _, falls = halves(plane, s)
    value, most, second, which = (
        net.figures[VALUE, p],
        net.figures[MOST, p],
        net.figures[SECOND, p],
        net.figures[WHICH, p],
    )
    loose, amount = net.cells[LOOSE], d[0]
    for y in range(value.shape[0]):
        other = second[y] if which[y] == t else most[y]
        if value[y] - other + loose[y] < amount:
            falls[y] = DEAR
