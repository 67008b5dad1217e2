import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.identity.numbers import (
    WEIGHTS_1,
    WEIGHTS_2,
    IdentityNumberError,
    check_hpr,
    check_national_id,
    complete,
    masked,
)
from tests.registry import world

births = st.dates(date(1900, 1, 1), date(2039, 12, 31))
individuals = st.integers(0, 999)


def number(day: str, month: int, individual: str = "100") -> str:
    """A number with right check digits whose first two fields are these."""
    tried = (complete(f"{day}{month:02}50{int(individual) + more:03}") for more in range(50))
    return next(found for found in tried if found)


@settings(deadline=None)  # the machine may be busy; what is tested is not time
@given(births, individuals)
def test_completed_number_is_valid(born: date, individual: int) -> None:
    found = complete(f"{born.day:02}{born.month + 80:02}{born.year % 100:02}{individual:03}")
    if found:
        assert check_national_id(found, synthetic_only=True) == "synthetic"


@settings(deadline=None)
@given(births, individuals, st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(born: date, individual: int, place: int, change: int) -> None:
    found = complete(f"{born.day:02}{born.month + 80:02}{born.year % 100:02}{individual:03}")
    if found:
        wrong = found[:place] + str((int(found[place]) + change) % 10) + found[place + 1 :]
        with pytest.raises(IdentityNumberError) as caught:
            check_national_id(wrong, synthetic_only=False)
        assert not re.search("[0-9]{6}", str(caught.value))


def test_no_number_where_a_check_digit_would_be_ten() -> None:
    assert any(complete(f"010190{tried:03}") is None for tried in range(100))


@pytest.mark.parametrize(
    ("day", "month", "kind"),
    [
        ("03", 82, "synthetic"),
        ("43", 82, "synth-dnr"),
        ("03", 2, "fnr"),
        ("43", 2, "dnr"),
        ("03", 42, "hnr"),
        ("03", 22, "nav"),
        ("03", 67, "synth-nav"),
    ],
)
def test_kinds(day: str, month: int, kind: str) -> None:
    assert check_national_id(number(day, month), synthetic_only=False) == kind


def test_common_help_number_has_no_date() -> None:
    found = next(one for tried in range(50) if (one := complete(f"8999999{tried:02}")))
    assert check_national_id(found, synthetic_only=False) == "fhn"


@pytest.mark.parametrize(("day", "month"), [("03", 2), ("43", 2), ("03", 42), ("03", 22), ("03", 67)])
def test_real_series_are_refused_where_only_synthetic_ones_may_be(day: str, month: int) -> None:
    with pytest.raises(IdentityNumberError, match="virkelig serie"):
        check_national_id(number(day, month), synthetic_only=True)


@pytest.mark.parametrize(("day", "rests"), [(date(2031, 12, 31), {0}), (date(2032, 1, 1), {0, 1, 2, 3}), (None, {0})])
def test_first_check_digit_may_leave_rest_0_to_3_from_2032(day: date | None, rests: set[int]) -> None:
    """All numbers of one first nine digits: the legal first check digits, less those that leave no second one."""
    first_nine = "038250100"
    for tail in range(100):
        candidate = f"{first_nine}{tail:02}"
        one = sum(int(d) * w for d, w in zip(candidate[:10], WEIGHTS_1, strict=True)) % 11
        two = sum(int(d) * w for d, w in zip(candidate, WEIGHTS_2, strict=True)) % 11
        try:
            check_national_id(candidate, synthetic_only=True, on=day)
            valid = True
        except IdentityNumberError:
            valid = False
        assert valid == (one in rests and two == 0)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ("", "11 siffer"),
        (world.ANNA[:10], "11 siffer"),
        (world.ANNA + "1", "11 siffer"),
        ("٣" * 11, "11 siffer"),
        ("03825000000", "FDAT"),
        ("03535012345", "ingen dato"),
        ("03785012345", "ingen dato"),
        ("32825010000", "ingen dato"),
        ("30825010000", "ingen dato"),
        ("03935010000", "ingen dato"),
        (world.ANNA[:9] + str((int(world.ANNA[9]) + 5) % 10) + world.ANNA[10], "kontrollsiffer"),
        (world.ANNA[:10] + str((int(world.ANNA[10]) + 1) % 10), "kontrollsiffer 2 stemmer ikke"),
    ],
)
def test_reason_says_what_is_wrong(wrong: str, reason: str) -> None:
    with pytest.raises(IdentityNumberError, match=reason):
        check_national_id(wrong, synthetic_only=True)


@pytest.mark.parametrize("wrong", ["", "0123", "1234567890", "12a", "１２３"])
def test_hpr_number(wrong: str) -> None:
    assert check_hpr("9144900") == "hpr"
    with pytest.raises(IdentityNumberError):
        check_hpr(wrong)


def test_whatever_could_be_an_identity_number_is_masked() -> None:
    assert masked(f"x{world.ANNA}") == masked(f"{world.ANNA[:6]} {world.ANNA[6:]}") == masked("7000001") == "(skjult)"
    assert masked("2024-02-30") == "2024-02-30"
    assert masked("012345") == "012345"
