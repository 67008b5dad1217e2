"""Pairs: moves of something from one inner cell to another.

The two change, and every margin that holds exactly one of them. Pairs are many: only ends whose margins are cheap to
hide are tried against each other.
"""

import numpy as np

from statistics.compiled import kernel, making
from statistics.protect.net import Array

WITHIN, WITHOUT = 12, 32
"""Inner cells tried on each side of a pair."""
PAIR = -1
"""In place of a product's first coordinate: the code is a pair's two inner cells."""
SAME_AGE, SAME_SEX, SAME_REGION = 1, 2, 4
"""What the two ends of a pair may share: eight kinds."""


@kernel
def kind_of(one: Array, other: Array) -> int:
    """What two inner cells share, from their margins."""
    kind = SAME_AGE if one[4] == other[4] else 0
    kind += SAME_SEX if one[5] == other[5] else 0
    return kind + (SAME_REGION if one[6] == other[6] else 0)


@kernel
def prices_by_kind(half: Array, cells: Array, prices: Array) -> None:
    """What an end costs beside another end, by what they share: their common margins do not change."""
    inner, age, sex, region = half[cells[0]], half[cells[4]], half[cells[5]], half[cells[6]]
    sex_age, region_age, region_sex = half[cells[1]], half[cells[2]], half[cells[3]]
    for kind in range(8):
        a, s, r = kind & SAME_AGE, kind & SAME_SEX, kind & SAME_REGION
        price = inner
        price += 0 if a else age
        price += 0 if s else sex
        price += 0 if r else region
        price += 0 if s and a else sex_age
        price += 0 if r and a else region_age
        price += 0 if r and s else region_sex
        prices[kind] = price


@kernel
def insert(cells: Array, keys: Array, n: int, z: int, key: int) -> int:
    """Keep the cells of lowest key, in order. → how many"""
    if n == cells.shape[0]:
        if key >= keys[n - 1]:
            return n
        n -= 1
    at = n
    while at > 0 and keys[at - 1] > key:
        cells[at], keys[at] = cells[at - 1], keys[at - 1]
        at -= 1
    cells[at], keys[at] = z, key
    return n + 1


@kernel
def price_of_line(half: Array, begin: int, around: Array) -> int:
    """What those margins cost to hide that hold a whole line of inner cells, all but the total."""
    cells = around[begin]
    price: int = half[cells[3]] + half[cells[5]] + half[cells[6]]
    return price


@kernel
def keys_of_line(half: Array, begin: int, around: Array, keys: Array) -> None:
    """What a line's inner cells cost to hide, and their margins that do not hold the whole line."""
    cells = around[begin]
    size = keys.shape[0]
    sex, region, both = cells[1], cells[2], cells[4]
    one, over_regions = half[begin : begin + size], half[sex : sex + size]
    over_sexes, over_both = half[region : region + size], half[both : both + size]
    for a in range(size):
        keys[a] = one[a] + over_regions[a] + over_sexes[a] + over_both[a]


@making
def cheapest_ends(
    half: Array, shape: tuple[int, int, int], around: Array, keys: Array, cell: tuple[int, int, int], inside: bool,
    chosen: Array,
) -> int:  # fmt: skip
    """Free inner cells in the target, or out of it: those whose margins are cheapest to hide. → number"""
    regions, sexes, ages = shape
    i, j, k = cell
    line, key, n = keys.shape[0], np.empty(chosen.shape[0], np.int64), 0
    first, last = (0, ages - 1) if k == ages - 1 else (k, k + 1)
    for r in range(regions - 1):
        for x in range(sexes - 1):
            in_line = (i == regions - 1 or i == r) and (j == sexes - 1 or j == x)
            begin = (r * sexes + x) * line
            whole = price_of_line(half, begin, around)
            if (inside and not in_line) or (n == chosen.shape[0] and whole >= key[n - 1]):
                continue
            keys_of_line(half, begin, around, keys)
            for a in range(ages - 1):
                if half[begin + a] == 0 and (in_line and first <= a < last) == inside:
                    n = insert(chosen, key, n, begin + a, whole + keys[a])
    return n


@making
def best_pair(
    plane: Array, shape: tuple[int, int, int], around: Array, lines: Array, cell: tuple[int, int, int], limit: int,
    code: Array,
) -> int:  # fmt: skip
    """The lowest price of a pair that moves `cell`; the limit if none is below it. `code` gets the pair."""
    within, without = np.empty(WITHIN, np.int64), np.empty(WITHOUT, np.int64)
    half = plane.shape[0] // 2
    plus, minus = plane[:half], plane[half:]
    own, others, least = np.empty((WITHIN, 8), np.int32), np.empty((WITHOUT, 8), np.int32), limit
    n_in = cheapest_ends(plus, shape, around, lines[0], cell, True, within)
    for q in range(n_in):
        prices_by_kind(plus, around[within[q]], own[q])
        least = min(least, own[q].min())
    if least >= limit:
        return limit
    n_out = cheapest_ends(minus, shape, around, lines[0], cell, False, without)
    for e in range(n_out):
        prices_by_kind(minus, around[without[e]], others[e])
    best = limit
    for q in range(n_in):
        cells = around[within[q]]
        for e in range(n_out):
            kind = kind_of(cells, around[without[e]])
            price: int = own[q, kind] + others[e, kind]
            if price < best:
                best = price
                code[0], code[1], code[2] = PAIR, within[q], without[e]
                if best == 0:
                    return best
    return best
