"""The counties as they were, in the whole files: those that are sums of several of today's, or had another number.

Every other county of a year is in the years' files already, under the same number, or is hidden. `fylker.csv` has
them all, with what each is the sum of.
"""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from statistics import regroup
from statistics.definitions.divisions import THEN, Stretch, counties, parts, stretches
from statistics.labels import REGION_NAMES
from statistics.store import Packed
from statistics.table import Reason

Ints = npt.NDArray[np.int64]
HEADS = ("kode", "navn", "navn_nn", "navn_en", "fra_aar", "til_aar", "sum_av", "sum_av_navn")


def summed(year: int) -> tuple[str, ...]:
    """Codes of the year's counties that today's division has no row of."""
    return tuple(code for code in counties(THEN, year, year) if parts(code, year) not in ((), (code,), None))


def years_with(years: Sequence[int]) -> list[int]:
    return [year for year in years if summed(year)]


def every(years: Sequence[int]) -> tuple[str, ...]:
    """Codes of some of the years, in order."""
    return tuple(sorted({code for year in years for code in summed(year)}))


def of_year(year: int, values: Ints, reasons: npt.NDArray[np.uint8]) -> tuple[Ints, npt.NDArray[np.uint8]]:
    """[medicine, region, …] of one year → [medicine, county of `summed`, …]: sums of what is printed."""
    made = regroup.of_the_time(Packed({}, values, reasons), [year] * len(values), summed(year))
    return made.values, made.reasons


def population(packed: Packed, year: int, at: int) -> Packed:
    """Of the year, which is at `at`: [1, county of `summed`, …]."""
    one = Packed(packed.header, packed.values[at : at + 1], packed.reasons[at : at + 1])
    return regroup.of_the_time(one, [year], summed(year), crossed=Reason.MISSING)


def table(named: Callable[[str], tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Every county and stretch of years in which its area was the same; `sum_av` is empty where it is hidden.

    `named`: a name in each of the three languages.
    """
    return [HEADS, *(_row(one, named(one.name)) for one in stretches())]


def _row(one: Stretch, names: tuple[str, ...]) -> tuple[str, ...]:
    parts_named = ", ".join(REGION_NAMES[code] for code in one.parts)
    return (one.code, *names, str(one.first), str(one.last or ""), " ".join(one.parts), parts_named)
