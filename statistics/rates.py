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


def days(year: int) -> int:
    return 366 if calendar.isleap(year) else 365
