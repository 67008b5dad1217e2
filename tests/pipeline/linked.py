"""The universe with a crowd in it, and linked releases of it."""

import datetime as dt

import numpy as np

from statistics import actions
from statistics.models import Release
from tests.universe import FINNMARK, OSLO, Universe

CROWD = 300
MEDICINES = ("A10BA02", "A10BJ06", "D02AF")


def crowd(universe: Universe, seed: int, people: int, year: int) -> None:
    """People of all ages in Oslo and Finnmark, each with one to three of the medicines."""
    rng = np.random.default_rng(seed)
    for _ in range(people):
        home = OSLO if rng.random() < 0.7 else FINNMARK
        person = universe.person("KM"[rng.integers(2)], int(rng.integers(1925, 2020)), [(home, dt.date(2000, 1, 1))])
        for medicine in rng.permutation(MEDICINES)[: rng.integers(1, 4)]:
            universe.dispense(person, str(medicine), dt.date(year, 3, 1), home)


def linked(years: tuple[int, ...] = (2024,), protection: str = "linked") -> Release:
    """Built, attacked, and published as of real people: a release that leaks would be refused."""
    release = actions.start_release(years=list(years), built_by="kari", protection=protection)
    for year in years:
        actions.count_year(release=release, year=year)
    return actions.publish(release=actions.audit(release=actions.join(release=release)), approved_by="ola")


def found(release: Release, gate: str) -> int:
    return sum(count["found"] for count in release.manifest["audit"]["counts"] if count["gate"] == gate)


def checked(release: Release, gate: str) -> int:
    return sum(count["checked"] for count in release.manifest["audit"]["counts"] if count["gate"] == gate)
