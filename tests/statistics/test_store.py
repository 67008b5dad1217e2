"""The packed block: what goes in comes out, deterministically, and nothing is stored where there is a reason."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from statistics import store

shapes = hnp.array_shapes(min_dims=1, max_dims=4, max_side=5)


@given(shapes.flatmap(lambda s: st.tuples(hnp.arrays("i8", s), hnp.arrays("u1", s, elements=st.integers(0, 4)))))
def test_round_trip(drawn: tuple[np.ndarray, np.ndarray]) -> None:
    values, reasons = drawn
    packed = store.unpack(store.pack(values, reasons, years=[2024]))
    assert packed.header["years"] == [2024]
    assert np.array_equal(packed.reasons, reasons)
    assert np.array_equal(packed.values, np.where(reasons == 0, values, 0))


@given(shapes.flatmap(lambda s: st.tuples(hnp.arrays("i8", s), hnp.arrays("i8", s), hnp.arrays(bool, s))))
def test_a_hidden_value_changes_no_byte(drawn: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    values, others, hidden = drawn
    reasons = hidden.astype(np.uint8)
    assert store.pack(values, reasons) == store.pack(np.where(hidden, others, values), reasons)


def test_shapes_must_agree() -> None:
    with pytest.raises(ValueError, match="one shape"):
        store.pack(np.zeros((2, 3), np.int64), np.zeros((3, 2), np.uint8))
