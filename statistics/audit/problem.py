"""A table's or a family's equations and inequalities as the rows of a linear programme."""

from dataclasses import dataclass, field

import highspy
import numpy as np

from statistics.audit.arrays import Int64
from statistics.audit.grid import Tables
from statistics.audit.tree import Tree


@dataclass
class Problem:
    """`column` [flat cell]: its variable, −1 where the value is known (`low`). Rows are sparse, with bounds."""

    low: Int64
    high: Int64
    column: Int64
    row_low: list[float] = field(default_factory=list)
    row_high: list[float] = field(default_factory=list)
    begin: list[int] = field(default_factory=lambda: [0])
    index: list[int] = field(default_factory=list)
    factor: list[float] = field(default_factory=list)

    def row(self, plus: Int64, minus: Int64, at_least: float, at_most: float) -> None:
        """at_least ≤ Σ plus − Σ minus ≤ at_most, over flat cells; known cells go to the other side."""
        cells = np.concatenate([plus, minus])
        signs = np.concatenate([np.ones(len(plus)), -np.ones(len(minus))])
        free = self.column[cells] >= 0
        if not free.any():
            return
        known = float((signs[~free] * self.low[cells[~free]]).sum())
        self.index += self.column[cells[free]].tolist()
        self.factor += signs[free].tolist()
        self.begin.append(len(self.index))
        self.row_low.append(at_least - known)
        self.row_high.append(at_most - known)


def problem_of(read: Tables, above: Tree | None, exact_sums: bool, low: Int64, high: Int64) -> Problem:
    """The tables of `read`, with the bounds known already; linked if `above` is their tree."""
    free = (low < high).ravel()
    column = np.where(free, np.cumsum(free) - 1, -1)
    problem = Problem(low.ravel(), high.ravel(), column)
    for table in range(len(low)):
        base = table * read.grid.cells
        for first, stride, parts in read.grid.lines:
            cells = base + first + stride * np.arange(parts + 1)
            problem.row(cells[:-1], cells[-1:], 0.0, 0.0)
    for node in range(len(low)) if above is not None else ():
        _family(problem, read, above, node, exact_sums)
    return problem


def _family(problem: Problem, read: Tables, above: Tree | None, node: int, exact_sums: bool) -> None:
    """The node's children: their sum, and unless sums are exact each of them, against the node."""
    assert above is not None
    members = above.children[above.first[node] : above.first[node + 1]]
    if not len(members):
        return
    size = read.grid.cells
    for cell in np.flatnonzero(read.grid.inner):  # totals follow by addition
        itself = np.array([node * size + cell])
        parts = members * size + cell
        if exact_sums:
            problem.row(itself, parts, 0.0, highspy.kHighsInf if above.own[node] else 0.0)
            continue
        if not above.own[node]:
            problem.row(parts, itself, 0.0, highspy.kHighsInf)
        for part in parts:
            problem.row(itself, np.array([part]), 0.0, highspy.kHighsInf)
