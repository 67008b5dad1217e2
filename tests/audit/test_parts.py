"""The smaller attacks, one by one."""

from dataclasses import replace

import numpy as np

from statistics.audit import PrintedYear, Secret, attack_year, bounds
from statistics.audit.additive import known_within
from statistics.audit.complement import few_left
from statistics.audit.propagate import UNBOUNDED
from statistics.audit.ratios import Ratio, bounds_joint
from statistics.audit.sums import groups, runs, small_sums
from statistics.rounding import Rounding, rounded
from tests.audit.cases import printed, with_totals

ALONE = np.array([-1])
TENTHS = [(90, 110, 100), (89, 110, 100), (100, 100, 100), (0, 1, 1), (-110, -90, -100), (0, 200, 100)]
"""Low, high and truth."""


def test_a_sum_is_known_within_a_tenth() -> None:
    low, high, truth = (np.array(column) for column in zip(*TENTHS, strict=True))
    assert known_within(low, high, truth).tolist() == [True, False, True, False, True, False]
    possible = known_within(low, high)
    assert (possible | ~known_within(low, high, truth)).all()


def test_what_could_be_known_within_a_tenth_is_never_missed() -> None:
    for low in range(-30, 31, 3):
        for high in range(low, 40, 2):
            truths = np.arange(low, high + 1)
            ends = np.full(len(truths), low), np.full(len(truths), high)
            assert known_within(*(end[:1] for end in ends))[0] or not known_within(*ends, truths).any()


def test_few_who_did_not_use_it() -> None:
    people = np.array([10, 10, 10, -1, 10, 8])
    low, high = np.array([7, 10, 0, 7, 6, 9]), np.array([9, 10, 9, 9, 9, 9])
    assert few_left(low, high, people).tolist() == [True, False, False, False, True, False]


def test_neighbouring_ages_together_are_few() -> None:
    """1 and 2 are hidden and neighbours: nobody knows which is which, but they are 3 together."""
    inner = np.array([[[9, 1, 2, 8, 4]], [[7, 6, 6, 0, 7]]])
    table = with_totals(inner)
    hidden = np.zeros(table.shape, dtype=bool)
    hidden[:, :, 1:3] = True
    hidden[-1, :, 1:3] = False
    low, high = (end[None] for end in bounds(printed(table, hidden), hidden))
    found = small_sums(low, high, groups(2, runs(5)))
    assert runs(5)[3] == (1, 2)
    assert found.tolist() == [[0, 0, 3, 1], [0, 1, 3, 1]], "in the first region, women and both sexes"
    assert len(small_sums(low, high, groups(0, [(0, 1)]))) == 0


def test_two_counties_together_are_few() -> None:
    table = with_totals([[[1, 50]], [[3, 50]], [[20, 50]]])
    hidden = np.zeros(table.shape, dtype=bool)
    hidden[:2, :, 0] = True
    hidden[:2, :, 2] = True
    low, high = (end[None] for end in bounds(printed(table, hidden), hidden))
    found = small_sums(low, high, groups(0, [(0, 1), (1, 2)]))
    assert found.tolist() == [[0, 0, 0, 1], [0, 3, 0, 1]]


def test_dispensings_bound_users() -> None:
    """Two hidden cells of 7 users together; their dispensings, 2 and 9, are printed."""
    users, dispensings = np.array([-1, -1, 7]), np.array([2, 9, 11])
    names = ("users", "dispensings")
    values = dict(zip(names, (users[None, None, None], dispensings[None, None, None]), strict=True))
    hidden = {name: array < 0 for name, array in values.items()}
    found = bounds_joint(values, hidden, {"users": 0, "dispensings": 0}, ALONE)
    low, high = (end.ravel().tolist() for end in found["users"])
    assert (low, high) == ([0, 5, 7], [2, 7, 7])


def test_where_nobody_is_a_user_there_is_nothing() -> None:
    """The first cell's users come out as 0 of its group's 7: then all 9 dispensings are of the second."""
    values = {"users": np.array([-1, 7, 7]), "dispensings": np.array([-1, -1, 9])}
    values = {name: array[None, None, None] for name, array in values.items()}
    hidden = {name: array < 0 for name, array in values.items()}
    found = bounds_joint(values, hidden, {"users": 0, "dispensings": 0}, ALONE)
    assert [end.ravel().tolist() for end in found["dispensings"]] == [[0, 9, 9], [0, 9, 9]]


def test_a_ratio_with_both_ends() -> None:
    """Every package has 20 to 30 doses: 100 doses are 4 or 5 packages, and 3 packages 60 to 90 doses."""
    values = {"packages": np.array([-1, 3, -1]), "doses": np.array([100, -1, -1])}
    values = {name: array[None, None, None] for name, array in values.items()}
    hidden = {name: array < 0 for name, array in values.items()}
    ratio = Ratio("doses", "packages", 20, 30)
    found = bounds_joint(values, hidden, {"packages": 0, "doses": 0}, ALONE, [ratio])
    assert [end.ravel().tolist() for end in found["packages"]] == [[4, 3, 7], [5, 3, 8]]
    assert [end.ravel().tolist() for end in found["doses"]] == [[100, 60, 160], [100, 90, 190]]


def test_a_ratio_of_each_node() -> None:
    """A package has 20 to 30 doses in the first node, exactly 25 in the second, and in the third nothing is known."""
    values = {"packages": np.array([-1, -1, -1]), "doses": np.array([100, 100, 100])}
    values = {name: array[:, None, None, None] for name, array in values.items()}
    hidden = {name: array < 0 for name, array in values.items()}
    ratio = Ratio("doses", "packages", np.array([20, 25, 0]), np.array([30, 25, 0]))
    found = bounds_joint(values, hidden, {"packages": 0, "doses": 0}, np.full(3, -1), [ratio])
    low, high = (end.ravel().tolist() for end in found["packages"])
    assert low == [4, 4, 0]
    assert high[:2] == [5, 4]
    assert high[2] == UNBOUNDED


def test_who_knows_the_doses_of_a_package_knows_the_packages_that_were_rounded() -> None:
    """3, 10, 12, in all 25 packages of 28 DDD: printed –, 10, 10, 30 packages and –, 280, 340, 700 DDD.

    280 DDD, 275 to 285 before rounding, are 10 packages and no other number. So the others are 12 and 25: 3 are left.
    """
    users, packages = (np.array(column)[None, :, None, None] for column in ([2, 8, 9, 19], [3, 10, 12, 25]))
    sums, rounding = {"packages": packages, "ddd": 28_000 * packages}, {
        "packages": Rounding(2, 10), "ddd": Rounding(2, 1)
    }  # fmt: skip
    hidden = np.array([True, False, False, False])[None, :, None, None]
    hidden_users = hidden | np.array([False, True, False, False])[None, :, None, None]
    shown = {name: np.where(hidden, -1, rounded(values, rounding[name])) for name, values in sums.items()}
    shown_year = PrintedYear(
        2024, ("alle",), np.array([-1]), (("a", "b", "c", "alle"), ("alle",), ("alle",)),
        np.where(hidden_users, -1, users), hidden_users, shown, dict.fromkeys(sums, hidden), rounding=rounding,
    )  # fmt: skip
    assert shown["ddd"].ravel().tolist() == [-1, 280_000, 340_000, 700_000]
    assert attack_year(shown_year, Secret(users, sums)).leaks == 0
    told = attack_year(replace(shown_year, doses=np.array([[28_000, 28_000]])), Secret(users, sums))
    assert {(place.measure, place.low, place.high) for place in told.places if place.gate == "ratios"} == {
        ("packages", 3, 3), ("ddd", 84_000, 84_000)
    }  # fmt: skip
