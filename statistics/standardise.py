"""Directly age-standardised rates with confidence limits, from printed cells alone.

Bands that are hidden are one band together: its users are what the printed bands leave of the printed total, as any
reader can subtract, and how much it weighs is told beside the rate. Limits (95 %): Dobson and others' method for
weighted sums of Poisson counts, with Byar's approximation (Dobson, Kuulasmaa, Eberle, Scherer: Statistics in Medicine
10, 1991; APHO Technical Briefing 3, 2008).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from statistics.table import Reason

Values = npt.NDArray[np.float64]
Reasons = npt.NDArray[np.uint8]

Z = 1.959963984540054
"""The normal distribution's 97.5 % point."""

MOST_MERGED = 0.5
"""Of the standard population. A rate that is mostly one band is not adjusted for much."""


@dataclass(frozen=True)
class Cells:
    """Values and the reasons why there are none, of one shape."""

    values: Values
    reasons: Reasons


@dataclass(frozen=True)
class Standardised:
    """All [...]: users per 1,000, its limits, percent of the standard population that hidden bands together are."""

    rate: Values
    low: Values
    high: Values
    merged: Values
    reasons: Reasons


def standardise(users: Cells, total: Cells, people: Cells, weights: Values) -> Standardised:
    """`users` and `people` [..., band], `total` [...] users of all ages, `weights` [band] the standard population."""
    share = np.broadcast_to(weights / weights.sum(), users.values.shape)
    hidden = users.reasons == Reason.HIDDEN
    count, inhabitants, weight = (_merged(hidden, part) for part in (_rest(users, total, hidden), people.values, share))
    some = weight > 0
    with np.errstate(invalid="ignore", divide="ignore"):
        of_band = np.where(some, 1000 * weight / inhabitants, 0.0)  # what each user of the band adds to the rate
        rate = np.where(some, of_band * count, 0.0).sum(axis=-1)
        spread = np.where(some, of_band**2 * count, 0.0).sum(axis=-1)
        cases = np.where(some, count, 0.0).sum(axis=-1)
        low, high = _limits(rate, spread, cases)
    reasons = _reasons(users, total, people, weight[..., -1])
    why = reasons != Reason.NONE
    rate, low, high, merged = (np.where(why, np.nan, part) for part in (rate, low, high, 100 * weight[..., -1]))
    return Standardised(rate, low, high, merged, reasons)


def _rest(users: Cells, total: Cells, hidden: npt.NDArray[np.bool_]) -> Values:
    """Users by band, where all that are hidden are in the first hidden one's place together."""
    rest = total.values - np.where(hidden, 0, np.nan_to_num(users.values)).sum(axis=-1)
    first = hidden & (np.cumsum(hidden, axis=-1) == 1)
    return np.where(first, rest[..., None], np.where(hidden, 0, users.values))


def _merged(hidden: npt.NDArray[np.bool_], values: Values) -> Values:
    """[..., band] → [..., band + 1]: hidden bands as one, last."""
    printed = np.where(hidden, 0.0, values)
    return np.concatenate([printed, np.where(hidden, values, 0.0).sum(axis=-1, keepdims=True)], axis=-1)


def _limits(rate: Values, spread: Values, cases: Values) -> tuple[Values, Values]:
    """Byar's limits of the number of cases, scaled to the rate's spread."""
    scale = np.sqrt(spread / cases)
    low, high = poisson_limits(cases)
    return np.maximum(rate + scale * (low - cases), 0), rate + scale * (high - cases)


def poisson_limits(cases: Values) -> tuple[Values, Values]:
    """Byar's 95 % limits of a Poisson count above zero."""
    low = cases * (1 - 1 / (9 * cases) - Z / (3 * np.sqrt(cases))) ** 3
    more = cases + 1
    high = more * (1 - 1 / (9 * more) + Z / (3 * np.sqrt(more))) ** 3
    return low, high


def _reasons(users: Cells, total: Cells, people: Cells, merged: Values) -> Reasons:
    """Hidden where what is merged is too much, or cannot be told; not computed where a band has no inhabitants."""
    without = (people.reasons != Reason.NONE) | (people.values == 0)
    other = (users.reasons != Reason.NONE) & (users.reasons != Reason.HIDDEN)
    unknown = (without | other).any(axis=-1)
    hidden = (merged > MOST_MERGED) | ((merged > 0) & (total.reasons != Reason.NONE))
    none = np.where(unknown, Reason.NOT_COMPUTABLE, Reason.NONE)
    return np.where(hidden, Reason.HIDDEN, none).astype(np.uint8)
