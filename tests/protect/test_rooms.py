"""Rooms are kept up through every world that is tried: after a search they are what they would be if measured anew."""

import numpy as np
import pytest

from statistics.protect import Policy
from statistics.protect.build import depths, net_of_sums, net_of_users, prices
from statistics.protect.engine import order_of, protect_group
from statistics.protect.linked import caps, small_cells, sums_below
from statistics.protect.net import ABOVE, ABOVE_SECOND, LARGEST, padded
from statistics.protect.rooms import measure
from statistics.protect.slack import floors, slacks
from tests.protect import families


def made(seed, exact):
    """A small year's net, nothing held, every small cell to be covered; and its tables' depth in the tree."""
    parent, policy = families.tree(seed), Policy()
    users = families.users(parent, seed)
    shape, flat = users.shape[1:], users.reshape(len(users), -1)
    cap, none = caps(flat, None), np.zeros(len(users), dtype=bool)
    small = small_cells(flat, cap, policy)
    price = np.where(small, 0, prices(flat, np.ones(len(users)), shape, policy))
    level = np.array([0 if p < 0 else 1 for p in parent])
    if not exact:
        return net_of_users(flat, shape, parent, price, small, cap, none, none, sums_below(flat, parent), policy), level
    names = ["dispensings"]
    sums = families.sums(users, parent, seed)["dispensings"].reshape(len(users), 1, -1)
    less, more = slacks(sums, names, flat, policy)
    net = net_of_sums(sums, shape, parent, price, small, floors(sums, names, flat, policy), sums + less, sums + more,
                      none, sums_below(sums, parent), none[:, None], False, policy)  # fmt: skip
    return net, level


def comparable(net):
    """Which child is the largest is said where there is one: of equals it may be any."""
    rooms = net.rooms.copy()
    if not net.exact:
        rooms[LARGEST][rooms[ABOVE] == rooms[ABOVE_SECOND]] = -1
    return rooms


@pytest.mark.parametrize("exact", [False, True], ids=["users", "sums"])
@pytest.mark.parametrize("seed", range(3))
def test_rooms_after_a_search_are_those_measured_anew(seed, exact):
    net, level = made(seed, exact)
    depth = padded(depths((net.regions, net.sexes, net.ages)), (net.regions, net.sexes, net.ages))
    measure(net)
    begun = comparable(net)
    found = protect_group(net, order_of(net, depth, level), (4,))
    assert len(found.starts) > 10
    assert np.array_equal(comparable(net), begun)
    measure(net)
    assert np.array_equal(comparable(net), begun)
