"""The solver on a protected linked year: two hundred tables each alone, and forty families jointly."""

from functools import cache

import numpy as np
import pytest

from statistics.audit import PrintedYear, bounds
from statistics.audit.bounds import inside
from statistics.audit.sample import CELLS, LARGEST_FAMILY, Solved, solve_sample
from statistics.protect import Policy, protect
from tests.audit.cases import printed
from tests.audit.synthetic import hide, year

TABLES, FAMILIES = 200, 40
FANS = (4, 4, 4, 4)
"""341 nodes, and 85 groups of four children."""

CONTROL = 50
"""Tables of the year with the small cells hidden alone; ten families."""

GIVEN_AWAY = 0.6
"""Of the small cells tried there, how many at least come out as 1–4. Measured: 0.82."""

pytestmark = pytest.mark.slow


@cache
def solved(protected: bool) -> tuple[PrintedYear, Solved]:
    shown, secret = year(seed=2, fans=FANS)
    small = inside(secret.users, secret.users, 1, 4)
    if protected:
        found = protect(secret.users, shown.parent, Policy())
        shown = hide(shown.codes, shown.parent, secret.users, {}, found.hidden_users, zeros=False)
    _, high = bounds(printed(secret.users, small), small, 1, shown.parent)
    flat = (len(small), -1)
    wanted = (small & shown.hidden_users).reshape(flat)
    return shown, solve_sample(shown, wanted, high.reshape(flat), TABLES if protected else CONTROL)


def test_it_is_as_large_as_it_should_be() -> None:
    shown, found = solved(protected=True)
    assert (found.tables, found.families) == (TABLES, FAMILIES)
    assert len(found.nodes) > 0.8 * CELLS * (TABLES + FAMILIES)
    totals = shown.users[np.unique(found.nodes), -1, -1, -1]
    assert totals.min() < 50, "the smallest are among them"
    assert totals.max() > 5000, "and the largest"
    assert max(FANS) <= LARGEST_FAMILY


def test_it_finds_nothing() -> None:
    shown, found = solved(protected=True)
    given = found.given_away()
    places = [
        (shown.codes[n], np.unravel_index(c, shown.users.shape[1:]))
        for n, c in zip(found.nodes, found.cells, strict=True)
    ]
    assert [place for place, known in zip(places, given, strict=True) if known] == []


def test_it_finds_most_where_the_small_cells_alone_are_hidden() -> None:
    """The positive control: the same solver on the same year."""
    _, found = solved(protected=False)
    assert (found.tables, found.families) == (CONTROL, CONTROL // (TABLES // FAMILIES))
    assert found.given_away().mean() > GIVEN_AWAY
    assert (found.low == found.high).mean() > 0.3
