"""Kernels of the ratios between measures: two measures' bounds held against each other, cell by cell."""

from statistics.audit.arrays import Int64, Mask
from statistics.audit.propagate import FAR, UNBOUNDED
from statistics.compiled import compiled


@compiled
def hold(
    low: Int64,
    high: Int64,
    per_low: Int64,
    per_high: Int64,
    lowest: Int64,
    highest: Int64,
    believed: Mask,
    news: Mask,
    per_news: Mask,
) -> None:
    """lowest × per ≤ of ≤ highest × per (0: no upper bound) in the nodes that are `believed`; marks what changed."""
    for n in range(len(believed)):
        if not believed[n]:
            continue
        least, most = lowest[n], highest[n]
        for c in range(low.shape[1]):
            if per_low[n, c] > -FAR and least * per_low[n, c] > low[n, c]:
                low[n, c] = least * per_low[n, c]
                news[n, c] = True
            if least > 0 and high[n, c] < FAR and high[n, c] // least < per_high[n, c]:
                per_high[n, c] = high[n, c] // least
                per_news[n, c] = True
            if most == 0:
                continue
            upper = most * min(per_high[n, c], UNBOUNDED // most)
            if per_high[n, c] < FAR and upper < high[n, c]:
                high[n, c] = upper
                news[n, c] = True
            if low[n, c] > -FAR and -(-low[n, c] // most) > per_low[n, c]:
                per_low[n, c] = -(-low[n, c] // most)
                per_news[n, c] = True


@compiled
def nobody(users_high: Int64, low: Int64, high: Int64, believed: Mask, news: Mask) -> None:
    """Where there is no user, a sum is 0."""
    for n in range(len(believed)):
        if not believed[n]:
            continue
        for c in range(low.shape[1]):
            if users_high[n, c] == 0 and (low[n, c] < 0 or high[n, c] > 0):
                low[n, c], high[n, c] = max(low[n, c], 0), min(high[n, c], 0)
                news[n, c] = True
