"""Which tables, families and cells are given to the solver: spread evenly over all sizes, the same every time."""

from dataclasses import dataclass

import numpy as np

from statistics.audit.arrays import Int64, Mask
from statistics.audit.bounds import inside
from statistics.audit.enclose import enclose
from statistics.audit.grid import tables
from statistics.audit.lp import Solver
from statistics.audit.problem import problem_of
from statistics.audit.tree import tree
from statistics.audit.year import PrintedYear

CELLS = 40
"""Hidden cells tried in each table, spread over it; one takes some milliseconds."""

LARGEST = 4
"""The most users a small cell has."""

LARGEST_FAMILY = 4
"""Children that are solved together with their parent."""

FAMILIES_OF_TABLES = 5
"""One family for so many single tables: it costs as many times more."""


@dataclass(frozen=True)
class Solved:
    """`nodes`, `cells` [k]: where; `low`, `high`: what the solver leaves possible.

    `tables` were solved alone and `families` jointly.
    """

    nodes: Int64
    cells: Int64
    low: Int64
    high: Int64
    tables: int
    families: int

    def given_away(self) -> Mask:
        return inside(self.low, self.high)


def solve_sample(printed: PrintedYear, wanted: Mask, high: Int64, number: int) -> Solved:
    """`number` single tables and a fifth as many whole families, of those with `wanted` cells [node, cell].

    `high` [node, cell]: known upper bounds, by whose last cell (the nation) the tables are ordered in size.
    """
    nodes = _spread(_by_size(np.flatnonzero(wanted.any(axis=1)), high), number)
    parts = [_solve(printed, wanted, np.array([node]), joint=False) for node in nodes]
    sizes = np.bincount(printed.parent[printed.parent >= 0], minlength=len(printed.parent))
    able = np.flatnonzero((sizes >= 2) & (sizes <= LARGEST_FAMILY))
    families = [np.concatenate([[p], np.flatnonzero(printed.parent == p)]) for p in _by_size(able, high)]
    families = [family for family in families if bool(wanted[family].any())]
    chosen = _spread(np.arange(len(families)), number // FAMILIES_OF_TABLES)
    parts += [_solve(printed, wanted, families[int(i)], joint=True) for i in chosen]
    nothing = (np.empty(0, np.int64),) * 4
    at, cells, low, most = (np.concatenate(column) for column in zip(nothing, *parts, strict=True))
    return Solved(at, cells, low, most, len(nodes), len(chosen))


Part = tuple[Int64, Int64, Int64, Int64]
"""The first four columns of `Solved`."""


def _by_size(nodes: Int64, high: Int64) -> Int64:
    return nodes[np.argsort(high[nodes, -1], kind="stable")]


def _spread(items: Int64, number: int) -> Int64:
    """`number` of the items, evenly spaced from the first to the last."""
    if len(items) <= number:
        return items
    return items[np.linspace(0, len(items) - 1, number).astype(np.int64)]


def _solve(printed: PrintedYear, wanted: Mask, nodes: Int64, joint: bool) -> Part:
    at = _spread(np.argwhere(wanted[nodes]), CELLS)
    read = tables(printed.users[nodes], printed.hidden_users[nodes])
    above = None
    if joint:
        own = None if printed.own is None else printed.own[nodes]
        above = tree(np.where(np.arange(len(nodes)) > 0, 0, -1), own)
    limits = enclose(read, int(printed.zeros_printed), above, threads=1)
    solver = Solver(problem_of(read, above, False, limits.low, limits.high))
    ends = [_ends(solver, int(node) * read.grid.cells + int(cell)) for node, cell in at]
    low, high = np.array(ends, dtype=np.int64).reshape(-1, 2).T
    return nodes[at[:, 0]], at[:, 1], low, high


def _ends(solver: Solver, cell: int) -> tuple[int, int]:
    """The cell's range; that of its first bounds if a table was met already in which it is not small."""
    if solver.leaves(cell, 1, LARGEST):
        return int(solver.problem.low[cell]), int(solver.problem.high[cell])
    return solver.range(cell)
