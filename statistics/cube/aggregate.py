"""Count one year: distinct persons and sums, at every ATC node, by region, sex and age.

A person has one cell a year, so users add up over region, sex and age, and only the ATC hierarchy needs distinct
counting: see `kernel`. A year comes in ranges of people; each is counted by itself and the tallies are added, which
gives the same numbers however many there are, in any order, on any number of threads or machines.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import reduce
from threading import Lock

import numpy as np
import numpy.typing as npt

from statistics.cube.axes import BANDS, with_margins
from statistics.cube.columns import NOWHERE, BadExtract, Codes, Lines, People, Source, read_lines, read_people
from statistics.cube.kernel import add_lines, runs

Int64 = npt.NDArray[np.int64]

CELLS_A_REGION = 2 * len(BANDS)
SUMS = ("dispensings", "packages", "ddd_milli", "price_ore")
COUNTS = ("lines", "unknown_atc_code", "lines_of_people_without_sex_or_age")
"""What the kernel counts beside the table, in its order."""


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


@dataclass
class Tally:
    """What was counted so far: `users` [cell, node] at every level, `sums` [cell, node, measure] at the lines' own."""

    users: Int64
    sums: Int64
    counts: Int64
    people: dict[str, int] = field(default_factory=lambda: {"people": 0, "people_without_sex_or_age": 0})

    @classmethod
    def empty(cls, codes: Codes) -> "Tally":
        shape = (len(codes.parts) * CELLS_A_REGION, len(codes.nodes))
        return cls(np.zeros(shape, np.int64), np.zeros((*shape, len(SUMS)), np.int64), np.zeros(3, np.int64))

    def add(self, other: "Tally") -> "Tally":
        self.users += other.users
        self.sums += other.sums
        self.counts += other.counts
        self.people = {name: number + other.people[name] for name, number in self.people.items()}
        return self

    @property
    def report(self) -> dict[str, int]:
        return self.people | dict(zip(COUNTS, self.counts.tolist(), strict=True))


@dataclass(frozen=True)
class RangeFiles:
    """One range of people, read when it is its turn."""

    people: Callable[[], Source]
    dispensings: Callable[[], Source]


def count(codes: Codes, ranges: Sequence[RangeFiles], threads: int = 2) -> Tally:
    """Count the ranges. Memory is that of one range and one tally a thread. Raises BadExtract."""
    waiting, lock = iter(ranges), Lock()

    def work() -> Tally:
        tally = Tally.empty(codes)
        for files in _each(waiting, lock):
            people, lines = files.people(), files.dispensings()
            count_range(codes, read_people(people, codes), read_lines(lines, codes), tally, lines.name)
        return tally

    with ThreadPoolExecutor(max(1, min(threads, len(ranges)))) as pool:
        tallies = [pool.submit(work) for _ in range(max(1, min(threads, len(ranges))))]
        return reduce(Tally.add, [tally.result() for tally in tallies])


def count_range(codes: Codes, people: People, lines: Lines, tally: Tally, name: str = "a range") -> None:
    """Add a range to the tally. Raises BadExtract for a line that names nobody of the range, or is out of order."""
    begins, wrong = runs(people.key, lines.person)
    if wrong >= 0:
        raise BadExtract(
            f"{name}: column person, line {wrong}: a dispensing names a person who is not in the range's list of "
            "people, or the lines are not in order of person"
        )
    cell = cells_of(people, lines, begins)
    tally.people["people"] += len(cell)
    tally.people["people_without_sex_or_age"] += int((cell == NOWHERE).sum())
    add_lines(
        begins, cell, lines.code, lines.packages, lines.ddd_milli, lines.has_ddd, lines.price_ore,
        lines.node_of_code, codes.above, tally.users, tally.sums, tally.counts,
    )  # fmt: skip


def cube(codes: Codes, tally: Tally, left_out: dict[str, int], threads: int = 2) -> YearCube:
    """The year's table from all its ranges; `left_out`: lines that no range has, by reason."""

    def of_sum(measure: int) -> Int64:
        by_node = _by_node(tally.sums[:, :, measure])
        for node in range(len(by_node) - 1, 0, -1):
            by_node[codes.above[node]] += by_node[node]
        return _table(by_node)

    with ThreadPoolExecutor(threads) as pool:
        users = pool.submit(lambda: _table(_by_node(tally.users)))
        sums = dict(zip(SUMS, pool.map(of_sum, range(len(SUMS))), strict=True))
    return YearCube(codes.year, codes.nodes, users=users.result(), **sums, report=tally.report | left_out)


def cells_of(people: People, lines: Lines, begins: Int64) -> Int64:
    """Each person's one cell of the year: by residence on 1 January, else at the year's last dispensing."""
    region = people.region.copy()
    absent = np.flatnonzero((region == NOWHERE) & (np.diff(begins) > 0))
    region[absent] = lines.region_of_place[lines.place[begins[absent + 1] - 1]]
    known = (people.cell != NOWHERE) & (region != NOWHERE)
    return np.where(known, region * CELLS_A_REGION + people.cell, NOWHERE)


def _by_node(by_cell: Int64) -> Int64:
    return np.ascontiguousarray(by_cell.T)


def _table(by_node: Int64) -> Int64:
    return with_margins(by_node.reshape(len(by_node), -1, 2, len(BANDS)))


def _each(waiting: Iterator[RangeFiles], lock: Lock) -> Iterator[RangeFiles]:
    """One iterator shared by threads."""
    while True:
        with lock:
            files = next(waiting, None)
        if files is None:
            return
        yield files
