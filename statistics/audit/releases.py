"""What earlier releases printed is known for ever: the attack across releases."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from statistics.audit.arrays import Int64, Mask
from statistics.audit.grid import Tables
from statistics.audit.intervals import Interval
from statistics.audit.propagate import UNBOUNDED


@dataclass(frozen=True)
class Earlier:
    """An earlier release's tables in the order of the newest; what it lacked is hidden.

    `same`: both were counted from the same frozen register, so that what was true then is true now.
    """

    read: Tables
    same: bool


@dataclass(frozen=True)
class Before:
    """All [node, cell]. `low`, `high`: between what earlier print puts a cell, ±UNBOUNDED where it says nothing.

    `reopened`: hidden now, printed before. `altered`: printed in both, and changed by a few at most.
    """

    low: Int64
    high: Int64
    reopened: Mask
    altered: Mask


def known_before(now: Tables, earlier: Sequence[Earlier], truth: Int64 | None = None, few: int = 4) -> Before:
    """What earlier releases of the same tables tell of the newest.

    Of the same frozen register they are believed. Where the register was revised, a reader knows the old figure and has
    to guess whether it still holds: at worst he guesses right wherever it does, which the `truth` [node, cell] tells;
    without it he is taken to believe each table in which nothing that both print differs. Raises ValueError for
    tables of another shape.
    """
    low, high = np.full(now.values.shape, -UNBOUNDED), np.full(now.values.shape, UNBOUNDED)
    reopened, altered = np.zeros_like(now.hidden), np.zeros_like(now.hidden)
    for old in earlier:
        if old.read.values.shape != now.values.shape:
            raise ValueError(f"an earlier release has shape {old.read.values.shape}, this one {now.values.shape}")
        believed = _believed(now, old, truth)
        least, most = old.read.ends
        low[believed] = np.maximum(low, least)[believed]
        high[believed] = np.minimum(high, most)[believed]
        reopened |= now.hidden & ~old.read.hidden
        change = np.abs(now.values - old.read.values)
        altered |= ~now.hidden & ~old.read.hidden & (change >= 1) & (change <= few)
    return Before(low, high, reopened, altered)


def _believed(now: Tables, old: Earlier, truth: Int64 | None) -> Mask:
    """[node, cell]: old figures that a reader takes to hold still."""
    printed: Mask = ~old.read.hidden
    if old.same:
        return printed
    least, most = old.read.ends
    if truth is not None:
        return printed & (least <= truth) & (truth <= most)
    apart = (now.ends.low > most) | (now.ends.high < least)
    revised = np.flatnonzero((~now.hidden & printed & apart).any(axis=1))
    printed[revised] = False
    return printed


def aligned(codes: Sequence[str], old_codes: Sequence[str], old: Tables) -> Tables:
    """An earlier release's tables in the order of the newer one's codes; nodes it lacked are hidden."""
    position = {code: i for i, code in enumerate(old_codes)}
    at = np.array([position.get(code, -1) for code in codes], dtype=np.int64)
    missing = (at < 0)[:, None]
    moved = replace(
        old,
        values=np.where(missing, -1, old.values[at]),
        hidden=old.hidden[at] | missing,
        shape=(len(codes), *old.shape[1:]),
    )
    if old.behind is None:
        return moved
    return replace(moved, behind=type(old.behind)(*(end[at] for end in old.behind)))


def agreeing(read: Tables, before: Interval) -> Tables:
    """The same, where `before` [table, cell] is known as well: ±UNBOUNDED where it says nothing."""
    told = (before.low > -UNBOUNDED) | (before.high < UNBOUNDED)
    low, high = (np.where(read.hidden, far, end) for far, end in zip((-UNBOUNDED, UNBOUNDED), read.ends, strict=True))
    ends = Interval(np.maximum(low, before.low), np.minimum(high, before.high))
    return replace(read, hidden=read.hidden & ~told, behind=ends)
