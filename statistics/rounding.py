"""How sums are rounded before they are printed: a public rule, which readers, protection and attacker share."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Int64 = npt.NDArray[np.int64]
Digits = npt.NDArray[np.int8]

POWERS = 10 ** np.arange(19, dtype=np.int64)
"""All powers of ten that 64 bits hold."""
STEPS = np.sort(np.outer((1, 2, 5), POWERS[:-1]).ravel())
"""1, 2 and 5 times these: every larger power of ten is a multiple."""


@dataclass(frozen=True)
class Rounding:
    """`digits` significant digits are printed, and only whole multiples of `least` stored units (1, 2 or 5 times 10^n).

    Any other `least` would let a number be rounded up to one that itself rounds to another. `more_from`: from so many
    users of a cell one digit more, from ten times as many two, and so on (0: never); a sum is then as fine as what one
    of its users weighs in it. `packages`: no finer than what so many packages hold (`by_package`). Raises ValueError.
    """

    digits: int | Digits = 3
    """One for all, or one for each value: see `of`."""
    least: int | Int64 = 1
    """One for all, or one for each table, [table]."""
    more_from: int = 0
    packages: int = 0

    def __post_init__(self) -> None:
        if np.min(self.digits, initial=1) < 1:
            raise ValueError(f"{self.digits} significant digits: there must be one or more")
        if not np.isin(self.least, STEPS).all():
            raise ValueError(f"the least step {self.least} is none of 1, 2, 5, 10, 20, 50 and so on to 5 · 10^17")
        if self.more_from < 0:
            raise ValueError(f"more digits from {self.more_from} users: it cannot be negative")
        if self.packages < 0:
            raise ValueError(f"what {self.packages} packages hold: it cannot be negative")

    def of(self, users: Int64) -> "Rounding":
        """The same where the cells have so many users, with the digits of each."""
        if not self.more_from:
            return self
        steps = self.more_from * POWERS[:9]
        more = np.searchsorted(steps, users, side="right").astype(np.int8)
        return Rounding(np.asarray(self.digits, dtype=np.int8) + more, self.least)

    def by_package(self, content: Int64) -> "Rounding":
        """The same for tables of which the smallest package holds so many stored units, [table]; 0: it is not known."""
        if not self.packages:
            return self
        wanted = np.maximum(self.packages * content, self.least)
        return Rounding(self.digits, STEPS[np.searchsorted(STEPS, wanted)], self.more_from)

    def shaped(self, shape: tuple[int, ...]) -> "Rounding":
        """The same for values of another shape."""
        if isinstance(self.digits, int):
            return self
        return Rounding(self.digits.reshape(shape), self.least)

    def rows(self, tables: Int64 | slice) -> "Rounding":
        """The same for some tables."""
        digits = self.digits if isinstance(self.digits, int) else self.digits[tables]
        least = self.least if isinstance(self.least, int) else self.least[tables]
        return Rounding(digits, least, self.more_from)

    def at(self, some: npt.NDArray[np.bool_]) -> "Rounding":
        """The same for the values that a mask picks out."""
        digits = self.digits if isinstance(self.digits, int) else self.digits[some]
        least = self.steps(some.ndim)
        return Rounding(digits, least if isinstance(least, int) else np.broadcast_to(least, some.shape)[some])

    def steps(self, axes: int) -> int | Int64:
        """`least`, to be held against values of so many axes, tables first."""
        return self.least if isinstance(self.least, int) else self.least.reshape(-1, *(axes - 1) * (1,))


def by_packages(rounding: Mapping[str, Rounding], content: Int64) -> dict[str, Rounding]:
    """`by_package`, for each measure by name."""
    return {name: how.by_package(content) for name, how in rounding.items()}


def unit(values: Int64, rounding: Rounding) -> Int64:
    """What each value is rounded to a whole multiple of, in stored units: 1 or more."""
    step: Int64 = POWERS[np.maximum(_digits(np.abs(values)) - rounding.digits, 0)]
    return np.maximum(step, rounding.steps(values.ndim))


def _digits(sizes: Int64) -> Digits:
    """How many digits each has; 0 has none. A power at a time: three times as fast as a search for each."""
    found = np.zeros(sizes.shape, dtype=np.int8)
    needed = int(np.searchsorted(POWERS, sizes.max(initial=0), side="right"))
    for power in POWERS[:needed]:
        found += sizes >= power
    return found


def rounded(values: Int64, rounding: Rounding) -> Int64:
    """The nearest multiple of each value's own `unit`, halves away from zero. Rounding again changes nothing."""
    step = unit(values, rounding)
    times, rest = np.divmod(np.abs(values), step)
    result: Int64 = np.sign(values) * (times + (rest >= step - rest)) * step
    return result
