"""Age-standardised rates: by hand, and hidden as soon as one of their parts is."""

import numpy as np
import pytest

from statistics import rates
from statistics.table import Reason

NONE = np.zeros(2, np.uint8)


def standardised(
    users: tuple[float, float], reasons: tuple[int, int], people: tuple[float, float]
) -> tuple[float, int]:
    weights = np.array([300.0, 100.0])
    why = np.array(reasons, np.uint8)
    value, reason = rates.standardised(np.array(users), why, np.array(people), NONE, weights)
    return float(value), int(reason)


def test_two_counties_with_the_same_use_at_each_age_have_the_same_rate() -> None:
    """10 and 50 per 1,000: (10 × 300 + 50 × 100) ÷ 400 = 20, however old the county is."""
    young, old = standardised((9, 5), (0, 0), (900, 100)), standardised((1, 45), (0, 0), (100, 900))
    assert young == old == (pytest.approx(20.0), Reason.NONE)


def test_one_hidden_age_group_hides_it_and_no_inhabitants_leave_it_uncomputed() -> None:
    assert standardised((np.nan, 45), (Reason.HIDDEN, 0), (100, 0))[1] == Reason.HIDDEN
    assert standardised((0, 45), (0, 0), (0, 900))[1] == Reason.NOT_COMPUTABLE
