"""The linked tables of one group of the tree, as the compiled parts see them.

A table has `cells` = R·S·A cells in C-order, totals last on each axis. Values have one or more *layers*: one for users,
one a measure for sums. `move` below always means: add a signed number to some inner cells, and so to their margins.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

LAYERS = 8
"""Room for layers in scratch arrays."""

Array = npt.NDArray[Any]


class Net(NamedTuple):
    """Arrays [table], [table, cell] or [table, cell, layer]. `value`, `below`, `most`, `second`, `which` and `price`
    change while a world is sought, and are as before when it has been stored."""

    regions: int
    sexes: int
    ages: int
    exact: bool
    """Parents are sums of their children; else between the largest child and the sum."""
    largest: int
    """Users: the largest small count."""
    truth: Array
    value: Array
    """The world being built."""
    below: Array
    """Sum of the children's values; only inner cells are kept."""
    most: Array
    """Largest child's value (users)."""
    second: Array
    which: Array
    """The largest child."""
    floor: Array
    """Lowest value an inner cell may fall to."""
    cap: Array
    """[cell]: highest value an inner cell of users may rise to."""
    small: Array
    """What must be covered."""
    base: Array
    """Price of hiding; 0 where hidden anyway, or harmless."""
    price: Array
    """Price now: 0 for what is hidden."""
    uses: Array
    """How many stored worlds change the cell; counted where `base` > 0."""
    hits: Array
    """How many stored worlds cover the cell."""
    seen: Array
    """The last world that looked at the cell."""
    parent: Array
    first: Array
    """Children of table t: `child[first[t]:first[t + 1]]`."""
    child: Array
    held: Array
    """[table]: may not change (the root, while groups are worked on apart)."""
    open: Array
    """[table]: no upper bound by its children."""
    absent: Array
    """[table, layer]: nothing of the measure, and known to be nothing."""


class Draft(NamedTuple):
    """A world being built. `filled`: entries of `log`, of `hid`, and the number of the last world looked at."""

    filled: Array
    log: Array
    """[table, inner cell]: where something was added."""
    added: Array
    """[entry, layer]"""
    hid: Array
    """[table, cell]: hidden by this draft."""
    was: Array
    """Their prices before."""


LOG = 6000
HID = 12000


def draft(layers: int) -> Draft:
    return Draft(
        np.zeros(3, np.int64),
        np.zeros((LOG, 2), np.int32),
        np.zeros((LOG, layers), np.int64),
        np.zeros((HID, 2), np.int32),
        np.zeros(HID, np.float32),
    )
