"""How far a sum may fall, and how far it may differ and still be printed the same."""

from collections.abc import Sequence

import numpy as np

from statistics.protect.net import Array
from statistics.protect.policy import Policy
from statistics.rounding import POWERS, Rounding, rounded, unit
from statistics.side_by_side import in_blocks


def slack(values: Array, rounding: Rounding) -> tuple[Array, Array]:
    """→ how much less (≤ 0) and how much more each value may be. Never too much; now and then one unit too little.

    Nothing where the value is 0 or negative, or where another value would be rounded in other units.
    """
    less, more = np.zeros_like(values), np.zeros_like(values)
    some = values > 0
    less[some], more[some] = _slack(values[some], rounding.at(some))
    return less, more


def _slack(values: Array, rounding: Rounding) -> tuple[Array, Array]:
    step, shown = unit(values, rounding), rounded(values, rounding)
    half = step // 2
    digits = np.searchsorted(POWERS, values, side="right")
    decade, next_decade = POWERS[np.maximum(digits - 1, 0)], POWERS[np.minimum(digits, len(POWERS) - 1)]
    low = np.where(step > rounding.steps(1), np.maximum(shown - half, decade), np.maximum(shown - half, 0))
    high = np.minimum(shown + np.maximum(half - 1, 0), next_decade - 1)
    free = step > 1
    return np.where(free, np.minimum(low - values, 0), 0), np.where(free, np.maximum(high - values, 0), 0)


def slacks(sums: Array, names: Sequence[str], users: Array, policy: Policy, threads: int = 1) -> tuple[Array, Array]:
    """`slack` of some measures: [node, measure, cell]; `users` [node, cell]."""
    less, more = np.zeros_like(sums), np.zeros_like(sums)

    def of(part: slice) -> None:
        for m, name in enumerate(names):
            if name in policy.rounding:
                rounding = policy.rounding[name].rows(part).of(users[part])
                less[part, m], more[part, m] = slack(sums[part, m], rounding)

    in_blocks(of, len(sums), threads)
    return less, more


def floors(sums: Array, names: Sequence[str], users: Array, policy: Policy) -> Array:
    """[node, measure, cell]: no inner sum falls below 0, or below its users where each has one at least."""
    floor: Array = np.minimum(sums, 0)
    for m, name in enumerate(names):
        if name in policy.one_per_user:
            floor[:, m] = np.minimum(sums[:, m], users)
    return floor


def together(names: Sequence[str], policy: Policy) -> list[list[str]]:
    """Measures that share their worlds: those every user has one of; each other is moved alone, which costs less."""
    counts = [name for name in names if name in policy.one_per_user]
    return [counts, *([name] for name in names if name not in counts)] if counts else [[name] for name in names]
