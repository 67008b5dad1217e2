"""What a rounded number in print says of the whole number behind it."""

from typing import NamedTuple

import numpy as np

from statistics.audit.arrays import Int8, Int64, Mask, Number
from statistics.compiled import compiled
from statistics.rounding import POWERS, Rounding


class Interval(NamedTuple):
    """Lowest and highest whole numbers, two arrays of one shape."""

    low: Int64
    high: Int64


def behind(printed: Int64, rounding: Rounding) -> Interval:
    """All whole numbers that print as `printed` do, which lie in one interval each, since rounding keeps their order.

    Towards zero the step is that of the number below, which at a power of ten is finer. What prints as no number does
    has no interval: see `impossible`.
    """
    ends, _ = read_rounded(printed, rounding)
    return ends


def impossible(printed: Int64, rounding: Rounding) -> Mask:
    """Numbers that no number is rounded to."""
    _, wrong = read_rounded(printed, rounding)
    return wrong


def read_rounded(printed: Int64, rounding: Rounding) -> tuple[Interval, Mask]:
    """`behind` and `impossible`, in one pass."""
    numbers = np.ascontiguousarray(printed, dtype=np.int64)
    digits = np.broadcast_to(np.asarray(rounding.digits, dtype=np.int8), numbers.shape)
    low, high, wrong = np.empty_like(numbers), np.empty_like(numbers), np.empty(numbers.shape, dtype=bool)
    least = np.atleast_1d(np.asarray(rounding.least, dtype=np.int64))
    rows = len(least), -1
    look_behind(
        least, numbers.reshape(rows), np.ascontiguousarray(digits).reshape(rows), low.reshape(rows),
        high.reshape(rows), wrong.reshape(rows),
    )  # fmt: skip
    return Interval(low, high), wrong


@compiled
def look_behind(least: Int64, printed: Int64, digits: Int8, low: Int64, high: Int64, wrong: Mask) -> None:
    """`least` [table], the others [table, value]."""
    for t in range(len(printed)):
        for i in range(printed.shape[1]):
            size = abs(printed[t, i])
            step = step_at(size, digits[t, i], least[t])
            outer = size + (step - 1) // 2
            inner = size - step_at(max(size - 1, 0), digits[t, i], least[t]) // 2
            wrong[t, i] = size % step != 0
            low[t, i] = inner if printed[t, i] > 0 else -outer
            high[t, i] = -inner if printed[t, i] < 0 else outer


@compiled
def step_at(size: Number, digits: Number, least: Number) -> Number:
    """What a number of this size is rounded to a whole multiple of."""
    length = 0
    while length < len(POWERS) and POWERS[length] <= size:
        length += 1
    step: Number = max(POWERS[max(length - digits, 0)], least)
    return step
