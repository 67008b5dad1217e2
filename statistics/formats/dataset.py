"""`Dataset`: what a dialect shows of a table, its own codes, names, order and language over the same cells."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import prod
from typing import Literal

import numpy as np
import numpy.typing as npt

from statistics.formats.words import said
from statistics.table import Axis, Category, ReleaseInfo, Table, TableStream

Role = Literal["time", "geo", "metric", ""]
Chunk = tuple[npt.NDArray[np.float64], npt.NDArray[np.uint8]]
"""Values and reasons of some cells, flat."""

ROLES: dict[str, Role] = {"omr": "geo", "aar": "time", "maal": "metric"}


@dataclass(frozen=True)
class Unit:
    """Of one measure; `flow`: it is counted through the year, and not on a day of it."""

    label: str
    decimals: int
    flow: bool = True


@dataclass(frozen=True)
class Dimension:
    code: str
    label: str
    categories: tuple[Category, ...]
    role: Role = ""

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(category.code for category in self.categories)


@dataclass(frozen=True)
class Dataset:
    """`chunks` gives every cell once, the last dimension fastest. `units` by the codes of the metric dimension."""

    id: str
    title: str
    release: ReleaseInfo
    dimensions: tuple[Dimension, ...]
    units: dict[str, Unit]
    chunks: Iterator[Chunk]
    language: str = "no"
    notes: tuple[str, ...] = field(default=())

    @property
    def size(self) -> tuple[int, ...]:
        return tuple(len(dimension.categories) for dimension in self.dimensions)

    @property
    def cells(self) -> int:
        return prod(self.size)

    def dimension(self, role: Role) -> Dimension | None:
        return next((dimension for dimension in self.dimensions if dimension.role == role), None)


def whole(chunks: Iterator[Chunk], size: tuple[int, ...]) -> Chunk:
    """Every cell at once, in the shape of the dataset."""
    values, reasons = zip(*chunks, strict=True)
    return np.concatenate(values).reshape(size), np.concatenate(reasons).reshape(size)


def of_stream(
    stream: TableStream,
    table_id: str,
    title: str,
    units: dict[str, Unit],
    notes: tuple[str, ...] = (),
    language: str = "no",
) -> Dataset:
    """The table as it is, with its own codes and names."""
    dimensions = tuple(
        Dimension(axis.code, said(axis.label), distinct(axis), ROLES.get(axis.code, "")) for axis in stream.axes
    )
    return Dataset(table_id, title, stream.release, dimensions, units, map(_flat, stream.parts), language, notes)


def distinct(axis: Axis) -> tuple[Category, ...]:
    """Names that readers can use as keys: several medicines and groups share one, so theirs begin with the code."""
    if axis.code != "atc":
        return axis.categories
    return tuple(Category(c.code, f"{c.code} {c.label}") for c in axis.categories)


def _flat(table: Table) -> Chunk:
    return table.values.ravel(), table.reasons.ravel()


Renderer = Callable[[Dataset], Iterator[bytes]]
