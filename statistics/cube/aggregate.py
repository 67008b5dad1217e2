"""Count one year: distinct persons and sums, at every ATC node, by region, sex and age.

The way (measured against pandas, Polars and DuckDB in docs/decisions.md): a person has one cell a year, so users add
up over region, sex and age, and only the ATC hierarchy needs distinct counting. Pairs (person, code) are packed in one
integer, sorted, and neighbours that are equal dropped; with codes in order each prefix is contiguous within a person,
so that "the first row of this person in this node" is "the person or the ancestor differs from the row before".
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from statistics.cube.axes import BANDS, ELSEWHERE, INNER, PARTS, band, level, parent, with_margins

Int64 = npt.NDArray[np.int64]

NO_DDD = np.iinfo(np.int64).min
"""In the `ddd_milli` column: the product has no defined daily dose."""

CELLS = int(np.prod(INNER))
DEEPEST = 5


@dataclass(frozen=True)
class People:
    """Everybody with a dispensing in the year. `key` is sorted and unique; all arrays have its length.

    `birth_year` is 0 and `sex` 2 where unknown; `region` is a position in `PARTS`, or −1 where the person had no
    registered residence on 1 January.
    """

    key: Int64
    birth_year: npt.NDArray[np.int16]
    sex: npt.NDArray[np.int8]
    region: npt.NDArray[np.int8]


@dataclass(frozen=True)
class Lines:
    """Dispensings to persons in order of time: person's key, node's position, and what adds up, in smallest units.

    `region` is that of residence at the dispensing, a position in `PARTS`.
    """

    person: Int64
    node: Int64
    region: npt.NDArray[np.int8]
    packages: Int64
    ddd_milli: Int64
    price_ore: Int64


@dataclass(frozen=True)
class YearCube:
    """Arrays [node, region, sex, age] with totals last. `nodes` are ATC codes in order, the root first.

    `report`: how many lines and people were counted, and left out by reason.
    """

    year: int
    nodes: tuple[str, ...]
    users: Int64
    dispensings: Int64
    packages: Int64
    ddd_milli: Int64
    price_ore: Int64
    report: dict[str, int]


def count(year: int, nodes: tuple[str, ...], people: People, lines: Lines) -> YearCube:
    """Count the year. `nodes` are in the order of `axes.node_order`. Raises ValueError for a person not in `people`."""
    row_person = _positions(people.key, lines.person)
    cell = cells(year, people, row_person, lines)
    placed = cell[row_person] >= 0
    rows = Lines(*(column[placed] for column in vars(lines).values()))
    at = cell[row_person[placed]]
    above = ancestors(nodes)

    def added(weights: Int64) -> Int64:
        own = _sum(rows.node, at, weights, len(nodes))
        return with_margins(_roll_up(own, above).reshape(len(nodes), *INNER))

    users = _distinct_users(row_person[placed], rows.node, cell, above)
    return YearCube(
        year=year,
        nodes=nodes,
        users=with_margins(users.reshape(len(nodes), *INNER)),
        dispensings=added(np.sign(rows.packages)),
        packages=added(rows.packages),
        ddd_milli=added(np.where(rows.ddd_milli == NO_DDD, 0, rows.ddd_milli)),
        price_ore=added(rows.price_ore),
        report={
            "people": len(cell),
            "lines": len(at),
            "people_without_sex_or_age": int((cell < 0).sum()),
            "lines_of_people_without_sex_or_age": int((~placed).sum()),
        },
    )


def ancestors(nodes: tuple[str, ...]) -> Int64:
    """[node, level 0–5]: position of each node's ancestor (itself at its own level), −1 below its own level."""
    position = {code: i for i, code in enumerate(nodes)}
    above = np.full((len(nodes), DEEPEST + 1), -1, dtype=np.int64)
    for i, code in enumerate(nodes):
        for depth in range(level(code), -1, -1):
            above[i, depth] = position[code]
            code = parent(code)
    return above


def cells(year: int, people: People, row_person: Int64, lines: Lines) -> Int64:
    """Each person's one cell of the year, flat in `INNER`; −1 for those without a known sex or age.

    Residence on 1 January, else at the year's last dispensing; age on 31 December.
    """
    region = people.region.astype(np.int64)
    last = np.full(len(region), PARTS.index(ELSEWHERE), dtype=np.int64)
    last[row_person] = lines.region  # rows are in order of time, and of equal positions numpy keeps the last
    region = np.where(region < 0, last, region)
    age = year - people.birth_year.astype(np.int64)
    flat = (region * 2 + people.sex) * len(BANDS) + band(np.maximum(age, 0))
    return np.where((people.sex > 1) | (people.birth_year == 0) | (age < 0), -1, flat)


def _positions(keys: Int64, wanted: Int64) -> Int64:
    at = np.searchsorted(keys, wanted)
    if len(wanted) and (len(keys) == 0 or not np.array_equal(keys[np.minimum(at, len(keys) - 1)], wanted)):
        raise ValueError("a dispensing names a person who is not in the extract's list of people")
    return at


def _distinct_users(row_person: Int64, node: Int64, cell: Int64, above: Int64) -> Int64:
    """Persons with at least one line in each node and cell: [node, CELLS]."""
    size = len(above)
    pairs = row_person * size + node
    pairs.sort()
    pairs = pairs[_differs(pairs)]
    person, leaf = np.divmod(pairs, size)
    users = np.zeros((size, CELLS), dtype=np.int64)
    new_person = _differs(person)
    for depth in range(DEEPEST + 1):
        ancestor = above[leaf, depth]
        first = (new_person | _differs(ancestor)) & (ancestor >= 0)
        users += np.bincount(ancestor[first] * CELLS + cell[person[first]], minlength=size * CELLS).reshape(users.shape)
    return users


def _differs(values: Int64) -> npt.NDArray[np.bool_]:
    """Whether each value differs from the one before; the first does."""
    differs = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=differs[1:])
    return differs


def _sum(node: Int64, cell: Int64, weights: Int64, size: int) -> Int64:
    """Exact: every partial sum is a whole number far below 2^53 (a nation's year in øre is some 10^12)."""
    total = np.bincount(node * CELLS + cell, weights=weights.astype(np.float64), minlength=size * CELLS)
    return total.reshape(size, CELLS).astype(np.int64)


def _roll_up(sums: Int64, above: Int64) -> Int64:
    """What was added at each node itself → with all that is beneath it."""
    total = np.zeros_like(sums)
    for depth in range(DEEPEST + 1):
        ancestor = above[:, depth]
        known = ancestor >= 0
        np.add.at(total, ancestor[known], sums[known])
    return total
