"""Tables made by hand: a number is a value, a `Reason` stands for itself."""

import datetime as dt
from collections.abc import Mapping
from itertools import product

import numpy as np

from statistics.labels import label
from statistics.table import AXES, Axis, Category, Reason, ReleaseInfo, Table

RELEASE = ReleaseInfo("2026-1", dt.date(2026, 3, 3), "primary", "d" * 64, 2018, 2025)
DEFAULTS = {
    "atc": ("A10BJ06",),
    "omr": ("0",),
    "kjonn": ("begge",),
    "alder": ("alle",),
    "aar": ("2025",),
    "maal": ("per1000",),
}

HIDDEN, NOT_COMPUTABLE, MISSING, NOT_AVAILABLE = (
    Reason.HIDDEN,
    Reason.NOT_COMPUTABLE,
    Reason.MISSING,
    Reason.NOT_AVAILABLE,
)

Content = float | Reason


def table(cells: Mapping[str | tuple[str, ...], Content], default: Content = HIDDEN, **axes: tuple[str, ...]) -> Table:
    """`cells`: content by the codes on the axes that are named here (in that order); `default` for the others."""
    codes = {**DEFAULTS, **axes}
    contents = [
        cells.get(at if len(at) > 1 else at[0], default)
        for full in product(*(codes[axis] for axis in AXES))
        for at in [tuple(full[AXES.index(name)] for name in axes)]
    ]
    shape = [len(codes[axis]) for axis in AXES]
    reasons = np.array([c if isinstance(c, Reason) else Reason.NONE for c in contents], dtype=np.uint8)
    values = np.array([np.nan if isinstance(c, Reason) else float(c) for c in contents])
    described = tuple(Axis(a, tuple(Category(c, _name(a, c)) for c in codes[a])) for a in AXES)
    return Table(RELEASE, described, values.reshape(shape), reasons.reshape(shape))


def _name(axis: str, code: str) -> str:
    return {"A10BJ06": "semaglutid", "A10BJ": "GLP-1-analoger"}.get(code, code) if axis == "atc" else label(axis, code)


def years(*contents: Content, first: int = 2018) -> Table:
    """One series over the years, in users per 1,000."""
    named = {str(year): content for year, content in enumerate(contents, first)}
    return table(named, aar=tuple(named))
