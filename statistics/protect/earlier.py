"""What earlier releases printed stays known: where it still holds, no world may change it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from statistics.protect.net import Array
from statistics.protect.refuse import refuse_mask
from statistics.protect.slack import slack
from statistics.rounding import Rounding, rounded

Bool = npt.NDArray[np.bool_]

FREE = 1 << 40
"""A change that no print forbids."""


@dataclass(frozen=True)
class Earlier:
    """An earlier release's print of the year: arrays [node, region, sex, age], nodes as in the newest.

    What stands where it is hidden means nothing; a node that the release lacked is hidden whole. `rounding`: how its
    sums were rounded; those not named are exact.
    """

    users: Array
    hidden_users: Bool
    sums: Mapping[str, Array] = field(default_factory=dict)
    hidden_sums: Mapping[str, Bool] = field(default_factory=dict)
    rounding: Mapping[str, Rounding] = field(default_factory=dict)


@dataclass(frozen=True)
class Held:
    """What earlier print holds in place. `cells` [node, cell]; `less` (≤ 0), `more` [node, measure, cell]: how far each
    sum may differ and agree with it still; without nodes where nothing is held.
    """

    cells: Bool
    less: Array
    more: Array

    @property
    def anything(self) -> bool:
        return bool(self.cells.any())


def held_users(users: Array, earlier: Sequence[Earlier]) -> Held:
    """`users` [node, cell]. A figure that was corrected since tells a reader nothing he could rely on."""
    cells = np.zeros(users.shape, dtype=bool)
    for old in earlier:
        cells |= ~old.hidden_users.reshape(users.shape) & (old.users.reshape(users.shape) == users)
    none = np.zeros((len(users), 1, users.shape[1]), dtype=np.int64)
    return Held(cells, none, none)


def held_sums(sums: Array, names: Sequence[str], earlier: Sequence[Earlier]) -> Held:
    """`sums` [node, measure, cell]: held where they would be printed today as they were then, by the rules of then."""
    cells = np.zeros((len(sums), sums.shape[2]), dtype=bool)
    if not earlier:
        return Held(cells, sums[:0], sums[:0])
    less, more = np.full_like(sums, -FREE), np.full_like(sums, FREE)
    for old in earlier:
        for m, name in enumerate(names):
            if name in old.sums:
                same, low, high = _agreeing(sums[:, m], name, old)
                cells |= same
                less[:, m] = np.where(same, np.maximum(less[:, m], low), less[:, m])
                more[:, m] = np.where(same, np.minimum(more[:, m], high), more[:, m])
    return Held(cells, less, more)


def _agreeing(values: Array, name: str, old: Earlier) -> tuple[Bool, Array, Array]:
    """Where old print holds of one measure [node, cell], and how far it may then differ (`slack`)."""
    rounding, none = old.rounding.get(name), np.zeros_like(values)
    rounding = rounding.of(old.users.reshape(values.shape)) if rounding else None
    shown = values if rounding is None else rounded(values, rounding)
    same: Bool = ~old.hidden_sums[name].reshape(values.shape) & (old.sums[name].reshape(values.shape) == shown)
    low, high = (none, none) if rounding is None else slack(values, rounding)
    return same, low, high


def of_tables(held: Held, table: Array, tables: int) -> Held:
    """Of tables that stand for several nodes (`table` [node], −1 for none): what holds one of them holds all."""
    if not held.anything:
        return Held(np.zeros((tables, held.cells.shape[1]), dtype=bool), held.less[:0], held.more[:0])
    return Held(any_of(held.cells, table, tables), *tightest(held.less, held.more, table, tables))


def tightest(less: Array, more: Array, table: Array, tables: int) -> tuple[Array, Array]:
    """[node, measure, cell] → [table, measure, cell]: how far sums may differ for all nodes that a table stands for."""
    low, high = (np.full((tables, *less.shape[1:]), far) for far in (-FREE, FREE))
    stands, first, others = _stand_for(table)
    low[stands], high[stands] = less[first], more[first]
    for node in others:
        np.maximum(low[table[node]], less[node], out=low[table[node]])
        np.minimum(high[table[node]], more[node], out=high[table[node]])
    return low, high


def any_of(marked: Bool, table: Array, tables: int) -> Bool:
    """[node, cell] → [table, cell]: marked in any of the nodes that the table stands for."""
    found = np.zeros((tables, marked.shape[1]), dtype=bool)
    stands, first, others = _stand_for(table)
    found[stands] = marked[first]
    for node in others:
        found[table[node]] |= marked[node]
    return found


def _stand_for(table: Array) -> tuple[Array, Array, Array]:
    """Tables with nodes of their own, the first node of each, and all other nodes."""
    nodes = np.flatnonzero(table >= 0)
    stands, at = np.unique(table[nodes], return_index=True)
    return stands, nodes[at], np.delete(nodes, at)


def refuse_earlier(earlier: Sequence[Earlier], shape: tuple[int, ...]) -> None:
    """Raises ValueError for print of other tables."""
    for old in earlier:
        for name, values in (("users", old.users), *old.sums.items()):
            if values.shape != shape:
                raise ValueError(f"{name} of an earlier release of shape {values.shape}: wanted {shape}")
        for mask in (old.hidden_users, *old.hidden_sums.values()):
            refuse_mask(mask, shape)
