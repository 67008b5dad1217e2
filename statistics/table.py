"""`Table`: labelled axes, values and reasons. Every page, chart, file and API answer is a view of one.

A cell has a value or a reason, never both and never a number that stands for a reason.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from math import prod
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd


class Reason(IntEnum):
    """Why a cell has no value. Symbols: the standard signs of SSB and FHI."""

    NONE = 0
    HIDDEN = 1
    NOT_COMPUTABLE = 2
    MISSING = 3
    NOT_AVAILABLE = 4

    @property
    def symbol(self) -> str:
        return ("", ":", ".", "..", "-")[self]

    @property
    def text(self) -> str:
        return (
            "",
            "skjult av hensyn til personvernet",
            "kan ikke beregnes",
            "mangler",
            "ikke tilgjengelig",
        )[self]


AXES = ("atc", "omr", "kjonn", "alder", "aar", "maal")
"""Codes of a table's axes, in the order of its arrays' dimensions. They are the public parameters' names."""

AXIS_LABELS = {
    "atc": "Legemiddel (ATC)",
    "omr": "Område",
    "kjonn": "Kjønn",
    "alder": "Alder",
    "aar": "År",
    "maal": "Måltall",
}


@dataclass(frozen=True)
class Category:
    code: str
    label: str


@dataclass(frozen=True)
class Axis:
    code: str
    categories: tuple[Category, ...]

    @property
    def label(self) -> str:
        return AXIS_LABELS[self.code]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(category.code for category in self.categories)

    def position(self, code: str) -> int:
        """Raises ValueError where the axis has no such code."""
        return self.codes.index(code)


@dataclass(frozen=True)
class ReleaseInfo:
    """What every view says of where its figures come from."""

    number: str
    published: dt.date | None
    protection: str
    digest: str
    first_year: int
    last_year: int
    withdrawn: dt.date | None = None
    withdrawn_reason: str = ""
    source: str = "Legemiddelregisteret"
    licence: str = "CC BY 4.0"
    synthetic: bool = True


@dataclass(frozen=True)
class Cell:
    value: float | None
    reason: Reason


@dataclass(frozen=True)
class Table:
    """`values` (float64) and `reasons` (uint8) have one dimension an axis; a value is NaN where there is a reason."""

    release: ReleaseInfo
    axes: tuple[Axis, ...]
    values: npt.NDArray[np.float64]
    reasons: npt.NDArray[np.uint8]

    def __post_init__(self) -> None:
        shape = tuple(len(axis.categories) for axis in self.axes)
        if tuple(axis.code for axis in self.axes) != AXES or self.values.shape != shape or self.reasons.shape != shape:
            raise ValueError(f"axes {shape} do not fit values {self.values.shape} and reasons {self.reasons.shape}")
        if not np.array_equal(np.isnan(self.values), self.reasons != Reason.NONE):
            raise ValueError("every cell must have either a value or a reason")

    def axis(self, code: str) -> Axis:
        return self.axes[AXES.index(code)]

    def cell(self, **codes: str) -> Cell:
        """The one cell at these codes; an axis of one category need not be named."""
        at = tuple(axis.position(codes[axis.code]) if axis.code in codes else _only(axis) for axis in self.axes)
        reason = Reason(int(self.reasons[at]))
        return Cell(None if reason else float(self.values[at]), reason)

    def pick(self, **codes: str | tuple[str, ...]) -> Self:
        """The part of the table with these codes, in this order, on the axes named."""
        picked = {code: (wanted,) if isinstance(wanted, str) else wanted for code, wanted in codes.items()}
        axes = tuple(
            Axis(axis.code, tuple(axis.categories[axis.position(c)] for c in picked[axis.code]))
            if axis.code in picked
            else axis
            for axis in self.axes
        )
        at = np.ix_(*([old.position(c) for c in new.codes] for old, new in zip(self.axes, axes, strict=True)))
        return type(self)(self.release, axes, self.values[at], self.reasons[at])

    def frame(self) -> pd.DataFrame:
        """One row a cell, last axis fastest: `<axis>` and `<axis>_navn` for each, `verdi`, `flagg`, `flagg_tekst`."""
        shape = self.values.shape
        columns: dict[str, object] = {}
        for number, axis in enumerate(self.axes):
            at = np.broadcast_to(np.arange(shape[number]).reshape([-1 if i == number else 1 for i in range(6)]), shape)
            columns[axis.code] = np.array(axis.codes, dtype=object)[at.ravel()]
            columns[f"{axis.code}_navn"] = np.array([c.label for c in axis.categories], dtype=object)[at.ravel()]
        columns["verdi"] = self.values.ravel()
        columns["flagg"] = np.array([reason.symbol for reason in Reason], dtype=object)[self.reasons.ravel()]
        columns["flagg_tekst"] = np.array([reason.text for reason in Reason], dtype=object)[self.reasons.ravel()]
        return pd.DataFrame(columns)


@dataclass(frozen=True)
class TableStream:
    """A table of any size: its axes, and once, in order, its parts, each of one ATC node."""

    release: ReleaseInfo
    axes: tuple[Axis, ...]
    parts: Iterator[Table]

    @property
    def cells(self) -> int:
        return prod(len(axis.categories) for axis in self.axes)


def _only(axis: Axis) -> int:
    if len(axis.categories) != 1:
        raise KeyError(f"axis {axis.code} has {len(axis.categories)} categories: name one")
    return 0
