"""Pairs: moves of something from one inner cell to another.

The two change, and every margin that holds exactly one of them. Pairs are many: only ends whose margins are cheap to
hide are tried against each other.
"""

import numpy as np

from statistics.compiled import kernel
from statistics.protect.net import Array

WITHIN, WITHOUT = 12, 32
"""Inner cells tried on each side of a pair."""
PAIR = -1
"""In place of a product's first coordinate: the code is a pair's two inner cells."""


@kernel
def margins(shape: tuple[int, int, int], line: int, z: int, out: Array) -> None:
    """Inner cell z and its margins but the last, which holds every cell: seven."""
    regions, sexes, ages = shape
    width = sexes * line
    r, s, a = z // width * width, z // line % sexes * line, z % line
    tr, ts, ta = (regions - 1) * width, (sexes - 1) * line, ages - 1
    out[0], out[1], out[2], out[3] = r + s + a, tr + s + a, r + ts + a, r + s + ta
    out[4], out[5], out[6] = tr + ts + a, tr + s + ta, r + ts + ta


@kernel
def price_of(half: Array, cells: Array, prices: Array) -> int:
    total = 0
    for q in range(7):
        prices[q] = half[cells[q]]
        total += prices[q]
    return total


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
def ends(
    plane: Array, shape: tuple[int, int, int], line: int, cell: tuple[int, int, int], within: Array, without: Array
) -> tuple[int, int]:
    """Free inner cells in and out of the target that a pair may change: those whose margins are cheapest to hide."""
    regions, sexes, ages = shape
    i, j, k = cell
    half = plane.shape[0] // 2
    plus, minus = plane[:half], plane[half:]
    key_in, key_out = np.empty(within.shape[0], np.int64), np.empty(without.shape[0], np.int64)
    cells, prices = np.empty(7, np.int64), np.empty(7, np.int32)
    n_in, n_out = 0, 0
    for r in range(regions - 1):
        for x in range(sexes - 1):
            in_line = (i == regions - 1 or i == r) and (j == sexes - 1 or j == x)
            begin = (r * sexes + x) * line
            for z in range(begin, begin + ages - 1):
                if in_line and (k == ages - 1 or k == z - begin):
                    if plus[z] == 0:
                        margins(shape, line, z, cells)
                        n_in = insert(within, key_in, n_in, z, price_of(plus, cells, prices))
                elif minus[z] == 0:
                    margins(shape, line, z, cells)
                    n_out = insert(without, key_out, n_out, z, price_of(minus, cells, prices))
    return n_in, n_out


@kernel
def best_pair(
    plane: Array, shape: tuple[int, int, int], line: int, cell: tuple[int, int, int], limit: int, code: Array
) -> int:
    """The lowest price of a pair that moves `cell`; the limit if none is below it. `code` gets the pair."""
    within, without = np.empty(WITHIN, np.int64), np.empty(WITHOUT, np.int64)
    n_in, n_out = ends(plane, shape, line, cell, within, without)
    half = plane.shape[0] // 2
    plus, minus = plane[:half], plane[half:]
    others, prices = np.empty((WITHOUT, 7), np.int64), np.empty((WITHOUT, 7), np.int32)
    for e in range(n_out):
        margins(shape, line, without[e], others[e])
        price_of(minus, others[e], prices[e])
    own, own_prices = np.empty(7, np.int64), np.empty(7, np.int32)
    best = limit
    for q in range(n_in):
        margins(shape, line, within[q], own)
        price_of(plus, own, own_prices)
        for e in range(n_out):
            price = 0
            for w in range(7):
                if own[w] != others[e, w]:
                    price += own_prices[w] + prices[e, w]
            if price < best:
                best = price
                code[0], code[1], code[2] = PAIR, within[q], without[e]
                if best == 0:
                    return best
    return best
