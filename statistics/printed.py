"""A release as the attacker gets it: what its blocks print, one year at a time."""

from collections.abc import Iterator

import numpy as np

from statistics import store
from statistics.audit import PrintedYear
from statistics.cube.axes import AGES, REGIONS, SEXES, node_order, parents
from statistics.definitions import stored
from statistics.models import Release
from statistics.queries import POPULATION
from statistics.rounding import Rounding
from statistics.table import Reason

USERS = stored().index("brukere")
SUMS = {"utleveringer": "dispensings", "pakninger": "packages", "ddd": "ddd", "nok": "sales"}
"""The attacker's names of the measures that add up: he knows that a user has a dispensing, and that a package."""

NOTHING = -1
"""Stands in the attacker's arrays where a figure is hidden or unknown."""


def printed_years(release: Release) -> Iterator[PrintedYear]:
    """Each year of the release. Years are read one by one: a nation's series does not fit in memory at once."""
    payloads = {code: bytes(payload) for code, payload in release.blocks.values_list("code", "payload")}
    population = store.unpack(payloads.pop(POPULATION))
    codes = node_order(set(payloads))
    for number, year in enumerate(release.years):
        blocks = [_year_of(payloads[code], number) for code in codes]
        values, hidden, uncomputable = (np.stack(parts) for parts in zip(*blocks, strict=True))
        sums = {SUMS[code]: i for i, code in enumerate(stored()) if i != USERS}
        yield PrintedYear(
            year=year,
            codes=codes,
            parent=parents(codes),
            axes=(REGIONS, SEXES, AGES),
            users=values[..., USERS],
            hidden_users=hidden[..., USERS],
            sums={name: values[..., i] for name, i in sums.items()},
            hidden_sums={name: hidden[..., i] for name, i in sums.items()},
            population=_population(population, number),
            zeros_printed=release.protection == "primary",
            rounding=roundings(release),
            nothing={name: uncomputable[:, i] for name, i in sums.items()},
        )


def roundings(release: Release) -> dict[str, Rounding]:
    """How the release's sums are rounded, by the attacker's names, as its policy says; those not named are exact."""
    policy = release.manifest.get("policy", {})
    return {name: Rounding(**how) for name, how in (policy.get("rounding") or {}).items()}


def _year_of(payload: bytes, number: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Values with `NOTHING` where hidden, the mask, and which measures the node cannot have, all of them 0."""
    packed = store.unpack(payload)
    reasons = packed.reasons[number]
    hidden = reasons == Reason.HIDDEN
    uncomputable = (reasons == Reason.NOT_COMPUTABLE).all(axis=(0, 1, 2))
    return np.where(hidden, NOTHING, packed.values[number]), hidden, uncomputable


def _population(packed: store.Packed, number: int) -> np.ndarray:
    return np.where(packed.reasons[number, ..., 0] == Reason.NONE, packed.values[number, ..., 0], NOTHING)
