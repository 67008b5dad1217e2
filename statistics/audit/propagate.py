"""Bounds by propagation: every equation and inequality tightens the bounds of its cells until nothing changes.

All that comes out is true of every table that agrees with what is printed; that nothing comes out is no proof.
Kernels work on `low` and `high` [node, cell]. A bound at or beyond `FAR` is no bound.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from statistics.audit.arrays import Int64, Mask, Number
from statistics.audit.compiled import compiled
from statistics.audit.grid import Grid
from statistics.audit.tree import Tree

UNBOUNDED = 1 << 50
"""Beyond any count or sum (a nation's year in øre is some 2^40), and sums of it stay far within 64 bits."""

FAR = UNBOUNDED >> 1
SWEEPS = 400
ROUNDS = 400
BLOCK_TABLES = 256


@dataclass(frozen=True)
class Limits:
    """`low`, `high` [node, cell]; `contradiction` (node, cell) where no table fits what is printed, else None."""

    low: Int64
    high: Int64
    contradiction: tuple[int, int] | None
    rounds: int


def propagate(
    low: Int64,
    high: Int64,
    grid: Grid,
    tree: Tree | None = None,
    *,
    exact_sums: bool = False,
    threads: int = 2,
    news: Mask | None = None,
) -> Limits:
    """Tighten `low` and `high` in place. `exact_sums`: a parent is its children's sum, else a union of their users.

    `news` [node, cell]: where bounds were changed since they were last propagated; None: anywhere.
    """
    due = np.ones((len(low), len(grid.lines)), dtype=bool) if news is None else lines_of(news, grid)
    active = np.ones(len(low), dtype=bool) if news is None else news.any(axis=1)
    broken = low > high
    rounds = 0
    with ThreadPoolExecutor(max(1, threads)) as pool:
        while (due.any() or active.any()) and not broken.any() and rounds < ROUNDS:
            rounds += 1
            active |= _within(pool, low, high, grid, due, broken)
            if tree is not None and active.any() and not broken.any():
                _across(pool, low, high, grid, tree, exact_sums, active, due)
                np.greater(low, high, out=broken)
            active[:] = False
    at = np.argwhere(broken)
    return Limits(low, high, (int(at[0, 0]), int(at[0, 1])) if len(at) else None, rounds)


def lines_of(cells: Mask, grid: Grid) -> Mask:
    """[node, line]: the lines that `cells` [node, cell] lie on."""
    due = np.zeros((len(cells), len(grid.lines)), dtype=bool)
    nodes, at = np.nonzero(cells)
    for axis in grid.crossing.T:
        crossed = axis[at]
        due[nodes[crossed >= 0], crossed[crossed >= 0]] = True
    return due


def _within(pool: ThreadPoolExecutor, low: Int64, high: Int64, grid: Grid, due: Mask, broken: Mask) -> Mask:
    """Each table by itself. Returns the tables in which something changed."""
    changed = np.zeros(len(low), dtype=bool)

    def block(start: int) -> None:
        part = slice(start, start + BLOCK_TABLES)
        tighten_tables(low[part], high[part], grid.lines, grid.crossing, due[part], changed[part], broken[part])

    list(pool.map(block, range(0, len(low), BLOCK_TABLES)))
    return changed


def _across(
    pool: ThreadPoolExecutor,
    low: Int64,
    high: Int64,
    grid: Grid,
    tree: Tree,
    exact_sums: bool,
    active: Mask,
    due: Mask,
) -> None:
    """Parents and children, cell by cell; cells are independent of each other here and are shared among threads."""
    tighten = tighten_sums if exact_sums else tighten_unions
    size = max(1, -(-grid.cells // (4 * pool._max_workers)))

    def block(start: int) -> None:
        cells = (start, min(start + size, grid.cells))
        tighten(low, high, tree, active.copy(), grid.crossing, due, *cells)

    list(pool.map(block, range(0, grid.cells, size)))


@compiled
def tighten_tables(
    low: Int64, high: Int64, lines: Int64, crossing: Int64, due: Mask, changed: Mask, broken: Mask
) -> None:
    for t in range(len(low)):
        for _ in range(SWEEPS):
            idle = True
            for i in range(len(lines)):
                if due[t, i]:
                    idle = False
                    changed[t] |= tighten_line(low[t], high[t], lines[i], crossing, due[t], broken[t])
                    due[t, i] = False  # after: one pass leaves a line nothing more to give
            if idle or broken[t].any():
                break


@compiled
def tighten_line(low: Int64, high: Int64, line: Int64, crossing: Int64, due: Mask, broken: Mask) -> bool:
    """Parts and their total. Marks the other lines of the cells it changed as due."""
    start, stride, parts = line[0], line[1], line[2]
    total = start + stride * parts
    least, most = np.int64(0), np.int64(0)
    for z in range(parts):
        least += low[start + stride * z]
        most += high[start + stride * z]
    if least > high[total] or most < low[total]:
        broken[total] = True
        return False
    changed = narrow(low, high, total, least, most, crossing, due)
    for z in range(parts):
        cell = start + stride * z
        lower, upper = low[cell], high[cell]
        if lower < upper and narrow(
            low, high, cell, low[total] - (most - upper), high[total] - (least - lower), crossing, due
        ):
            least += low[cell] - lower
            most += high[cell] - upper
            changed = True
    return changed


@compiled
def narrow(low: Int64, high: Int64, cell: Number, lower: Number, upper: Number, crossing: Int64, due: Mask) -> bool:
    """Raise and lower one cell's bounds; True if either moved."""
    moved = False
    if lower > low[cell] and lower > -FAR:
        low[cell] = lower
        moved = True
    if upper < high[cell] and upper < FAR:
        high[cell] = upper
        moved = True
    if moved:
        for axis in range(crossing.shape[1]):
            if crossing[cell, axis] >= 0:
                due[crossing[cell, axis]] = True
    return moved


@compiled
def tighten_unions(
    low: Int64, high: Int64, tree: Tree, active: Mask, crossing: Int64, due: Mask, begin: int, end: int
) -> None:
    """max(children) ≤ parent ≤ sum(children): families with an active member, from the leaves up and down again."""
    most = np.zeros(end - begin, dtype=np.int64)
    wake_parents(tree, active)
    for p in range(len(tree.parent) - 1, -1, -1):
        if tree.first[p] == tree.first[p + 1] or not active[p]:
            continue
        most[:] = 0
        for k in tree.children[tree.first[p] : tree.first[p + 1]]:
            for c in range(begin, end):
                most[c - begin] += high[k, c]
                if low[k, c] > low[p, c]:
                    narrow(low[p], high[p], c, low[k, c], UNBOUNDED, crossing, due[p])
        if not tree.own[p]:
            for c in range(begin, end):
                if most[c - begin] < high[p, c]:
                    narrow(low[p], high[p], c, -UNBOUNDED, most[c - begin], crossing, due[p])
    for p in range(len(tree.parent)):
        if tree.first[p] == tree.first[p + 1] or not active[p]:
            continue
        most[:] = 0
        for k in tree.children[tree.first[p] : tree.first[p + 1]]:
            for c in range(begin, end):
                if high[k, c] > high[p, c]:
                    active[k] |= narrow(low[k], high[k], c, -UNBOUNDED, high[p, c], crossing, due[k])
                most[c - begin] += high[k, c]
        if tree.own[p]:
            continue
        for k in tree.children[tree.first[p] : tree.first[p + 1]]:
            for c in range(begin, end):
                lower = low[p, c] - (most[c - begin] - high[k, c])
                if lower > low[k, c]:
                    active[k] |= narrow(low[k], high[k], c, lower, UNBOUNDED, crossing, due[k])


@compiled
def tighten_sums(
    low: Int64, high: Int64, tree: Tree, active: Mask, crossing: Int64, due: Mask, begin: int, end: int
) -> None:
    """parent = sum(children), or ≥ where something is counted at the node itself: up, and down again."""
    least, most = np.zeros(end - begin, dtype=np.int64), np.zeros(end - begin, dtype=np.int64)
    wake_parents(tree, active)
    for upwards in (True, False):
        for step in range(len(tree.parent)):
            p = len(tree.parent) - 1 - step if upwards else step
            if tree.first[p] == tree.first[p + 1] or not active[p]:
                continue
            members = tree.children[tree.first[p] : tree.first[p + 1]]
            least[:], most[:] = 0, 0
            for k in members:
                for c in range(begin, end):
                    least[c - begin] += low[k, c]
                    most[c - begin] += high[k, c]
            if upwards:
                for c in range(begin, end):
                    upper = UNBOUNDED if tree.own[p] else most[c - begin]
                    if least[c - begin] > low[p, c] or upper < high[p, c]:
                        narrow(low[p], high[p], c, least[c - begin], upper, crossing, due[p])
                continue
            for k in members:
                for c in range(begin, end):
                    before_low, before_high = low[k, c], high[k, c]
                    if before_low == before_high:
                        continue
                    upper = high[p, c] - (least[c - begin] - before_low)
                    lower = -UNBOUNDED if tree.own[p] else low[p, c] - (most[c - begin] - before_high)
                    if narrow(low[k], high[k], c, lower, upper, crossing, due[k]):
                        active[k] = True
                        least[c - begin] += low[k, c] - before_low
                        most[c - begin] += high[k, c] - before_high


@compiled
def wake_parents(tree: Tree, active: Mask) -> None:
    """A parent is active if it or anything beneath it is."""
    for p in range(len(tree.parent) - 1, 0, -1):
        if active[p] and tree.parent[p] >= 0:
            active[tree.parent[p]] = True
