"""Days as int32 since 1970-01-01, the unit of every date in the model."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

NEVER = 2**30  # a day after every other


def day(year: int, month: int = 1, dom: int = 1) -> int:
    return (date(year, month, dom) - date(1970, 1, 1)).days


def from_iso(text: str) -> int:
    """The day of an ISO date; empty gives NEVER."""
    return (date.fromisoformat(text) - date(1970, 1, 1)).days if text else NEVER


def parts(days: NDArray[np.integer]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Year, month (1-12) and day of month of each day."""
    dates = days.astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    years = dates.astype("datetime64[Y]").astype(np.int64) + 1970
    return years, months.astype(np.int64) % 12 + 1, (dates - months).astype(np.int64) + 1


def iso(days: NDArray[np.integer]) -> list[str]:
    """ISO dates; NEVER gives an empty text."""
    never = days == NEVER
    texts = np.where(never, 0, days).astype("datetime64[D]").astype(str)
    return np.where(never, "", texts).tolist()


def iso_month(days: NDArray[np.integer]) -> list[str]:
    """YYYY-MM; NEVER gives an empty text."""
    return [text[:7] for text in iso(days)]
