"""Kernels: a table's equations solved modulo a prime, each row kept sparse.

First every line with one unknown is solved and its cell filled in, until none is left. The rest is eliminated: a row is
cleared of earlier pivots in the order they were made, and its own pivot is the unknown that fewest later rows hold.
"""

import numpy as np

from statistics.audit.arrays import Int64, Mask, Number
from statistics.compiled import compiled

MIXING = 2862933555777941757
"""Multiplier of a full-period congruential generator (L'Ecuyer 1999): different fillings from different seeds."""


@compiled
def solve_tables(one: Int64, two: Int64, hidden: Mask, lines: Int64, crossing: Int64, prime: int) -> None:
    """Fill the hidden cells of `one` and `two` [table, cell] with two solutions of each table's equations."""
    for t in range(len(one)):
        unknown = hidden[t].copy()
        peel(one[t], unknown, lines, crossing, prime)
        for c in range(len(unknown)):
            if hidden[t, c] and not unknown[c]:
                two[t, c] = one[t, c]
        if unknown.any():
            solve_rest(one[t], two[t], unknown, lines, prime)


@compiled
def peel(solved: Int64, unknown: Mask, lines: Int64, crossing: Int64, prime: int) -> None:
    """Fill in every cell that is alone unknown on a line; `unknown` becomes False there."""
    left = np.zeros(len(lines), dtype=np.int64)
    stack = np.empty(len(lines) + len(unknown) * crossing.shape[1], dtype=np.int64)
    top = 0
    for i in range(len(lines)):
        left[i] = line_unknowns(unknown, lines[i])
        if left[i] == 1:
            stack[top] = i
            top += 1
    while top:
        top -= 1
        line = lines[stack[top]]
        if left[stack[top]] != 1:
            continue
        start, stride, parts = line[0], line[1], line[2]
        alone, rest = np.int64(-1), np.int64(0)
        for z in range(parts + 1):
            cell = start + stride * z
            sign = -1 if z == parts else 1
            if unknown[cell]:
                alone = cell
            else:
                rest += sign * solved[cell]
        solved[alone] = (rest if alone == start + stride * parts else -rest) % prime
        unknown[alone] = False
        for axis in range(crossing.shape[1]):
            other = crossing[alone, axis]
            if other >= 0:
                left[other] -= 1
                if left[other] == 1:
                    stack[top] = other
                    top += 1


@compiled
def line_unknowns(unknown: Mask, line: Int64) -> int:
    found = 0
    for z in range(line[2] + 1):
        found += unknown[line[0] + line[1] * z]
    return found


@compiled
def solve_rest(one: Int64, two: Int64, unknown: Mask, lines: Int64, prime: int) -> None:
    columns = np.full(len(unknown), -1, dtype=np.int64)
    width = 0
    for c in range(len(unknown)):
        if unknown[c]:
            columns[c] = width
            width += 1
    order = np.empty(len(lines), dtype=np.int64)
    held = np.zeros(width, dtype=np.int64)
    rows = pick_rows(unknown, lines, columns, order, held)
    pivot, right, begin, index, factor = echelon(one, lines, columns, order[:rows], held, prime)
    for seed in (1, 2):
        filled = filling(width, seed, prime)
        for j in range(len(pivot) - 1, -1, -1):
            value = right[j]
            for e in range(begin[j], begin[j + 1]):
                value = (value - factor[e] * filled[index[e]]) % prime
            filled[pivot[j]] = value
        solved = one if seed == 1 else two
        for c in range(len(unknown)):
            if unknown[c]:
                solved[c] = filled[columns[c]]


@compiled
def pick_rows(unknown: Mask, lines: Int64, columns: Int64, order: Int64, held: Int64) -> int:
    """Lines with unknowns, those with fewest parts first; `held`: how many of them hold each column."""
    rows = 0
    for parts in np.unique(lines[:, 2]):
        for i in range(len(lines)):
            if lines[i, 2] == parts and line_unknowns(unknown, lines[i]):
                order[rows] = i
                rows += 1
                for z in range(parts + 1):
                    column = columns[lines[i, 0] + lines[i, 1] * z]
                    if column >= 0:
                        held[column] += 1
    return rows


@compiled
def echelon(
    solved: Int64, lines: Int64, columns: Int64, order: Int64, held: Int64, prime: int
) -> tuple[Int64, Int64, Int64, Int64, Int64]:
    """Rows with pivot coefficient 1: pivot columns, right sides, and the other entries as begin, index, factor."""
    width = len(held)
    work = np.zeros(width, dtype=np.int64)
    seen = np.zeros(width, dtype=np.bool_)
    touched = np.empty(width, dtype=np.int64)
    pivot, right = np.empty(len(order), dtype=np.int64), np.empty(len(order), dtype=np.int64)
    begin = np.zeros(len(order) + 1, dtype=np.int64)
    index, factor = np.empty(4 * width + 64, dtype=np.int64), np.empty(4 * width + 64, dtype=np.int64)
    made = 0
    for i in order:
        count, rhs = load_row(solved, lines[i], columns, held, work, seen, touched)
        for j in range(made):
            times = work[pivot[j]]
            if times == 0:
                continue
            rhs = (rhs - times * right[j]) % prime
            work[pivot[j]] = 0
            for e in range(begin[j], begin[j + 1]):
                column = index[e]
                work[column] = (work[column] - times * factor[e]) % prime
                if not seen[column]:
                    seen[column] = True
                    touched[count] = column
                    count += 1
        best = np.int64(-1)
        for column in touched[:count]:
            if work[column] and (best < 0 or held[column] < held[best]):
                best = column
        end = begin[made]
        if best >= 0:
            scale = inverse(work[best], prime)
            if end + count > len(index):
                index = np.concatenate((index, np.empty(len(index) + count, dtype=np.int64)))
                factor = np.concatenate((factor, np.empty(len(factor) + count, dtype=np.int64)))
            for column in touched[:count]:
                if work[column] and column != best:
                    index[end], factor[end] = column, work[column] * scale % prime
                    end += 1
            pivot[made], right[made] = best, rhs * scale % prime
            made += 1
            begin[made] = end
        for column in touched[:count]:
            work[column] = 0
            seen[column] = False
    return pivot[:made], right[:made], begin[: made + 1], index, factor


@compiled
def load_row(
    solved: Int64, line: Int64, columns: Int64, held: Int64, work: Int64, seen: Mask, touched: Int64
) -> tuple[int, Number]:
    """Put a line's unknowns into `work`: how many, and the right side (parts − total = 0)."""
    count, rhs = 0, np.int64(0)
    for z in range(line[2] + 1):
        cell = line[0] + line[1] * z
        sign = -1 if z == line[2] else 1
        column = columns[cell]
        if column < 0:
            rhs -= sign * solved[cell]
            continue
        work[column] = sign
        held[column] -= 1
        seen[column] = True
        touched[count] = column
        count += 1
    return count, rhs


@compiled
def inverse(number: int, prime: int) -> int:
    """Fermat: number^(prime − 2)."""
    base, power, result = number % prime, prime - 2, 1
    while power:
        if power & 1:
            result = result * base % prime
        base = base * base % prime
        power >>= 1
    return result


@compiled
def filling(width: int, seed: int, prime: int) -> Int64:
    filled = np.empty(width, dtype=np.int64)
    state = np.uint64(seed)
    for c in range(width):
        state = state * np.uint64(MIXING) + np.uint64(2 * seed + 1)
        filled[c] = np.int64(state >> np.uint64(33)) % prime
    return filled
