"""What one measure tells of another: nobody is a user without a dispensing, and no dispensing is without a package.

And where nobody is a user there is nothing of any of them.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from statistics.audit.arrays import Given, Int64, Mask
from statistics.audit.bounds import finish
from statistics.audit.enclose import enclose
from statistics.audit.grid import Tables, tables
from statistics.audit.hold import hold, nobody
from statistics.audit.propagate import propagate
from statistics.audit.tree import Tree, tree
from statistics.rounding import Rounding
from statistics.side_by_side import in_blocks

USERS = "users"
ROUNDS = 20


@dataclass(frozen=True)
class Ratio:
    """least × `per` ≤ `of` ≤ most × `per` in every cell, in stored units; `most` 0: no upper bound.

    Both may differ from node to node, [node].
    """

    of: str
    per: str
    least: int | Int64 = 1
    most: int | Int64 = 0


ALWAYS = (Ratio("dispensings", USERS), Ratio("packages", "dispensings"))
"""True but for returned packages, which a reader will overlook: the attack uses them, and says so if they fail."""

RELATED = frozenset((USERS, "dispensings", "packages", "ddd"))
"""The measures that tell of each other: these, and by the list of products how many doses are in a package."""


def bounds_joint(
    values: Mapping[str, Given],
    hidden: Mapping[str, Given],
    lb: Mapping[str, int | None],
    parent: Given,
    ratios: Sequence[Ratio] = ALWAYS,
    *,
    own: Given | None = None,
    rounding: Mapping[str, Rounding] | None = None,
    threads: int = 2,
) -> dict[str, tuple[Int64, Int64]]:
    """Bounds of all measures at once: `bounds` for "users", `bounds_additive` for the others, and the ratios between.

    Ratios that name a measure not given are left out. Raises Contradiction and ValueError as those do.
    """
    steps = rounding or {}
    read = {name: tables(values[name], hidden[name], signed=name != USERS, rounding=steps.get(name)) for name in values}
    above = tree(parent, own)
    ranges = {}
    for name, table in read.items():
        limits = enclose(table, lb[name], above, exact_sums=name != USERS, threads=threads)
        finish(table, limits)
        ranges[name] = limits.low, limits.high
    relate(read, ranges, above, ratios, threads=threads)
    return {
        name: (ranges[name][0].reshape(read[name].shape), ranges[name][1].reshape(read[name].shape)) for name in read
    }


def relate(
    read: Mapping[str, Tables],
    ranges: Mapping[str, tuple[Int64, Int64]],
    above: Tree,
    ratios: Sequence[Ratio],
    trusted: Mask | None = None,
    threads: int = 2,
) -> None:
    """Tighten the (low, high) [node, cell] of every measure in place, each propagated already. Raises Contradiction.

    `trusted` [node]: where the ratios are believed.
    """
    known = [ratio for ratio in ratios if ratio.of in read and ratio.per in read]
    believed = np.ones(len(above.parent), dtype=bool) if trusted is None else trusted
    changed = np.ones_like(believed)
    for _ in range(ROUNDS):
        news = {name: np.zeros(table.values.shape, dtype=bool) for name, table in read.items()}
        worth = believed & changed
        in_blocks(lambda part: _hold_all(known, ranges, worth, news, part), len(worth), threads)  # noqa: B023
        due = [name for name in read if news[name].any()]
        if not due:
            break
        changed = np.zeros_like(believed)

        def again(name: str, news: Mapping[str, Mask] = news) -> Mask:
            table, rule = read[name], name != USERS
            limits = propagate(*ranges[name], table.grid, above, exact_sums=rule, threads=threads, news=news[name])
            finish(table, limits)
            return limits.changed

        with ThreadPoolExecutor(threads) as pool:
            for moved in pool.map(again, due):
                changed |= moved


def _hold_all(
    ratios: Sequence[Ratio], ranges: Mapping[str, tuple[Int64, Int64]], believed: Mask, news: Mapping[str, Mask],
    part: slice,
) -> None:  # fmt: skip
    """Tighten both sides of each ratio in place, in some nodes, and mark what changed."""
    ends = {name: (low[part], high[part]) for name, (low, high) in ranges.items()}
    for ratio in ratios:
        least, most = (
            np.array(np.broadcast_to(f, believed.shape)[part], dtype=np.int64) for f in (ratio.least, ratio.most)
        )
        hold(*ends[ratio.of], *ends[ratio.per], least, most, believed[part], news[ratio.of][part],
             news[ratio.per][part])  # fmt: skip
    for name in ranges:
        if name != USERS and USERS in ranges:
            nobody(ends[USERS][1], *ends[name], believed[part], news[name][part])
