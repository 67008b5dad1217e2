"""Primary suppression: which cells are hidden because they are small themselves."""

import numpy as np
import numpy.typing as npt

from statistics.protect.policy import Policy


def primary(users: npt.NDArray[np.int64], policy: Policy) -> npt.NDArray[np.bool_]:
    """True for the cells whose number of users is small. Raises ValueError for a negative count, naming its place."""
    if (users < 0).any():
        place = tuple(int(i) for i in np.argwhere(users < 0)[0])
        raise ValueError(f"{users[place]} users at {place}: a count cannot be negative")
    small: npt.NDArray[np.bool_] = (users >= policy.smallest) & (users <= policy.largest)
    return small
