"""Bounds by all that can be done on a whole year: propagation, and the equations solved for what is left unknown."""

import numpy as np

from statistics.audit.arrays import Int64, Mask
from statistics.audit.grid import Tables
from statistics.audit.propagate import UNBOUNDED, Limits, propagate
from statistics.audit.rank import determined, solve
from statistics.audit.tree import Tree


def enclose(
    read: Tables,
    lb: int | None,
    above: Tree | None = None,
    *,
    exact_sums: bool = False,
    threads: int = 2,
    unsolvable: Mask | None = None,
    equations: bool = True,
) -> Limits:
    """Bounds [node, cell] of everything hidden. A hidden inner cell is at least `lb`, a hidden total at least 0.

    `unsolvable` [node, cell]: sets of unknown cells of which the equations are known to determine none, such as those
    of another measure with the same mask; tables with exactly these are not solved again. Without `equations` none is.
    """
    floor = np.full(read.grid.cells, -UNBOUNDED, dtype=np.int64)
    if lb is not None:
        floor = np.where(read.grid.inner, lb, 0).astype(np.int64)
    least, most = read.ends
    low = np.where(read.hidden, floor, least)
    high = np.where(read.hidden, UNBOUNDED, most)
    if lb is not None and read.behind is not None:
        low[(read.values == 0) & ~read.hidden] = 0  # a sum that is rounded to none is not below it
    return tighten(read, low, high, above, exact_sums=exact_sums, threads=threads, unsolvable=unsolvable,
                   equations=equations)  # fmt: skip


def tighten(
    read: Tables,
    low: Int64,
    high: Int64,
    above: Tree | None = None,
    *,
    exact_sums: bool = False,
    threads: int = 2,
    unsolvable: Mask | None = None,
    news: Mask | None = None,
    equations: bool = True,
) -> Limits:
    """As `enclose`, from given bounds, in place; `news` [node, cell]: where they were changed since they last were."""
    limits = propagate(low, high, read.grid, above, exact_sums=exact_sums, threads=threads, news=news)
    while equations and limits.contradiction is None:
        news = _solved(read, low, high, unsolvable, threads)
        if not news.any():
            break
        unsolvable = (low < high) & read.hidden  # the rest of what was solved, until more of it is known
        limits = propagate(low, high, read.grid, above, exact_sums=exact_sums, threads=threads, news=news)
    return limits


def _solved(read: Tables, low: Int64, high: Int64, unsolvable: Mask | None, threads: int) -> Mask:
    """Set what the equations determine; a value outside its bounds crosses them, which says that nothing fits.

    Where print is rounded only tables are solved in which some hidden cell would be determined if it were exact.
    """
    unknown = low < high
    hidden = unknown & read.hidden
    tables = hidden.any(axis=1)
    if unsolvable is not None:
        tables &= (hidden != unsolvable).any(axis=1)
    at = np.flatnonzero(tables)
    if read.behind is not None:
        at = at[determined(Tables(read.grid, low[at], hidden[at], read.shape), threads).any(axis=1)]
    rest = Tables(read.grid, np.where(unknown[at], -1, low[at]), unknown[at], read.shape)
    found, known = solve(rest, threads)
    news = np.zeros_like(unknown)
    news[at] = found
    low[news] = np.maximum(low[news], known[found])
    high[news] = np.minimum(high[news], known[found])
    return news
