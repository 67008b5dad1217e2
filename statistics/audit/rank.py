"""Hidden cells that the equations alone give away: linear functions of printed cells.

The equations of a table are solved modulo a prime, twice, with different values for what they leave free. A cell that
comes out the same both times is determined; that an undetermined one does so by chance has probability 2^−31.
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from statistics.audit.arrays import Given, Int64, Mask
from statistics.audit.eliminate import solve_tables
from statistics.audit.grid import Tables, tables

PRIME = (1 << 31) - 1
"""A product of two residues fits in 64 bits with its sign."""

SECOND_PRIME = (1 << 31) - 19
"""With both, sums up to 2^61 in size are recovered by the Chinese remainder theorem."""

BLOCK_TABLES = 32


def exact(values: Given, hidden: Given, *, threads: int = 2) -> Mask:
    """True for hidden cells that are linear functions of printed ones, table by table; shape of `values`.

    `values` as for `bounds`; which cells are printed decides, not their numbers. Raises ValueError as `tables`.
    """
    read = tables(values, hidden, signed=True)
    return determined(read, threads).reshape(read.shape)


def determined(read: Tables, threads: int = 2) -> Mask:
    """As `exact`, [table, cell]."""
    one, two = _solutions(read, PRIME, threads)
    found: Mask = read.hidden & (one == two)
    return found


def solve(read: Tables, threads: int = 2) -> tuple[Mask, Int64]:
    """[table, cell]: which hidden cells the equations determine, and the value of every cell that is then known."""
    one, two = _solutions(read, PRIME, threads)
    found: Mask = read.hidden & (one == two)
    known = read.values.copy()
    at = np.flatnonzero(found.any(axis=1))
    if len(at):
        second, _ = _solutions(Tables(read.grid, read.values[at], read.hidden[at], read.shape), SECOND_PRIME, threads)
        known[found] = _chinese(one[found], second[found[at]])
    return found, known


def _solutions(read: Tables, prime: int, threads: int) -> tuple[Int64, Int64]:
    """Two solutions of each table's equations modulo `prime`, [table, cell]."""
    one = np.where(read.hidden, 0, read.values % prime).astype(np.int64)
    two = one.copy()

    def block(start: int) -> None:
        part = slice(start, start + BLOCK_TABLES)
        solve_tables(one[part], two[part], read.hidden[part], read.grid.lines, read.grid.crossing, prime)

    with ThreadPoolExecutor(max(1, threads)) as pool:
        list(pool.map(block, range(0, len(one), BLOCK_TABLES)))
    return one, two


def _chinese(first: Int64, second: Int64) -> Int64:
    """The number of least size with these residues."""
    inverse = pow(PRIME, -1, SECOND_PRIME)
    steps = (second - first) % SECOND_PRIME * inverse % SECOND_PRIME
    number: Int64 = first + PRIME * np.where(steps > SECOND_PRIME // 2, steps - SECOND_PRIME, steps)
    return number
