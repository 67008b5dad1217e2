"""The counties of the time, as sums of what is printed of today's: what comes so can reveal nothing more.

A county of the time that is not a sum of today's whole counties is hidden, for the difference of the two divisions is
a municipality: with both printed, anyone could subtract them.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from statistics.cube.axes import REGIONS
from statistics.definitions.divisions import parts
from statistics.store import Packed
from statistics.table import Reason


def of_the_time(packed: Packed, years: Sequence[int], codes: Sequence[str], crossed: Reason = Reason.HIDDEN) -> Packed:
    """`packed` [year, region, …] of today's division → [year, code, …]. `crossed`: of what is no sum of counties.

    One hidden part hides the sum; a year without such a county has nothing available.
    """
    shape = (len(years), len(codes), *packed.values.shape[2:])
    values, reasons = np.zeros(shape, packed.values.dtype), np.full(shape, Reason.NOT_AVAILABLE, np.uint8)
    for at in np.ndindex(shape[:2]):
        own = parts(codes[at[1]], years[at[0]])
        if own:
            positions = [REGIONS.index(part) for part in own]
            reasons[at] = _together(packed.reasons[at[0], positions])
            values[at] = np.where(reasons[at] == Reason.NONE, packed.values[at[0], positions].sum(axis=0), 0)
        elif own is not None:
            reasons[at] = crossed
    return Packed(packed.header, values, reasons)


def _together(reasons: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """[part, …] → […]: why the sum of the parts has no value."""
    return np.where((reasons == Reason.HIDDEN).any(axis=0), np.uint8(Reason.HIDDEN), reasons.max(axis=0))
