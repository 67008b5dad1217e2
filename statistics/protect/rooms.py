"""How far each cell can go: kept beside the figures, since a search asks it of a thousand cells for each move it tries.

A room is a number of 32 bits, cut off where no small cell's change reaches. It is kept up with every change of a world.
"""

import numpy as np

from statistics.compiled import compiled, inlined, kernel
from statistics.lending import lent
from statistics.protect.net import (
    ABOVE,
    ABOVE_SECOND,
    BELOW,
    DOWN,
    FIRST,
    FLOOR,
    HIGH,
    LARGEST,
    LAST,
    LOW,
    MOST,
    OVER,
    PARENT,
    SAME_DOWN,
    SAME_UP,
    SECOND,
    TAKEN,
    VALUE,
    WHICH,
    WIDE,
    Array,
    Net,
    figure,
    is_inner,
    unbounded,
)


@compiled
def measure(net: Net) -> None:
    """Find every room of a new net."""
    net = lent(net)
    net.rooms[:] = WIDE
    if not net.exact:
        net.rooms[TAKEN] = 0
    for t in range(net.tables.shape[1]):
        for y in range(net.marks.shape[2]):
            if net.exact:
                rooms_to_be_the_same(net, t, y)
            if is_inner(net, y):
                rooms_of_inner(net, t, y)


@kernel
def narrow(number: int) -> int:
    """In 32 bits: a wider number beside them would halve the speed."""
    narrowed: int = np.int32(number)  # type: ignore[assignment]
    return narrowed


@kernel
def cut(room: int) -> int:
    return narrow(min(max(room, -WIDE), WIDE))


@inlined
def room(net: Net, what: int, m: int, t: int) -> Array:
    """A table's rooms of layer m."""
    row: Array = net.rooms[what * net.layers + m, t]
    return row


@kernel
def measure_again(net: Net, t: int, y: int) -> None:
    """Inner cell y of table t has changed, and with it its margins."""
    rooms_of_inner(net, t, y)
    if net.exact:
        for z in net.around[y]:
            rooms_to_be_the_same(net, t, z)
    elif net.tables[PARENT, t] >= 0:
        rooms_of_family(net, net.tables[PARENT, t], y)


@kernel
def rooms_of_inner(net: Net, t: int, y: int) -> None:
    if net.exact:
        for m in range(net.layers):
            room(net, DOWN, m, t)[y] = cut(figure(net, VALUE, m, t, y) - figure(net, FLOOR, m, t, y))
        return
    net.rooms[DOWN, t, y] = net.rooms[TAKEN, t, y] = cut(net.figures[VALUE, t, y])
    if net.tables[FIRST, t] < net.tables[LAST, t]:
        rooms_of_family(net, t, y)


@kernel
def rooms_to_be_the_same(net: Net, t: int, y: int) -> None:
    for m in range(net.layers):
        value = figure(net, VALUE, m, t, y)
        room(net, SAME_UP, m, t)[y] = cut(figure(net, HIGH, m, t, y) - value)
        room(net, SAME_DOWN, m, t)[y] = cut(value - figure(net, LOW, m, t, y))


@kernel
def rooms_of_family(net: Net, p: int, y: int) -> None:
    """Between a parent and its children (users)."""
    value = net.figures[VALUE, p, y]
    if not unbounded(net, p):
        net.rooms[OVER, p, y] = cut(net.figures[BELOW, p, y] - value)
    net.rooms[ABOVE, p, y] = cut(value - net.figures[MOST, p, y])
    net.rooms[ABOVE_SECOND, p, y] = cut(value - net.figures[SECOND, p, y])
    net.rooms[LARGEST, p, y] = narrow(net.figures[WHICH, p, y])
