"""The smallest main groups of a drawn year, with all four measures, against the attacker."""

import numpy as np
import pytest

from benchmarks import protect as benchmark
from statistics.audit import bounds, check_worlds, check_worlds_additive
from statistics.protect import Policy, protect
from statistics.rounding import rounded


@pytest.mark.slow
def test_the_attacker_finds_nothing_and_replays_every_world() -> None:
    parent, inner = benchmark.some_groups(*benchmark.year(1), 2)
    users = benchmark.with_margins(inner)
    measures = benchmark.measures(parent, inner, 1)
    found = protect(users, parent, Policy(), additive=measures)
    small = (users >= 1) & (users <= 4)
    printed = np.where(found.hidden_users, -1, users)
    own = found.open_above
    assert check_worlds(printed, found.hidden_users, found.worlds, small, parent, truth=users, own=own).holds
    low, high = bounds(printed, found.hidden_users, 0, parent, own=own)
    assert not (small & (low >= 1) & (high <= 4)).any()
    for name, values in measures.items():
        rounding = Policy().rounding[name].of(users)
        printed = np.where(found.hidden_sums, -1, rounded(values, rounding))
        worlds = found.sum_worlds[name]
        assert check_worlds_additive(
            printed, found.hidden_sums, worlds, small, parent, truth=values, own=own, rounding=rounding
        ).holds
