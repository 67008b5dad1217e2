"""The only way out of the secure side: counted figures and a mask → printed values and reasons."""

import numpy as np
import numpy.typing as npt

from statistics.table import Reason


def publish(
    stored: npt.NDArray[np.int64], hidden: npt.NDArray[np.bool_], uncomputable: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint8]]:
    """`stored` and `hidden` [region, sex, age, measure] → values (0 where unprinted) and reasons.

    `uncomputable` [measure]: the measure does not exist for this node. That is public (it follows from the product
    list), so it is said in every cell, and a hidden one gives nothing away by it.
    """
    reasons = np.zeros(stored.shape, dtype=np.uint8)
    reasons[hidden] = Reason.HIDDEN
    reasons[..., uncomputable] = Reason.NOT_COMPUTABLE
    return np.where(reasons == Reason.NONE, stored, 0), reasons
