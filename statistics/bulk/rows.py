"""The printed cells as rows: one for each medicine, area, sex, age and year, a column for each stored measure.

Rates are not here: they are computed from these columns, by the formulas of the data dictionary.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from statistics.cube.axes import AGES, REGIONS, SEXES
from statistics.definitions import measures, stored
from statistics.store import Packed
from statistics.table import Reason

KEYS = ("atc", "omr", "kjonn", "alder", "aar")
POPULATION = "folk"
FLAG = "_flagg"
WORDS = pa.dictionary(pa.int16(), pa.string())
SIGNS = pa.array([reason.symbol for reason in Reason if reason], pa.string())

Ints = npt.NDArray[np.int64]


def figures() -> tuple[str, ...]:
    """The columns that have numbers."""
    return (*stored(), POPULATION)


def schema(metadata: dict[str, str] | None = None) -> pa.Schema:
    fields = [pa.field(code, WORDS) for code in KEYS[:-1]] + [pa.field("aar", pa.int16())]
    for code in figures():
        fields += [pa.field(code, _type(code)), pa.field(code + FLAG, WORDS)]
    return pa.schema(fields, metadata=metadata)


def batch(
    codes: Sequence[str],
    values: Ints,
    reasons: npt.NDArray[np.uint8],
    population: Packed,
    year: int,
    at: int,
    regions: Sequence[str] = REGIONS,
) -> pa.RecordBatch:
    """Of some medicines in one year: `values` and `reasons` are [medicine, region, sex, age, stored measure].

    `at`: the year's position in the population.
    """
    many = len(codes)
    axes = (regions, SEXES, AGES)
    inner = np.indices([len(names) for names in axes], dtype=np.int16).reshape(3, -1)
    cells = inner.shape[1]
    columns: list[pa.Array] = [_words(np.repeat(np.arange(many, dtype=np.int16), cells), codes)]
    columns += [_words(np.tile(part, many), names) for part, names in zip(inner, axes, strict=True)]
    columns.append(pa.array(np.full(many * cells, year, dtype=np.int16)))
    for number, code in enumerate(stored()):
        columns += _figure(code, values[..., number].ravel(), reasons[..., number].ravel())
    people = np.tile(population.values[at, ..., 0].ravel(), many)
    unknown = np.tile(population.reasons[at, ..., 0].ravel(), many)
    columns += _figure(POPULATION, people, unknown)
    return pa.RecordBatch.from_arrays(columns, schema=schema())


def _figure(code: str, values: Ints, reasons: npt.NDArray[np.uint8]) -> list[pa.Array]:
    scale = measures()[code].scale
    numbers = values if scale == 1 else values / scale
    mask = reasons != Reason.NONE
    at = reasons.astype(np.int16) - 1  # the first reason is that there is none
    signs = pa.DictionaryArray.from_arrays(pa.array(at, mask=~mask), SIGNS)
    return [pa.array(numbers, mask=mask), signs]


def _type(code: str) -> pa.DataType:
    return pa.int64() if measures()[code].scale == 1 else pa.float64()


def _words(at: npt.NDArray[np.int16], names: Sequence[str]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(at), pa.array(names, pa.string()))
