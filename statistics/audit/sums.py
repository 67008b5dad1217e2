"""Sums a reader can make of hidden neighbours: two age bands, or a few counties, may be few people together."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from statistics.audit.arrays import Int64, Mask
from statistics.audit.grid import grid
from statistics.compiled import compiled


@dataclass(frozen=True)
class Groups:
    """Sets of parts of one axis: set g is `members[first[g]:first[g + 1]]`."""

    axis: int
    first: Int64
    members: Int64


def groups(axis: int, sets: Sequence[Sequence[int]]) -> Groups:
    first = np.cumsum([0, *(len(members) for members in sets)])
    flat = [part for members in sets for part in members]
    return Groups(axis, first.astype(np.int64), np.array(flat, dtype=np.int64))


def runs(parts: int) -> list[tuple[int, ...]]:
    """Every row of two or more neighbours among `parts`, but for all of them, which are the total."""
    ends = combinations(range(parts + 1), 2)
    return [tuple(range(a, b)) for a, b in ends if 2 <= b - a < parts]


def small_sums(low: Int64, high: Int64, sets: Groups, largest: int = 4) -> Int64:
    """Rows (node, line, set) of the sums known to be 1 to `largest`; `low`, `high` as `bounds` of many tables.

    Only sums of two or more unknown cells are counted; lines are those of `grid` along the axis, in its order. A set's
    sum is bounded by its cells and by its line's total less the others.
    """
    table = grid(low.shape[1:])
    along = table.lines[np.unique(table.crossing[:, sets.axis])]
    flat_low, flat_high = low.reshape(len(low), -1), high.reshape(len(high), -1)
    found = np.zeros((len(low), len(along), len(sets.first) - 1), dtype=bool)
    mark_small(flat_low, flat_high, along, sets.first, sets.members, largest, found)
    return np.argwhere(found).astype(np.int64)


@compiled
def mark_small(low: Int64, high: Int64, lines: Int64, first: Int64, members: Int64, largest: int, found: Mask) -> None:
    for t in range(len(low)):
        for i in range(len(lines)):
            start, stride, parts = lines[i, 0], lines[i, 1], lines[i, 2]
            total = start + stride * parts
            least, most, unknown = 0, 0, 0
            for z in range(parts):
                cell = start + stride * z
                least += low[t, cell]
                most += high[t, cell]
                unknown += low[t, cell] < high[t, cell]
            if unknown < 2:
                continue
            for g in range(len(first) - 1):
                lower, upper, open_cells = 0, 0, 0
                for e in range(first[g], first[g + 1]):
                    cell = start + stride * members[e]
                    lower += low[t, cell]
                    upper += high[t, cell]
                    open_cells += low[t, cell] < high[t, cell]
                    if lower > largest:
                        break
                if open_cells < 2 or lower > largest:
                    continue
                lower_rest = max(lower, low[t, total] - (most - upper))
                upper_rest = min(upper, high[t, total] - (least - lower))
                found[t, i, g] = lower_rest >= 1 and upper_rest <= largest
