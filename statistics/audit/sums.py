"""Sums a reader can make of hidden neighbours: two age bands, or a few counties, may be few people together."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import numpy as np

from statistics.audit.arrays import Int8, Int64
from statistics.audit.grid import Grid, grid
from statistics.compiled import compiled

USERS, REST = 1, 2
"""What of a sum is small: its users, or those of its population that did not use it. Both: 3."""

BLOCK_TABLES = 64


@dataclass(frozen=True)
class Groups:
    """Sets of parts of one axis: set g is `members[first[g]:first[g + 1]]`. One more is all that a line hides."""

    axis: int
    first: Int64
    members: Int64

    def __len__(self) -> int:
        return len(self.first)


class Small(NamedTuple):
    """A sum of `cells` (flat, of one line) of one table: bounds of its users or, where `left`, of the rest."""

    node: int
    cells: tuple[int, ...]
    low: int
    high: int
    left: bool


def groups(axis: int, sets: Sequence[Sequence[int]]) -> Groups:
    first = np.cumsum([0, *(len(members) for members in sets)])
    flat = [part for members in sets for part in members]
    return Groups(axis, first.astype(np.int64), np.array(flat, dtype=np.int64))


def runs(parts: int) -> list[tuple[int, ...]]:
    """Every row of two or more neighbours among `parts`, but for all of them, which are the total."""
    ends = combinations(range(parts + 1), 2)
    return [tuple(range(a, b)) for a, b in ends if 2 <= b - a < parts]


def few_of(parts: int) -> list[tuple[int, ...]]:
    """Every two and every three of `parts`, but for all of them."""
    return [members for size in (2, 3) if size < parts for members in combinations(range(parts), size)]


def lines_along(table: Grid, axis: int) -> Int64:
    """[m, 3]: the lines of a grid along one axis, in its order."""
    crossed = np.unique(table.crossing[:, axis])
    return np.ascontiguousarray(table.lines[crossed[crossed >= 0]])


def small_sums(
    low: Int64, high: Int64, sets: Groups, largest: int = 4, population: Int64 | None = None, threads: int = 1
) -> Int64:
    """Rows (node, line, set, what) of the sums known to be 1 to `largest`; `low`, `high` as `bounds` of many tables.

    `what`: USERS, REST or both; the rest only with `population` [region, sex, age], −1 where unknown, and only where
    it is above `largest` in all. Only sums of two or more unknown cells are counted: others are a cell's. Lines are
    those of `lines_along`. A sum is bounded by its cells, and by its line's total less the others. The set after the
    last, all unknown cells of the line, is left out where one of the sets holds them all.
    """
    table = grid(low.shape[1:])
    lines = lines_along(table, sets.axis)
    least, most = low.reshape(len(low), -1), high.reshape(len(high), -1)
    people = np.full(table.cells, -1) if population is None else population.ravel().astype(np.int64)

    def block(start: int) -> Int64:
        part = slice(start, start + BLOCK_TABLES)
        what = np.zeros((len(least[part]), len(lines), len(sets)), dtype=np.int8)
        mark_small(least[part], most[part], lines, sets.first, sets.members, people, largest, what)
        table, line, number = np.nonzero(what)
        return np.stack([table + start, line, number, what[table, line, number]], axis=1).astype(np.int64)

    with ThreadPoolExecutor(max(1, threads)) as pool:
        found = list(pool.map(block, range(0, len(least), BLOCK_TABLES)))
    return np.concatenate([np.zeros((0, 4), dtype=np.int64), *found])


def described(row: Int64, low: Int64, high: Int64, sets: Groups, population: Int64 | None = None) -> list[Small]:
    """What a row of `small_sums` is about, in cells and bounds."""
    node, line, number, what = (int(value) for value in row)
    start, stride, parts = lines_along(grid(low.shape[1:]), sets.axis)[line]
    least, most = low[node].ravel(), high[node].ravel()
    every = start + stride * np.arange(parts)
    if number < len(sets) - 1:
        cells = every[sets.members[sets.first[number] : sets.first[number + 1]]]
    else:
        cells = every[least[every] < most[every]]
    others, total = np.setdiff1d(every, cells), start + stride * parts
    bottom = max(least[cells].sum(), least[total] - most[others].sum())
    top = min(most[cells].sum(), most[total] - least[others].sum())
    place = tuple(int(cell) for cell in cells)
    found = [Small(node, place, int(bottom), int(top), left=False)] if what & USERS else []
    if what & REST and population is not None:
        people = int(population.ravel()[cells].sum())
        found.append(Small(node, place, people - int(top), people - int(bottom), left=True))
    return found


@compiled
def mark_small(
    low: Int64, high: Int64, lines: Int64, first: Int64, members: Int64, people: Int64, largest: int, what: Int8
) -> None:
    last = len(first) - 1
    for t in range(len(low)):
        for i in range(len(lines)):
            start, stride, parts = lines[i, 0], lines[i, 1], lines[i, 2]
            total = start + stride * parts
            least, most, unknown, open_least, open_most, open_people = 0, 0, 0, 0, 0, 0
            for z in range(parts):
                cell = start + stride * z
                least += low[t, cell]
                most += high[t, cell]
                if low[t, cell] < high[t, cell]:
                    unknown += 1
                    open_least += low[t, cell]
                    open_most += high[t, cell]
                    open_people = open_people + people[cell] if open_people >= 0 and people[cell] >= 0 else -1
            if unknown < 2:
                continue
            all_open = False
            for g in range(last):
                lower, upper, open_cells, of = 0, 0, 0, 0
                for e in range(first[g], first[g + 1]):
                    cell = start + stride * members[e]
                    lower += low[t, cell]
                    upper += high[t, cell]
                    open_cells += low[t, cell] < high[t, cell]
                    of = of + people[cell] if of >= 0 and people[cell] >= 0 else -1
                if open_cells < 2:
                    continue
                all_open |= open_cells == unknown
                lower_rest = max(lower, low[t, total] - (most - upper))
                upper_rest = min(upper, high[t, total] - (least - lower))
                what[t, i, g] = few(lower_rest, upper_rest, of, largest)
            if not all_open and unknown < parts:
                lower_rest = max(open_least, low[t, total] - (most - open_most))
                upper_rest = min(open_most, high[t, total] - (least - open_least))
                what[t, i, last] = few(lower_rest, upper_rest, open_people, largest)


@compiled
def few(lower: int, upper: int, of: int, largest: int) -> int:
    """What of a sum between `lower` and `upper`, of `of` inhabitants (−1: unknown), is known to be 1 to `largest`."""
    users = 1 if lower >= 1 and upper <= largest else 0
    rest = 2 if of > largest and of - upper >= 1 and of - lower <= largest else 0
    return users + rest
