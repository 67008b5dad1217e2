"""The proofs of a year's hiding, checked and counted: worlds of users and of each sum."""

import numpy as np

from statistics.audit.arrays import Mask
from statistics.audit.findings import Findings
from statistics.audit.known import LARGEST, Known
from statistics.audit.worlds import Checked, check_worlds, check_worlds_additive
from statistics.audit.year import PrintedYear, Secret


def check_proofs(known: Known, found: Findings, threads: int = 2) -> None:
    """Cells of few users, and cells that all but a few of the population use, need a world; as far as there are any."""
    printed, secret = known.printed, known.secret
    if secret is None or secret.worlds is None:
        return
    small = known.small().reshape(printed.users.shape)
    checked = check_worlds(
        printed.users,
        printed.hidden_users,
        secret.worlds,
        small | _rest_small(printed, secret),
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
            small,
            printed.parent,
            truth=secret.sums[name],
            own=printed.own,
            rounding=printed.rounded_as(name),
            nothing=known.nothing[name],
            threads=threads,
        )
        _count(checked, found, name)


def _rest_small(printed: PrintedYear, secret: Secret) -> Mask:
    if printed.population is None:
        return np.zeros(secret.users.shape, dtype=bool)
    rest = printed.population - secret.users
    few: Mask = (rest >= 1) & (rest <= LARGEST) & (printed.population > LARGEST)
    return few


def _count(checked: Checked, found: Findings, measure: str) -> None:
    found.count("worlds", len(checked.fault), checked.invalid, measure)
    found.count("unproven", checked.wanted, len(checked.uncovered), measure)
