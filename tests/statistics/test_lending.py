"""Named tuples are handed on by address: the same fields, the same arrays, nothing copied."""

import sys
from typing import Any, NamedTuple

import numba
import numpy as np
import pytest
from numba.core.errors import NumbaError, TypingError

from statistics.lending import borrowed, lent


class Pair(NamedTuple):
    factor: int
    figures: Any
    flags: Any


@numba.njit
def scale(pair: Pair) -> int:
    for i in range(len(pair.figures)):
        if pair.flags[i]:
            pair.figures[i] *= pair.factor
    return pair.factor


@numba.njit
def scale_lent(pair: Pair) -> int:
    pair = lent(pair)
    return scale(pair)


def pair() -> Pair:
    return Pair(3, np.arange(5), np.array([True, False, True, True, False]))


def test_what_is_lent_has_the_same_fields_and_its_arrays_are_changed_in_place() -> None:
    given, by_value = pair(), pair()
    assert scale_lent(given) == scale(by_value) == 3
    assert given.figures.tolist() == by_value.figures.tolist() == [0, 1, 6, 9, 4]


def test_nobody_else_comes_to_own_an_array_that_was_lent() -> None:
    given = pair()
    before = [sys.getrefcount(array) for array in given[1:]]
    for _ in range(100):
        scale_lent(given)
    assert [sys.getrefcount(array) for array in given[1:]] == before


def test_a_field_it_does_not_have_is_refused() -> None:
    @numba.njit
    def other(whole: Pair) -> int:
        return lent(whole).other

    with pytest.raises(TypingError, match="other"):
        other(pair())


def test_code_that_counts_no_references_cannot_make_an_array() -> None:
    @numba.njit(_nrt=False)
    def part(figures: Any) -> int:
        return len(np.empty(len(figures)))

    @numba.njit
    def whole(figures: Any) -> int:
        return part(borrowed(figures))

    with pytest.raises(NumbaError, match=r"NRT required|returning of array"):
        whole(np.arange(3))
