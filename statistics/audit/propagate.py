"""Bounds by propagation: every equation and inequality tightens the bounds of its cells until nothing changes.

All that comes out is true of every table that agrees with what is printed; that nothing comes out is no proof.
Kernels work on `low` and `high` [node, cell]. A bound at or beyond `FAR` is no bound.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from statistics.audit.arrays import Int64, Mask, Number
from statistics.audit.grid import Grid
from statistics.audit.tree import Tree
from statistics.compiled import compiled, kernel, making
from statistics.lending import borrowed

UNBOUNDED = 1 << 50
"""Beyond any count or sum (a nation's year in øre is some 2^40), and sums of it stay far within 64 bits."""

FAR = UNBOUNDED >> 1
SWEEPS = 400
ROUNDS = 400
BLOCK_TABLES = 256


@dataclass(frozen=True)
class Limits:
    """`low`, `high` [node, cell]; `contradiction` (node, cell) where no table fits what is printed, else None.

    `changed` [node]: where some bound was tightened, or had been before.
    """

    low: Int64
    high: Int64
    contradiction: tuple[int, int] | None
    changed: Mask


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
    dirty = np.ones(low.shape, dtype=bool) if news is None else news.copy()
    broken = low > high
    changed: Mask = np.logical_or.reduce(dirty, axis=1)
    rounds = 0
    with ThreadPoolExecutor(max(1, threads)) as pool:
        while (due.any() or dirty.any()) and not broken.any() and rounds < ROUNDS:
            rounds += 1
            _within(pool, low, high, grid, due, dirty, broken)
            if tree is not None and not broken.any():
                _across(pool, low, high, grid, tree, exact_sums, dirty, due, broken)
            changed |= dirty.any(axis=1)
            dirty[:] = False
    at = np.argwhere(broken)
    return Limits(low, high, (int(at[0, 0]), int(at[0, 1])) if len(at) else None, changed)


def lines_of(cells: Mask, grid: Grid) -> Mask:
    """[node, line]: the lines that `cells` [node, cell] lie on."""
    due = np.zeros((len(cells), len(grid.lines)), dtype=bool)
    nodes, at = np.nonzero(cells)
    for axis in grid.crossing.T:
        crossed = axis[at]
        due[nodes[crossed >= 0], crossed[crossed >= 0]] = True
    return due


def _within(
    pool: ThreadPoolExecutor, low: Int64, high: Int64, grid: Grid, due: Mask, dirty: Mask, broken: Mask
) -> None:
    """Each table by itself; what changed becomes `dirty`."""

    def block(start: int) -> None:
        part = slice(start, start + BLOCK_TABLES)
        tighten_tables(low[part], high[part], grid.lines, grid.crossing, due[part], dirty[part], broken[part])

    list(pool.map(block, range(0, len(low), BLOCK_TABLES)))


def _across(
    pool: ThreadPoolExecutor,
    low: Int64,
    high: Int64,
    grid: Grid,
    tree: Tree,
    exact_sums: bool,
    dirty: Mask,
    due: Mask,
    broken: Mask,
) -> None:
    """Parents and children, cell by cell; cells are independent of each other here and are shared among threads."""
    tighten = tighten_sums if exact_sums else tighten_unions
    size = max(1, -(-grid.cells // (4 * pool._max_workers)))

    def block(start: int) -> None:
        tighten(low, high, tree, dirty, grid.crossing, due, broken, start, min(start + size, grid.cells))

    list(pool.map(block, range(0, grid.cells, size)))


@compiled
def tighten_tables(
    low: Int64, high: Int64, lines: Int64, crossing: Int64, due: Mask, dirty: Mask, broken: Mask
) -> None:
    low, high, due, dirty = borrowed(low), borrowed(high), borrowed(due), borrowed(dirty)
    lines, crossing = borrowed(lines), borrowed(crossing)
    for t in range(len(low)):
        lows, highs, waiting, changed = low[t], high[t], due[t], dirty[t]
        sound = True
        for _ in range(SWEEPS):
            idle = True
            for i in range(len(lines)):
                if waiting[i]:
                    idle = False
                    if not tighten_line(lows, highs, lines[i, 0], lines[i, 1], lines[i, 2], crossing, waiting, changed):
                        broken[t, lines[i, 0] + lines[i, 1] * lines[i, 2]] = True
                        sound = False
                    waiting[i] = False  # after: one pass leaves a line nothing more to give
            if idle or not sound:
                break


@kernel
def tighten_line(
    low: Int64, high: Int64, start: Number, stride: Number, parts: Number, crossing: Int64, due: Mask, dirty: Mask
) -> bool:
    """Parts and their total; False if nothing fits. Marks the cells it changed, and the other lines they lie on."""
    total = start + stride * parts
    least, most = np.int64(0), np.int64(0)
    for cell in range(start, total, stride):
        least += low[cell]
        most += high[cell]
    if least > high[total] or most < low[total]:
        return False
    if least > low[total] or most < high[total]:  # a call that changes nothing costs more than all the rest
        narrow(low, high, total, least, most, crossing, due, dirty)
    if least == most:
        return True
    for cell in range(start, total, stride):
        lower, upper = low[cell], high[cell]
        if lower == upper:
            continue
        new_lower, new_upper = low[total] - (most - upper), high[total] - (least - lower)
        if (new_lower > lower or new_upper < upper) and narrow(
            low, high, cell, new_lower, new_upper, crossing, due, dirty
        ):
            least += low[cell] - lower
            most += high[cell] - upper
    return True


@kernel
def narrow(
    low: Int64, high: Int64, cell: Number, lower: Number, upper: Number, crossing: Int64, due: Mask, dirty: Mask
) -> bool:
    """Raise and lower one cell's bounds; True if either moved."""
    moved = False
    if lower > low[cell] and lower > -FAR:
        low[cell] = lower
        moved = True
    if upper < high[cell] and upper < FAR:
        high[cell] = upper
        moved = True
    if moved:
        dirty[cell] = True
        for axis in range(crossing.shape[1]):
            if crossing[cell, axis] >= 0:
                due[crossing[cell, axis]] = True
    return moved


@compiled
def tighten_unions(
    low: Int64, high: Int64, tree: Tree, dirty: Mask, crossing: Int64, due: Mask, broken: Mask, begin: int, end: int
) -> None:
    """max(children) ≤ parent ≤ sum(children), where a member is dirty: from the leaves up, and down again."""
    most, at = np.zeros(end - begin, dtype=np.int64), np.zeros(end - begin, dtype=np.int64)
    low, high, dirty, due = borrowed(low), borrowed(high), borrowed(dirty), borrowed(due)
    crossing, below = borrowed(crossing), borrowed(tree.children)
    for upwards in (True, False):
        for step in range(len(tree.parent)):
            p = len(tree.parent) - 1 - step if upwards else step
            members = below[tree.first[p] : tree.first[p + 1]]
            found = touched(dirty, p, members, begin, end, at) if len(members) else 0
            if found == 0:
                continue
            most[:found] = 0
            for k in members:
                for i in range(found):
                    c = at[i]
                    if upwards and low[k, c] > low[p, c]:
                        narrow(low[p], high[p], c, low[k, c], UNBOUNDED, crossing, due[p], dirty[p])
                    if not upwards and high[k, c] > high[p, c]:
                        narrow(low[k], high[k], c, -UNBOUNDED, high[p, c], crossing, due[k], dirty[k])
                    most[i] += high[k, c]
            for i in range(found):
                c = at[i]
                if upwards and not tree.own[p] and most[i] < high[p, c]:
                    narrow(low[p], high[p], c, -UNBOUNDED, most[i], crossing, due[p], dirty[p])
                broken[p, c] |= low[p, c] > high[p, c]
            if upwards or tree.own[p]:
                continue
            for k in members:
                for i in range(found):
                    c = at[i]
                    lower = low[p, c] - (most[i] - high[k, c])
                    if lower > low[k, c]:
                        narrow(low[k], high[k], c, lower, UNBOUNDED, crossing, due[k], dirty[k])
                    broken[k, c] |= low[k, c] > high[k, c]


@compiled
def tighten_sums(
    low: Int64, high: Int64, tree: Tree, dirty: Mask, crossing: Int64, due: Mask, broken: Mask, begin: int, end: int
) -> None:
    """parent = sum(children), or ≥ where something is counted at the node itself: up, and down again."""
    least, most = np.zeros(end - begin, dtype=np.int64), np.zeros(end - begin, dtype=np.int64)
    at = np.zeros(end - begin, dtype=np.int64)
    low, high, dirty, due = borrowed(low), borrowed(high), borrowed(dirty), borrowed(due)
    crossing, below = borrowed(crossing), borrowed(tree.children)
    for upwards in (True, False):
        for step in range(len(tree.parent)):
            p = len(tree.parent) - 1 - step if upwards else step
            members = below[tree.first[p] : tree.first[p + 1]]
            found = touched(dirty, p, members, begin, end, at) if len(members) else 0
            if found == 0:
                continue
            least[:found], most[:found] = 0, 0
            for k in members:
                for i in range(found):
                    least[i] += low[k, at[i]]
                    most[i] += high[k, at[i]]
            if upwards:
                for i in range(found):
                    c = at[i]
                    upper = UNBOUNDED if tree.own[p] else most[i]
                    if least[i] > low[p, c] or upper < high[p, c]:
                        narrow(low[p], high[p], c, least[i], upper, crossing, due[p], dirty[p])
                        broken[p, c] |= low[p, c] > high[p, c]
                continue
            for k in members:
                for i in range(found):
                    c = at[i]
                    before_low, before_high = low[k, c], high[k, c]
                    if before_low == before_high:
                        continue
                    upper = high[p, c] - (least[i] - before_low)
                    lower = -UNBOUNDED if tree.own[p] else low[p, c] - (most[i] - before_high)
                    if (lower > before_low or upper < before_high) and narrow(
                        low[k], high[k], c, lower, upper, crossing, due[k], dirty[k]
                    ):
                        least[i] += low[k, c] - before_low
                        most[i] += high[k, c] - before_high
                        broken[k, c] |= low[k, c] > high[k, c]


@making
def touched(dirty: Mask, p: int, members: Int64, begin: int, end: int, at: Int64) -> int:
    """How many cells of a family are dirty in some member; which, at the beginning of `at`."""
    marked = dirty[p, begin:end].copy()
    for k in members:
        marked |= dirty[k, begin:end]
    found = 0
    for c in range(end - begin):
        if marked[c]:
            at[found] = begin + c
            found += 1
    return found
