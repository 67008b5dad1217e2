"""The proof, checked by addition: every world is replayed on the true counts and compared with what is printed.

The format is that of docs/worlds-format.md. Nothing of how the worlds were found is used or needed.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

import numpy as np

from statistics.audit.arrays import Given, Int8, Int64, Mask
from statistics.audit.bounds import Contradiction
from statistics.audit.grid import Grid, Tables, tables, without
from statistics.audit.intervals import Interval
from statistics.audit.propagate import UNBOUNDED
from statistics.audit.releases import agreeing
from statistics.audit.replay import Counts, Rules, replay
from statistics.audit.tree import Tree, tree
from statistics.rounding import Rounding
from statistics.side_by_side import in_blocks

WORLD, NODE, CELL, CHANGE = range(4)
"""Columns of the array of worlds."""


class Fault(IntEnum):
    """Why a world is no alternative to the truth."""

    NONE = 0
    PRINTED = 1
    NEGATIVE = 2
    ABOVE_PARENT = 3
    UNEQUAL_SUM = 4
    OUTSIDE_LIMITS = 5


class Limits(NamedTuple):
    """[node, cell]: what an inner cell may be in a world."""

    least: Int64
    most: Int64


@dataclass(frozen=True)
class Checked:
    """`fault` [world]: see `Fault`. `covered`: small cells that a valid world takes out of the small, shape of values.

    `wanted`: how many cells were to be covered; `uncovered`: those of them that are not, as rows of indices into
    `values`.
    """

    fault: Int8
    covered: Mask
    wanted: int
    uncovered: Int64

    @property
    def invalid(self) -> int:
        return int((self.fault != Fault.NONE).sum())

    @property
    def holds(self) -> bool:
        return self.invalid == 0 and len(self.uncovered) == 0


def check_worlds(
    values: Given,
    hidden: Given,
    worlds: Given,
    small: Given,
    parent: Given | None = None,
    *,
    truth: Given,
    own: Given | None = None,
    population: Given | None = None,
    most: Given | None = None,
    largest: int = 4,
    threads: int = 2,
    before: Interval | None = None,
) -> Checked:
    """Replay worlds of users. `small` marks the cells that need a world in which they are 0 or above `largest`.

    `truth` is what `values` prints of, everywhere. A cell of `small` whose true number is not small itself is there for
    its complement, `population` [cell] − users, which must become 0 or less, or above `largest`; the population is no
    ceiling, since people move and die in the year. No inner cell may rise above `most`, the ceiling that another
    measure sets. `before` [node, cell]: between what earlier print puts each cell (`known_before`); a world must agree
    with that as well.
    Raises ValueError for a world that names no inner cell, and Contradiction where `truth` is not what is printed.
    """
    read = tables(values, hidden)
    links = tree(_parents(read, parent), own)
    return check_users(read, links, worlds, small, truth, population, most, largest, threads, before)


def check_users(
    read: Tables,
    links: Tree,
    worlds: Given,
    small: Given,
    truth: Given,
    population: Given | None = None,
    most: Given | None = None,
    largest: int = 4,
    threads: int = 2,
    before: Interval | None = None,
) -> Checked:
    """As `check_worlds`, of print that has been read already."""
    true = _believed(read, truth)
    inhabitants = _inhabitants(population, read)
    goal = np.where((true >= 1) & (true <= largest), FEW, REST).astype(np.int8)
    goal[~np.broadcast_to(np.asarray(small, dtype=bool).reshape(true.shape), true.shape)] = NO_GOAL
    limits = NO_LIMITS if most is None else Limits(np.zeros_like(true), np.maximum(most.reshape(true.shape), true))
    told = read if before is None else agreeing(read, before)
    return _replayed(told, true, links, worlds, goal, limits, inhabitants, largest, False, threads)


def check_worlds_additive(
    values: Given,
    hidden: Given,
    worlds: Given,
    small: Given,
    parent: Given | None = None,
    *,
    truth: Given,
    own: Given | None = None,
    least: Given | None = None,
    most: Given | None = None,
    rounding: Rounding | None = None,
    nothing: Given | None = None,
    threads: int = 2,
    before: Interval | None = None,
) -> Checked:
    """As `check_worlds`, for a measure that adds up: cells of `small` need a world that moves them by over 10 %.

    `least`, `most`: what other measures leave possible; where the truth itself lies outside, it may stay.
    `rounding`: how printed sums were rounded; a printed cell may then change as long as it prints the same.
    `nothing` [node] or [node, cell]: where it is public that there is nothing of the measure (`nothing.public`); there
    nothing is to be covered, and nothing may change.
    """
    read = tables(values, hidden, signed=True, rounding=rounding)
    none = np.zeros(len(read.values), dtype=bool) if nothing is None else np.asarray(nothing, dtype=bool)
    links = tree(_parents(read, parent), own)
    return check_sums(without(read, none), links, worlds, small, truth, none, least, most, threads, before)


def check_sums(
    read: Tables,
    links: Tree,
    worlds: Given,
    small: Given,
    truth: Given,
    nothing: Mask,
    least: Given | None = None,
    most: Given | None = None,
    threads: int = 2,
    before: Interval | None = None,
) -> Checked:
    """As `check_worlds_additive`, of print that has been read already, with 0 where there is `nothing`."""
    true = _believed(read, truth)
    goal = np.where(np.asarray(small, dtype=bool).reshape(true.shape), MOVED, NO_GOAL).astype(np.int8)
    goal[nothing] = NO_GOAL  # [node] or [node, cell]
    limits = NO_LIMITS
    if least is not None or most is not None:
        floor = np.full_like(true, -UNBOUNDED) if least is None else np.minimum(true, least.reshape(true.shape))
        ceiling = np.full_like(true, UNBOUNDED) if most is None else np.maximum(true, most.reshape(true.shape))
        limits = Limits(floor, ceiling)
    told = read if before is None else agreeing(read, before)
    return _replayed(told, true, links, worlds, goal, limits, np.full(read.grid.cells, -1), 0, True, threads)


NO_LIMITS = Limits(np.zeros((0, 0), dtype=np.int64), np.zeros((0, 0), dtype=np.int64))


NO_GOAL, FEW, REST, MOVED = range(4)
"""What a world must do to a cell: nothing; its users or the rest of the population no longer few; over 10 % off."""


def _parents(read: Tables, parent: Given | None) -> Given:
    return np.full(len(read.values), -1) if parent is None else parent


def _believed(read: Tables, truth: Given) -> Int64:
    """The truth [table, cell]. Raises ValueError for another shape, Contradiction where print is of other figures."""
    if truth.shape != read.shape:
        raise ValueError(f"the truth has shape {truth.shape} and the printed values {read.shape}")
    true: Int64 = np.ascontiguousarray(truth.astype(np.int64, casting="safe", copy=False)).reshape(read.values.shape)
    low, high = read.ends
    other = ~read.hidden & ((true < low) | (true > high))
    for name, wrong in (("is not what is printed", other), *_sums(true, read.grid)):
        if wrong.any():
            table, cell = (int(i) for i in np.argwhere(wrong)[0])
            raise Contradiction(f"the truth {name} at {read.place(table, cell)}")
    return true


def _sums(true: Int64, grid: Grid) -> list[tuple[str, Mask]]:
    """Totals that are not the sum of their parts."""
    wrong = np.zeros(true.shape, dtype=bool)
    for first, stride, parts in grid.lines:
        total = first + stride * parts
        wrong[:, total] |= true[:, first:total:stride].sum(axis=1) != true[:, total]
    return [("does not add up", wrong)]


def _changes(worlds: Given, grid: Grid, nodes: int) -> Int64:
    """The worlds with flat cells of the whole table instead of inner ones, sorted by world."""
    changes = np.array(worlds, dtype=np.int64).reshape(-1, 4)
    inner = np.flatnonzero(grid.inner)
    wrong = (changes[:, NODE] < 0) | (changes[:, NODE] >= nodes) | (changes[:, CELL] < 0)
    wrong |= (changes[:, CELL] >= len(inner)) | (changes[:, WORLD] < 0)
    if wrong.any():
        at = int(np.flatnonzero(wrong)[0])
        raise ValueError(f"row {at} of the worlds, {changes[at].tolist()}, names no inner cell of a table")
    changes[:, CELL] = inner[changes[:, CELL]]
    if (np.diff(changes[:, WORLD]) >= 0).all():
        return changes
    return changes[np.argsort(changes[:, WORLD], kind="stable")]


def _inhabitants(population: Given | None, read: Tables) -> Int64:
    if population is None:
        return np.full(read.grid.cells, -1, dtype=np.int64)
    if population.shape != read.grid.shape:
        raise ValueError(f"population has shape {population.shape}, a table {read.grid.shape}")
    return population.astype(np.int64).ravel()


def _replayed(
    read: Tables,
    true: Int64,
    links: Tree,
    found: Given,
    goal: Int8,
    limits: Limits,
    inhabitants: Int64,
    largest: int,
    exact_sums: bool,
    threads: int,
) -> Checked:
    changes = _changes(found, read.grid, len(true))
    worlds = int(changes[-1, WORLD]) + 1 if len(changes) else 0
    begin = np.searchsorted(changes[:, WORLD], np.arange(worlds + 1))
    fault = np.zeros(worlds, dtype=np.int8)
    covered = np.zeros(true.shape, dtype=bool)
    same = read.behind or Interval(*NO_LIMITS)
    rules = Rules(read.hidden, *same, goal, *limits, inhabitants, _totals_of(read.grid), largest, exact_sums)
    below = children_sums(true, links)

    def some(part: slice) -> None:
        counts = Counts(true.copy(), below.copy(), true, below)
        replay(counts, changes, begin[part.start : part.stop + 1], links, rules, fault[part], covered)

    in_blocks(some, worlds, threads)
    wanted = goal != NO_GOAL
    uncovered = np.argwhere(wanted & ~covered)
    places = [(*((t,) if read.shape != read.grid.shape else ()), *read.grid.place(c)) for t, c in uncovered]
    return Checked(
        fault,
        covered.reshape(read.shape),
        int(wanted.sum()),
        np.array(places, dtype=np.int64).reshape(-1, len(read.shape)),
    )


def children_sums(true: Int64, links: Tree) -> Int64:
    """[node, cell]: the sum of each node's children."""
    below = np.zeros_like(true)
    for node in range(len(true) - 1, 0, -1):
        if links.parent[node] >= 0:
            below[links.parent[node]] += true[node]
    return below


def _totals_of(grid: Grid) -> Int64:
    """[cell, 2^axes]: the cell itself and every total it is counted in."""
    places = np.stack(np.unravel_index(np.arange(grid.cells), grid.shape), axis=1)
    axes = [axis for axis, length in enumerate(grid.shape) if length > 1]
    found = []
    for choice in range(1 << len(axes)):
        at = places.copy()
        for number, axis in enumerate(axes):
            if choice >> number & 1:
                at[:, axis] = grid.shape[axis] - 1
        found.append(np.ravel_multi_index(tuple(at.T), grid.shape))
    return np.ascontiguousarray(np.stack(found, axis=1), dtype=np.int64)
