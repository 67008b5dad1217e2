"""What propagation alone gives of one year, measure by measure."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from statistics.audit.additive import known_within
from statistics.audit.arrays import Int64, Mask
from statistics.audit.bounds import Contradiction, inside
from statistics.audit.enclose import enclose
from statistics.audit.findings import Findings
from statistics.audit.grid import Tables, without
from statistics.audit.nothing import public
from statistics.audit.propagate import Limits
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

    @cached_property
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
        return (self.small | self.sensitive) & ~self.nothing[name]

    @cached_property
    def sensitive(self) -> Mask:
        """Cells whose sums are secret for their contributors' sake; none that a reader could know of."""
        if self.secret is None or self.secret.sensitive is None:
            return np.zeros(self.users.values.shape, dtype=bool)
        return self.secret.sensitive.reshape(self.users.values.shape)

    @cached_property
    def _places(self) -> dict[str, Int64]:
        """Where the `wanted` sums are, in the flattened arrays."""
        return {name: np.flatnonzero(self.wanted(name)) for name in self.nothing}

    def derived(self, name: str, ends: Ends) -> Mask:
        """The `wanted` sums that are known within ±10 %."""
        derived, at = np.zeros(self.users.values.shape, dtype=bool), self._places[name]
        low, high = (end.ravel()[at] for end in ends)
        if self.secret is not None:
            derived.ravel()[at] = known_within(low, high, self.secret.sums[name].ravel()[at])
        else:
            derived.ravel()[at] = known_within(low, high) & (high != 0)
        return derived


def know(printed: PrintedYear, secret: Secret | None, found: Findings, threads: int, equations: bool = True) -> Known:
    """Read and bound every measure. Raises ValueError or Contradiction, with the place, for what cannot be true.

    Sums are bounded side by side, but for the first: they share a mask, and what the equations of one measure do not
    determine, those of another do not.
    """
    read, above = printed.read(threads), printed.tree()
    limited: dict[str, Limits] = {}

    def bound(name: str, unsolvable: Mask | None) -> Mask:
        """Returns what is still unknown then."""
        limits = limited[name] = _limits(printed, name, read[name], above, unsolvable, equations, threads)
        unknown: Mask = (limits.low < limits.high) & read[name].hidden
        return unknown

    unknown = bound(USERS, None)
    sums = [name for name in read if name != USERS]

    def none_of(name: str) -> tuple[Mask, Tables]:
        none = public(read[name], limited[USERS].high, printed.nothing.get(name), above)
        return none, without(read[name], none)

    with ThreadPoolExecutor(threads) as pool:
        certain = dict(zip(sums, pool.map(none_of, sums), strict=True))
        nothing = {name: none for name, (none, _) in certain.items()}
        read |= {name: table for name, (_, table) in certain.items()}
        for name in sums[:1]:
            unknown = bound(name, unknown)
        list(pool.map(partial(bound, unsolvable=unknown), sums[1:]))
    for name in sums:
        if (limited[name].low < 0).any():
            found.note(f"{name}: noen summer er negative (returer), så skjulte kan også være det")
    ends = {name: (limited[name].low, limited[name].high) for name in read}
    return Known(printed, read, above, ends, nothing, secret)


def _limits(
    printed: PrintedYear, name: str, read: Tables, above: Tree, unsolvable: Mask | None, equations: bool, threads: int
) -> Limits:
    """Hidden sums are taken as 0 or more, as a reader would, unless returned packages show that this is wrong."""
    sums = name != USERS
    for floor in (0, None) if sums else (int(printed.zeros_printed),):
        limits = enclose(
            read, floor, above, exact_sums=sums, threads=threads, unsolvable=unsolvable, equations=equations
        )
        returned = sums and floor == 0 and bool((limits.low < 0).any())
        if limits.contradiction is None and not returned:
            return limits
    assert limits.contradiction is not None
    place = read.place(*limits.contradiction)
    raise Contradiction(f"{printed.year}: {name} as printed contradict themselves at {place}")
