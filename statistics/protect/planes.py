"""What a move costs in one table, cell by cell.

A *plane* [2·cells] holds in its first half the price of changing each cell as the target changes, in its second half
of changing it the other way; DEAR where it cannot be. Planes of tables that move together are added up, and a move's
price is the sum over its corners (`products`, `pairs`). Here a thousand cells are looked at for each table tried, so
every loop has one row to write, and compares numbers of 32 bits.
"""

from statistics.compiled import inlined, kernel
from statistics.protect.net import (
    ABOVE,
    ABOVE_SECOND,
    ABSENT,
    DEAR,
    DOWN,
    HELD,
    LARGEST,
    OVER,
    PARENT,
    PRICE,
    SAME_DOWN,
    SAME_UP,
    TAKEN,
    Array,
    Draft,
    Net,
    copy,
)
from statistics.protect.rooms import narrow, room


@inlined
def halves(plane: Array, s: int) -> tuple[Array, Array]:
    """→ the half of the cells that rise, the half of those that fall, when the target moves in direction s"""
    cells = plane.shape[0] // 2
    return (plane[:cells], plane[cells:]) if s > 0 else (plane[cells:], plane[:cells])


@kernel
def add(plane: Array, price: Array, out: Array) -> None:
    """The plane and the price."""
    for y in range(plane.shape[0]):
        out[y] = plane[y] + price[y]


@kernel
def add_within(plane: Array, price: Array, room: Array, amount: int, out: Array) -> None:
    """The plane and the price where there is room, else what cannot be had."""
    for y in range(plane.shape[0]):
        out[y] = plane[y] + (price[y] if room[y] >= amount else DEAR)


@kernel
def add_beneath(plane: Array, price: Array, above: Array, value: Array, amount: int, out: Array) -> None:
    """The same for what rises beneath another table."""
    for y in range(plane.shape[0]):
        out[y] = plane[y] + (price[y] if above[y] - value[y] >= amount else DEAR)


@kernel
def add_beyond(
    plane: Array, price: Array, same: Array, amount: int, other: Array, other_amount: int, held: bool, out: Array
) -> None:
    """The plane and the price where a sum, or the other that moves with it, is not printed the same any more.

    No price will do where the table must be printed as it is.
    """
    if held:
        for y in range(plane.shape[0]):
            beyond = (same[y] < amount) | (other[y] < other_amount)
            out[y] = plane[y] + (DEAR if beyond & (price[y] > 0) else 0)
    else:
        for y in range(plane.shape[0]):
            beyond = (same[y] < amount) | (other[y] < other_amount)
            out[y] = plane[y] + (price[y] if beyond else 0)


@kernel
def forbid(plane: Array, room: Array, amount: int, out: Array) -> None:
    """The plane without the cells that have too little room."""
    for y in range(plane.shape[0]):
        out[y] = plane[y] if room[y] >= amount else DEAR


@kernel
def strike(plane: Array, room: Array, amount: int) -> None:
    """The same in place: a loop that might read what it writes under another name is not done eight cells at a time."""
    for y in range(plane.shape[0]):
        plane[y] = plane[y] if room[y] >= amount else DEAR


@kernel
def forbid_beneath(plane: Array, above: Array, value: Array, amount: int, out: Array) -> None:
    """The same for what rises beneath another table."""
    for y in range(plane.shape[0]):
        out[y] = plane[y] if above[y] - value[y] >= amount else DEAR


@kernel
def forbid_onto_others(net: Net, p: int, t: int, amount: int, plane: Array) -> None:
    """Table p may not fall below its children other than t (users)."""
    most, second, which = net.rooms[ABOVE, p], net.rooms[ABOVE_SECOND, p], net.rooms[LARGEST, p]
    one = narrow(t)
    for y in range(plane.shape[0]):
        onto_most, onto_second = most[y], second[y]  # both at once, or the cells are looked at one by one
        room = onto_second if which[y] == one else onto_most
        plane[y] = plane[y] if room >= amount else DEAR


@kernel
def move_also(net: Net, t: int, s: int, d: Array, plane: Array, out: Array) -> None:
    """The plane and what table t costs that moves too: what must be hidden, and how far its cells can fall."""
    (rises, falls), (rises_out, falls_out) = halves(plane, s), halves(out, s)
    price = net.marks[PRICE, t]
    if net.exact:
        move_sums(net, t, d, rises, falls, rises_out, falls_out)
    elif net.tables[HELD, t]:
        out[:] = DEAR
    else:
        add(rises, price, rises_out)
        add_within(falls, price, net.rooms[DOWN, t], narrow(d[0]), falls_out)


@kernel
def move_sums(net: Net, t: int, d: Array, rises: Array, falls: Array, rises_out: Array, falls_out: Array) -> None:
    """A printed sum costs nothing as far as it is still printed the same.

    What a draft has already moved further is hidden, and has no price.
    """
    price, held = net.marks[PRICE, t], net.tables[HELD, t] > 0
    for m in range(d.shape[0]):
        if d[m] != 0 and net.tables[ABSENT + m, t]:
            rises_out[:], falls_out[:] = DEAR, DEAR
            return
    last, amount, other = d.shape[0] - 1, narrow(d[0]), narrow(d[d.shape[0] - 1])
    for what, plane, out in ((SAME_UP, rises, rises_out), (SAME_DOWN, falls, falls_out)):
        add_beyond(plane, price, room(net, what, 0, t), amount, room(net, what, last, t), other, held, out)
    for m in range(d.shape[0]):
        strike(falls_out, room(net, DOWN, m, t), narrow(d[m]))


@kernel
def alone(net: Net, draft: Draft, t: int, s: int, d: Array, plane: Array) -> None:
    """The plane of table t alone, links left out."""
    move_also(net, t, s, d, draft.none, plane)


@kernel
def with_child(net: Net, t: int, s: int, d: Array, plane: Array, out: Array) -> None:
    """Table t moves with its parent, which must not fall below its other children."""
    move_also(net, t, s, d, plane, out)
    if not net.exact:
        _, falls = halves(out, s)
        forbid_onto_others(net, net.tables[PARENT, t], t, narrow(d[0]), falls)


@kernel
def with_parent(net: Net, t: int, s: int, d: Array, plane: Array, out: Array) -> None:
    """The parent of table t moves with it, and must not fall below its other children."""
    p = net.tables[PARENT, t]
    move_also(net, p, s, d, plane, out)
    if not net.exact:
        _, falls = halves(out, s)
        forbid_onto_others(net, p, t, narrow(d[0]), falls)


@kernel
def with_sibling(net: Net, t: int, s: int, d: Array, plane: Array, out: Array) -> None:
    """Table t moves in direction s against a sibling, and its parent stands still."""
    if net.exact or net.tables[HELD, t]:
        move_also(net, t, s, d, plane, out)
        return
    (rises, falls), (rises_out, falls_out) = halves(plane, s), halves(out, s)
    price, amount = net.marks[PRICE, t], narrow(d[0])
    add_beneath(rises, price, net.rooms[DOWN, net.tables[PARENT, t]], net.rooms[TAKEN, t], amount, rises_out)
    add_within(falls, price, net.rooms[DOWN, t], amount, falls_out)


@kernel
def may_move(net: Net, t: int, y: int, s: int, d: Array, limit: int) -> bool:
    """Whether the target's own cell allows table t to move, at a price below the limit: most tables fail at once."""
    price = net.marks[PRICE, t, y]
    if not net.exact:
        if price >= limit or net.tables[HELD, t]:
            return False
        return s > 0 or net.rooms[DOWN, t, y] >= d[0]
    for m in range(d.shape[0]):
        if d[m] == 0:
            continue
        if net.tables[ABSENT + m, t] or (s < 0 and room(net, DOWN, m, t)[y] < d[m]):
            return False
        same = room(net, SAME_UP if s > 0 else SAME_DOWN, m, t)[y]
        if same < d[m] and (price >= limit or (price > 0 and net.tables[HELD, t])):
            return False
    return True


@kernel
def stands_on_children(net: Net, t: int, s: int, d: Array, plane: Array, out: Array) -> None:
    """Table t moves and its children stand still (users)."""
    (rises, falls), (rises_out, falls_out), amount = halves(plane, s), halves(out, s), narrow(d[0])
    forbid(rises, net.rooms[OVER, t], amount, rises_out)
    forbid(falls, net.rooms[ABOVE, t], amount, falls_out)


@kernel
def stands_under_parent(net: Net, t: int, s: int, d: Array, plane: Array, out: Array) -> None:
    """Table t moves and its parent and siblings stand still (users)."""
    stays_under_parent(net, t, s, d, plane, out)
    _, falls = halves(out, s)
    strike(falls, net.rooms[OVER, net.tables[PARENT, t]], narrow(d[0]))


@kernel
def stays_under_parent(net: Net, t: int, s: int, d: Array, plane: Array, out: Array) -> None:
    """Table t moves against a sibling, and its parent stands still."""
    copy(out, plane)
    if not net.exact:
        (rises, _), (rises_out, _) = halves(plane, s), halves(out, s)
        forbid_beneath(rises, net.rooms[DOWN, net.tables[PARENT, t]], net.rooms[TAKEN, t], narrow(d[0]), rises_out)
