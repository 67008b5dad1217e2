"""Primary suppression and the way out of the secure side."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from statistics.protect.policy import Policy
from statistics.protect.primary import primary
from statistics.protect.publish import publish
from statistics.table import Reason


def test_one_to_four_are_small_and_zero_is_not() -> None:
    assert primary(np.array([0, 1, 2, 3, 4, 5, 600]), Policy()).tolist() == [
        False,
        True,
        True,
        True,
        True,
        False,
        False,
    ]


def test_a_negative_count_is_refused_with_its_place() -> None:
    with pytest.raises(ValueError, match=r"-2 users at \(1, 0\)"):
        primary(np.array([[1, 2], [-2, 4]]), Policy())


@given(hnp.arrays("i8", (3, 2, 4, 5), elements=st.integers(0, 12)))
def test_nothing_small_is_printed(stored: np.ndarray) -> None:
    users = stored[..., 0]
    hidden = primary(users, Policy())
    values, reasons = publish(stored, hidden, np.zeros(5, dtype=bool))
    assert not ((values[..., 0] >= 1) & (values[..., 0] <= 4)).any()
    assert (values[hidden] == 0).all()
    assert (reasons[hidden] == Reason.HIDDEN).all()
    assert np.array_equal(values[~hidden], stored[~hidden])


def test_a_measure_that_does_not_exist_is_said_in_every_cell() -> None:
    stored = np.arange(20).reshape(1, 1, 4, 5)
    values, reasons = publish(stored, np.ones((1, 1, 4), dtype=bool), np.array([False, False, False, True, False]))
    assert (reasons[..., 3] == Reason.NOT_COMPUTABLE).all()
    assert (np.delete(reasons, 3, axis=-1) == Reason.HIDDEN).all()
    assert (values == 0).all()
