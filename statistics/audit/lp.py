"""What a reader with a solver can bound: each cell minimised and maximised by HiGHS over all equations at once."""

from typing import Any

import highspy
import numpy as np

from statistics.audit.arrays import Given, Int64
from statistics.audit.bounds import Contradiction, finish
from statistics.audit.enclose import enclose
from statistics.audit.grid import tables
from statistics.audit.problem import Problem, problem_of
from statistics.audit.propagate import FAR, UNBOUNDED
from statistics.audit.tree import tree
from statistics.rounding import Rounding

SLACK = 1e-6
"""Relative: the solver's answers are that far from whole numbers at most."""

PRIMAL_SIMPLEX = 4
"""HiGHS's number for it."""


def lp(
    values: Given,
    hidden: Given,
    lb: int | None,
    cells: Given,
    parent: Given | None = None,
    *,
    own: Given | None = None,
    exact_sums: bool = False,
    rounding: Rounding | None = None,
    whole: bool = False,
) -> tuple[Int64, Int64]:
    """Lowest and highest possible value of each of `cells` [k, axis of `values`]; low and high are int64[k].

    Arguments as for `bounds` and, with `exact_sums`, `bounds_additive`; the tables given are solved jointly, so give
    one family of the tree. The linear programme's answer is rounded to the whole numbers inside; `whole` asks for whole
    tables (slow). Without limit: ±UNBOUNDED. Raises Contradiction where nothing fits, ValueError as `tables`.
    """
    read = tables(values, hidden, signed=exact_sums, rounding=rounding)
    above = None if parent is None else tree(parent, own)
    limits = enclose(read, lb, above, exact_sums=exact_sums, threads=1)
    finish(read, limits)
    solver = Solver(problem_of(read, above, exact_sums, limits.low, limits.high), whole)
    at = np.ravel_multi_index(tuple(np.asarray(cells, dtype=np.int64).T), read.shape)
    answers = [solver.range(int(cell)) for cell in at]
    return np.array([a for a, _ in answers], dtype=np.int64), np.array([b for _, b in answers], dtype=np.int64)


class Solver:
    """Bounds of cells, one after the other. `least`, `most` [variable]: how far the tables met on the way have gone."""

    def __init__(self, problem: Problem, whole: bool = False) -> None:
        """Raises Contradiction where nothing fits."""
        self.problem = problem
        self.highs = _model(problem, whole)
        self.least = np.full(self.highs.getNumCol(), np.inf)
        self.most = np.full(self.highs.getNumCol(), -np.inf)
        self._run()
        if not whole:  # what was optimal stays possible when the aim is changed: the primal simplex goes on from there
            self.highs.setOptionValue("presolve", "off")
            self.highs.setOptionValue("simplex_strategy", PRIMAL_SIMPLEX)

    def range(self, cell: int) -> tuple[int, int]:
        """Lowest and highest value of a flat cell."""
        column = int(self.problem.column[cell])
        if column < 0:
            return int(self.problem.low[cell]), int(self.problem.low[cell])
        least, most = self._optimum(column, 1.0), -self._optimum(column, -1.0)
        low = -UNBOUNDED if least <= -FAR else int(np.ceil(least - SLACK * max(1.0, abs(least))))
        high = UNBOUNDED if most >= FAR else int(np.floor(most + SLACK * max(1.0, abs(most))))
        return low, high

    def leaves(self, cell: int, smallest: int, largest: int) -> bool:
        """Whether a table was met in which the cell is below `smallest` or above `largest`."""
        column = int(self.problem.column[cell])
        return column >= 0 and bool(self.least[column] < smallest - SLACK or self.most[column] > largest + SLACK)

    def _optimum(self, column: int, cost: float) -> float:
        """The least possible cost × variable, minus infinity where there is none."""
        self.highs.changeColCost(column, cost)
        bounded = self._run()
        best = float(self.highs.getInfo().objective_function_value) if bounded else float("-inf")
        self.highs.changeColCost(column, 0.0)  # which discards the answer
        return best

    def _run(self) -> bool:
        """Whether there is an optimum. Raises Contradiction if nothing fits."""
        self.highs.run()
        status = self.highs.getModelStatus()
        if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return False
        if status == highspy.HighsModelStatus.kInfeasible:
            raise Contradiction("no table fits what is printed")
        if status not in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty):
            raise RuntimeError(f"the solver stopped with {self.highs.modelStatusToString(status)}")
        met = np.array(self.highs.getSolution().col_value)
        if len(met):
            np.minimum(self.least, met, out=self.least)
            np.maximum(self.most, met, out=self.most)
        return True


def _model(problem: Problem, whole: bool) -> Any:
    model = highspy.HighsLp()
    columns = np.flatnonzero(problem.column >= 0)
    model.num_col_, model.num_row_ = len(columns), len(problem.row_low)
    model.col_cost_ = np.zeros(len(columns))
    low, high = problem.low[columns], problem.high[columns]
    model.col_lower_ = np.where(low <= -FAR, -highspy.kHighsInf, low)
    model.col_upper_ = np.where(high >= FAR, highspy.kHighsInf, high)
    model.row_lower_, model.row_upper_ = np.array(problem.row_low), np.array(problem.row_high)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.array(problem.begin, dtype=np.int32)
    model.a_matrix_.index_ = np.array(problem.index, dtype=np.int32)
    model.a_matrix_.value_ = np.array(problem.factor)
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(columns)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.passModel(model)
    return solver
