"""The cheapest move of one table, read off a plane a line at a time, against every move there is."""

from itertools import product

import numba
import numpy as np
import pytest

from statistics.protect.build import net_of_sums
from statistics.protect.linked import sums_below
from statistics.protect.net import DEAR, Net, around, line_of
from statistics.protect.pairs import best_pair
from statistics.protect.planes import may_move
from statistics.protect.policy import Policy
from statistics.protect.products import best_product
from statistics.protect.rooms import measure
from statistics.protect.search import leads_down
from tests.protect.families import with_margins

SHAPE = (3, 3, 4)
"""Two regions, two sexes, three ages, and their totals: twelve inner cells, as many as a pair tries on a side."""
LINE = line_of(SHAPE[2])
AROUND = around(SHAPE)


@numba.njit
def lowest(plane, shape, lines, cells, cell, limit, pairs):
    code = np.empty(6, np.int64)
    if pairs:
        return best_pair(plane, shape, cells, lines, cell, limit, code)
    return best_product(plane, shape, lines, cell, limit, code)


def drawn(seed):
    """A plane of few prices: half the cells are free, some cannot be had, as what fills a line up."""
    rng = np.random.default_rng(seed)
    plane = rng.choice([0, 0, 0, 1000, 1200, 2000, DEAR], (2, SHAPE[0], SHAPE[1], LINE)).astype(np.int32)
    plane[..., SHAPE[2] :] = DEAR
    return plane


def price(plane, changes):
    """What it costs to change cells {place: times}; only a change of one has a price."""
    return sum(int(plane[0 if times > 0 else 1][place]) for place, times in changes.items() if times)


def ends(axis, at):
    """Where the other end of a move lies on one axis, with its sign: opposite between categories, equal to a total."""
    last = SHAPE[axis] - 1
    return [(other, 1 if last in (at, other) else -1) for other in range(last + 1) if other != at]


def every_product(cell):
    for far in product(*(ends(axis, at) for axis, at in enumerate(cell))):
        sides = [((at, 1), end) for at, end in zip(cell, far, strict=True)]
        corners = [tuple(zip(*corner, strict=True)) for corner in product(*sides)]
        yield {place: int(np.prod(signs)) for place, signs in corners}


def margins(inner):
    return set(product(*((at, last - 1) for at, last in zip(inner, SHAPE, strict=True))))


def every_pair(plane, cell):
    inner = list(product(*(range(last - 1) for last in SHAPE)))
    for up, down in product(inner, inner):
        if cell in margins(up) - margins(down) and plane[0][up] == 0 and plane[1][down] == 0:
            yield {place: (place in margins(up)) - (place in margins(down)) for place in margins(up) | margins(down)}


@pytest.mark.parametrize("seed", range(20))
def test_the_lowest_price_of_all_products_and_pairs(seed):
    plane, lines = drawn(seed), np.zeros((2, LINE), np.int32)
    for cell in product(*(range(last) for last in SHAPE)):
        for pairs, every in ((False, every_product(cell)), (True, every_pair(plane, cell))):
            wanted = min([DEAR, *(price(plane, changes) for changes in every)])
            assert lowest(plane.reshape(-1), SHAPE, lines, AROUND, cell, DEAR, pairs) == wanted, (cell, pairs)


@numba.njit
def ways_down(net, y, s, amount):
    """Of each table: whether its own cell y may move by s·amount, and whether some line beneath can move with it."""
    d = np.full(1, amount)
    tables = net.tables.shape[1]
    return [(may_move(net, t, y, s, d, DEAR), leads_down(net, t, y, s, d, DEAR)) for t in range(tables)]


def test_a_sum_does_not_go_down_where_nothing_beneath_can_follow():
    """1,000 in a cell of a group: 880 in a medicine, 120 in a subgroup of two medicines, 60 in each.

    To take 100 away from the subgroup would do by itself, and is the end of the way: neither medicine has so much.
    """
    parent = np.array([-1, 0, 0, 1, 1])
    inner = np.full((5, 2, 2, 3), 2000)
    inner[:, 0, 0, 0] = 1000, 120, 880, 60, 60
    shape, sums = SHAPE, with_margins(inner).reshape(5, 1, -1)
    nothing, price = np.zeros((5, sums.shape[2]), dtype=bool), np.full((5, sums.shape[2]), 1000, dtype=np.int32)
    net: Net = net_of_sums(
        sums, shape, parent, price, nothing, 0 * sums, sums, sums, nothing[:, 0], sums_below(sums, parent),
        nothing[:, :1], False, Policy(),
    )  # fmt: skip
    measure(net)
    group, subgroup, medicine, small, _ = ways_down(net, 0, -1, 100)
    assert group == (True, True), "by way of the medicine"
    assert subgroup == (True, False)
    assert medicine == (True, True)
    assert small == (False, False)
    assert ways_down(net, 0, -1, 50)[1] == (True, True)
    assert ways_down(net, 0, 1, 100)[1] == (True, True)
