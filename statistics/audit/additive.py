"""When a hidden sum is known well enough to be no secret."""

import numpy as np

from statistics.audit.arrays import Int64, Mask

TENTH = 10
"""A value is known when all that is possible lies within a tenth of it: the usual rule for a contributor's turnover."""


def known_within(low: Int64, high: Int64, truth: Int64 | None = None) -> Mask:
    """Cells whose bounds give the value to within ±10 %.

    Without `truth`: cells for which some possible value would be given away so, which is never fewer.
    """
    if truth is not None:
        size = np.abs(truth)
        found: Mask = (TENTH * (truth - low) <= size) & (TENTH * (high - truth) <= size)
        return found
    # some D with high ≤ 1.1 D and low ≥ 0.9 D, that is high ÷ 1.1 ≤ low ÷ 0.9; negative sums mirrored
    least, most = np.where(high < 0, -high, low), np.where(high < 0, -low, high)
    possible: Mask = (low == high) | ((TENTH - 1) * most <= (TENTH + 1) * least)
    return possible
