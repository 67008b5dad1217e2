"""A table with one total, last, on each axis: which cells add up to which.

Tables are flattened in C order. An axis of length one has no parts and gives no equations.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from statistics.audit.arrays import Given, Int64, Mask
from statistics.audit.intervals import Interval, read_rounded
from statistics.rounding import Rounding

TABLE_AXES = 3
"""An array of more axes than this is a row of tables."""

HIDDEN = -1
"""Stands in print where a figure is hidden."""


@dataclass(frozen=True)
class Grid:
    """`lines` [m, 3]: first part, stride, number of parts; the total follows the last part at the same stride.

    `crossing` [cell, axis]: the line of each axis that the cell lies on, −1 where the axis has no parts.
    `inner` [cell]: True for cells that are no total.
    """

    shape: tuple[int, ...]
    lines: Int64
    crossing: Int64
    inner: Mask

    @property
    def cells(self) -> int:
        return len(self.inner)

    def place(self, cell: int) -> tuple[int, ...]:
        return tuple(int(i) for i in np.unravel_index(cell, self.shape))


@lru_cache(maxsize=32)
def grid(shape: tuple[int, ...]) -> Grid:
    """Raises ValueError for an axis without a category."""
    if not shape or min(shape) < 1:
        raise ValueError(f"a table of shape {shape} has no cells")
    cells = np.arange(int(np.prod(shape)), dtype=np.int64).reshape(shape)
    crossing = np.full((len(shape), *shape), -1, dtype=np.int64)
    inner = np.ones(shape, dtype=bool)
    found: list[Int64] = []
    first = 0
    for axis, length in enumerate(shape):
        if length == 1:
            continue
        starts = cells.take(0, axis)
        stride = int(np.prod(shape[axis + 1 :]))
        found.append(np.stack([starts.ravel(), *(np.full(starts.size, n) for n in (stride, length - 1))], axis=1))
        crossing[axis] = np.expand_dims(first + np.arange(starts.size).reshape(starts.shape), axis)
        inner &= np.expand_dims(np.arange(length) < length - 1, tuple(i for i in range(len(shape)) if i != axis))
        first += starts.size
    lines = np.concatenate(found) if found else np.zeros((0, 3), dtype=np.int64)
    return Grid(shape, lines, np.ascontiguousarray(crossing.reshape(len(shape), -1).T), inner.ravel())


@dataclass(frozen=True)
class Tables:
    """What a reader holds: `values` and `hidden` [table, cell] of one grid. `shape` is that of the arrays given.

    `behind` [table, cell]: between which numbers the true ones lie, where printed ones are rounded; None: exact.
    """

    grid: Grid
    values: Int64
    hidden: Mask
    shape: tuple[int, ...]
    behind: Interval | None = None

    @property
    def ends(self) -> Interval:
        """Of printed cells; what stands under `hidden` means nothing."""
        return self.behind or Interval(self.values, self.values)

    def place(self, table: int, cell: int) -> str:
        """The place as the caller indexes it."""
        at = self.grid.place(cell)
        return str(at if self.shape == self.grid.shape else (table, *at))


def tables(values: Given, hidden: Given, *, signed: bool = False, rounding: Rounding | None = None) -> Tables:
    """One table (up to three axes) or many (tables first), −1 where `hidden`.

    Raises ValueError for a mask of another shape and, with its place, for a figure under the mask, which print does not
    have; unless `signed` for a printed negative count; for one that is not rounded as `rounding` says.
    """
    if values.shape != hidden.shape:
        raise ValueError(f"values have shape {values.shape} and the mask {hidden.shape}: they must be equal")
    shape = values.shape if values.ndim <= TABLE_AXES else values.shape[1:]
    mask = np.ascontiguousarray(hidden, dtype=bool).reshape(-1, int(np.prod(shape)))
    numbers = np.ascontiguousarray(values.astype(np.int64, casting="safe", copy=False)).reshape(mask.shape)
    read = Tables(grid(tuple(shape)), numbers, mask, values.shape)
    for wrong, why in (
        (mask & (numbers != HIDDEN), f"stands at {{}}, which is hidden: {HIDDEN} is wanted there"),
        (~mask & (numbers < 0) & (not signed), "is printed at {}: a count cannot be negative"),
    ):
        if wrong.any():
            table, cell = (int(i) for i in np.argwhere(wrong)[0])
            raise ValueError(f"{numbers[table, cell]} {why.format(read.place(table, cell))}")
    return read if rounding is None else _rounded(read, rounding)


def without(read: Tables, nothing: Given) -> Tables:
    """The same, with 0 known exactly in the tables or [table, cell] marked. Raises ValueError for another shape."""
    none = np.asarray(nothing, dtype=bool)
    if none.shape not in ((len(read.values),), read.values.shape):
        raise ValueError(f"nothing has shape {none.shape} for {len(read.values)} tables of {read.grid.cells} cells")
    none = none.reshape(len(none), -1)
    values, hidden = np.where(none, 0, read.values), read.hidden & ~none
    if read.behind is None:
        return replace(read, values=values, hidden=hidden)
    ends = Interval(*(np.where(none, 0, end) for end in read.behind))
    return replace(read, values=values, hidden=hidden, behind=ends)


def _rounded(read: Tables, given: Rounding) -> Tables:
    rounding = given.shaped(read.values.shape)
    ends, wrong = read_rounded(read.values, rounding)
    wrong &= ~read.hidden
    if wrong.any():
        table, cell = (int(i) for i in np.argwhere(wrong)[0])
        raise ValueError(
            f"{read.values[table, cell]} is printed at {read.place(table, cell)}:"
            f" not rounded to {np.broadcast_to(rounding.digits, wrong.shape)[table, cell]} digits"
            f" and whole multiples of {np.broadcast_to(rounding.steps(2), wrong.shape)[table, cell]}"
        )
    return replace(read, behind=ends)
