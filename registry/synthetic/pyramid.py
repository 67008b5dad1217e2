"""Ages, sexes, births and deaths: smooth curves in the shape of Norway's in the 2020s, not its figures."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

OLDEST = 105
AGES = np.arange(OLDEST + 1)

# Inhabitants of each age, relative to each other: (age, weight).
PYRAMID = [(0, 0.95), (10, 1.14), (20, 1.2), (30, 1.38), (40, 1.3), (50, 1.38), (60, 1.22), (70, 1.02), (76, 0.92),
           (80, 0.6), (85, 0.34), (90, 0.17), (95, 0.06), (100, 0.012), (105, 0.001)]  # fmt: skip
WOMEN = [(0, 0.487), (50, 0.489), (65, 0.503), (75, 0.525), (85, 0.585), (92, 0.68), (100, 0.8), (105, 0.85)]

BIRTHS = 0.0100  # a year and inhabitant
IMMIGRATION = 0.0080
EMIGRATION = 0.0050
MOVING = 0.04
WITHIN_COUNTY = 0.6  # share of the moves
MOTHERS = (20, 42)  # ages


def curve(points: Sequence[tuple[float, float]], ages: NDArray[np.integer]) -> NDArray[np.float64]:
    x, y = zip(*points, strict=True)
    return np.interp(ages, x, y)


def age_weights() -> NDArray[np.float64]:
    """Share of the inhabitants by age 0 to 105; sums to 1."""
    weights = curve(PYRAMID, AGES)
    return weights / weights.sum()


def women_share(ages: NDArray[np.integer]) -> NDArray[np.float64]:
    return curve(WOMEN, ages)


def death_risk(ages: NDArray[np.integer], woman: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Probability of dying within the year. Gompertz: 4.5 % at 80, doubling in 6.6 years; men more than women."""
    hazard = 0.045 * np.exp(0.105 * (ages - 80)) * np.where(woman, 0.83, 1.2)
    return 1 - np.exp(-hazard - 0.0001)
