"""Expected users of each substance, and the two calibrations that make the whole register plausible.

1. `at_risk`: many people need nothing, whatever their age. The share who are prone to be treated at all is solved for
   each age and sex so that the wanted share collects at least one medicine in a year (REACHED).
2. `refill_factor`: one factor on all `per_year`, solved so that an inhabitant gets DISPENSINGS a year on average.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from registry.synthetic.catalogue import Substance
from registry.synthetic.profiles import BAND, BANDS, MIDS, ages_of, trend_factor
from registry.synthetic.pyramid import age_weights, curve, women_share

DISPENSINGS = 8.2  # to people; returns, requisitions and animals come on top
FRAILTY = 0.6  # standard deviation of log proneness
HEALTHY = 0.03  # proneness of those who are not prone, relative to the others
MOST_USERS = 0.4  # no substance has more users than this share of an age and sex
# Wanted share of men and women with at least one dispensing in a year, by age.
REACHED = {
    "men": [(2, 0.5), (12, 0.46), (17, 0.48), (32, 0.5), (47, 0.58), (57, 0.7), (67, 0.8), (77, 0.88), (93, 0.92)],
    "women": [(2, 0.48), (12, 0.46), (17, 0.67), (32, 0.7), (47, 0.74), (57, 0.8), (67, 0.85), (77, 0.9), (93, 0.93)],
}
NODES, NODE_WEIGHTS = np.polynomial.hermite_e.hermegauss(41)


@dataclass(frozen=True)
class Rates:
    """`users[substance, band, sex]`: expected users a person and year; `at_risk[band, sex]`: share. Sex 1 is woman."""

    users: NDArray[np.float64]
    at_risk: NDArray[np.float64]


def band_weights() -> NDArray[np.float64]:
    """Share of the inhabitants [band, sex]; sums to 1."""
    weights = age_weights()
    ages = np.arange(len(weights))
    women = weights * women_share(ages)
    bands = np.minimum(ages // BAND, BANDS - 1)
    return np.stack([np.bincount(bands, weights - women), np.bincount(bands, women)], axis=1)


def year_rates(substances: list[Substance], year: int) -> Rates:
    inhabitants = band_weights()
    shapes = {profile: ages_of(profile) for profile in {s.profile for s in substances if not s.for_animals}}
    users = np.zeros((len(substances), BANDS, 2))
    for index, substance in enumerate(substances):
        if not substance.for_animals:
            shape = np.outer(shapes[substance.profile], [1 - substance.female, substance.female])
            level = substance.users / 1000 * trend_factor(substance, year)
            users[index] = level * shape / (shape * inhabitants).sum()
    np.minimum(users, MOST_USERS, out=users)
    return Rates(users, at_risk(users.sum(axis=0)))


def at_risk(expected: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share of people who are prone, by bisection, from the expected substances a person [band, sex]."""
    wanted = np.stack([curve(REACHED[sex], MIDS) for sex in ("men", "women")], axis=1)
    low, high = np.full(expected.shape, 0.02), np.ones(expected.shape)
    for _ in range(40):
        middle = (low + high) / 2
        short = reached(expected, middle) < wanted
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    return high


def reached(expected: NDArray[np.float64], prone: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share with at least one substance, when each person draws a Poisson number of them."""
    level = expected / (prone + HEALTHY * (1 - prone))
    frailty = np.exp(FRAILTY * NODES - FRAILTY**2 / 2)

    def none(rate: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.exp(-rate[..., None] * frailty) @ NODE_WEIGHTS / NODE_WEIGHTS.sum()

    return 1 - prone * none(level) - (1 - prone) * none(level * HEALTHY)


def refill_factor(substances: list[Substance], years: range) -> float:
    """The factor on `per_year` that gives DISPENSINGS an inhabitant, averaged over the years."""
    inhabitants = band_weights()
    users = np.mean([(year_rates(substances, y).users * inhabitants).sum(axis=(1, 2)) for y in years], axis=0)
    per_year = np.array([s.per_year for s in substances])
    low, high = 0.0, 10.0
    for _ in range(50):
        middle = (low + high) / 2
        total = (users * refills(per_year, middle)).sum()
        low, high = (middle, high) if total < DISPENSINGS else (low, middle)
    return high


def refills(per_year: NDArray[np.float64], factor: float) -> NDArray[np.float64]:
    """Expected dispensings of a user: at least one."""
    return np.maximum(1.0, per_year * factor)
