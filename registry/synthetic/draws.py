"""Randomness that can be repeated: one generator a subject and year, and fixed draws that belong to a thing itself."""

from zlib import crc32

import numpy as np
from numpy.typing import NDArray


def generator(seed: int, subject: str, year: int = 0) -> np.random.Generator:
    """A generator of its own for each (seed, subject, year), so that one year's draws do not move another's."""
    return np.random.default_rng(np.random.SeedSequence([seed, crc32(subject.encode()), year]))


def fixed_uniform(keys: NDArray[np.integer], salt: str) -> NDArray[np.float64]:
    """Uniform [0, 1) draws decided by key and salt alone: a person keeps a brand over the years without any memory.

    The mixing function is splitmix64 (Steele, Lea and Flood 2014).
    """
    start = crc32(salt.encode()) * 0x9E3779B97F4A7C15 % 2**64
    x = keys.astype(np.uint64) + np.uint64(start)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        x = (x ^ (x >> np.uint64(shift))) * np.uint64(factor)
    x ^= x >> np.uint64(31)
    return (x >> np.uint64(11)).astype(np.float64) * 2.0**-53


def pick_by(uniform: NDArray[np.float64], shares: tuple[float, ...]) -> NDArray[np.int64]:
    """Index of the share each uniform draw falls in; shares sum to 1."""
    return np.searchsorted(np.cumsum(shares)[:-1], uniform, side="right")
