"""Small numbers that a reader makes himself of what is printed. They are no cells of the release: reported, no gate."""

from collections.abc import Callable

import numpy as np

from statistics.audit.between import Ranges, of_several, small, without_child
from statistics.audit.findings import Findings
from statistics.audit.known import LARGEST, Ends, Known
from statistics.audit.report import SHOWN, Place
from statistics.audit.sums import REST, USERS, Groups, described, few_of, groups, lines_along, runs, small_sums


def attack_made(known: Known, ends: Ends, found: Findings, threads: int = 2) -> None:
    """Sums of neighbouring ages, of two or three regions, and of all that a line hides; differences between nodes.

    `ends`: all that is known of users.
    """
    shape = known.users.grid.shape
    for axis, sets in ((len(shape) - 1, runs(shape[-1] - 1)), (0, few_of(shape[0] - 1))):
        if shape[axis] > 2:
            _sums(known, ends, found, groups(axis, sets), threads)
    codes = known.printed.codes
    _between(known, found, "differences", without_child(*ends, known.tree), lambda k: f"{_above(known, k)}−{codes[k]}")
    _between(known, found, "overlaps", of_several(*ends, known.tree), lambda node: codes[node])


def _sums(known: Known, ends: Ends, found: Findings, sets: Groups, threads: int) -> None:
    grid = known.users.grid
    low, high = (end.reshape(-1, *grid.shape) for end in ends)
    population = known.printed.population
    rows = small_sums(low, high, sets, LARGEST, population, threads)
    tried = len(low) * len(lines_along(grid, sets.axis)) * len(sets)
    found.count("groups", tried, int((rows[:, 3] & USERS > 0).sum()))
    if population is not None:
        found.count("rests", tried, int((rows[:, 3] & REST > 0).sum()))
    for row in rows[:SHOWN]:
        for each in described(row, low, high, sets, population):
            gate = "rests" if each.left else "groups"
            found.place(_place(known, gate, known.printed.codes[each.node], each.cells, each.low, each.high))


def _between(known: Known, found: Findings, gate: str, ranges: Ranges, named: Callable[[int], str]) -> None:
    rows = small(ranges, LARGEST)
    found.count(gate, ranges.low.size, len(rows))
    for i, cell in rows[:SHOWN]:
        low, high = int(ranges.low[i, cell]), int(ranges.high[i, cell])
        found.place(_place(known, gate, named(int(ranges.nodes[i])), (int(cell),), low, high))


def _above(known: Known, node: int) -> str:
    return known.printed.codes[int(known.tree.parent[node])]


def _place(known: Known, gate: str, node: str, cells: tuple[int, ...], low: int, high: int) -> Place:
    """A sum's codes on the axis that it runs along are joined by a plus sign between spaces."""
    at = np.array([known.users.grid.place(cell) for cell in cells])
    parts = (dict.fromkeys(axis[i] for i in column) for axis, column in zip(known.printed.axes, at.T, strict=True))
    codes = tuple(" + ".join(part) for part in parts)
    return Place(gate, known.printed.year, node, codes, low, high)
