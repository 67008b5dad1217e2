"""Tables for the formats' tests: every sign, whole and broken numbers, and names that would like to be formulas."""

from itertools import product

import numpy as np

from statistics.api.tables import units
from statistics.formats.dataset import Dataset, of_stream
from statistics.table import Axis, Category, Reason, Table, TableStream
from tests.dashboards.made import HIDDEN, MISSING, NOT_AVAILABLE, NOT_COMPUTABLE, RELEASE, table

CODES = {"atc": ("A10BJ06", "A10BJ"), "omr": ("0", "56"), "aar": ("2023", "2024"), "maal": ("brukere", "per1000")}
CONTENTS = (
    152,
    29.203947368421,
    1234567,
    0.1,
    HIDDEN,
    HIDDEN,
    0,
    NOT_COMPUTABLE,
    MISSING,
    NOT_AVAILABLE,
    -3,
    1e-7,
    5,
    6,
    7,
    8.5,
)


def every_kind() -> Table:
    """Sixteen cells: two medicines, two areas, two years, two measures."""
    return table(dict(zip(product(*CODES.values()), CONTENTS, strict=True)), **CODES)


def hostile(name: str) -> Table:
    """One cell of a medicine with this name."""
    made = table({"2025": 1}, aar=("2025",))
    return Table(RELEASE, (Axis("atc", (Category("A10BJ06", name),)), *made.axes[1:]), made.values, made.reasons)


def stream_of(whole: Table) -> TableStream:
    """The table in parts, as the gate gives it."""
    parts = (whole.pick(atc=code) for code in whole.axis("atc").codes)
    return TableStream(whole.release, whole.axes, parts)


def dataset_of(whole: Table) -> Dataset:
    return of_stream(stream_of(whole), "legemidler", "Bruk av legemidler", units())


def expected(whole: Table) -> list[float | None]:
    return [None if np.isnan(value) else value for value in whole.values.ravel().tolist()]


def signs(whole: Table) -> list[str]:
    return [Reason(reason).symbol for reason in whole.reasons.ravel().tolist()]
