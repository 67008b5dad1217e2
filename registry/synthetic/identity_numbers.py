"""Synthetic identity numbers, vectorised: DDMMYY with month + 80, three individual digits, two check digits.

Rules: Skatteetaten's, as they are until 2031 (first check digit leaves rest 0). D-numbers add 40 to the day.
"""

import numpy as np
from numpy.typing import NDArray

from registry.synthetic.calendar_days import parts

FIRST_WEIGHTS = np.array([3, 7, 6, 1, 8, 9, 4, 5, 2])
SECOND_WEIGHTS = np.array([5, 4, 3, 2, 7, 6, 5, 4, 3, 2])
PAIRS = 250  # individual numbers of one sex in a series of 500
STRIDE = 77  # has no factor in common with 250: visits each once, in scattered order


def identity_numbers(
    birth: NDArray[np.integer], woman: NDArray[np.bool_], d_number: NDArray[np.bool_]
) -> NDArray[np.bytes_]:
    """Distinct numbers of 11 digits. ValueError when a birth date has more people of one sex than numbers."""
    years, months, days = parts(birth)
    if years.size and (years.min() < 1854 or years.max() > 2039):
        raise ValueError("fødselsår må være 1854–2039 for at individnummeret skal finnes")
    base = digits_of((days + 40 * d_number) * 10_000 + (months + 80) * 100 + years % 100, 6)
    first = np.where((years >= 1900) & (years < 2000), 0, 500)
    # Born 1854-1899 use 500-749 only, which is half of the series.
    room = np.where(years < 1900, PAIRS // 2, PAIRS)
    groups = np.unique((birth.astype(np.int64) * 2 + woman) * 2 + d_number, return_inverse=True)[1]
    return _fill(base, first, room, woman, groups)


def _fill(
    base: NDArray[np.int64],
    first: NDArray[np.int64],
    room: NDArray[np.int64],
    woman: NDArray[np.bool_],
    groups: NDArray[np.int64],
) -> NDArray[np.bytes_]:
    """Give each person of a group the next individual number; who got one without check digits tries again."""
    result = np.zeros((len(base), 11), np.int64)
    used = np.zeros(groups.max(initial=0) + 1, np.int64)
    waiting = np.arange(len(base))
    while waiting.size:
        turn = used[groups[waiting]] + rank_within(groups[waiting])
        if (turn >= room[waiting]).any():
            raise ValueError("flere personer med samme fødselsdato og kjønn enn det finnes numre; velg færre personer")
        used += np.bincount(groups[waiting], minlength=len(used))
        pair = (turn * STRIDE + groups[waiting] * 31) % room[waiting]
        individual = first[waiting] + 2 * pair + ~woman[waiting]
        nine = np.concatenate([base[waiting], digits_of(individual, 3)], axis=1)
        complete, valid = with_check_digits(nine)
        result[waiting[valid]] = complete[valid]
        waiting = waiting[~valid]
    return (result + ord("0")).astype(np.uint8).view("S11").ravel()


def with_check_digits(nine: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Nine digits a row → eleven, and which rows have legal check digits (neither is 10)."""
    one = -(nine @ FIRST_WEIGHTS) % 11
    ten = np.concatenate([nine, one[:, None]], axis=1)
    two = -(ten @ SECOND_WEIGHTS) % 11
    return np.concatenate([ten, two[:, None]], axis=1), (one < 10) & (two < 10)


def digits_of(numbers: NDArray[np.int64], width: int) -> NDArray[np.int64]:
    return numbers[:, None] // 10 ** np.arange(width - 1, -1, -1) % 10


def rank_within(groups: NDArray[np.int64]) -> NDArray[np.int64]:
    """0, 1, 2 … for the members of each group, in order of appearance."""
    order = np.argsort(groups, kind="stable")
    ordered = groups[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    ranks = np.arange(len(groups)) - np.repeat(starts, np.diff(np.r_[starts, len(groups)]))
    result = np.empty_like(ranks)
    result[order] = ranks
    return result
