"""Kinds of cells, by the axes on which they are no total, and which of them a policy prints."""

import numpy as np
import numpy.typing as npt

from statistics.protect.policy import KINDS, Policy

AXES = ("region", "sex", "age")


def kinds(shape: tuple[int, int, int]) -> npt.NDArray[np.int64]:
    """[cell] of a table with totals last: position in `KINDS`."""
    axes = [frozenset(kind.split()) & set(AXES) for kind in KINDS]
    at = np.indices(shape).reshape(3, -1)
    parts = at < np.array(shape)[:, None] - 1
    found = np.zeros(parts.shape[1], dtype=np.int64)
    for number, named in enumerate(axes):
        found[(parts == np.isin(AXES, list(named))[:, None]).all(axis=0)] = number
    return found


def unprinted(shape: tuple[int, int, int], policy: Policy) -> npt.NDArray[np.bool_]:
    """[cell]: True for the kinds that are hidden whole."""
    left_out = [number for number, kind in enumerate(KINDS) if kind not in policy.printed]
    result: npt.NDArray[np.bool_] = np.isin(kinds(shape), left_out)
    return result
