"""Small tables for the tests, and the slow, obvious twin of the attacker: every table of whole numbers is tried."""

from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


def with_totals(inner: Any, axes: int = 3) -> Ints:
    """A total, last, on each of the last `axes` axes."""
    table = np.asarray(inner, dtype=np.int64)
    for axis in range(-axes, 0):
        table = np.concatenate([table, table.sum(axis, keepdims=True)], axis)
    return table


def printed(table: Ints, hidden: Mask) -> Ints:
    return np.where(hidden, -1, table)


def all_tables(table: Ints, hidden: Mask, lb: int) -> Ints:
    """Every table of whole numbers that agrees with what is printed: [table, …]. The grand total must be printed."""
    inner = tuple(slice(None, -1) for _ in table.shape)
    total = int(table[(-1,) * table.ndim])
    values, unknown = table[inner].ravel(), hidden[inner].ravel()
    choices = [range(lb, total + 1) if free else [int(value)] for value, free in zip(values, unknown, strict=True)]
    found = []
    for choice in compositions(choices, total):
        other = with_totals(np.array(choice).reshape(table[inner].shape), table.ndim)
        if np.array_equal(other[~hidden], table[~hidden]):
            found.append(other)
    return np.array(found)


def compositions(choices: list[Any], total: int) -> list[tuple[int, ...]]:
    """One number from each range, so that they add up to the total."""
    if len(choices) == 1:
        return [(total,)] if total in choices[0] else []
    return [(n, *rest) for n in choices[0] if n <= total for rest in compositions(choices[1:], total - n)]


def all_families(tables: list[Ints], exact_sums: bool, own: bool = False) -> list[Ints]:
    """Of each member's possible tables (parent first, two children) those that occur in a family that is possible."""
    parent, one, two = (t.reshape(len(t), -1) for t in tables)
    p, a, b = parent[:, None, None], one[None, :, None], two[None, None]
    if exact_sums:
        fits = (p >= a + b).all(-1) if own else (p == a + b).all(-1)
    else:
        fits = ((p >= a) & (p >= b)).all(-1)
        if not own:
            fits &= (p <= a + b).all(-1)
    keep = [fits.any((1, 2)), fits.any((0, 2)), fits.any((0, 1))]
    return [table[kept] for table, kept in zip(tables, keep, strict=True)]


def determined(hidden: Mask) -> Mask:
    """Hidden cells in the row space of the equations, by ordinary rank."""
    cells = np.arange(hidden.size).reshape(hidden.shape)
    rows = []
    for axis in range(hidden.ndim):
        for line in np.moveaxis(cells, axis, -1).reshape(-1, hidden.shape[axis]):
            row = np.zeros(hidden.size)
            row[line[:-1]], row[line[-1]] = 1, -1
            rows.append(row)
    unknown = np.flatnonzero(hidden.ravel())
    system = np.array(rows)[:, unknown]
    rank = np.linalg.matrix_rank(system)
    result = np.zeros(hidden.size, dtype=bool)
    for i, cell in enumerate(unknown):
        unit = np.zeros((1, len(unknown)))
        unit[0, i] = 1
        result[cell] = np.linalg.matrix_rank(np.concatenate([system, unit])) == rank
    return result.reshape(hidden.shape)


def every_cell(shape: tuple[int, ...]) -> Ints:
    return np.array(list(product(*(range(n) for n in shape))))
