"""Identity numbers, against the rules spelled out digit by digit."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.identity.numbers import check_national_id
from registry.synthetic.identity_numbers import identity_numbers
from tests.synthetic.conftest import Register


def remainder(number: str, weights: str) -> int:
    return sum(int(digit) * int(weight) for digit, weight in zip(number, weights, strict=False)) % 11


def check_digits_are_valid(number: str) -> bool:
    """With the check digit's own weight 1, the sum is a multiple of 11."""
    return remainder(number, "3761894521") == 0 and remainder(number, "54327654321") == 0


def birth_date(number: str) -> date:
    """Born in which century, by the individual digits as they are until 2031."""
    day_of_month, month, year, individual = (int(part) for part in (number[:2], number[2:4], number[4:6], number[6:9]))
    if individual >= 500 and year < 40:
        year += 2000
    elif 500 <= individual < 750 and year >= 54:
        year += 1800
    else:
        year += 1900
    return date(year, month - 80, day_of_month % 40)


births = st.dates(date(1854, 1, 1), date(2039, 12, 31))


@given(st.lists(st.tuples(births, st.booleans(), st.booleans()), min_size=1, max_size=50))
def test_numbers_say_birth_date_and_sex(people: list[tuple[date, bool, bool]]) -> None:
    birth = np.array([born.toordinal() - date(1970, 1, 1).toordinal() for born, _, _ in people])
    woman, d_number = (np.array([person[column] for person in people]) for column in (1, 2))
    numbers = identity_numbers(birth, woman, d_number).astype(str).tolist()
    assert len(set(numbers)) == len(people)
    for number, (born, is_woman, has_d_number) in zip(numbers, people, strict=True):
        assert check_digits_are_valid(number)
        assert (int(number[8]) % 2 == 0) == is_woman
        assert (int(number[:2]) > 40) == has_d_number
        if not 1854 <= born.year < 1900 or born.year % 100 >= 54:
            assert birth_date(number) == born


def test_a_day_has_room_for_many_and_says_when_it_is_full() -> None:
    born = np.full(150, (date(1950, 6, 1) - date(1970, 1, 1)) // timedelta(days=1))
    everybody = np.ones(150, bool)
    assert len(set(identity_numbers(born, everybody, ~everybody).tolist())) == 150
    with pytest.raises(ValueError, match="samme fødselsdato"):
        identity_numbers(np.tile(born, 2), np.tile(everybody, 2), np.tile(~everybody, 2))


def test_years_without_individual_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="1854–2039"):
        identity_numbers(np.array([(date(2040, 1, 1) - date(1970, 1, 1)).days]), np.array([True]), np.array([False]))


def test_the_registers_numbers_are_all_synthetic(register: Register) -> None:
    people = register.people
    for number, born, sex in zip(people.index, people["fodselsdato"], people["kjonn"], strict=True):
        assert len(number) == 11
        assert 81 <= int(number[2:4]) <= 92
        assert check_digits_are_valid(number)
        assert birth_date(number).isoformat() == born
        assert sex == "MK"[int(number[8]) % 2 == 0]
    kinds = [check_national_id(number, synthetic_only=True) for number in people.index]
    assert kinds.count("synth-dnr") == 30  # 0.3 %
