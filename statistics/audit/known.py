"""What propagation alone gives of one year, measure by measure."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from statistics.audit.additive import known_within
from statistics.audit.arrays import Int64, Mask
from statistics.audit.bounds import Contradiction, inside
from statistics.audit.enclose import enclose
from statistics.audit.findings import Findings
from statistics.audit.grid import Tables, without
from statistics.audit.nothing import public
from statistics.audit.ratios import USERS
from statistics.audit.tree import Tree
from statistics.audit.year import PrintedYear, Secret

LARGEST = 4
"""The most users a small cell has."""

Ends = tuple[Int64, Int64]


@dataclass(frozen=True)
class Known:
    """All that propagation gives of one year, by measure: what is read and its bounds; the truth if it is at hand.

    `nothing` [node, cell], by a sum's name: publicly 0. `trusted` [node]: where ratios between measures are believed.
    """

    printed: PrintedYear
    read: Mapping[str, Tables]
    tree: Tree
    ends: Mapping[str, Ends]
    nothing: Mapping[str, Mask]
    secret: Secret | None
    trusted: Mask | None = None

    @property
    def users(self) -> Tables:
        return self.read[USERS]

    def small(self) -> Mask:
        """The small cells; without the truth, all hidden ones that may be small as far as a reader knows."""
        if self.secret is not None:
            true = self.secret.users.reshape(self.users.values.shape)
            return inside(true, true, 1, LARGEST)
        low, high = self.ends[USERS]
        possible: Mask = self.users.hidden & (low <= LARGEST) & (high >= 1)
        return possible

    def wanted(self, name: str) -> Mask:
        """The sums of small cells and of sensitive ones, but for those that are publicly 0."""
        return (self.small() | self.sensitive()) & ~self.nothing[name]

    def sensitive(self) -> Mask:
        """Cells whose sums are secret for their contributors' sake; none that a reader could know of."""
        if self.secret is None or self.secret.sensitive is None:
            return np.zeros(self.users.values.shape, dtype=bool)
        return self.secret.sensitive.reshape(self.users.values.shape)

    def derived(self, name: str, ends: Ends) -> Mask:
        """The `wanted` sums that are known within ±10 %."""
        derived = self.wanted(name)
        low, high = (end[derived] for end in ends)
        if self.secret is not None:
            derived[derived] = known_within(low, high, self.secret.sums[name].reshape(derived.shape)[derived])
        else:
            derived[derived] = known_within(low, high) & (high != 0)
        return derived


def know(printed: PrintedYear, secret: Secret | None, found: Findings, threads: int) -> Known:
    """Read and bound every measure. Raises ValueError or Contradiction, with the place, for what cannot be true."""
    read, above = printed.read(), printed.tree()
    ends: dict[str, Ends] = {}
    nothing: dict[str, Mask] = {}
    unsolvable = None
    for name, table in read.items():
        if name != USERS:
            nothing[name] = public(table, ends[USERS][1], printed.nothing.get(name), above)
            read[name] = table = without(table, nothing[name])
        ends[name] = low, high = _ends(printed, name, table, above, found, unsolvable, threads)
        unsolvable = (low < high) & table.hidden
    return Known(printed, read, above, ends, nothing, secret)


def _ends(
    printed: PrintedYear, name: str, read: Tables, above: Tree, found: Findings, unsolvable: Mask | None, threads: int
) -> Ends:
    """Hidden sums are taken as 0 or more, as a reader would, unless returned packages show that this is wrong."""
    sums = name != USERS
    for floor in (0, None) if sums else (int(printed.zeros_printed),):
        limits = enclose(read, floor, above, exact_sums=sums, threads=threads, unsolvable=unsolvable)
        returned = sums and floor == 0 and bool((limits.low < 0).any())
        if limits.contradiction is None and not returned:
            return limits.low, limits.high
        if sums and floor == 0:
            found.note(f"{name}: noen summer er negative (returer), så skjulte kan også være det")
    assert limits.contradiction is not None
    place = read.place(*limits.contradiction)
    raise Contradiction(f"{printed.year}: {name} as printed contradict themselves at {place}")
