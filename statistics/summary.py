"""All nodes at once, by year, region and sex: what rankings and the pages of counties are made of.

By the counties of today, or by those each year had.

It is read from a release's own blocks the first time somebody asks, and kept as a file in the data folder: one for all
ages, and one for each age group and division that somebody asks for. What is printed under a digest never changes, so
neither does the file. Nothing is in it that is not printed.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from django.conf import settings
from numpy.lib.format import open_memmap

from statistics import queries, rates
from statistics.cube.axes import ALL_AGES, NATION, REGIONS, ROOT, SEXES
from statistics.definitions.divisions import THEN, TODAY
from statistics.queries import Selection
from statistics.table import Reason

STORED = ("brukere", "utleveringer", "pakninger", "ddd", "nok")
MEASURES = (*STORED, "std1000")
RATES = {"per1000": "brukere", "ddd1000d": "ddd"}
"""Measures made of one of those kept, and of the population."""

LAYOUT = 3
"""Part of the file's name: another arrangement is another file."""


@dataclass(frozen=True)
class Summary:
    """Of one age group, or of all. `values` and `reasons` are [node, year, region, sex, measure].

    `people`: [year, region, sex]. `measures`: those on the last axis; a rate adjusted for age is of all ages only.
    """

    codes: tuple[str, ...]
    years: tuple[int, ...]
    values: np.ndarray
    reasons: np.ndarray
    people: np.ndarray
    measures: tuple[str, ...] = MEASURES
    regions: tuple[str, ...] = REGIONS

    def of(self, measure: str, omr: str = NATION, kjonn: str = SEXES[-1]) -> tuple[np.ndarray, np.ndarray]:
        """Values and reasons [node, year]; NaN where there is a reason."""
        region, sex = self.regions.index(omr), SEXES.index(kjonn)
        stored = self.measures.index(RATES.get(measure, measure))
        values = np.array(self.values[:, :, region, sex, stored])
        reasons = np.array(self.reasons[:, :, region, sex, stored])
        if measure not in RATES:
            return values, reasons
        people = np.broadcast_to(self.people[:, region, sex], values.shape)
        if measure == "ddd1000d":
            values = values / np.array([rates.days(year) for year in self.years])
        return rates.per_inhabitants(values, reasons, people, np.isnan(people).astype(np.uint8) * Reason.MISSING, 1000)

    def counties(
        self, measure: str, year: int, regions: tuple[str, ...], kjonn: str = SEXES[-1]
    ) -> tuple[np.ndarray, np.ndarray]:
        """One year: values and reasons [node, region]."""
        columns = [self.of(measure, omr, kjonn) for omr in regions]
        at = self.years.index(year)
        return np.stack([v[:, at] for v, _ in columns], axis=1), np.stack([r[:, at] for _, r in columns], axis=1)


def summary(number: str = "", alder: str = ALL_AGES, inndeling: str = TODAY) -> Summary:
    """A county that a year had not has no number in it. Raises UnknownRelease."""
    info = queries.release(number)
    return _summary(info.number, info.digest, alder, inndeling)


@lru_cache(maxsize=24)
def _summary(number: str, digest: str, alder: str, inndeling: str) -> Summary:
    codes = tuple(node.code for node in queries.nodes(number))
    years = queries.years(number)
    measures = MEASURES if alder == ALL_AGES else STORED
    regions = queries.regions(number, THEN) if inndeling == THEN else REGIONS
    shape = (len(codes), len(years), len(regions), len(SEXES), len(measures))
    name = f"{digest}-{LAYOUT}-{alder.rstrip('+')}" + (f"-{THEN}" if inndeling == THEN else "")
    values, reasons = (_folder() / f"{name}-{part}.npy" for part in ("values", "reasons"))
    if not (values.exists() and reasons.exists()):
        every = Selection(codes, measures, regions, SEXES, (alder,), utgave=number, inndeling=inndeling)
        _write(values, reasons, shape, every)
    numbers, why = (np.load(path, mmap_mode="r") for path in (values, reasons))
    return Summary(codes, years, numbers, why, _people(number, alder, regions, inndeling), measures, regions)


def _folder() -> Path:
    folder = Path(settings.DATA_DIR) / "derived"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _write(values: Path, reasons: Path, shape: tuple[int, ...], selection: Selection) -> None:
    """Aside, then by one rename each: a process that stops half-way leaves nothing that is read."""
    aside = [path.with_suffix(f".{id(shape)}.new") for path in (values, reasons)]
    numbers, why = (open_memmap(p, "w+", t, shape) for p, t in zip(aside, (np.float64, np.uint8), strict=True))
    for at, part in enumerate(queries.stream(selection).parts):
        # A table is [atc, region, sex, age, year, measure]; there is one node and one age.
        numbers[at] = part.values[0, :, :, 0].transpose(2, 0, 1, 3)
        why[at] = part.reasons[0, :, :, 0].transpose(2, 0, 1, 3)
    for array, path, final in zip((numbers, why), aside, (values, reasons), strict=True):
        array.flush()
        path.replace(final)


def _people(number: str, alder: str, regions: tuple[str, ...], inndeling: str) -> np.ndarray:
    wanted = Selection((ROOT,), ("folk",), regions, SEXES, (alder,), utgave=number, inndeling=inndeling)
    table = queries.table(wanted)
    return np.asarray(table.values[0, :, :, 0, :, 0].transpose(2, 0, 1))
