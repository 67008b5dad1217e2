"""What a reader can bound: hidden users, and hidden sums, from all that is printed in a year."""

import numpy as np

from statistics.audit.arrays import Given, Int64, Mask
from statistics.audit.enclose import enclose
from statistics.audit.grid import Tables, tables
from statistics.audit.propagate import Limits
from statistics.audit.tree import Tree, tree
from statistics.rounding import Rounding


class Contradiction(ValueError):
    """No table of whole numbers fits what is printed. `nodes`: the tables where that showed."""

    def __init__(self, text: str, nodes: Int64 | None = None) -> None:
        super().__init__(text)
        self.nodes = np.zeros(0, dtype=np.int64) if nodes is None else nodes


def bounds(
    values: Given,
    hidden: Given,
    lb: int = 0,
    parent: Given | None = None,
    *,
    own: Given | None = None,
    threads: int = 2,
) -> tuple[Int64, Int64]:
    """Lowest and highest possible users of every cell, as far as propagation tells; shape of `values`.

    `values` [region, sex, age] or [node, region, sex, age] with one total, last, on each axis, −1 where `hidden`.
    `lb`: least users of a hidden inner cell (1 where every zero is printed). `parent` [node]: −1 for a root; then
    max(children) ≤ parent ≤ sum(children) in every cell, but no upper bound at nodes with `own` users. A cell without
    an upper bound has `propagate.UNBOUNDED`. Raises Contradiction, with its place, where no table fits, and ValueError
    as `tables`.
    """
    read = tables(values, hidden)
    above = None if parent is None else _tree(read, parent, own)
    return finish(read, enclose(read, lb, above, threads=threads))


def bounds_additive(
    values: Given,
    hidden: Given,
    lb: int | None = 0,
    parent: Given | None = None,
    *,
    own: Given | None = None,
    rounding: Rounding | None = None,
    threads: int = 2,
) -> tuple[Int64, Int64]:
    """As `bounds`, for a measure in which a parent is the sum of its children (at least that at nodes with `own`).

    `lb` None: hidden sums may be negative (returned packages), and nothing is known of a parent's own part. `rounding`:
    how the printed sums were rounded; a printed cell's own bounds then differ too.
    """
    read = tables(values, hidden, signed=True, rounding=rounding)
    above = None if parent is None else _tree(read, parent, own)
    return finish(read, enclose(read, lb, above, exact_sums=True, threads=threads))


def finish(read: Tables, limits: Limits) -> tuple[Int64, Int64]:
    if limits.contradiction is not None:
        crossed = np.flatnonzero((limits.low > limits.high).any(axis=1))
        nodes = np.union1d(crossed, limits.contradiction[0])
        raise Contradiction(f"what is printed contradicts itself at {read.place(*limits.contradiction)}", nodes)
    return limits.low.reshape(read.shape), limits.high.reshape(read.shape)


def inside(low: Int64, high: Int64, smallest: int = 1, largest: int = 4) -> Mask:
    """Cells that are known to be small, exactly or not."""
    found: Mask = (low >= smallest) & (high <= largest)
    return found


def _tree(read: Tables, parent: Given, own: Given | None) -> Tree:
    if parent.shape != (len(read.values),):
        raise ValueError(f"parent has shape {parent.shape} for {len(read.values)} tables")
    return tree(parent, own)
