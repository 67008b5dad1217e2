"""What the attacker is given of one year, and what only the secure side can add to judge what he finds."""

from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import numpy as np

from statistics.audit.arrays import Given, Int64, Mask
from statistics.audit.grid import Tables, tables
from statistics.audit.ratios import ALWAYS, USERS, Ratio
from statistics.audit.tree import Tree, tree
from statistics.rounding import Rounding


@dataclass(frozen=True)
class PrintedYear:
    """Printed figures of one year: arrays [node, region, sex, age] with totals last, −1 where hidden.

    `codes`, `parent` [node]: ATC codes, ancestors first, −1 for the root. `axes`: codes of region, sex and age.
    `sums`, `hidden_sums`: additive measures by name, in whole stored units. `rounding`: how the printed figures of a
    sum were rounded, by its name; the others are exact. `nothing` [node], by a sum's name: by the public product list
    no product of the node has that measure at all, so that every cell of it is 0. `population` [region, sex, age] as
    printed, −1 where unknown. `own` [node]: products are coded at the node itself. `zeros_printed`: every zero is
    printed, so that a hidden inner cell is at least 1.
    `doses` [node, 2]: least and most stored units of DDD in one package of the node's products, by the public list; 0
    most: none known.
    `freeze`: names the frozen register and the rules of counting; two years of one name are the same counts.
    """

    year: int
    codes: tuple[str, ...]
    parent: Int64
    axes: tuple[tuple[str, ...], ...]
    users: Int64
    hidden_users: Mask
    sums: Mapping[str, Int64] = field(default_factory=dict)
    hidden_sums: Mapping[str, Mask] = field(default_factory=dict)
    population: Int64 | None = None
    own: Mask | None = None
    zeros_printed: bool = False
    rounding: Mapping[str, Rounding] = field(default_factory=dict)
    nothing: Mapping[str, Mask] = field(default_factory=dict)
    doses: Int64 | None = None
    freeze: str = ""

    def read(self, threads: int = 1) -> dict[str, Tables]:
        """Users and sums by name. Raises ValueError as `tables`, and for arrays that are not of one shape."""
        self._refuse()

        def of_sum(name: str) -> Tables:
            return tables(self.sums[name], self.hidden_sums[name], signed=True, rounding=self.rounded_as(name))

        users = tables(self.users, self.hidden_users)
        with ThreadPoolExecutor(threads) as pool:
            return {USERS: users} | dict(zip(self.sums, pool.map(of_sum, self.sums), strict=True))

    def _refuse(self) -> None:
        cells = tuple(len(axis) for axis in self.axes)
        of_nodes, of_year = (len(self.codes),), (len(self.codes), *cells)
        wanted: list[tuple[str, Given | None, tuple[int, ...]]] = [
            ("parent", self.parent, of_nodes),
            ("own", self.own, of_nodes),
            ("doses", self.doses, (*of_nodes, 2)),
            ("population", self.population, cells),
            ("users", self.users, of_year),
            ("the mask of users", self.hidden_users, of_year),
        ]
        wanted += [(f"nothing of {name}", none, of_nodes) for name, none in self.nothing.items()]
        for name, values in self.sums.items():
            wanted += [(name, values, of_year), (f"the mask of {name}", self.hidden_sums[name], of_year)]
        for name, array, shape in wanted:
            if array is not None and array.shape != shape:
                raise ValueError(f"{self.year}: {name} has shape {array.shape}: {shape} is wanted")

    def rounded_as(self, name: str) -> Rounding | None:
        """How a sum was rounded in each cell, by its printed users; None if it is exact."""
        rounding = self.rounding.get(name)
        return None if rounding is None else rounding.of(self.users)

    def ratios(self) -> tuple[Ratio, ...]:
        """What its measures tell of each other."""
        if self.doses is None:
            return ALWAYS
        return *ALWAYS, Ratio("ddd", "packages", self.doses[:, 0], self.doses[:, 1])

    def tree(self) -> Tree:
        return tree(self.parent, self.own)

    def of(self, measures: Collection[str]) -> "PrintedYear":
        """Some sums of it."""
        sums = {name: values for name, values in self.sums.items() if name in measures}
        return replace(self, sums=sums, hidden_sums={name: self.hidden_sums[name] for name in sums})

    def among(self, nodes: Int64) -> "PrintedYear":
        """Some nodes of it in order, each with all its groups: less than a reader has.

        A group of which children are left out counts as one with users of its own.
        """
        place = np.full(len(self.codes), -1)
        place[nodes] = np.arange(len(nodes))
        open_above = np.zeros(len(self.codes), dtype=bool) if self.own is None else self.own.copy()
        open_above[self.parent[(place < 0) & (self.parent >= 0)]] = True
        return replace(
            self,
            codes=tuple(self.codes[node] for node in nodes),
            parent=np.where(self.parent[nodes] < 0, -1, place[self.parent[nodes]]),
            users=self.users[nodes],
            hidden_users=self.hidden_users[nodes],
            sums={name: values[nodes] for name, values in self.sums.items()},
            hidden_sums={name: mask[nodes] for name, mask in self.hidden_sums.items()},
            own=open_above[nodes],
            rounding={name: how.rows(nodes) for name, how in self.rounding.items()},
            nothing={name: none[nodes] for name, none in self.nothing.items()},
            doses=None if self.doses is None else self.doses[nodes],
        )


@dataclass(frozen=True)
class Secret:
    """The truth behind a `PrintedYear`, and the worlds that prove its hiding; never leaves the secure side.

    `sensitive` [node, region, sex, age]: cells whose sums are as secret as those of few users, whatever their users.
    """

    users: Int64
    sums: Mapping[str, Int64] = field(default_factory=dict)
    worlds: Int64 | None = None
    sum_worlds: Mapping[str, Int64] = field(default_factory=dict)
    sensitive: Mask | None = None

    def of(self, measures: Collection[str]) -> "Secret":
        """As `PrintedYear.of`."""
        return replace(self, sums={name: values for name, values in self.sums.items() if name in measures})

    def among(self, nodes: Int64) -> "Secret":
        """As `PrintedYear.among`; without the worlds, which reach beyond these nodes."""
        sums = {name: values[nodes] for name, values in self.sums.items()}
        return Secret(self.users[nodes], sums, sensitive=None if self.sensitive is None else self.sensitive[nodes])
