"""What protection alone does not cover is withdrawn: a protected year is attacked before it is stored.

Worlds change one kind of figure at a time, so a reader who holds measures against each other (a user has at least one
dispensing, a dispensing at least one package) may still narrow a cell: mostly by a sum printed of the same cell in a
group above. A cell that gives way loses its sums, there and in the groups above it but the root; if it gives way again,
so do the lines of the table through it; then the node loses its sums whole, then its users as well, and then the group
above it. Hiding more breaks no proof: what a world changes stays hidden. Printed zeros of users stay printed: by them
it is public that there are no sums in a cell, and such a cell has no world.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from statistics.audit import AuditReport, PrintedYear, Secret, attack_year
from statistics.audit.report import LABELS
from statistics.protect import Protection

Cell = tuple[int, int, int]

ROUNDS = 40
"""Then it is left to the release's own audit to refuse it."""


def without_leaks(
    protection: Protection, shown: PrintedYear, secret: Secret, earlier: Sequence[PrintedYear] = (), threads: int = 2
) -> Protection:
    """`shown`: the year with nothing hidden; `secret`: the truth. The nodes that had to be hidden are `withdrawn`.

    `earlier`: as other releases printed it, newest first.

    The worlds are not replayed here: that names no cell to hide, and the release's own audit does it once.
    """
    times: Counter[int] = Counter()
    whole_before = _whole(protection)
    for _ in range(ROUNDS):
        found = _leaking(attack_year(hide(shown, protection), secret, earlier, threads=threads, shown=None), shown)
        if not found:
            break
        times.update(found.keys())
        protection = _withdraw(protection, found, times, shown)
    whole = _whole(protection) - whole_before
    return replace(protection, withdrawn=tuple(sorted({*protection.withdrawn, *whole})))


def _whole(protection: Protection) -> set[int]:
    """Nodes of which no sum is printed."""
    return {int(node) for node in np.flatnonzero(protection.hidden_sums.all(axis=(1, 2, 3)))}


def hide(shown: PrintedYear, protection: Protection) -> PrintedYear:
    return replace(
        shown,
        users=np.where(protection.hidden_users, -1, shown.users),
        hidden_users=protection.hidden_users,
        sums={name: np.where(protection.hidden_sums, -1, values) for name, values in shown.sums.items()},
        hidden_sums=dict.fromkeys(shown.sums, protection.hidden_sums),
        own=protection.open_above,
    )


def _leaking(report: AuditReport, shown: PrintedYear) -> dict[int, list[Cell]]:
    """The cells that give way, by node."""
    node = {code: i for i, code in enumerate(shown.codes)}
    axes = [{code: i for i, code in enumerate(axis)} for axis in shown.axes]
    found: dict[int, list[Cell]] = {}
    for place in report.places:
        if LABELS[place.gate].hard:
            region, sex, age = (axis[code] for axis, code in zip(axes, place.cell, strict=True))
            found.setdefault(node[place.node], []).append((region, sex, age))
    return found


def _withdraw(
    protection: Protection, found: dict[int, list[Cell]], times: Counter[int], shown: PrintedYear
) -> Protection:
    parent, users, sums = shown.parent, protection.hidden_users.copy(), protection.hidden_sums.copy()
    for node, cells in found.items():
        if times[node] <= len(PARTLY):
            hide_part = PARTLY[times[node] - 1]
            for above in _with_groups(node, parent):
                for cell in cells:
                    hide_part(sums[above], cell)
            continue
        number = times[node] - len(PARTLY)
        for _ in range(number - 2):
            node = int(parent[node]) if parent[node] >= 0 else node
        sums[node] = True
        if number > 1:
            users[node] |= shown.users[node] > 0
    return replace(protection, hidden_users=users, hidden_sums=sums)


def _with_groups(node: int, parent: np.ndarray) -> list[int]:
    """The node and the groups it is in, without the root."""
    found = [node]
    while parent[found[-1]] > 0:
        found.append(int(parent[found[-1]]))
    return found


def _the_cell(mask: np.ndarray, cell: Cell) -> None:
    mask[cell] = True


def _its_lines(mask: np.ndarray, cell: Cell) -> None:
    """All cells that differ from it on one axis at the most."""
    region, sex, age = cell
    mask[:, sex, age] = mask[region, :, age] = mask[region, sex, :] = True


PARTLY = (_the_cell, _its_lines)
"""What is tried before a node is withdrawn whole."""
