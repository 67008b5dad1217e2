"""What protection alone does not cover is withdrawn: a protected year is attacked before it is stored.

Worlds change one kind of figure at a time, so a reader who holds measures against each other (a user has at least one
dispensing, a dispensing at least one package) may still narrow a cell. A node that gives way loses its sums; if it
gives way again its users as well, and then the group above it. Hiding more breaks no proof: what a world changes stays
hidden.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from statistics.audit import AuditReport, PrintedYear, Secret, attack_year
from statistics.audit.report import LABELS
from statistics.protect import Protection

ROUNDS = 40
"""Then it is left to the release's own audit to refuse it."""


def without_leaks(
    protection: Protection, shown: PrintedYear, secret: Secret, earlier: Sequence[PrintedYear] = ()
) -> Protection:
    """`shown`: the year with nothing hidden; `secret`: the truth. The nodes that had to be hidden are `withdrawn`.

    `earlier`: as other releases printed it, newest first.

    The worlds are not replayed here: that names no cell to hide, and the release's own audit does it once.
    """
    position = {code: i for i, code in enumerate(shown.codes)}
    times: Counter[int] = Counter()
    for _ in range(ROUNDS):
        found = _leaking(attack_year(hide(shown, protection), secret, earlier), position)
        if not found:
            break
        times.update(found)
        protection = _withdraw(protection, found, times, shown.parent)
    return replace(protection, withdrawn=tuple(sorted({*protection.withdrawn, *times})))


def hide(shown: PrintedYear, protection: Protection) -> PrintedYear:
    return replace(
        shown,
        users=np.where(protection.hidden_users, -1, shown.users),
        hidden_users=protection.hidden_users,
        sums={name: np.where(protection.hidden_sums, -1, values) for name, values in shown.sums.items()},
        hidden_sums=dict.fromkeys(shown.sums, protection.hidden_sums),
        own=protection.open_above,
    )


def _leaking(report: AuditReport, position: dict[str, int]) -> set[int]:
    return {position[place.node] for place in report.places if LABELS[place.gate].hard}


def _withdraw(protection: Protection, nodes: set[int], times: Counter[int], parent: np.ndarray) -> Protection:
    users, sums = protection.hidden_users.copy(), protection.hidden_sums.copy()
    for node in nodes:
        for _ in range(times[node] - 2):
            node = int(parent[node]) if parent[node] >= 0 else node
        sums[node] = True
        users[node] |= times[node] > 1
    return replace(protection, hidden_users=users, hidden_sums=sums)
