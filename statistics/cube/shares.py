"""Which sums are nearly all one or two pharmacies' turnover. Not counted unless a policy asks for it.

The register knows the pharmacy of each line. It does not know manufacturers, so they cannot be asked about.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from statistics.cube.aggregate import cells_of
from statistics.cube.axes import INNER, SHAPE
from statistics.cube.columns import NOWHERE, Codes, Lines, People
from statistics.cube.kernel import runs

Int64 = npt.NDArray[np.int64]
Bool = npt.NDArray[np.bool_]

FULL = int(np.prod(SHAPE))
MARGINS = [(region, sex, age) for region in (False, True) for sex in (False, True) for age in (False, True)]
"""On which axes a cell is a total."""


@dataclass(frozen=True)
class Shares:
    """What each pharmacy sold: rows of `node`, inner `cell` and `pharmacy`, each set once, with `amounts` [row, 2].

    Amounts: price in øre, packages; returns taken off.
    """

    node: Int64
    cell: Int64
    pharmacy: Int64
    amounts: Int64

    def merged(self) -> "Shares":
        """Rows of one node, cell and pharmacy added up."""
        order = np.lexsort((self.pharmacy, self.cell, self.node))
        keys = np.stack([self.node, self.cell, self.pharmacy], axis=1)[order]
        first = _first(keys)
        amounts = np.add.reduceat(self.amounts[order], first, axis=0) if len(first) else self.amounts
        node, cell, pharmacy = keys[first].T
        return Shares(node, cell, pharmacy, amounts)


def of_range(codes: Codes, people: People, lines: Lines, pharmacy: Int64) -> Shares:
    """Shares of the people of a range; `pharmacy` [line]: the same number for the same pharmacy in all ranges."""
    begins, _ = runs(people.key, lines.person)
    cell = np.repeat(cells_of(people, lines, begins), np.diff(begins))
    node = lines.node_of_code[lines.code]
    kept = (cell != NOWHERE) & (node != NOWHERE)
    amounts = np.stack([lines.price_ore, lines.packages.astype(np.int64)], axis=1)
    return Shares(node[kept], cell[kept], pharmacy[kept], amounts[kept]).merged()


def together(parts: Iterable[Shares]) -> Shares:
    """All ranges of a year."""
    found = list(parts)
    node, cell, pharmacy, amounts = (
        np.concatenate([getattr(part, name) for part in found]) for name in ("node", "cell", "pharmacy", "amounts")
    )
    return Shares(node, cell, pharmacy, amounts).merged()


def dominated(shares: Shares, above: Int64, percent: int) -> Bool:
    """[node, region, sex, age]: where of sales or packages all but the two largest pharmacies have together less than
    `percent` % of what the largest has. `above` [node]: −1 for the root, parents first.
    """
    found = np.zeros((len(above), FULL), dtype=bool)
    for level in _levels(shares, above):
        for margin in MARGINS:
            rows = Shares(level.node, _cell_of(level.cell, margin), level.pharmacy, level.amounts).merged()
            for amount in rows.amounts.T:
                node, cell = _few_behind(rows, amount, percent)
                found[node, cell] = True
    return found.reshape(len(above), *SHAPE)


def _levels(shares: Shares, above: Int64) -> Iterator[Shares]:
    """The shares of every node, those of one depth at a time, the deepest first."""
    depth = np.zeros(len(above), dtype=np.int64)
    for node in range(1, len(above)):
        depth[node] = depth[above[node]] + 1
    at = depth[shares.node]
    waiting = Shares(*(part[:0] for part in (shares.node, shares.cell, shares.pharmacy, shares.amounts)))
    for level in range(int(depth.max()), -1, -1):
        own = at == level
        mine = Shares(shares.node[own], shares.cell[own], shares.pharmacy[own], shares.amounts[own])
        now = together([waiting, mine])
        yield now
        waiting = Shares(above[now.node], now.cell, now.pharmacy, now.amounts)


def _cell_of(inner: Int64, total: tuple[bool, bool, bool]) -> Int64:
    """Inner cell → cell of the whole table, or the total it is counted in."""
    at = np.unravel_index(inner, INNER)
    places = [np.full_like(inner, n - 1) if on else axis for axis, on, n in zip(at, total, SHAPE, strict=True)]
    return np.ravel_multi_index(tuple(places), SHAPE).astype(np.int64)


def _few_behind(rows: Shares, amount: Int64, percent: int) -> tuple[Int64, Int64]:
    """→ node, cell. A pharmacy that took back more than it sold has no share."""
    size = np.maximum(amount, 0)
    order = np.lexsort((-size, rows.cell, rows.node))
    size, keys = size[order], np.stack([rows.node, rows.cell], axis=1)[order]
    first = _first(keys)
    if not len(first):
        return first, first
    count = np.diff(np.append(first, len(size)))
    second = np.where(count > 1, size[np.minimum(first + 1, len(size) - 1)], 0)
    others = np.add.reduceat(size, first) - size[first] - second
    few = (size[first] > 0) & (100 * others < percent * size[first])
    return keys[first[few], 0], keys[first[few], 1]


def _first(keys: Int64) -> Int64:
    """Where in sorted rows each new one begins."""
    new = np.ones(len(keys), dtype=bool)
    new[1:] = (keys[1:] != keys[:-1]).any(axis=1)
    return np.flatnonzero(new)
