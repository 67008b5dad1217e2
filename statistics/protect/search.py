"""The cheapest move that changes one cell of one table by a wanted amount."""

import numpy as np

from statistics.protect.chains import TABLES, chain
from statistics.protect.jit import jit
from statistics.protect.moves import CORNERS, DEAR, PAIR, hiding, pair, product
from statistics.protect.net import Array, Net

PATTERNS = 2048
"""Room for candidates: a cell of R×S×A cells has at most R·S·A of them."""
ENDS_IN, ENDS_OUT = 12, 32
"""Inner cells tried on each side of a pair."""
TOO_CHEAP_FOR_PAIRS = 0.5
LEAST_FOR_PAIRS = 1.0
"""Pairs are many: not tried below this price, nor where only mending is sought."""


@jit
def room(net: Net, t: int, d: Array, falls: Array, rises: Array) -> None:
    """[cell]: whether an inner cell may fall, and rise, by d; margins follow, so they may."""
    value, floor, cap = net.value, net.floor, net.cap
    ages, lines = net.ages, net.regions * net.sexes
    falls[:], rises[:] = True, True
    for line in range(lines - net.sexes):
        if line % net.sexes == net.sexes - 1:
            continue
        for y in range(line * ages, line * ages + ages - 1):
            for m in range(d.shape[0]):
                if d[m] > 0 and value[t, y, m] - floor[t, y, m] < d[m]:
                    falls[y] = False
            if not net.exact and value[t, y, 0] + d[0] > cap[y]:
                rises[y] = False


@jit
def candidates(net: Net, t: int, y: int, s: int, d: Array, limit: float, price: Array, code: Array) -> int:
    """All products that move cell y of t by s·d and cost less than the limit. → number; fills price and (a, b, c)."""
    ages, sexes, regions = net.ages, net.sexes, net.regions
    width = sexes * ages
    last_r, last_s, last_a = regions - 1, sexes - 1, ages - 1
    i, j, k = y // width, y // ages % sexes, y % ages
    for m in range(d.shape[0]):
        if d[m] > 0 and net.absent[t, m]:
            return 0
    now = net.price[t]
    falls, rises = np.empty(now.shape[0], np.bool_), np.empty(now.shape[0], np.bool_)
    room(net, t, d, falls, rises)
    plus, minus = (rises, falls) if s > 0 else (falls, rises)
    n = 0
    y0 = i * width + j * ages
    if not plus[y0 + k]:
        return 0
    for b in range(sexes):
        if b == j:
            continue
        other_s = j < last_s and b < last_s
        y1 = i * width + b * ages
        if now[y0 + k] + now[y1 + k] >= limit or not (minus if other_s else plus)[y1 + k]:
            continue
        for a in range(regions):
            if a == i:
                continue
            other_r = i < last_r and a < last_r
            y2, y3 = a * width + j * ages, a * width + b * ages
            base = now[y0 + k] + now[y1 + k] + now[y2 + k] + now[y3 + k]
            if (
                base >= limit
                or not (minus if other_r else plus)[y2 + k]
                or not (minus if other_r != other_s else plus)[y3 + k]
            ):
                continue
            for c in range(ages):
                cost = base + now[y0 + c] + now[y1 + c] + now[y2 + c] + now[y3 + c]
                if cost >= limit or c == k:
                    continue
                flip = k < last_a and c < last_a
                if (
                    (minus if flip else plus)[y0 + c]
                    and (minus if flip != other_s else plus)[y1 + c]
                    and (minus if flip != other_r else plus)[y2 + c]
                    and (minus if flip != (other_r != other_s) else plus)[y3 + c]
                ):
                    price[n] = cost
                    code[n, 0], code[n, 1], code[n, 2] = a, b, c
                    n += 1
    return n


@jit
def cheapest(price: Array, n: int) -> int:
    best = 0
    for q in range(1, n):
        if price[q] < price[best]:
            best = q
    return best


@jit
def products(net: Net, t: int, y: int, s: int, d: Array, limit: float, code: Array, tables: Array) -> tuple[float, int]:
    """The cheapest product with its chain, best own price first. Fills code and tables."""
    prices, codes = np.empty(PATTERNS, np.float64), np.empty((PATTERNS, 3), np.int16)
    n = candidates(net, t, y, s, d, limit, prices, codes)
    corner, sign = np.empty(CORNERS, np.int64), np.empty(CORNERS, np.int64)
    trial, out = np.empty(6, np.int64), np.empty((TABLES, 2), np.int64)
    ages, width = net.ages, net.sexes * net.ages
    trial[0], trial[1], trial[2] = y // width, y // ages % net.sexes, y % ages
    best, length = limit, 0
    free = 0
    while n > 0:
        at = -1
        while free < n:
            if prices[free] == 0:
                at = free
                free += 1
                break
            free += 1
        if at < 0:
            at = cheapest(prices, n)
            if prices[at] >= best:
                break
        own = prices[at]
        trial[3], trial[4], trial[5] = codes[at, 0], codes[at, 1], codes[at, 2]
        prices[at] = DEAR
        inner = product(net, trial, corner, sign)
        more, k = chain(net, t, corner, sign, inner, 8, s, d, best - own, out)
        if own + more < best:
            best, length = own + more, k
            code[:] = trial
            tables[:k] = out[:k]
            if best == 0:
                break
    return best, length


@jit
def solo(now: Array, regions: int, sexes: int, ages: int, z: int) -> float:
    """Price of the seven margins of inner cell z."""
    width = sexes * ages
    r, s, a = z // width * width, z // ages % sexes * ages, z % ages
    tr, ts, ta = (regions - 1) * width, (sexes - 1) * ages, ages - 1
    price: float = (
        now[tr + s + a] + now[r + ts + a] + now[r + s + ta] + now[tr + ts + a]
        + now[tr + s + ta] + now[r + ts + ta] + now[tr + ts + ta]
    )  # fmt: skip
    return price


@jit
def insert(cells: Array, keys: Array, n: int, z: int, key: float) -> int:
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


@jit
def ends(net: Net, t: int, y: int, s: int, d: Array, within: Array, without: Array) -> tuple[int, int]:
    """Hidden inner cells in and out of y that a pair may change: those whose margins are cheapest to hide."""
    now = net.price[t]
    ages, sexes, regions = net.ages, net.sexes, net.regions
    width = sexes * ages
    i, j, k = y // width, y // ages % sexes, y % ages
    falls, rises = np.empty(now.shape[0], np.bool_), np.empty(now.shape[0], np.bool_)
    room(net, t, d, falls, rises)
    plus, minus = (rises, falls) if s > 0 else (falls, rises)
    key_in, key_out = np.empty(within.shape[0], np.float64), np.empty(without.shape[0], np.float64)
    n_in, n_out = 0, 0
    for r in range(regions - 1):
        for x in range(sexes - 1):
            in_line = (i == regions - 1 or i == r) and (j == sexes - 1 or j == x)
            for a in range(ages - 1):
                z = r * width + x * ages + a
                if now[z] > 0:
                    continue
                if in_line and (k == ages - 1 or k == a):
                    if plus[z]:
                        n_in = insert(within, key_in, n_in, z, solo(now, regions, sexes, ages, z))
                elif minus[z]:
                    n_out = insert(without, key_out, n_out, z, solo(now, regions, sexes, ages, z))
    return n_in, n_out


@jit
def pairs(net: Net, t: int, y: int, s: int, d: Array, limit: float, code: Array, tables: Array) -> tuple[float, int]:
    """The cheapest pair cheaper than the limit that moves y by s·d."""
    within, without = np.empty(ENDS_IN, np.int64), np.empty(ENDS_OUT, np.int64)
    corner, sign = np.empty(CORNERS, np.int64), np.empty(CORNERS, np.int64)
    out = np.empty((TABLES, 2), np.int64)
    price = net.price
    n_in, n_out = ends(net, t, y, s, d, within, without)
    best, length = limit, 0
    for q in range(n_in):
        for e in range(n_out):
            n = pair(net, within[q], without[e], corner, sign)
            own = hiding(price, t, corner, n, best)
            if own >= best:
                continue
            more, k = chain(net, t, corner, sign, 2, n, s, d, best - own, out)
            if own + more < best:
                best, length = own + more, k
                code[0], code[1], code[2] = PAIR, within[q], without[e]
                tables[:k] = out[:k]
                if best == 0:
                    return best, length
    return best, length


@jit
def search(net: Net, t: int, y: int, s: int, d: Array, limit: float, code: Array, tables: Array) -> tuple[float, int]:
    """The cheapest move, with its chain, that changes cell y of t by s·d. → price, number of tables; 0 if none."""
    best, length = products(net, t, y, s, d, limit, code, tables)
    if best < TOO_CHEAP_FOR_PAIRS or limit <= LEAST_FOR_PAIRS:
        return (best, length) if length else (DEAR, 0)
    other, k = pairs(net, t, y, s, d, best, code, tables)
    if k:
        best, length = other, k
    return (best, length) if length else (DEAR, 0)
