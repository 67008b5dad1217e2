"""What a release says of its own gaps: counted from print alone, exactly, and the truth's count stays secure."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from statistics import secure
from statistics.assemble import Printed
from statistics.cube.axes import AGES, REGIONS, SEXES, SHAPE
from statistics.definitions import stored
from statistics.protect import Loss, Protection
from statistics.table import Reason
from statistics.visible import USERS, Visible, read, visible

OSLO, NATION = REGIONS.index("03"), -1
OLD, ALL = AGES.index("80-84"), -1
WOMEN, BOTH = SEXES.index("kvinner"), -1


def block(code: str, users: list[np.ndarray], hidden: list[np.ndarray]) -> Printed:
    values = np.zeros((len(users), *SHAPE, len(stored())), np.int64)
    reasons = np.zeros(values.shape, np.uint8)
    for year, (count, mask) in enumerate(zip(users, hidden, strict=True)):
        values[year, ..., USERS] = np.where(mask, 0, count)
        reasons[year, mask] = Reason.HIDDEN
    return Printed(code, values, reasons)


def women_of_oslo(number: int) -> np.ndarray:
    """So many, all of one age."""
    users = np.zeros(SHAPE, np.int64)
    users[np.ix_([OSLO, NATION], [WOMEN, BOTH], [OLD, ALL])] = number
    return users


def nothing() -> np.ndarray:
    return np.zeros(SHAPE, dtype=bool)


def test_each_margin_and_level_is_counted() -> None:
    hidden = nothing()
    hidden[OSLO, WOMEN, OLD] = hidden[OSLO, WOMEN, ALL] = hidden[0, 1, 0] = True
    one = block("A10BA02", [women_of_oslo(9)], [hidden])
    found = read(visible([one], [2024])["2024"]["users"])
    assert found["margin 0"] == Visible(printed=0, hidden=2, users=0, of_users=9)
    assert found["margin 1"] == Visible(printed=2, hidden=1, users=18, of_users=27)
    assert found["margin 2"] == Visible(printed=3, hidden=0, users=27, of_users=27)
    assert found["margin 3"] == Visible(printed=1, hidden=0, users=9, of_users=9)
    assert found["all"] == found["level 5"] == Visible(printed=6, hidden=3, users=54, of_users=72)
    assert found["level 1"] == Visible(0, 0, 0, 0)
    assert (found["all"].share, found["all"].share_of_users) == (6 / 9, 54 / 72)


def test_sums_have_gaps_of_their_own_where_users_are_printed() -> None:
    one = block("A", [women_of_oslo(9)], [nothing()])
    one.reasons[0, OSLO, WOMEN, OLD, 1:] = Reason.HIDDEN
    found = visible([one], [2024])["2024"]
    assert found["users"]["margin 0"] == {"printed": 1, "hidden": 0, "users": 9, "of_users": 9}
    assert found["sums"]["margin 0"] == {"printed": 0, "hidden": 1, "users": 0, "of_users": 9}
    assert found["sums"]["level 1"] == {"printed": 7, "hidden": 1, "users": 63, "of_users": 72}


def test_a_node_without_a_printed_total_says_nothing_of_users() -> None:
    hidden = nothing()
    hidden[NATION, BOTH, ALL] = True
    found = read(visible([block("A", [women_of_oslo(9)], [hidden])], [2024])["all"]["users"])
    assert found["all"] == Visible(printed=7, hidden=1, users=0, of_users=0)
    assert found["all"].share_of_users == 0


def test_years_add_up() -> None:
    two = [women_of_oslo(9), women_of_oslo(20)]
    found = visible([block("A", two, [nothing()] * 2), block("B", two, [nothing()] * 2)], [2023, 2024])
    for what in ("users", "sums"):
        for name, whole in found["all"][what].items():
            assert whole == {key: found["2023"][what][name][key] + found["2024"][what][name][key] for key in whole}
    assert found["2024"]["users"]["all"]["users"] == 2 * 8 * 20


@given(st.integers(0, 2**32))
def test_what_is_hidden_does_not_come_into_it(seed: int) -> None:
    """Other numbers under the same mask give the same figures: they can tell nothing about them."""
    rng = np.random.default_rng(seed)
    users, hidden = rng.integers(0, 9, SHAPE), rng.random(SHAPE) < 0.3
    other = np.where(hidden, rng.integers(0, 9, SHAPE), users)
    assert visible([block("A", [users], [hidden])], [2024]) == visible([block("A", [other], [hidden])], [2024])


def test_the_count_from_the_truth_is_kept_with_the_protection() -> None:
    mask, worlds = np.zeros((1, *SHAPE), dtype=bool), np.zeros((0, 4), np.int64)
    report = {"users": {"all": Loss(cells=10, hidden=1, users=90, users_hidden=5)}}
    made = Protection(mask, mask, worlds, {"ddd": worlds}, np.zeros(1, dtype=bool), (0,), 0, report)
    kept = secure.protection_from(secure.protection_bytes(made))
    assert kept.report == report
    assert kept.report["users"]["all"].share == 0.1
