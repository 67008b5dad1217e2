"""What the attacker is given of one year, and what only the secure side can add to judge what he finds."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from statistics.audit.arrays import Int64, Mask
from statistics.audit.grid import Tables, tables
from statistics.audit.ratios import USERS
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
    freeze: str = ""

    def read(self) -> dict[str, Tables]:
        """Users and sums by name. Raises ValueError as `tables`."""
        found = {USERS: tables(self.users, self.hidden_users)}
        for name, values in self.sums.items():
            found[name] = tables(values, self.hidden_sums[name], signed=True, rounding=self.rounded_as(name))
        return found

    def rounded_as(self, name: str) -> Rounding | None:
        """How a sum was rounded in each cell, by its printed users; None if it is exact."""
        rounding = self.rounding.get(name)
        return None if rounding is None else rounding.of(self.users)

    def tree(self) -> Tree:
        return tree(self.parent, self.own)


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
