"""The attack with what earlier releases printed of the same year."""

from collections.abc import Sequence

import numpy as np

from statistics.audit.arrays import Int64, Mask
from statistics.audit.bounds import inside
from statistics.audit.findings import Findings
from statistics.audit.known import LARGEST, Known
from statistics.audit.propagate import propagate
from statistics.audit.ratios import USERS
from statistics.audit.releases import aligned, known_before
from statistics.audit.tree import families
from statistics.audit.year import PrintedYear


def attack_before(known: Known, earlier: Sequence[PrintedYear], found: Findings, threads: int) -> None:
    """Earlier releases of this year. Tables that contradict the newest were revised after all, and are left out."""
    for name, read in known.read.items():
        old = [
            aligned(known.printed.codes, other.codes, *_figures(other, name))
            for other in earlier
            if name == USERS or name in other.sums
        ]
        values, hidden = _figures(known.printed, name)
        before = known_before(values, hidden, old, signed=name != USERS)
        if name == USERS:
            found.count("reopened", int(read.hidden.sum()), int(before.reopened.sum()))
        if before.recovered.any():
            _with_recovered(known, name, before.values, before.recovered, found, threads)


def _figures(printed: PrintedYear, name: str) -> tuple[Int64, Mask]:
    if name == USERS:
        return printed.users, printed.hidden_users
    return printed.sums[name], printed.hidden_sums[name]


def _with_recovered(known: Known, name: str, values: Int64, recovered: Mask, found: Findings, threads: int) -> None:
    read, measure = known.read[name], "" if name == USERS else name
    low, high = known.ends[name]
    flat, taken = values.reshape(low.shape), recovered.reshape(low.shape).copy()
    while True:
        taken &= (flat >= low) & (flat <= high)
        ends = np.where(taken, flat, low), np.where(taken, flat, high)
        limits = propagate(*ends, read.grid, known.tree, exact_sums=name != USERS, threads=threads, news=taken)
        if limits.contradiction is None:
            break
        family = families(known.tree, np.array(limits.contradiction[:1]))
        if not taken[family].any():
            found.note(f"{name}: tidligere utgaver passer ikke med denne; de er holdt utenfor.")
            return
        taken[family] = False
    if name == USERS:
        more = read.hidden & inside(*ends, 1, LARGEST) & ~inside(low, high, 1, LARGEST)
    else:
        more = known.wanted(name) & known.derived(name, ends) & ~known.derived(name, (low, high))
    found.add("before", int(taken.sum()), more, read, ends, measure)
