"""Derived figures, computed from printed cells alone, so that they can reveal nothing more."""

import calendar

import numpy as np
import numpy.typing as npt

from statistics.table import Reason

Values = npt.NDArray[np.float64]
Reasons = npt.NDArray[np.uint8]


def per_inhabitants(
    values: Values, reasons: Reasons, population: Values, population_reasons: Reasons, factor: float
) -> tuple[Values, Reasons]:
    """`values × factor ÷ population`. A hidden numerator stays hidden; no or zero population cannot be computed."""
    unknown = (population_reasons != Reason.NONE) | (population == 0)
    why = np.where(reasons != Reason.NONE, reasons, np.where(unknown, Reason.NOT_COMPUTABLE, Reason.NONE))
    rate = np.full(values.shape, np.nan)
    np.divide(values * factor, population, out=rate, where=why == Reason.NONE)
    return rate, why.astype(np.uint8)


def standardised(
    users: Values, reasons: Reasons, population: Values, population_reasons: Reasons, weights: Values
) -> tuple[Values, Reasons]:
    """Users per 1,000, each age band weighing as in a standard population: `[…, age]` → `[…]`.

    `weights` [age]: the standard population. One hidden band hides the rate, for it could be computed back from it.
    """
    bands, why = per_inhabitants(users, reasons, population, population_reasons, factor=1000)
    hidden = (why == Reason.HIDDEN).any(axis=-1)
    unknown = (why != Reason.NONE).any(axis=-1)
    rate = np.where(unknown, np.nan, (bands * (weights / weights.sum())).sum(axis=-1))
    none = np.where(np.isnan(rate), Reason.NOT_COMPUTABLE, Reason.NONE)
    return rate, np.where(hidden, Reason.HIDDEN, none).astype(np.uint8)


def days(year: int) -> int:
    return 366 if calendar.isleap(year) else 365
