"""What a release changed of the one before: printed national figures, side by side."""

from typing import Any

import numpy as np

from statistics.store import Packed


def compare(before: Packed, after: Packed) -> dict[str, Any]:
    """Both are packed totals [node, year, measure]. Counts of figures that are new, gone, changed and the same.

    `largest`: the ten national user counts that changed most, as [code, year, before, after].
    """
    codes = sorted(set(before.header["codes"]) & set(after.header["codes"]))
    years = sorted(set(before.header["years"]) & set(after.header["years"]))
    old, old_printed = _aligned(before, codes, years)
    new, new_printed = _aligned(after, codes, years)
    both = old_printed & new_printed
    changed = both & (old != new)
    return {
        "codes_added": sorted(set(after.header["codes"]) - set(before.header["codes"])),
        "codes_removed": sorted(set(before.header["codes"]) - set(after.header["codes"])),
        "years": years,
        "same": int((both & ~changed).sum()),
        "changed": int(changed.sum()),
        "newly_hidden": int((old_printed & ~new_printed).sum()),
        "newly_printed": int((~old_printed & new_printed).sum()),
        "largest": _largest(codes, years, old[..., 0], new[..., 0], changed[..., 0]),
    }


def _aligned(packed: Packed, codes: list[str], years: list[int]) -> tuple[np.ndarray, np.ndarray]:
    at = np.ix_([packed.header["codes"].index(c) for c in codes], [packed.header["years"].index(y) for y in years])
    return packed.values[at], packed.reasons[at] == 0


def _largest(
    codes: list[str], years: list[int], old: np.ndarray, new: np.ndarray, changed: np.ndarray
) -> list[list[Any]]:
    difference = np.where(changed, np.abs(new - old), 0)
    order = np.argsort(-difference, axis=None, kind="stable")[:10]
    places = [tuple(map(int, np.unravel_index(i, difference.shape))) for i in order]
    return [[codes[c], years[y], int(old[c, y]), int(new[c, y])] for c, y in places if changed[c, y]]
