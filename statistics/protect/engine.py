"""Run the compiled parts over the groups of a tree, on threads, and put their results together."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from statistics.protect.greedy import cover_all
from statistics.protect.net import HITS, SINK, SMALL, Array, Net, draft
from statistics.protect.prune import prune
from statistics.protect.rooms import measure


@dataclass(frozen=True)
class Found:
    """One group's result. World w: `rows[starts[w]:starts[w + 1]]`, (table, inner cell of R·S·A, changes)."""

    rows: Array
    starts: Array
    left: int


def order_of(net: Net, depth: Array, level: Array) -> npt.NDArray[np.int64]:
    """Small cells [table, cell] that no world covers: deepest tables first, margins before inner cells."""
    t, y = np.nonzero((net.marks[SMALL] > 0) & (net.marks[HITS] == 0))
    at = np.lexsort((y, t, -depth[y], -level[t]))
    return np.stack([t[at], y[at]], axis=1).astype(np.int64)


def protect_group(net: Net, order: Array, rounds: tuple[int, ...]) -> Found:
    """Cover all small cells of `order`, then give back what can be given back."""
    layers, cells = net.layers, net.marks.shape[2]
    work, spare = (draft(layers, cells, net.line) for _ in range(2))
    rows = np.empty((max(64, 8 * len(order)), 2 + layers), np.int64)
    starts = np.empty((max(64, len(order) + 2), 1), np.int64)
    worlds = left = 0
    for some in _without_sinks_first(net, order):
        measure(net)
        rows, starts, worlds, more = cover_all(net, work, spare, some, rows, starts, worlds)
        left += more
    for most in rounds:
        rows, starts, worlds = prune(net, work, spare, rows, starts, worlds, most)
    assert np.array_equal(net.figures[:layers], net.figures[layers : 2 * layers])
    rows = rows[: starts[worlds, 0]].copy()
    rows[:, 1] = rows[:, 1] // net.line * net.ages + rows[:, 1] % net.line
    return Found(rows, starts[: worlds + 1, 0], left)


def _without_sinks_first(net: Net, order: Array) -> Iterator[Array]:
    """The cells of sinks, while there are none: what leaves a sink it cannot take up itself. Then all others."""
    sinks = net.tables[SINK].copy()
    own = np.isin(order[:, 0], sinks[sinks >= 0])
    if own.any():
        net.tables[SINK] = -1
        yield order[own]
        net.tables[SINK] = sinks
    yield order[~own]


def run(nets: list[Net], orders: list[Array], rounds: tuple[int, ...], threads: int,
        done: Callable[[int], None] | None = None) -> list[Found]:  # fmt: skip
    """All groups; the result does not depend on the number of threads, since groups share nothing."""

    def one(i: int) -> Found:
        found = protect_group(nets[i], orders[i], rounds)
        if done:
            done(i)
        return found

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(one, range(len(nets))))
