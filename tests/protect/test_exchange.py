"""One cell against another of its table, against trying every other cell and looking at all links anew."""

import numba
import numpy as np
import pytest

from statistics.protect.build import net_of_users
from statistics.protect.exchange import exchange, partner
from statistics.protect.linked import sums_below
from statistics.protect.net import LONGEST, PRICE, SINK, VALUE, draft, line_of
from statistics.protect.policy import Policy
from statistics.protect.rooms import measure
from tests.protect.families import with_margins

SHAPE = (4, 3, 4)
"""Three regions, two sexes, three ages, and their totals."""
INNER = [(r, s, a) for r in range(3) for s in range(2) for a in range(3)]
PARENT = np.array([-1, 0, 0, 1, 1, 1])
"""A root; a group and another; three substances of the first."""
NODES = len(PARENT)


def place(cell):
    return (cell[0] * SHAPE[1] + cell[1]) * line_of(SHAPE[2]) + cell[2]


@numba.njit
def first_partner(net, t, y, s, d):
    return partner(net, t, y, s, d)


@numba.njit
def exchanged(net, work, t, y, s, d):
    return exchange(net, work, t, False, -1, y, s, d, np.empty(6, np.int64), np.empty((LONGEST, 2), np.int64))


@numba.njit
def taken_up(net, work, p, besides, y, d):
    return exchange(net, work, p, True, besides, y, 1, d, np.empty(6, np.int64), np.empty((LONGEST, 2), np.int64))


def group_of(children, rng):
    """Users of a group, some of whom use two of its children."""
    return rng.integers(children.max(axis=0), children.sum(axis=0) + 1)


def drawn(seed):
    """A net of few users; one in six of their cells is printed."""
    rng = np.random.default_rng(seed)
    leaves, other = rng.poisson(1.5, (3, 3, 2, 3)), rng.poisson(3, (3, 2, 3))
    group = group_of(leaves, rng)
    users = with_margins(np.stack([group_of(np.stack([group, other]), rng), group, other, *leaves])).reshape(NODES, -1)
    price = np.where((users > 0) & (rng.random(users.shape) < 1 / 6), 1000, 0)
    none, far = np.zeros(NODES, dtype=bool), np.full(users.shape[1], 1 << 40)
    net = net_of_users(users, SHAPE, PARENT, price, np.zeros_like(users), far, none, none, sums_below(users, PARENT),
                       Policy())  # fmt: skip
    net.tables[SINK] = -1  # with all of a child hidden it would be one
    measure(net)
    return net


def shown(net):
    """[node, region, sex, age] of the world as it is."""
    return net.figures[VALUE].reshape(NODES, SHAPE[0], SHAPE[1], -1)[..., : SHAPE[2]].copy()


def is_linked(world):
    """Nobody below none; groups between their largest child and their sum, in every cell."""
    families = [(world[p], world[np.flatnonzero(p == PARENT)]) for p in (0, 1)]
    between = [(own.max(axis=0) <= group).all() and (group <= own.sum(axis=0)).all() for group, own in families]
    return bool((world >= 0).all() and all(between))


def moved(world, t, cell, other, by):
    """The world with `by` more in one inner cell of t and as many fewer in another."""
    inner = world[:, :-1, :-1, :-1].copy()
    inner[(t, *cell)] += by
    inner[(t, *other)] -= by
    return with_margins(inner)


def partners(net, t, cell, by):
    """By trying all: the other cells with which the links hold, and nothing changes that is printed."""
    before, price = shown(net), net.marks[PRICE].reshape(NODES, SHAPE[0], SHAPE[1], -1)[..., : SHAPE[2]]
    found = []
    for other in INNER:
        if other != cell:
            after = moved(before, t, cell, other, by)
            if is_linked(after) and (price[after != before] == 0).all():
                found.append(place(other))
    return found


@pytest.mark.parametrize("seed", range(12))
def test_a_partner_is_found_where_there_is_one(seed):
    net, some = drawn(seed), 0
    for t in range(1, NODES):
        for cell in INNER:
            for by in (-2, -1, 1, 2):
                expected = partners(net, t, cell, by)
                some += len(expected)
                sign = 1 if by > 0 else -1
                assert first_partner(net, t, place(cell), sign, abs(by)) == (expected[0] if expected else -1)
    assert some


@pytest.mark.parametrize("seed", range(6))
def test_an_exchange_leaves_the_links_whole_or_everything_as_it_was(seed):
    """Whole or one by one: a table falls in a cell, or any child of the group but the first rises."""
    net, work = drawn(seed), draft(1, SHAPE[0] * SHAPE[1] * line_of(SHAPE[2]), line_of(SHAPE[2]))
    outcomes = set()
    for cell in INNER:
        for by in (1, 2, 3):
            for t in (None, 2, 3, 4, 5):
                before, prices = shown(net), net.marks[PRICE].copy()
                work.filled[:] = 0
                if t is None:
                    made, wanted = taken_up(net, work, 1, 3, place(cell), np.array([by])), by
                else:
                    made, wanted = exchanged(net, work, t, place(cell), -1, np.array([by])), -by
                after = shown(net)
                change = after - before
                assert is_linked(after)
                assert np.array_equal(net.marks[PRICE], prices)
                assert change[:, *cell].sum() == (wanted if made else 0)
                assert not change[:, -1, -1, -1].any()
                assert not change[[0, 1] if t is not None else [0, 1, 2, 3]].any()
                assert made or not change.any()
                outcomes.add(made)
    assert outcomes == {True, False}
