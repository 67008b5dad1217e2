"""What a series of years costs: two processes, a year in each, as Celery workers share them out."""

import time
from collections.abc import Mapping
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from typing import Any

import numpy as np

from statistics import memory
from statistics.audit import AuditReport, Secret, attack_year
from statistics.protect import Policy, Protection, protect
from statistics.withdraw import Trial, without_leaks, without_names

PROCESSES = 2


def seconds_a_year(parent: np.ndarray, users: np.ndarray, sums: Mapping[str, np.ndarray]) -> float:
    """Of protecting users and sums, and of attacking the result, where two cores share the years of a series."""
    context = get_context("spawn")
    together, results = context.Barrier(PROCESSES), context.Queue()
    workers = [
        context.Process(target=_one, args=(parent, users, dict(sums), together, results)) for _ in range(PROCESSES)
    ]
    for worker in workers:
        worker.start()
    longest = max(results.get() for _ in workers)
    for worker in workers:
        worker.join()
    return longest / PROCESSES


def _one(parent: np.ndarray, users: np.ndarray, sums: Mapping[str, np.ndarray], together: Barrier, results) -> None:
    warm_up()
    together.wait()
    begun = time.perf_counter()
    with memory.kept():
        found = protect(users, parent, Policy(), additive=sums, threads=1)
        if sums:
            settled(parent, users, sums, found, threads=1)
    results.put(time.perf_counter() - begun)


def settled(
    parent: np.ndarray, users: np.ndarray, sums: Mapping[str, np.ndarray], found: Protection, threads: int
) -> tuple[Protection, AuditReport]:
    """What a release goes through: what gives way to the attack is hidden, then all is attacked, every world too."""
    shown = without_names(users, parent, sums, Policy().rounding)
    reports: list[AuditReport] = []

    def attack(*given: Any) -> AuditReport:
        reports.append(attack_year(*given, threads=threads))
        return reports[-1]

    found = without_leaks(found, Trial(shown, Secret(users, sums), threads=threads, attack=attack))
    return found, reports[-1]


def warm_up() -> None:
    """A table of four cells by three, so that compiling is not measured."""
    users = np.random.default_rng(0).poisson(3, (1, 4, 2, 4))
    for axis in (-3, -2, -1):
        users = np.concatenate([users, users.sum(axis=axis, keepdims=True)], axis=axis)
    parent, sums = np.array([-1]), {"packages": users * 3}
    settled(parent, users, sums, protect(users, parent, Policy(), additive=sums), threads=1)
