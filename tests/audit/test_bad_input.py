"""Print that cannot be is refused by the attacker with its place, one fault at a time."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from statistics.audit import (
    PrintedYear,
    Secret,
    attack_year,
    bounds,
    bounds_additive,
    check_worlds,
    exact,
    lp,
)
from tests.audit.cases import printed, with_totals

REGIONS, SEXES, AGES = ("03", "11", "0"), ("kvinner", "menn", "begge"), ("0-4", "5-9", "10-14", "alle")


def true_users() -> np.ndarray:
    leaves = np.full((2, 2, 2, 3), 20)
    leaves[0, 0, 0, 0] = 3
    return with_totals(np.stack([leaves.sum(0), *leaves]))


def printed_year() -> PrintedYear:
    """A group of two codes, with packages; one small cell is hidden, and what would give it away."""
    users = true_users()
    hidden = np.zeros(users.shape, dtype=bool)
    hidden[:, :2, :2, :2] = True
    return PrintedYear(
        year=2024,
        codes=("alle", "A", "B"),
        parent=np.array([-1, 0, 0]),
        axes=(REGIONS, SEXES, AGES),
        users=printed(users, hidden),
        hidden_users=hidden,
        sums={"packages": printed(users * 3, hidden)},
        hidden_sums={"packages": hidden},
        population=with_totals(np.full((2, 2, 3), 500)),
    )


@pytest.fixture
def shown() -> PrintedYear:
    return printed_year()


def with_value(values: np.ndarray, at: tuple[int, ...], value: int) -> np.ndarray:
    other = values.copy()
    other[at] = value
    return other


def faulty(shown: PrintedYear) -> dict[str, tuple[dict[str, Any], str]]:
    """What is wrong → what is changed, and what is said."""
    users, hidden, packages = shown.users, shown.hidden_users, shown.sums["packages"]
    return {
        "a negative count": ({"users": with_value(users, (1, 2, 0, 3), -7)}, r"-7 is printed at \(1, 2, 0, 3\)"),
        "a figure under the mask": ({"users": with_value(users, (1, 0, 0, 0), 3)}, r"3 stands at \(1, 0, 0, 0\)"),
        "a sum under the mask": (
            {"sums": {"packages": with_value(packages, (2, 1, 1, 1), 60)}},
            r"60 stands at \(2, 1, 1, 1\), which is hidden: -1",
        ),
        "a margin that does not add up": (
            {"users": with_value(users, (2, 2, 2, 3), 241)},
            r"2024: users as printed contradict themselves at \(2, ",
        ),
        "a sum that does not add up": (
            {"sums": {"packages": with_value(packages, (2, 2, 2, 3), 719)}},
            r"2024: packages as printed contradict themselves at \(\d, ",
        ),
        "a child with more users than its parent": (
            {"users": with_value(users, (0, 0, 0, 2), 19)},
            r"2024: users as printed contradict themselves at \(0, ",
        ),
        "a mask of another shape": (
            {"hidden_users": hidden[:, :-1]},
            r"2024: the mask of users has shape \(3, 2, 3, 4\)",
        ),
        "a sum's mask of another shape": (
            {"hidden_sums": {"packages": hidden[:2]}},
            r"2024: the mask of packages has shape \(2, 3, 3, 4\): \(3, 3, 3, 4\) is wanted",
        ),
        "sums of another shape": (
            {"sums": {"packages": packages[..., :3]}},
            r"2024: packages has shape \(3, 3, 3, 3\)",
        ),
        "a code without a table": ({"codes": ("alle", "A", "B", "C")}, r"parent has shape \(3,\): \(4,\) is wanted"),
        "an axis too long": ({"axes": (REGIONS, SEXES, (*AGES, "90+"))}, r"population has shape \(3, 3, 4\)"),
        "a population of another shape": ({"population": shown.users[0, 0]}, r"population has shape \(3, 4\)"),
        "own of another shape": ({"own": np.zeros(2, dtype=bool)}, r"own has shape \(2,\): \(3,\) is wanted"),
        "nothing of another shape": (
            {"nothing": {"packages": np.zeros(1, dtype=bool)}},
            r"nothing of packages has shape",
        ),
        "a parent after its child": ({"parent": np.array([-1, 2, 0])}, "node 1 has parent 2"),
        "a parent that is not there": ({"parent": np.array([-2, 0, 0])}, "node 0 has parent -2"),
    }


def test_what_is_not_changed_is_not_refused(shown: PrintedYear) -> None:
    assert attack_year(shown).total("exact")[0] == int(shown.hidden_users.sum())


@pytest.mark.parametrize("fault", faulty(printed_year()))
def test_a_year_is_refused_with_the_place(shown: PrintedYear, fault: str) -> None:
    changes, message = faulty(shown)[fault]
    with pytest.raises(ValueError, match=message):
        attack_year(replace(shown, **changes))


@pytest.mark.parametrize("attack", [bounds, bounds_additive, exact], ids=lambda function: function.__name__)
def test_each_attack_refuses_a_figure_under_the_mask(attack: Any) -> None:
    with pytest.raises(ValueError, match=r"4 stands at \(1,\), which is hidden"):
        attack(np.array([5, 4, 9]), np.array([False, True, False]))


def test_the_solver_refuses_what_the_others_do() -> None:
    one = np.array([[0]])
    with pytest.raises(ValueError, match=r"4 stands at \(1,\)"):
        lp(np.array([5, 4, 9]), np.array([False, True, False]), 0, one)
    with pytest.raises(ValueError, match=r"-5 is printed at \(0,\)"):
        lp(np.array([-5, -1, 9]), np.array([False, True, False]), 0, one)


@pytest.mark.parametrize("row", [(0, 3, 0, 1), (0, 0, 12, 1), (0, -1, 0, 1), (-1, 0, 0, 1)])
def test_a_world_of_no_cell_is_refused(shown: PrintedYear, row: tuple[int, ...]) -> None:
    small = shown.hidden_users
    with pytest.raises(ValueError, match=r"row 0 of the worlds, .* names no inner cell"):
        check_worlds(shown.users, shown.hidden_users, np.array([row]), small, shown.parent, truth=true_users())


def test_a_truth_that_is_not_what_is_printed_is_refused(shown: PrintedYear) -> None:
    users = true_users()
    sums = {"packages": users * 3}
    nothing = np.zeros((0, 4), dtype=np.int64)
    attack_year(shown, Secret(users, sums, nothing, {"packages": nothing}))
    users[1, :, :, 2] += 1
    with pytest.raises(ValueError, match=r"the truth .* at \(1, "):
        attack_year(shown, Secret(users, sums, nothing, {"packages": nothing}))
