"""Products: moves that on each axis go between two categories (signs + and −) or float (a category and the total, +).

Eight corners change. Their price is read off a plane, a whole line of ages at a time.
"""

from statistics.compiled import kernel
from statistics.protect.net import DEAR, Array


@kernel
def flip(one: int, other: int, last: int) -> int:
    """Sign of the other end of an axis: − between two categories, + where the total is one of them."""
    return -1 if one < last and other < last else 1


@kernel
def half(sign: int, cells: int) -> int:
    return 0 if sign > 0 else cells


@kernel
def two_lines(plane: Array, one: int, other: int, total_one: int, total_other: int, ages: int, out: Array) -> None:
    """The sum of two lines of a plane, given where they begin; their totals are taken from other halves."""
    u, v = plane[one : one + out.shape[0]], plane[other : other + out.shape[0]]
    for c in range(out.shape[0]):
        out[c] = u[c] + v[c]
    last = ages - 1
    out[last] = plane[total_one + last] + plane[total_other + last]
    for c in range(ages, out.shape[0]):
        out[c] = DEAR


@kernel
def lowest_sum(u: Array, v: Array) -> int:
    best: int = u[0] + v[0]
    for c in range(u.shape[0]):
        best = min(best, u[c] + v[c])
    return best


@kernel
def best_product(
    plane: Array, shape: tuple[int, int, int], lines: Array, cell: tuple[int, int, int], limit: int, code: Array
) -> int:
    """The lowest price of a product through `cell` (region, sex, age); the limit if none is below it.

    `code` gets the coordinates it moves to. `lines` [2, L] is scratch.
    """
    regions, sexes, ages = shape
    i, j, k = cell
    near, far = lines[0], lines[1]
    size = near.shape[0]
    cells = plane.shape[0] // 2
    width = sexes * size
    inner = -1 if k < ages - 1 else 1
    best = limit
    for b in range(sexes):
        if b == j:
            continue
        fb = flip(j, b, sexes - 1)
        one, other = i * width + j * size, i * width + b * size
        begin = plane[one + k] + plane[half(fb, cells) + other + k]
        if begin >= best:
            continue
        two_lines(plane, half(inner, cells) + one, half(inner * fb, cells) + other, one, half(fb, cells) + other,
                  ages, near)  # fmt: skip
        near[k] = DEAR
        for a in range(regions):
            if a == i:
                continue
            fa = flip(i, a, regions - 1)
            one, other = a * width + j * size, a * width + b * size
            end = begin + plane[half(fa, cells) + one + k] + plane[half(fa * fb, cells) + other + k]
            if end >= best:
                continue
            two_lines(plane, half(inner * fa, cells) + one, half(inner * fa * fb, cells) + other,
                      half(fa, cells) + one, half(fa * fb, cells) + other, ages, far)  # fmt: skip
            if end + lowest_sum(near, far) >= best:
                continue
            for c in range(ages):
                price = end + near[c] + far[c]
                if price < best:
                    best = price
                    code[0], code[1], code[2], code[3], code[4], code[5] = i, j, k, a, b, c
            if best <= 0:
                return best
    return best
