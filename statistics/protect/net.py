"""The linked tables of one group of the tree, as the compiled parts see them.

A table has `cells` = R·S·L cells: R regions and S sexes with their totals last, and lines of L, the A ages with their
total last, filled up to whole vectors of the processor. Values have one or more *layers*: one for users, one a measure
for sums. `move` below always means: add a signed number to some inner cells, and so to their margins.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from statistics.compiled import inlined, kernel

VECTOR = 8
"""Lines are a multiple of this."""
PENNIES = 1000
"""Prices are whole numbers, this many to the price of an inner cell: their sums do not depend on an order."""
FREE = 1
"""A limit below every price: only what costs nothing is sought."""
DEAR = 1 << 23
"""What cannot be had at any price. A hundred of them still fit in 32 bits."""

Array = npt.NDArray[Any]


VALUE, TRUTH, BELOW = 0, 1, 2
"""Figures, one block of layers each: the world being built; the truth; the sum of the children's values, kept for inner
cells only."""
MOST, SECOND, WHICH = 3, 4, 5
"""Users: the largest child's value, the second, and which child it is."""
FLOOR, LOW, HIGH = 3, 4, 5
"""Sums: the lowest value an inner cell may fall to; between the others a sum is printed as the truth is."""
FIGURES = 6

DOWN, TAKEN, OVER, ABOVE, ABOVE_SECOND, LARGEST = range(6)
"""Rooms of users: how far an inner cell can fall; the same, but 0 for margins, to be taken from the parent's; how far
it can rise over its children's sum, fall onto its largest child, and onto the second; which child is the largest."""
SAME_UP, SAME_DOWN = 1, 2
"""Rooms of sums, beside DOWN: how far a cell can rise, or fall, and be printed the same."""
ROOMS_OF_USERS, ROOMS_OF_SUMS = 6, 3
WIDE = 1 << 30
"""Rooms are cut off here; margins, which inner cells answer for, have as much. No cell is moved further."""

PRICE, BASE, USES, HITS, SEEN, SMALL, FAILED = range(7)
MARKS = 7
"""Marks: price of hiding now, 0 for what is hidden; price at first, 0 for what is harmless; how many stored worlds
change the cell, counted where it has a price; how many cover it; the last world that looked at it; must be covered; the
price below which pruning last found no world for it."""

PARENT, FIRST, LAST, HELD, OPEN, SINK, ABSENT = range(7)
"""Facts of tables: parent or −1; children are `child[FIRST:LAST]`; held: users of it may not change, and no more of its
sums be hidden (the root, while groups are worked on apart: its other children are not known); no upper bound by its
children; sink: the child that takes up what the others lack, or −1; from ABSENT on, a row a layer: nothing of the
measure, and known to be nothing."""


class Net(NamedTuple):
    """Few and large arrays.

    `figures` [figure·layer, table, cell], `rooms` [room·layer, table, cell], `marks` [mark, table, cell], `tables`
    [fact, table], `cap` [cell] the population, `around` [cell, 8] an inner cell and its margins. VALUE, BELOW, MOST,
    SECOND, WHICH, rooms and PRICE change while a world is sought, and are as before when it is stored.
    """

    regions: int
    sexes: int
    ages: int
    line: int
    layers: int
    exact: bool
    """Parents are sums of their children; else between the largest child and the sum."""
    largest: int
    """Users: the largest small count."""
    tied: bool
    """Sums: all measures move by equal amounts."""
    figures: Array
    rooms: Array
    marks: Array
    tables: Array
    child: Array
    cap: Array
    around: Array


@kernel
def figure(net: Net, what: int, m: int, t: int, y: int) -> int:
    """One figure of layer m."""
    value: int = net.figures[what * net.layers + m, t, y]
    return value


@inlined
def layer(net: Net, what: int, m: int, t: int) -> Array:
    """A table's figures of layer m."""
    row: Array = net.figures[what * net.layers + m, t]
    return row


@kernel
def greatest(row: Array) -> int:
    best: int = row[0]
    for m in range(1, row.shape[0]):
        best = max(best, row[m])
    return best


@kernel
def copy(row: Array, other: Array) -> None:
    """Whole rows at once would first be looked at for an overlap."""
    for y in range(row.shape[0]):
        row[y] = other[y]


@kernel
def unbounded(net: Net, p: int) -> bool:
    """Whether a group may have more users than its children together."""
    without: bool = net.tables[OPEN, p] > 0 or net.tables[SINK, p] >= 0
    return without


@kernel
def is_inner(net: Net, y: int) -> bool:
    inner: bool = net.around[y, 0] == y
    return inner


class Draft(NamedTuple):
    """A world being built. `filled`: entries of `log`, of `hid`, and the number of the last world looked at."""

    filled: Array
    log: Array
    """(table, inner cell, added a layer…): what was done."""
    hid: Array
    """(table, cell, price before): hidden by this draft."""
    planes: Array
    """[depth, 2·cells]: room for a search."""
    trains: Array
    """[2, table and direction, 2]: room for a search."""
    codes: Array
    """[3, 6]: room for a search."""
    lines: Array
    """[2, L]: room for a search."""
    none: Array
    """[2·cells]: a plane on which everything is free."""


LOG = 6000
HID = 12000
DEPTH = 7
LONGEST = 24
"""Tables in one move; up to the root and down a swapped sibling: 12 in a tree of six levels."""


def draft(layers: int, cells: int, line: int) -> Draft:
    return Draft(
        np.zeros(3, np.int64),
        np.zeros((LOG, 2 + layers), np.int64),
        np.zeros((HID, 3), np.int64),
        np.zeros((DEPTH, 2 * cells), np.int32),
        np.zeros((2, LONGEST, 2), np.int64),
        np.zeros((3, 6), np.int64),
        np.zeros((2, line), np.int32),
        np.zeros(2 * cells, np.int32),
    )


def line_of(ages: int) -> int:
    return -(-ages // VECTOR) * VECTOR


def around(shape: tuple[int, int, int]) -> npt.NDArray[np.int64]:
    """[cell, 8]: an inner cell, then its margins over regions, sexes, ages; two by two; the total. −1 for others."""
    regions, sexes, ages = shape
    line = line_of(ages)
    at = np.indices((regions, sexes, line)).reshape(3, -1)
    last = np.array([[regions - 1], [sexes - 1], [ages - 1]])
    steps = np.array([sexes * line, line, 1])
    totals = [(), (0,), (1,), (2,), (0, 1), (0, 2), (1, 2), (0, 1, 2)]
    over = [np.isin(np.arange(3), axes)[:, None] for axes in totals]
    cells = np.stack([steps @ np.where(axes, last, at) for axes in over], axis=1)
    cells[(at >= last).any(axis=0)] = -1
    return np.ascontiguousarray(cells)


def padded(figures: Array, shape: tuple[int, int, int], fill: int = 0) -> Array:
    """[…, R·S·A] → […, R·S·L]"""
    *front, _ = figures.shape
    wide = np.full((*front, shape[0], shape[1], line_of(shape[2])), fill, dtype=figures.dtype)
    wide[..., : shape[2]] = figures.reshape(*front, *shape)
    return wide.reshape(*front, -1)


def unpadded(figures: Array, shape: tuple[int, int, int]) -> Array:
    """[…, R·S·L] → […, R·S·A]"""
    *front, _ = figures.shape
    wide = figures.reshape(*front, shape[0], shape[1], line_of(shape[2]))[..., : shape[2]]
    return np.ascontiguousarray(wide).reshape(*front, -1)
