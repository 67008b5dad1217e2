"""What gives way is hidden a little at a time: the cell, its lines, users near it, the node whole, the group above."""

from dataclasses import replace

import numpy as np
import pytest

from statistics import withdraw
from statistics.audit import AuditReport, PrintedYear, Secret
from statistics.audit.report import Count, Place
from statistics.protect import Policy, Protection, protect
from statistics.withdraw import Trial
from tests.protect.families import with_margins

SHAPE = (3, 2, 4)
PARENT = np.array([-1, 0, 1])
CODES = ("alle", "A", "A10")
PLACE = Place("ratios", 2024, "A10", ("r1", "s0", "a2"), 1, 4)
CELL = (1, 0, 2)


@pytest.fixture
def year() -> tuple[Protection, PrintedYear, Secret]:
    users = with_margins(np.stack([np.full(SHAPE, size) for size in (90, 60, 30)]))
    axes = tuple(tuple(f"{name}{i}" for i in range(n)) for name, n in zip("rsa", users.shape[1:], strict=True))
    nothing = np.zeros(users.shape, dtype=bool)
    shown = PrintedYear(2024, CODES, PARENT, axes, users, nothing, {"x": users}, {"x": nothing})
    return protect(users, PARENT, Policy(), {"x": users}), shown, Secret(users, {"x": users})


def after(leaks: int, monkeypatch: pytest.MonkeyPatch, year: tuple[Protection, PrintedYear, Secret]) -> Protection:
    """As if the cell gave way so many times."""
    reports = [AuditReport((Count("ratios", 2024, 1, 1),), (PLACE,))] * leaks + [AuditReport(())]
    answers = iter(reports)
    monkeypatch.setattr(withdraw, "attack_year", lambda *_, **__: next(answers))
    protection, shown, secret = year
    return withdraw.without_leaks(protection, Trial(shown, secret, attack=lambda *_: AuditReport(())))


def test_nothing_is_hidden_where_nothing_gives_way(monkeypatch: pytest.MonkeyPatch, year) -> None:
    found = after(0, monkeypatch, year)
    assert not found.hidden_sums.any()
    assert found.withdrawn == ()


def test_first_the_cells_sums_then_those_in_the_groups_above_but_the_root(
    monkeypatch: pytest.MonkeyPatch, year
) -> None:
    alone, above = after(1, monkeypatch, year), after(2, monkeypatch, year)
    assert np.argwhere(alone.hidden_sums).tolist() == [[2, *CELL]]
    assert np.argwhere(above.hidden_sums).tolist() == [[1, *CELL], [2, *CELL]]
    assert np.array_equal(after(4, monkeypatch, year).hidden_sums, above.hidden_sums), "there are no groups more"
    assert not above.hidden_users.any()
    assert above.withdrawn == ()


def test_then_its_neighbours_and_then_the_lines_through_it(monkeypatch: pytest.MonkeyPatch, year) -> None:
    region, sex, age = CELL
    steps = [after(leaks, monkeypatch, year) for leaks in (5, 6, 9, 10)]
    regions, sexes, ages = steps[0].hidden_sums.shape[1:]
    lines = (regions - 1) + (sexes - 1) + ages
    beside = {(region, s, age) for s in range(sexes)} | {(region, sex, a) for a in (age - 1, age + 1) if a < ages - 1}
    assert {tuple(cell) for cell in np.argwhere(steps[0].hidden_sums[2]).tolist()} == beside
    assert [found.hidden_sums.sum(axis=(1, 2, 3)).tolist() for found in steps] == [
        [0, 1, len(beside)],
        [0, len(beside), len(beside)],
        [0, len(beside), lines],
        [0, lines, lines],
    ]
    assert not steps[-1].hidden_users.any()


def test_then_users_around_the_cell_then_in_its_lines_then_in_its_region_and_age_band(
    monkeypatch: pytest.MonkeyPatch, year
) -> None:
    age = CELL[2]
    steps = [after(leaks, monkeypatch, year) for leaks in (12, 13, 14, 15)]
    regions, sexes, ages = steps[0].hidden_users.shape[1:]
    assert [found.hidden_users[2].sum() for found in steps] == [
        0,
        sexes + (age > 0) + (age + 1 < ages - 1),
        (regions - 1) + (sexes - 1) + ages,
        sexes * ages + (regions - 1) * sexes,
    ]
    assert not any(found.hidden_users[:2].any() for found in steps)
    assert not any((found.hidden_users & ~found.hidden_sums).any() for found in steps)
    assert not steps[-1].hidden_sums[2].all()
    assert steps[-1].withdrawn == ()


def test_the_cell_in_the_root_too_then_the_node_whole_and_then_the_group_above(
    monkeypatch: pytest.MonkeyPatch, year
) -> None:
    root, sums, users, above, whole = (after(leaks, monkeypatch, year) for leaks in (16, 18, 19, 21, 22))
    assert sums.hidden_sums[2].all()
    assert not sums.hidden_users[2].all()
    assert users.hidden_users[2].all()
    assert not users.hidden_users[1].any()
    assert np.argwhere(root.hidden_sums[0]).tolist() == [list(CELL)]
    assert not root.hidden_users[1].any()
    assert above.hidden_sums[1].all()
    assert above.hidden_users[1].all()
    assert not above.hidden_users[0].any()
    assert whole.hidden_users[0].all()
    assert (sums.withdrawn, above.withdrawn, whole.withdrawn) == ((2,), (1, 2), (0, 1, 2))


def test_zeros_of_users_stay_printed_since_they_tell_that_there_are_no_sums(
    monkeypatch: pytest.MonkeyPatch, year
) -> None:
    protection, shown, secret = year
    users = shown.users.copy()
    users[2, 0, 0, 0] = 0
    year = protection, replace(shown, users=users), secret
    found = after(19, monkeypatch, year)
    assert np.array_equal(found.hidden_users[2], users[2] > 0)
    assert after(20, monkeypatch, year).hidden_users[2].all()


def test_the_nodes_around_a_leak_are_its_groups_what_they_consist_of_and_all_beneath_its_own() -> None:
    #          0   1  2  3  4  5  6  7  8: the root; two groups; of the first a leaf and a subgroup of two; …
    parent = np.array([-1, 0, 0, 1, 1, 4, 4, 2, 2])
    assert withdraw._around(np.array([5]), parent).tolist() == [0, 1, 2, 3, 4, 5, 6]
    assert withdraw._around(np.array([4]), parent).tolist() == [0, 1, 2, 3, 4, 5, 6]
    assert withdraw._around(np.array([2]), parent).tolist() == [0, 1, 2, 7, 8]
    assert withdraw._around(np.array([0]), parent).tolist() == list(range(9))


def test_what_the_releases_own_attack_finds_is_hidden_and_attacked_again(monkeypatch: pytest.MonkeyPatch, year) -> None:
    protection, shown, secret = year
    leak, holds = AuditReport((Count("ratios", 2024, 1, 1),), (PLACE,)), AuditReport(())
    sought = iter([holds, leak, holds])
    monkeypatch.setattr(withdraw, "attack_year", lambda *_, **__: next(sought))
    own = iter([leak, holds])
    found = withdraw.without_leaks(protection, Trial(shown, secret, attack=lambda *_: next(own)))
    assert np.argwhere(found.hidden_sums).tolist() == [[2, *CELL]]
    assert next(own, None) is None
