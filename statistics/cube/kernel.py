"""The compiled loop that counts lines, person by person. One pass, no sort: a node that the person was already
counted in carries the person's mark, so the walk up the tree ends at the first ancestor that is marked.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from statistics.compiled import compiled

Array = npt.NDArray[Any]

NOBODY = -1
"""The mark of a node that nobody of the range was counted in yet."""


@compiled
def runs(key: Array, person: Array) -> tuple[Array, int]:
    """Where the lines of each of `key` begin in `person`, [people + 1], the lines being in the order of the people.

    And what is wrong: −1, or the number of the first line that is out of order or names nobody of `key`.
    """
    begins = np.zeros(len(key) + 1, np.int64)
    line = 0
    for who in range(len(key)):
        begins[who] = line
        while line < len(person) and person[line] == key[who]:
            line += 1
    begins[len(key)] = line
    return begins, -1 if line == len(person) else line


@compiled
def add_lines(
    begins: Array,
    cell: Array,
    code: Array,
    packages: Array,
    ddd: Array,
    has_ddd: Array,
    price: Array,
    node_of: Array,
    above: Array,
    users: Array,
    sums: Array,
    counts: Array,
) -> None:
    """Add the people's lines to `users` [cell, node] and `sums` [cell, node, measure], all integers.

    `has_ddd` [line / 8]: a bit a line, the lowest of a byte first.
    `cell` [people], negative for those without one; `above` [node] is negative at the root. `counts` gets the lines
    counted, those of no node, and those of people without a cell. Unsigned positions save a test at each look-up.
    """
    mark = np.full(len(above), NOBODY, np.int32)
    counted, no_node, no_cell = 0, 0, 0
    for who in range(len(cell)):
        here = max(cell[who], 0)
        own_users, own_sums = users[here], sums[here]
        for line in range(begins[who], begins[who + 1]):
            node = node_of[np.uint32(code[line])]
            if node < 0:
                no_node += 1
                continue
            if cell[who] < 0:
                no_cell += 1
                continue
            counted += 1
            at = np.uint32(node)
            own_sums[at, 0] += 1 if packages[line] > 0 else -1
            own_sums[at, 1] += packages[line]
            own_sums[at, 2] += ddd[line] * (has_ddd[line >> 3] >> (line & 7) & 1)
            own_sums[at, 3] += price[line]
            while mark[at] != who:
                mark[at] = who
                own_users[at] += 1
                node = above[at]
                if node < 0:
                    break
                at = np.uint32(node)
    counts[0] += counted
    counts[1] += no_node
    counts[2] += no_cell
