"""What belongs to a county, found by county and a uniform draw."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Pools:
    """`members` in order of county; those of county c are bounds[c] up to bounds[c + 1]."""

    members: NDArray[np.int64]
    bounds: NDArray[np.int64]

    def pick(self, county: NDArray[np.integer], uniform: NDArray[np.float64]) -> NDArray[np.int64]:
        """A member of the county; of the whole country where the county has none."""
        low, high = self.bounds[county], self.bounds[county + 1]
        nobody = high == low
        low, high = np.where(nobody, 0, low), np.where(nobody, len(self.members), high)
        return self.members[low + (uniform * (high - low)).astype(np.int64)]


def make_pools(members: NDArray[np.integer], county: NDArray[np.integer], counties: int) -> Pools:
    """`county` of each member."""
    order = np.argsort(county, kind="stable")
    return Pools(members[order].astype(np.int64), np.searchsorted(county[order], np.arange(counties + 1)))
