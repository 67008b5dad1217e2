"""A whole linked year: groups apart, then what needs the root; tables back to nodes."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from statistics.protect.build import FAR, depths, net_of_sums, net_of_users, prices
from statistics.protect.earlier import Held, any_of, of_tables, tightest
from statistics.protect.engine import Found, order_of, protect_group
from statistics.protect.kinds import unprinted
from statistics.protect.net import DEAR, HITS, PRICE, SMALL, USES, Array, Net, padded, unpadded
from statistics.protect.policy import Policy
from statistics.protect.reuse import Memory, apart, worlds_of
from statistics.protect.sinks import spares
from statistics.protect.tree import Tree, groups, merge
from statistics.protect.used import mark

Bool = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Linked:
    """`used` [table, cell]; `rows` (table, inner cell, changes) and `starts` of all worlds.

    `left`: small cells [table, cell] without a world; their tables are used whole. That happens only where a population
    forbids every rise: else one more person in a cell, at every level of the tree, is always a world. `known`: small
    cells, of nodes, whose world agrees with this release alone, since earlier ones leave none.
    """

    used: Bool
    rows: Array
    starts: Array
    left: npt.NDArray[np.int64]
    known: int = 0


Build = Callable[[npt.NDArray[np.int64], Array, Bool, Array], Net]


@dataclass(frozen=True)
class Alone:
    """As if nothing had been printed before: prices [table, cell], and the net made with them.

    `fixed` [table, cell]: what was printed before and still holds; `kept`: how far it may fall and rise [table, layer,
    cell] and agree with that.
    """

    price: Array
    build: Build
    fixed: Bool
    kept: tuple[Array, Array]

    def contradicts(self, found: Found, part: npt.NDArray[np.int64], shape: tuple[int, int, int]) -> bool:
        """Whether some world of a group changes what was printed before."""
        low, high = (bound[part] for bound in self.kept)
        used = np.zeros((len(part), self.fixed.shape[1]), dtype=bool)
        mark(found.rows, found.starts[:, None], shape, low, high, used)
        return bool((used & self.fixed[part]).any())


def open_groups(users: Array, parent: Array) -> Bool:
    """Groups with more users than their children together in some cell: products are coded at the group itself."""
    has_children = np.bincount(parent[parent >= 0], minlength=len(parent)) > 0
    result: Bool = (users > sums_below(users, parent)).reshape(len(users), -1).any(axis=1) & has_children
    return result


def sums_below(values: Array, parent: Array) -> Array:
    below = np.zeros_like(values)
    for child in np.flatnonzero(parent >= 0):
        below[parent[child]] += values[child]
    return below


def small_cells(users: Array, cap: Array, policy: Policy) -> Bool:
    """1–4 users, or all but 1–4 of the population."""
    rest = cap - users
    small: Bool = (users >= policy.smallest) & (users <= policy.largest)
    return small | ((rest >= policy.smallest) & (rest <= policy.largest) & (users > policy.largest))


def publicly_none(nothing: Bool, nobody: Bool, parent: Array, open_above: Bool) -> Bool:
    """[node, cell]: no product has anything of the measures (`nothing` [node, 1]), or printed zeros of users say so.

    A group has nothing where none of its children has, unless products are coded at the group itself.
    """
    found = nothing | nobody
    beneath = np.ones_like(found)
    groups = np.zeros(len(parent), dtype=bool)
    groups[parent[parent >= 0]] = True
    groups[: len(open_above)] &= ~open_above
    for node in range(len(parent) - 1, -1, -1):
        if groups[node]:
            found[node] |= beneath[node]
        if parent[node] >= 0:
            beneath[parent[node]] &= found[node]
    return found


def caps(users: Array, population: Array | None) -> npt.NDArray[np.int64]:
    """[cell]: population where it is known, else out of reach. It is no ceiling: some node may have more users."""
    if population is None:
        return np.full(users.shape[1], FAR, dtype=np.int64)
    flat = population.ravel().astype(np.int64)
    return np.where(flat > 0, flat, FAR)


def link(
    tree: Tree,
    shape: tuple[int, int, int],
    build: Build,
    price: Array,
    small: Bool,
    slack: tuple[Array, Array],
    rounds: tuple[int, ...],
    threads: int,
    done: Callable[[int, int], None] | None,
    memory: Memory,
    alone: Alone | None = None,
) -> Linked:
    """`build(tables, parent, held, price)` makes the net of some tables, of which `parent` gives positions in them.

    `small` [table, cell]: the cells that need a world; what their groups leave, the root's too, is sought in the whole.
    `slack`: how far a figure may fall and rise [table, layer, cell] and still be printed the same. `alone`, where
    something was printed before: a group keeps the worlds that it has without it, if they agree with it, so that a
    group of which nothing has changed stays as it was; and cells of which earlier print leaves no world get one that
    agrees with this release.
    """
    depth = padded(depths(shape), shape)
    parts = groups(tree)
    report = (lambda i: done(i, len(parts))) if done else None

    def worked_on(some: list[npt.NDArray[np.int64]], build: Build, price: Array) -> tuple[list[Net], list[Found]]:
        nets, orders = _nets(tree, some, build, price, depth, threads)
        return nets, worlds_of(nets, orders, rounds, threads, report, memory)

    if alone is None:
        nets, found = worked_on(parts, build, price)
    else:
        nets, found = worked_on(parts, alone.build, alone.price)
        bad = [i for i, part in enumerate(parts) if alone.contradicts(found[i], part, shape)]
        for i, net, again in zip(bad, *worked_on([parts[i] for i in bad], build, price), strict=True):
            nets[i], found[i] = net, again
    uses, hits = np.zeros(price.shape, np.int32), np.zeros(price.shape, np.int32)
    for part, net in zip(parts, nets, strict=True):
        uses[part[1:]], hits[part[1:]] = unpadded(net.marks[USES], shape)[1:], unpadded(net.marks[HITS], shape)[1:]
    pieces = [(f, part) for f, part in zip(found, parts, strict=True)]
    left, known = np.zeros((0, 2), np.int64), 0
    if (small & (hits == 0)).any():
        whole = np.arange(len(tree.parent))
        marks = padded(uses, shape), padded(hits, shape)
        last, found_last, order = _serial(tree, build, price, marks, depth, rounds)
        pieces.append((found_last, whole))
        if alone is not None and len(order):
            before = tree.members[order[:, 0]].sum()
            marks = last.marks[USES], last.marks[HITS]
            last, found_last, order = _serial(tree, alone.build, alone.price, marks, depth, rounds)
            pieces.append((found_last, whole))
            known = int(before - tree.members[order[:, 0]].sum())
        left = _unpadded_cells(order, last)
    rows, starts = join(pieces, slack[0].shape[1], threads)
    used = used_by(pieces, shape, slack, threads)
    used[np.unique(left[:, 0])] = True
    return Linked(used, rows, starts, left, known)


def _nets(
    tree: Tree, parts: list[npt.NDArray[np.int64]], build: Build, price: Array, depth: Array, threads: int
) -> tuple[list[Net], list[Array]]:
    """Of each group, its root held still: its net, and the cells to be covered in their order."""

    def one(part: npt.NDArray[np.int64]) -> tuple[Net, Array]:
        place = np.full(len(tree.parent), -1)
        place[part] = np.arange(len(part))
        up = np.where(tree.parent[part] >= 0, place[tree.parent[part]], -1)
        held = np.zeros(len(part), dtype=bool)
        held[0] = True
        net = apart(build(part, up, held, price[part]))
        net.marks[SMALL, 0] = 0
        return net, order_of(net, depth, tree.depth[part])

    with ThreadPoolExecutor(threads) as pool:
        made = list(pool.map(one, parts))
    return [net for net, _ in made], [order for _, order in made]


def _serial(
    tree: Tree, build: Build, price: Array, marks: tuple[Array, Array], depth: Array, rounds: tuple[int, ...]
) -> tuple[Net, Found, npt.NDArray[np.int64]]:
    """Work on the whole tree at once, the root too. `marks`: uses and hits so far. → net, worlds, cells without one"""
    whole = build(np.arange(len(tree.parent)), tree.parent, np.zeros(len(tree.parent), dtype=bool), price)
    whole.marks[USES], whole.marks[HITS] = marks
    whole.marks[PRICE][whole.marks[USES] > 0] = 0
    found = protect_group(whole, order_of(whole, depth, tree.depth), rounds)
    return whole, found, order_of(whole, depth, tree.depth)


def _unpadded_cells(order: Array, net: Net) -> Array:
    """(table, cell) with cells among R·S·A."""
    result: Array = np.stack([order[:, 0], order[:, 1] // net.line * net.ages + order[:, 1] % net.line], axis=1)
    return result


def used_by(
    pieces: list[tuple[Found, Array]], shape: tuple[int, int, int], slack: tuple[Array, Array], threads: int
) -> Bool:
    """[table, cell] that some world changes so far that it is not printed the same."""
    used = np.zeros((len(slack[0]), slack[0].shape[2]), dtype=bool)

    def of(piece: tuple[Found, Array]) -> Bool:
        found, tables = piece
        own = np.zeros((len(tables), used.shape[1]), dtype=bool)
        mark(found.rows, found.starts[:, None], shape, slack[0][tables], slack[1][tables], own)
        return own

    with ThreadPoolExecutor(threads) as pool:
        for (_, tables), own in zip(pieces, pool.map(of, pieces), strict=True):
            used[tables] |= own
    return used


def join(pieces: list[tuple[Found, Array]], layers: int, threads: int) -> tuple[Array, Array]:
    """Groups' worlds → all worlds, of tables."""
    ends = np.cumsum([0, *(len(found.rows) for found, _ in pieces)])
    rows = np.empty((ends[-1], 2 + layers), np.int64)

    def write(piece: tuple[Found, Array], first: int, last: int) -> None:
        found, tables = piece
        rows[first:last, 0], rows[first:last, 1:] = tables[found.rows[:, 0]], found.rows[:, 1:]

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(write, pieces, ends[:-1], ends[1:]))
    starts = [found.starts[1:, None] + first for (found, _), first in zip(pieces, ends, strict=False)]
    return rows, np.concatenate([np.zeros((1, 1), np.int64), *starts])


def as_changes(linked: Linked, tree: Tree, shape: tuple[int, int, int], layer: int, nodes: int) -> Array:
    """Worlds as docs/worlds-format.md has them: (world, node, inner cell, change), on every node of a table.

    Tables whose node is `nodes` or more (groups' own parts) are left out.
    """
    _regions, sexes, ages = shape
    world = np.repeat(np.arange(len(linked.starts) - 1), np.diff(linked.starts[:, 0]))
    t, y, change = linked.rows[:, 0], linked.rows[:, 1], linked.rows[:, 2 + layer]
    inner = (y // (sexes * ages) * (sexes - 1) + y // ages % sexes) * (ages - 1) + y % ages
    keep = change != 0
    world, t, inner, change = world[keep], t[keep], inner[keep], change[keep]
    order = np.argsort(tree.table, kind="stable")
    order = order[tree.table[order] >= 0]
    first = np.searchsorted(tree.table[order], np.arange(len(tree.row) + 1))
    count = (first[1:] - first[:-1])[t]
    again = np.repeat(np.arange(len(t)), count)
    nth = np.arange(len(again)) - np.repeat(np.cumsum(count) - count, count)
    node = order[first[t[again]] + nth]
    changes = np.stack([world[again], node, inner[again], change[again]], axis=1)
    of_nodes: Array = changes[node < nodes]
    return of_nodes


def link_users(
    users: Array, parent: Array, cap: Array, open_above: Bool, nobody: Bool, shape: tuple[int, int, int],
    policy: Policy, threads: int, done: Callable[[int, int], None] | None, memory: Memory, held: Held,
) -> tuple[Linked, Tree]:  # fmt: skip
    """`users` [node, cell]; `nobody` [node]: publicly none; `held`: what earlier releases printed of them."""
    same = np.zeros(len(parent), dtype=bool)
    child = np.flatnonzero(parent >= 0)
    same[child] = (users[child] == users[parent[child]]).all(axis=1) & ~open_above[parent[child]]
    tree = merge(parent, users[:, -1] + spares(users[:, -1], parent, nobody, policy.largest), same)
    tables = users[tree.row]
    below, opened = sums_below(tables, tree.parent), open_above[tree.row]
    small = small_cells(tables, cap, policy)
    price = prices(tables, tree.members, shape, policy)
    price[small] = 0
    price[:, unprinted(shape, policy)] = 0
    fixed = of_tables(held, tree.table, len(tables))

    def build(part: Array, up: Array, held: Bool, part_price: Array) -> Net:
        return net_of_users(tables[part], shape, up, part_price, small[part], cap, opened[part], held,
                            below[part], policy)  # fmt: skip

    none = np.zeros((len(tables), 1, tables.shape[1]), np.int64)
    dear = np.where(fixed.cells, DEAR - 1, price)
    alone = Alone(price, build, fixed.cells, (none, none)) if fixed.anything else None
    return link(tree, shape, build, dear, small, (none, none), policy.rounds, threads, done, memory, alone), tree


def link_sums(
    sums: Array, slack: tuple[Array, Array], users: Array, parent: Array, hidden: Bool, small: Bool, floor: Array,
    nothing: Bool, open_above: Bool, tied: bool, shape: tuple[int, int, int], policy: Policy, threads: int,
    done: Callable[[int, int], None] | None, memory: Memory, held: Held,
) -> tuple[Linked, Tree]:  # fmt: skip
    """`sums`, `floor` [node, measure, cell]. Where it is printed that there are no users there are no sums either.

    `slack`: how far each may fall (≤ 0) and rise and be printed the same.
    `hidden`: hidden already. `nothing` [node, measure]: publicly none of it. `tied`: the measures move by equal
    amounts. Groups' own parts are nodes after the last.
    """
    n = len(parent)
    active = (users[:, -1] > 0) | hidden[:, -1]  # of whom it is not printed that they are none, there may be sums
    own_of = np.flatnonzero(open_above & active)
    less, more = slack
    if len(own_of):
        own = (sums - sums_below(np.where(active[:, None, None], sums, 0), parent))[own_of]
        sums, parent = np.concatenate([sums, own]), np.concatenate([parent, own_of])
        less, more = (np.concatenate([part, np.zeros_like(own)]) for part in slack)
        nobody = np.zeros((len(own_of), users.shape[1]), dtype=users.dtype)
        users = np.concatenate([users, nobody])
        hidden = np.concatenate([hidden, nobody == 0])
        small = np.concatenate([small, nobody > 0])
        nothing = np.concatenate([nothing, np.zeros((len(own_of), sums.shape[1]), dtype=bool)])
        floor = np.concatenate([floor, np.minimum(own, 0)])
    no_users: Bool = np.logical_and(users == 0, ~hidden)
    small = small & ~publicly_none(np.all(nothing, axis=1, keepdims=True), no_users, parent, open_above)
    same = np.zeros(len(parent), dtype=bool)
    child = np.flatnonzero(parent >= 0)
    same[child] = (users[child] == users[parent[child]]).all(axis=1)
    same[child] &= (sums[child] == sums[parent[child]]).all(axis=(1, 2))
    total = np.concatenate([active, np.ones(len(users) - n, dtype=bool)])
    tree = merge(parent, total, same)
    row = tree.row
    wanted = any_of(small, tree.table, len(row))
    price = prices(users[row], tree.members, shape, policy)
    price[users[row] == 0] = DEAR - 1
    price[hidden[row] | wanted] = 0
    absent = any_of(nothing, tree.table, len(row))
    tables, below = sums[row], sums_below(sums[row], tree.parent)
    less, more = tightest(less, more, tree.table, len(row))  # equal nodes may be rounded in steps of their own
    fixed = of_tables(held, tree.table[:n], len(row))
    kept = _agreeing(fixed, (less, more), hidden[row])

    def build_within(slack: tuple[Array, Array]) -> Build:
        low, high = tables + slack[0], tables + slack[1]

        def build(part: Array, up: Array, held: Bool, part_price: Array) -> Net:
            at = row[part]
            return net_of_sums(sums[at], shape, up, part_price, wanted[part], floor[at], low[part], high[part], held,
                               below[part], absent[part], tied, policy)  # fmt: skip

        return build

    alone = Alone(price, build_within((less, more)), fixed.cells, kept) if fixed.anything else None
    dear = np.where(fixed.cells, DEAR - 1, price)
    return link(tree, shape, build_within(kept), dear, wanted, (less, more), (), threads, done, memory, alone), tree


def _agreeing(held: Held, slack: tuple[Array, Array], hidden: Bool) -> tuple[Array, Array]:
    """How far sums may differ and agree with all print: this release's where the cell is not `hidden`, and before."""
    if not held.anything:
        return slack
    far = (hidden & held.cells)[:, None]
    less, more = (np.where(far, bound, part) for bound, part in zip((-FAR, FAR), slack, strict=True))
    fixed = held.cells[:, None]
    return np.where(fixed, np.maximum(less, held.less), less), np.where(fixed, np.minimum(more, held.more), more)
