"""How use varies with age, sex, county and season. Invented shapes: they say nothing of any real medicine."""

from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from registry.synthetic.catalogue import Substance
from registry.synthetic.draws import fixed_uniform
from registry.synthetic.pyramid import curve

BAND = 5
BANDS = 19  # 0-4, 5-9, …, 85-89, 90+
MIDS = np.r_[np.arange(2, 90, BAND), 93]
UNKNOWN_COUNTY_USE = 0.25  # people abroad collect little in Norway
REGION_SPREAD = 0.18

# (age, use relative to the other ages), joined by straight lines.
PROFILES: dict[str, list[tuple[float, float]]] = {
    "child": [(2, 1.6), (7, 1.0), (12, 0.6), (17, 0.25), (27, 0.08), (93, 0.04)],
    "teen": [(2, 0.0), (7, 0.04), (12, 0.6), (17, 2.0), (22, 1.3), (32, 0.35), (52, 0.06), (93, 0.02)],
    "young": [(2, 0.01), (12, 0.2), (17, 0.9), (22, 1.5), (32, 1.5), (42, 0.9), (57, 0.3), (93, 0.05)],
    "fertile": [(2, 0.0), (12, 0.05), (17, 1.0), (27, 1.6), (37, 1.4), (47, 0.6), (52, 0.2), (57, 0.03), (62, 0.0)],
    "adult": [(2, 0.05), (12, 0.2), (22, 0.8), (42, 1.0), (62, 1.3), (82, 1.3), (93, 0.9)],
    "middle": [(2, 0.01), (17, 0.1), (32, 0.5), (47, 1.3), (57, 1.7), (67, 1.5), (77, 1.1), (93, 0.5)],
    "elderly": [(2, 0.01), (27, 0.06), (42, 0.3), (57, 1.0), (67, 1.8), (77, 2.6), (87, 2.8), (93, 2.4)],
    "oldest": [(2, 0.0), (47, 0.05), (62, 0.4), (72, 1.2), (82, 3.0), (93, 5.0)],
    "flat": [(2, 1.0), (93, 1.0)],
    "child_elderly": [(2, 1.8), (7, 1.2), (17, 0.5), (42, 0.6), (62, 1.0), (77, 1.6), (93, 1.9)],
}

# Relative use in each month, January to December.
SEASONS: dict[str, list[float]] = {
    "none": [1.0] * 12,
    "winter": [1.5, 1.4, 1.2, 0.9, 0.7, 0.5, 0.4, 0.6, 0.9, 1.1, 1.3, 1.5],
    "spring": [0.4, 0.6, 1.1, 2.0, 2.4, 1.8, 1.1, 0.7, 0.5, 0.5, 0.4, 0.4],
    "summer": [0.4, 0.4, 0.6, 0.9, 1.4, 2.0, 2.2, 1.8, 1.0, 0.6, 0.4, 0.4],
}
SEASON_NAMES = tuple(SEASONS)
STEPS = 365


def ages_of(profile: str) -> NDArray[np.float64]:
    return curve(PROFILES[profile], MIDS)


def region_factors(codes: list[str], counties: list[str]) -> NDArray[np.float64]:
    """[substance, county] factors near 1, decided by the codes alone: a map shows the same whatever the seed."""
    keys = np.array([[crc32(f"{code} {county}".encode()) for county in counties] for code in codes])
    factors = 1 + REGION_SPREAD * (2 * fixed_uniform(keys, "region") - 1)
    return np.where(np.array(counties) == "99", UNKNOWN_COUNTY_USE, factors)


def trend_factor(substance: Substance, year: int) -> float:
    """Use against 2023. Bounded: a trend of a few years is not followed back to impossible figures."""
    return min(4.0, substance.trend ** (year - 2023)) if year >= substance.from_year else 0.0


def season_curves() -> NDArray[np.float64]:
    """[season, step 0-365]: the share of the year gone by when that share of the use has happened."""
    grid = np.linspace(0, 1, STEPS + 1)
    return np.array([np.interp(grid, np.r_[0, np.cumsum(m)] / sum(m), np.linspace(0, 1, 13)) for m in SEASONS.values()])
