"""Cells out of packed blocks: which positions a selection wants, and every measure computed from what is printed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from statistics import rates, regroup, store
from statistics.cube.axes import AGES, ALL_AGES, BANDS, ELSEWHERE, NATION, REGIONS, SEXES
from statistics.definitions import measures, stored
from statistics.definitions.divisions import DIVISIONS, THEN, counties
from statistics.definitions.standards import Standard, standardised_measures
from statistics.labels import label
from statistics.models import Block, Release, Totals
from statistics.standardise import Cells, standardise
from statistics.table import Axis, Category, Reason, ReleaseInfo, Table

POPULATION = "#folk"
"""Code of the block that holds the population of every cell."""

FEW = 16
"""Up to so many nodes are read through the process's cache; more are read in batches of this size, past it."""

OF_ONE_CELL = frozenset((*stored(), "per1000", "ddd1000d", "folk"))
"""Measures that need no other cell of the block than their own."""

TABLE_ORDER = (1, 2, 3, 0, 4)
"""A block has the year first; a table has it after age."""


@dataclass(frozen=True)
class Cut:
    """Which cells of a block are wanted. `at`: positions on a block's year, region, sex and age.

    `standard`: the block of population that age groups are weighed by. `then`: the block's regions are first made
    those of `axes` as they were in each of `years`.
    """

    axes: tuple[Axis, ...]
    at: tuple[np.ndarray, ...]
    population: store.Packed
    standard: store.Packed
    years: tuple[int, ...]
    then: bool

    @classmethod
    def of(cls, row: Release, wanted: dict[str, tuple[Any, ...]]) -> "Cut":
        """Raises ValueError for a code that an axis lacks. No year means all."""
        years = wanted["aar"] or tuple(row.years)
        position(DIVISIONS, wanted["inndeling"], "inndeling")
        then = wanted["inndeling"] == THEN
        regions = codes_then(row) if then else REGIONS
        for measure in wanted["maal"]:
            position(tuple(measures()), measure, "maal")
        at = np.ix_(
            [position(row.years, year, "aar") for year in years],
            [position(regions, omr, "omr") for omr in wanted["omr"]],
            [position(SEXES, sex, "kjonn") for sex in wanted["kjonn"]],
            [position(AGES, age, "alder") for age in wanted["alder"]],
        )
        axes = (
            *(axis(code, wanted[code]) for code in ("omr", "kjonn", "alder")),
            axis("aar", tuple(map(str, years))),
            axis("maal", wanted["maal"]),
        )
        people = block(row.digest, row.pk, POPULATION)
        if not then:
            return cls(axes, at, people, people, tuple(row.years), then)
        at = (at[0], np.arange(len(wanted["omr"])).reshape(-1, 1, 1), *at[2:])
        own = regroup.of_the_time(people, row.years, wanted["omr"], crossed=Reason.MISSING)
        return cls(axes, at, own, people, tuple(row.years), then)

    def table(self, info: ReleaseInfo, atc: Category, packed: store.Packed) -> Table:
        """The wanted cells of one node's block."""
        if self.then:
            packed = regroup.of_the_time(packed, self.years, self.axes[0].codes)
        columns = [self._measure(code, packed) for code in self.axes[-1].codes]
        values = np.stack([column[0] for column in columns], axis=-1)
        reasons = np.stack([column[1] for column in columns], axis=-1)
        axes = (Axis("atc", (atc,)), *self.axes)
        return Table(info, axes, values.transpose(TABLE_ORDER)[None], reasons.transpose(TABLE_ORDER)[None])

    def _measure(self, code: str, packed: store.Packed) -> tuple[np.ndarray, np.ndarray]:
        inhabitants = _printed(self.population, 0, self.at, 1)
        if code == "folk":
            return inhabitants
        if code == "per1000":
            return rates.per_inhabitants(*self._stored("brukere", packed), *inhabitants, factor=1000)
        if code in standardised_measures():
            return self._standardised(code, packed)
        if code == "ddd1000d":
            days = np.array([rates.days(self.years[int(i)]) for i in self.at[0].ravel()], dtype=float)
            values, reasons = self._stored("ddd", packed)
            return rates.per_inhabitants(values / days.reshape(-1, 1, 1, 1), reasons, *inhabitants, factor=1000)
        return self._stored(code, packed)

    def _standardised(self, code: str, packed: store.Packed) -> tuple[np.ndarray, np.ndarray]:
        """For all ages; within one age group there is nothing to adjust."""
        standard, part = standardised_measures()[code]
        bands = np.arange(len(BANDS))
        each_band = (*self.at[:-1], bands.reshape(1, 1, 1, -1))
        every = (*self.at[:-1], np.array(AGES.index(ALL_AGES)).reshape(1, 1, 1, 1))
        column = position(stored(), "brukere", "maal")
        total = Cells(*(each[..., 0] for each in _printed(packed, column, every, 1)))
        users, people = (Cells(*_printed(*of, each_band, 1)) for of in ((packed, column), (self.population, 0)))
        made = standardise(users, total, people, self._weights(standard))
        values = {"": made.rate, "lav": made.low, "hoy": made.high, "slaatt": made.merged}[part]
        why = np.where((made.reasons == 0) & np.isnan(values), Reason.NOT_COMPUTABLE, made.reasons)
        every_age = self.at[-1] == AGES.index(ALL_AGES)
        reasons = np.where(every_age, why[..., None], Reason.NOT_COMPUTABLE).astype(np.uint8)
        return np.where(reasons == Reason.NONE, values[..., None], np.nan), reasons

    def _weights(self, standard: Standard) -> np.ndarray:
        """Without weights of its own: the nation in the release's last year, both sexes."""
        if standard.weights:
            return np.array(standard.weights, dtype=float)
        bands = np.arange(len(BANDS))
        return _printed(self.standard, 0, (np.array(-1), np.array(-1), np.array(-1), bands), 1)[0]

    def _stored(self, code: str, packed: store.Packed) -> tuple[np.ndarray, np.ndarray]:
        return _printed(packed, position(stored(), code, "maal"), self.at, measures()[code].scale)


def blocks(row: Release, codes: Sequence[str], few: int = FEW) -> Iterator[store.Packed]:
    """The blocks of these nodes, in their order; through the process's cache if they are few."""
    if len(codes) <= few:
        yield from (block(row.digest, row.pk, code) for code in codes)
        return
    for start in range(0, len(codes), FEW):
        batch = codes[start : start + FEW]
        found = dict(Block.objects.filter(release=row, code__in=batch).values_list("code", "payload"))
        yield from (store.unpack(found[code]) for code in batch)


def national_blocks(row: Release, codes: Sequence[str]) -> Iterator[store.Packed]:
    """Blocks with the nation's figures alone, in the shape of whole ones: cheap for any number of nodes."""
    packed = totals(row.digest, row.pk)
    at = {code: i for i, code in enumerate(packed.header["codes"])}
    for code in codes:
        values, reasons = (part[at[code], :, None, None, None] for part in (packed.values, packed.reasons))
        whole = (len(row.years), len(REGIONS), len(SEXES), len(AGES), values.shape[-1])
        yield store.Packed({}, np.broadcast_to(values, whole), np.broadcast_to(reasons, whole))


def codes_then(row: Release) -> tuple[str, ...]:
    """Regions of a release's years, in the division of each year: the nation first, as readers meet them."""
    return (NATION, *counties(THEN, row.years[0], row.years[-1]), ELSEWHERE)


def axis(code: str, picked: tuple[str, ...]) -> Axis:
    return Axis(code, tuple(Category(value, label(code, value)) for value in picked))


def position(codes: Sequence[Any], code: Any, of: str) -> int:
    try:
        return list(codes).index(code)
    except ValueError:
        raise ValueError(f"{of} has no {code!r}; it has {', '.join(map(str, codes))}") from None


# What is published under a digest never changes, so a process may keep what it has read.
@lru_cache(maxsize=256)
def block(digest: str, release_id: int, code: str) -> store.Packed:
    return store.unpack(Block.objects.values_list("payload", flat=True).get(release_id=release_id, code=code))


@lru_cache(maxsize=4)
def totals(digest: str, release_id: int) -> store.Packed:
    return store.unpack(Totals.objects.values_list("payload", flat=True).get(release_id=release_id))


def _printed(
    packed: store.Packed, column: int, at: tuple[np.ndarray, ...], scale: int
) -> tuple[np.ndarray, np.ndarray]:
    reasons = packed.reasons[..., column][at]
    values = np.where(reasons == Reason.NONE, packed.values[..., column][at] / scale, np.nan)
    return values, reasons
