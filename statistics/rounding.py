"""How sums are rounded before they are printed: a public rule, which readers, protection and attacker share."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Int64 = npt.NDArray[np.int64]

POWERS = 10 ** np.arange(19, dtype=np.int64)
"""All powers of ten that 64 bits hold."""


@dataclass(frozen=True)
class Rounding:
    """`digits` significant digits are printed, and only whole multiples of `least` stored units (a power of ten).

    Any other `least` would let a number be rounded up to one that itself rounds to another. Raises ValueError.
    """

    digits: int = 3
    least: int = 1

    def __post_init__(self) -> None:
        if self.digits < 1:
            raise ValueError(f"{self.digits} significant digits: there must be one or more")
        if self.least not in POWERS:
            raise ValueError(f"the least step {self.least} is no power of ten from 1 to 10^18")


def unit(values: Int64, rounding: Rounding) -> Int64:
    """What each value is rounded to a whole multiple of, in stored units: a power of ten, 1 or more."""
    digits = np.searchsorted(POWERS, np.abs(values), side="right")  # of 0: none
    step: Int64 = POWERS[np.maximum(digits - rounding.digits, 0)]
    return np.maximum(step, rounding.least)


def rounded(values: Int64, rounding: Rounding) -> Int64:
    """The nearest multiple of each value's own `unit`, halves away from zero. Rounding again changes nothing."""
    step = unit(values, rounding)
    times, rest = np.divmod(np.abs(values), step)
    result: Int64 = np.sign(values) * (times + (rest >= step - rest)) * step
    return result
