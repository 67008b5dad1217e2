"""The proofs of a year's hiding, checked and counted: worlds of users and of each sum."""

import numpy as np

from statistics.audit.arrays import Mask
from statistics.audit.findings import Findings
from statistics.audit.worlds import Checked, check_worlds, check_worlds_additive
from statistics.audit.year import PrintedYear, Secret


def check_proofs(printed: PrintedYear, secret: Secret, small: Mask, found: Findings, threads: int = 2) -> None:
    """`small` [node, cell]. Cells of few users, and cells that all but a few of the population use, need a world."""
    if secret.worlds is not None:
        wanted = small.reshape(printed.users.shape) | _rest_small(printed, secret)
        checked = check_worlds(
            printed.users,
            printed.hidden_users,
            secret.worlds,
            wanted,
            printed.parent,
            truth=secret.users,
            own=printed.own,
            population=printed.population,
            threads=threads,
        )
        _count(checked, found, "")
    for name, worlds in secret.sum_worlds.items():
        checked = check_worlds_additive(
            printed.sums[name],
            printed.hidden_sums[name],
            worlds,
            small.reshape(printed.users.shape),
            printed.parent,
            truth=secret.sums[name],
            own=printed.own,
            rounding=printed.rounding.get(name),
            nothing=printed.nothing.get(name),
            threads=threads,
        )
        _count(checked, found, name)


def _rest_small(printed: PrintedYear, secret: Secret) -> Mask:
    if printed.population is None:
        return np.zeros(secret.users.shape, dtype=bool)
    rest = printed.population - secret.users
    few: Mask = (rest >= 1) & (rest <= 4) & (printed.population > 4)
    return few


def _count(checked: Checked, found: Findings, measure: str) -> None:
    found.count("worlds", len(checked.fault), checked.invalid, measure)
    found.count("unproven", checked.wanted, len(checked.uncovered), measure)
