"""What earlier releases printed is known for ever: the attack across releases."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from statistics.audit.arrays import Given, Int64, Mask
from statistics.audit.grid import tables


@dataclass(frozen=True)
class Before:
    """`values`, `hidden`: the newest release with what earlier ones add, shape of the newest.

    `reopened`: hidden now, printed before. `recovered`: those of them that count as known, since nothing that both
    releases print of the table differs; where something does, the table was revised and the old figure is only a guess.
    """

    values: Int64
    hidden: Mask
    reopened: Mask
    recovered: Mask


def known_before(
    values: Given, hidden: Given, earlier: Sequence[tuple[Given, Given]], *, signed: bool = False
) -> Before:
    """Combine a release with the (values, hidden) of earlier ones, newest first, of the same tables in the same order.

    Where an earlier release lacks a table, give it as wholly hidden. Raises ValueError as `tables`.
    """
    now = tables(values, hidden, signed=signed)
    known, left = now.values.copy(), now.hidden.copy()
    reopened = np.zeros_like(left)
    for old_values, old_hidden in earlier:
        old = tables(old_values, old_hidden, signed=signed)
        if old.shape != now.shape:
            raise ValueError(f"an earlier release has shape {old.shape}, this one {now.shape}")
        revised = (~now.hidden & ~old.hidden & (now.values != old.values)).any(axis=1)
        reopened |= now.hidden & ~old.hidden
        taken = left & ~old.hidden & ~revised[:, None]
        known[taken] = old.values[taken]
        left &= ~taken
    shape = now.shape
    recovered = (now.hidden & ~left).reshape(shape)
    return Before(known.reshape(shape), left.reshape(shape), reopened.reshape(shape), recovered)


def aligned(codes: Sequence[str], old_codes: Sequence[str], old_values: Given, old_hidden: Given) -> tuple[Int64, Mask]:
    """An earlier release's [node, …] arrays in the order of the newer one's codes; nodes it lacked are hidden."""
    position = {code: i for i, code in enumerate(old_codes)}
    at = np.array([position.get(code, -1) for code in codes], dtype=np.int64)
    missing = (at < 0).reshape(-1, *([1] * (old_values.ndim - 1)))
    hidden: Mask = np.where(missing, True, old_hidden[at])
    return np.where(hidden, -1, old_values[at]).astype(np.int64), hidden
