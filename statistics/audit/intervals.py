"""What a rounded number in print says of the whole number behind it."""

from typing import NamedTuple

import numpy as np

from statistics.audit.arrays import Int64, Mask
from statistics.rounding import Rounding, rounded, unit


class Interval(NamedTuple):
    """Lowest and highest whole numbers, two arrays of one shape."""

    low: Int64
    high: Int64


def behind(printed: Int64, rounding: Rounding) -> Interval:
    """All whole numbers that print as `printed` do, which lie in one interval each, since rounding keeps their order.

    Towards zero the step is that of the number below, which at a power of ten is finer. What prints as no number does
    has no interval: see `impossible`.
    """
    size = np.abs(printed)
    outer = size + (unit(size, rounding) - 1) // 2
    inner = size - unit(np.maximum(size - 1, 0), rounding) // 2
    return Interval(np.where(printed > 0, inner, -outer), np.where(printed < 0, -inner, outer))


def impossible(printed: Int64, rounding: Rounding) -> Mask:
    """Numbers that no number is rounded to."""
    wrong: Mask = rounded(printed, rounding) != printed
    return wrong
