"""Protection: which cells of a linked year are hidden, with the proof that no hidden cell can be computed.

Pure and deterministic: the same input gives the same masks and worlds on any number of threads.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from statistics.protect.earlier import Earlier, held_sums, held_users, refuse_earlier
from statistics.protect.kinds import unprinted
from statistics.protect.linked import as_changes, caps, link_sums, link_users, open_groups, small_cells
from statistics.protect.net import Array
from statistics.protect.policy import KINDS, Policy, Zeros, policy_named
from statistics.protect.refuse import refuse, refuse_mask
from statistics.protect.report import Loss, cost
from statistics.protect.reuse import Memory, Nothing
from statistics.protect.slack import floors, slacks, together

__all__ = ["KINDS", "Earlier", "Loss", "Memory", "Policy", "Protection", "Zeros", "cost", "policy_named", "protect"]

Bool = npt.NDArray[np.bool_]
Int64 = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Protection:
    """Masks [node, region, sex, age] and their proof (docs/worlds-format.md). Stays on the secure side.

    `hidden_sums` is one mask for all additive measures and holds `hidden_users`. `uncovered`: small cells without a
    world, which must be 0 for a release. `known_before`: small cells, of users and sums, of which earlier releases
    leave no world, so that theirs agree with this one alone. `withdrawn`: nodes hidden whole.
    """

    hidden_users: Bool
    hidden_sums: Bool
    worlds: Int64
    sum_worlds: dict[str, Int64]
    open_above: Bool
    withdrawn: tuple[int, ...]
    uncovered: int
    report: dict[str, dict[str, Loss]]
    known_before: int = 0


def protect(
    users: Array,
    parent: Array,
    policy: Policy,
    additive: Mapping[str, Array] | None = None,
    population: Array | None = None,
    threads: int = 2,
    progress: Callable[[str, int, int], None] | None = None,
    open_above: Array | None = None,
    nothing: Mapping[str, Array] | None = None,
    earlier: Sequence[Earlier] = (),
    sensitive: Array | None = None,
    memory: Memory | None = None,
) -> Protection:
    """Protect one year: `users` and each of `additive` are [node, region, sex, age], whole numbers, totals last.

    `parent` [node]: −1 for the root, parents first. `population` [region, sex, age]: 0 where unknown. `open_above`
    [node]: groups with products of their own; found from the figures if not given. `nothing` [node], by measure: that
    the node has nothing of it is public (of `users`: that nobody can be one, as where no product is listed); of a sum
    not named, a node without any is taken for one, if it is printed that it has no users. `earlier`: what other
    releases printed of the year; no world changes what they printed and still holds. `sensitive`, of users' shape:
    cells whose sums are hidden though their users need not be (`Dominance`). `memory` keeps what was found of each main
    group, for the next time that it and its room under the root are the same.
    `progress(what, done, of)` is called from the threads. Raises ValueError, naming the place, for figures that cannot
    be true.
    """
    additive, memory = additive or {}, memory or Nothing()
    refuse(users, parent, additive, population, open_above)
    refuse_earlier(earlier, users.shape)
    n, shape = len(users), (users.shape[1], users.shape[2], users.shape[3])
    flat: Int64 = users.reshape(n, -1).astype(np.int64)
    parent = parent.astype(np.int64)
    opened = open_groups(flat, parent)
    if open_above is not None:
        opened |= open_above
    nobody = (nothing or {}).get("users", np.zeros(n, dtype=bool))
    cap = caps(flat, population)
    small = small_cells(flat, cap, policy)
    held = held_users(flat, earlier)
    linked, tree = link_users(flat, parent, cap, opened, nobody, shape, policy, threads, _named(progress, "users"),
                              memory, held)  # fmt: skip
    pool = ThreadPoolExecutor(threads)  # writes worlds out while the next are found
    worlds, sum_worlds = pool.submit(as_changes, linked, tree, shape, 0, n), dict[str, Future[Int64]]()
    hidden: Bool = small | _of_nodes(linked.used, tree.table, n) | unprinted(shape, policy)
    uncovered, known = len(linked.left), linked.known
    if policy.zeros is Zeros.HIDDEN:
        hidden |= (flat == 0) & small.any(axis=1, keepdims=True)
    few = (flat >= policy.smallest) & (flat <= policy.largest)
    if sensitive is not None:
        refuse_mask(sensitive, users.shape)
        few |= sensitive.reshape(flat.shape)
    hidden_sums = hidden | few
    for names in together(list(additive), policy):
        sums = np.stack([additive[name].reshape(n, -1) for name in names], axis=1).astype(np.int64)
        floor, room = floors(sums, names, flat, policy), slacks(sums, names, flat, policy, threads)
        none = np.stack([_nothing(name, sums[:, m], hidden, nothing) for m, name in enumerate(names)], axis=1)
        done = _named(progress, " ".join(names))
        found, sums_tree = link_sums(sums, room, flat, parent, hidden_sums, few, floor, none, opened,
                                     len(names) > 1, shape, policy, threads, done, memory,
                                     held_sums(sums, names, earlier))  # fmt: skip
        hidden_sums = hidden_sums | _of_nodes(found.used, sums_tree.table, n)
        uncovered, known = uncovered + len(found.left), known + found.known
        for m, name in enumerate(names):
            sum_worlds[name] = pool.submit(as_changes, found, sums_tree, shape, m, n)
    masks = {"users": hidden.reshape(users.shape)}
    if additive:
        masks["sums"] = hidden_sums.reshape(users.shape)
    with pool:
        return Protection(
            hidden_users=hidden.reshape(users.shape),
            hidden_sums=hidden_sums.reshape(users.shape),
            open_above=opened,
            withdrawn=_withdrawn(flat, hidden, policy.largest),
            uncovered=uncovered,
            report=cost(users, masks, parent, policy.largest),
            known_before=known,
            worlds=worlds.result(),
            sum_worlds={name: found.result() for name, found in sum_worlds.items()},
        )


def _of_nodes(of_tables: Bool, table: Int64, n: int) -> Bool:
    result: Bool = np.where((table >= 0)[:n, None], of_tables[table[:n]], False)
    return result


def _nothing(name: str, sums: Int64, hidden: Bool, nothing: Mapping[str, Array] | None) -> Bool:
    if nothing is not None and name in nothing:
        return nothing[name]
    none: Bool = (sums == 0).all(axis=1) & ~hidden[:, -1]
    return none


def _withdrawn(users: Int64, hidden: Bool, largest: int) -> tuple[int, ...]:
    """Nodes with more users than a small count, of which nothing but zeros is printed."""
    nothing = (users[:, -1] > largest) & (hidden | (users == 0)).all(axis=1)
    return tuple(int(node) for node in np.flatnonzero(nothing))


def _named(progress: Callable[[str, int, int], None] | None, what: str) -> Callable[[int, int], None] | None:
    return None if progress is None else lambda done, of: progress(what, done, of)
