"""Keeping freed memory while a year is worked on."""

import resource

import numpy as np
import pytest

from statistics import memory

LARGE = 4 << 20


def pages(times: int) -> int:
    """How many pages the system hands out for large arrays that live for a moment."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(times):
        np.ones(LARGE)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def test_large_arrays_get_the_memory_of_those_before() -> None:
    with memory.kept():
        pages(2)
        kept = pages(20)
    assert kept < pages(20) / 2


def test_it_ends_with_what_fails() -> None:
    with pytest.raises(ZeroDivisionError), memory.kept():
        1 / 0  # noqa: B018
    with memory.kept():
        pages(2)
        assert pages(20) < 20
