"""The attacker against the protection itself, and against a protection that was tampered with."""

from dataclasses import replace

import numpy as np
import pytest

from statistics.audit import AuditReport, PrintedYear, Secret, attack_year, bounds, check_worlds, check_worlds_additive
from statistics.protect import Policy, Protection, protect
from statistics.rounding import rounded
from tests.audit.cases import printed
from tests.audit.synthetic import AXES, year

REVEALED = 60
NOTICED_BY_BOUNDS = 0.5
"""Of counts of five or more users that were revealed, how many at least bring a small one down. Measured: 0.72."""

NOTICED_SUMS = {"whose users are hidden too or not": 0.4, "hidden for the sums alone": 0.9}
"""Of cells whose sums were revealed, how many at least break the proof of one of them. Measured: 0.58 and 0.97. Of the
others it needs no sum: they are hidden because their users are, or print the same in every world.
"""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def protected() -> tuple[PrintedYear, Secret, Protection]:
    shown, secret = year()
    found = protect(secret.users, shown.parent, Policy(), secret.sums)
    hidden, sums = found.hidden_users, found.hidden_sums
    printed_year = PrintedYear(
        shown.year,
        shown.codes,
        shown.parent,
        AXES,
        printed(secret.users, hidden),
        hidden,
        {name: printed(as_printed(name, values, secret.users), sums) for name, values in secret.sums.items()},
        dict.fromkeys(secret.sums, sums),
        own=found.open_above,
        rounding=Policy().rounding,
    )
    return printed_year, replace(secret, worlds=found.worlds, sum_worlds=found.sum_worlds), found


def as_printed(name: str, values: np.ndarray, users: np.ndarray) -> np.ndarray:
    return rounded(values, Policy().rounding[name].of(users))


@pytest.fixture(scope="module")
def report(protected: tuple[PrintedYear, Secret, Protection]) -> AuditReport:
    return attack_year(protected[0], protected[1], solver_tables=20)


@pytest.mark.parametrize("gate", ["printed", "exact", "inside", "sums", "solver", "worlds", "unproven"])
def test_nothing_is_found(report: AuditReport, gate: str) -> None:
    checked, found = report.total(gate)
    assert checked > 0
    assert found == 0


@pytest.mark.parametrize("which", NOTICED_SUMS)
def test_revealed_sums_are_noticed(protected: tuple[PrintedYear, Secret, Protection], which: str) -> None:
    shown, secret, found = protected
    small = (secret.users >= 1) & (secret.users <= 4)
    secondary = found.hidden_sums & (secret.users >= 5)
    if which == "hidden for the sums alone":
        secondary &= ~found.hidden_users
    chosen = np.random.default_rng(3).permutation(np.argwhere(secondary))[:REVEALED]
    noticed = sum(any(broken(name, shown, secret, small, tuple(place)) for name in secret.sums) for place in chosen)
    assert len(chosen) > REVEALED / 2
    assert noticed >= NOTICED_SUMS[which] * len(chosen)


def broken(name: str, shown: PrintedYear, secret: Secret, small: np.ndarray, place: tuple[int, ...]) -> bool:
    """Whether some world of the sum changes what is printed, once the place is."""
    hidden = shown.hidden_sums[name].copy()
    hidden[place] = False
    checked = check_worlds_additive(
        printed(as_printed(name, secret.sums[name], secret.users), hidden),
        hidden,
        secret.sum_worlds[name],
        small,
        shown.parent,
        truth=secret.sums[name],
        own=shown.own,
        rounding=shown.rounding[name].of(secret.users),
    )
    return checked.invalid > 0


def test_one_revealed_cell_is_noticed(protected: tuple[PrintedYear, Secret, Protection]) -> None:
    """Every hidden cell of five or more is in some world, so that its print breaks the proof, each time."""
    shown, secret, _ = protected
    assert secret.worlds is not None
    small = (secret.users >= 1) & (secret.users <= 4)
    rng = np.random.default_rng(3)
    secondary = np.argwhere(shown.hidden_users & (secret.users >= 5))
    brought_down = 0
    for place in rng.permutation(secondary)[:REVEALED]:
        hidden = shown.hidden_users.copy()
        hidden[tuple(place)] = False
        values = printed(secret.users, hidden)
        checked = check_worlds(values, hidden, secret.worlds, small, shown.parent, truth=secret.users, own=shown.own)
        assert checked.invalid > 0
        low, high = bounds(values, hidden, 0, shown.parent, own=shown.own)
        brought_down += bool((small & (low >= 1) & (high <= 4)).any())
    assert brought_down >= NOTICED_BY_BOUNDS * REVEALED
