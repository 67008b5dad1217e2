"""The proofs of a year's hiding, checked and counted: worlds of users and of each sum."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np

from statistics.audit.arrays import Int64, Mask
from statistics.audit.findings import Findings
from statistics.audit.intervals import Interval
from statistics.audit.known import LARGEST, Known
from statistics.audit.ratios import USERS
from statistics.audit.releases import Before
from statistics.audit.worlds import Checked, check_sums, check_users
from statistics.audit.year import PrintedYear, Secret


def check_proofs(known: Known, found: Findings, threads: int = 2, before: Mapping[str, Before] | None = None) -> None:
    """Cells of few users, and cells that all but a few of the population use, need a world; as far as there are any.

    `before`, by measure: what earlier releases told. A cell whose world agrees with this release and not with those was
    given away by them, or cannot be shown not to be: it is reported.
    """
    secret = known.secret
    if secret is None or secret.worlds is None:
        return
    checks = _checks(known, secret, secret.worlds, threads)
    with ThreadPoolExecutor(threads) as pool:
        results = list(pool.map(lambda check: check(), checks.values()))
    for (name, check), checked in zip(checks.items(), results, strict=True):
        measure = "" if name == USERS else name
        found.count("worlds", len(checked.fault), checked.invalid, measure)
        found.count("unproven", checked.wanted, len(checked.uncovered), measure)
        if before:
            told = check(before=Interval(before[name].low, before[name].high))
            found.count("known", told.wanted, len(told.uncovered), measure)


def _checks(known: Known, secret: Secret, worlds: Int64, threads: int) -> dict[str, Callable[..., Checked]]:
    small = known.small
    needed = small | _rest_small(known.printed, secret).reshape(small.shape)
    population = known.printed.population
    checks: dict[str, Callable[..., Checked]] = {
        USERS: partial(check_users, known.users, known.tree, worlds, needed, secret.users, population, threads=threads)
    }
    for name, of_sum in secret.sum_worlds.items():
        wanted, none = small | known.sensitive, known.nothing[name]
        checks[name] = partial(
            check_sums, known.read[name], known.tree, of_sum, wanted, secret.sums[name], none, threads=threads
        )
    return checks


def _rest_small(printed: PrintedYear, secret: Secret) -> Mask:
    if printed.population is None:
        return np.zeros(secret.users.shape, dtype=bool)
    rest = printed.population - secret.users
    few: Mask = (rest >= 1) & (rest <= LARGEST) & (printed.population > LARGEST)
    return few
