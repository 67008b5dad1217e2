"""A release as the attacker gets it: what its blocks print, one year at a time."""

from collections.abc import Callable, Iterator
from functools import cache, partial

import numpy as np
from django.db.models import QuerySet

from statistics import store
from statistics.assemble import doses_of_nodes
from statistics.audit import PrintedYear
from statistics.cube.axes import AGES, REGIONS, SEXES, node_order, parents
from statistics.cube.columns import node_of
from statistics.definitions import stored
from statistics.earlier import EarlierPrint
from statistics.models import Release, State
from statistics.protect.policy import KINDS
from statistics.queries import POPULATION
from statistics.rounding import Rounding, by_packages
from statistics.table import Reason
from statistics.yearly import load_reference

USERS = stored().index("brukere")
SUMS = {"utleveringer": "dispensings", "pakninger": "packages", "ddd": "ddd", "nok": "sales"}
"""The attacker's names of the measures that add up: he knows that a user has a dispensing, and that a package."""

NOTHING = -1
"""Stands in the attacker's arrays where a figure is hidden or unknown."""


def printed_years(release: Release) -> Iterator[PrintedYear]:
    """Each year of the release. Years are read one by one: a nation's series does not fit in memory at once."""
    read = reader(release)
    return (read(year) for year in release.years)


def earlier_years(release: Release) -> Callable[[int], list[PrintedYear]]:
    """A year as earlier releases printed it, newest first; those with the same print left out."""
    readers = {other: cache(partial(reader, other)) for other in before(release).exclude(digest=release.digest)}
    return lambda year: [read()(year) for other, read in readers.items() if year in other.years]


def earlier_print(release: Release, year: int) -> EarlierPrint:
    """The same for the protection of one year, before the release has any print of its own."""
    others: dict[str, Release] = {}
    for other in before(release):
        if year in other.years:
            others.setdefault(other.digest, other)
    if not others:
        return EarlierPrint()
    newest = next(iter(others.values()))
    return EarlierPrint(
        digests=tuple(others),
        protection=newest.parts.get(year=year).protection,
        read=lambda: [reader(other)(year) for other in others.values()],
    )


def before(release: Release) -> QuerySet[Release]:
    """The releases printed before this one, newest first. Withdrawn ones too: what was printed stays known."""
    once = Release.objects.filter(state__in=(State.PUBLISHED, State.WITHDRAWN)).exclude(pk=release.pk)
    if release.published_at is not None:
        once = once.filter(published_at__lt=release.published_at)
    return once.order_by("-published_at")


def reader(release: Release) -> Callable[[int], PrintedYear]:
    """Reads the release's blocks once, packed, and then any of its years."""
    payloads = {code: bytes(payload) for code, payload in release.blocks.values_list("code", "payload")}
    population = store.unpack(payloads.pop(POPULATION))
    codes = node_order(set(payloads))
    products = load_reference(release.manifest["reference"])
    doses = doses_of_nodes(products["doses"], node_of(codes, products["replaced"]), codes)
    rounding = by_packages(roundings(release), doses[:, 0])
    own = {part["year"]: part["own"] for part in release.manifest["parts"]}
    freezes = dict(release.parts.values_list("year", "cube"))
    sums = {SUMS[code]: i for i, code in enumerate(stored()) if i != USERS}

    def read(year: int) -> PrintedYear:
        number = release.years.index(year)
        blocks = [_year_of(payloads[code], number) for code in codes]
        values, hidden, uncomputable = (np.stack(parts) for parts in zip(*blocks, strict=True))
        return PrintedYear(
            year=year,
            codes=codes,
            parent=parents(codes),
            axes=(REGIONS, SEXES, AGES),
            users=values[..., USERS],
            hidden_users=hidden[..., USERS],
            sums={name: values[..., i] for name, i in sums.items()},
            hidden_sums={name: hidden[..., i] for name, i in sums.items()},
            population=_population(population, number),
            own=np.isin(codes, own[year]),
            zeros_printed=release.protection == "primary" and _all_kinds(release),
            rounding=rounding,
            nothing={name: uncomputable[:, i] for name, i in sums.items()},
            doses=doses,
            freeze=freezes.get(year, ""),
        )

    return read


def roundings(release: Release) -> dict[str, Rounding]:
    """How the release's sums are rounded, by the attacker's names, as its policy says; those not named are exact."""
    policy = release.manifest.get("policy", {})
    return {name: Rounding(**how) for name, how in (policy.get("rounding") or {}).items()}


def _all_kinds(release: Release) -> bool:
    """Whether no kind of cell is hidden whole; releases from before one could be name none."""
    printed = release.manifest.get("policy", {}).get("printed", KINDS)
    return set(KINDS) <= set(printed)


def _year_of(payload: bytes, number: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Values with `NOTHING` where hidden, the mask, and which measures the node cannot have, all of them 0."""
    packed = store.unpack(payload)
    reasons = packed.reasons[number]
    hidden = reasons == Reason.HIDDEN
    uncomputable = (reasons == Reason.NOT_COMPUTABLE).all(axis=(0, 1, 2))
    return np.where(hidden, NOTHING, packed.values[number]), hidden, uncomputable


def _population(packed: store.Packed, number: int) -> np.ndarray:
    return np.where(packed.reasons[number, ..., 0] == Reason.NONE, packed.values[number, ..., 0], NOTHING)
