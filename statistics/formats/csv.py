"""CSV: one row a cell, code and name of everything, a reason where there is no value. UTF-8 with BOM, RFC 4180."""

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Literal

from statistics.definitions import measures
from statistics.formats import numbers
from statistics.formats.notices import notices
from statistics.formats.words import said
from statistics.table import Axis, Category, Reason, ReleaseInfo, Table

Dialect = Literal["komma", "excel"]

COLUMNS = (
    "atc",
    "atc_navn",
    "omr",
    "omr_navn",
    "kjonn",
    "kjonn_navn",
    "alder",
    "alder_navn",
    "aar",
    "maal",
    "maal_navn",
    "enhet",
    "verdi",
    "flagg",
    "flagg_tekst",
    "utgave",
    "kilde",
    "lisens",
    "merknad",
)
BOM = "\ufeff"
END = "\r\n"
SEPARATORS: dict[Dialect, str] = {"komma": ",", "excel": ";"}
QUOTED = frozenset('",;\r\n')
FORMULA = ("=", "+", "-", "@", "\t", "\r")
DASH = "-"
"""The flag of what is not available. A dash alone is no formula to any spreadsheet, so it keeps its symbol."""

CHUNK = 1 << 16
"""Characters that are gathered before they are sent."""


def render(tables: Sequence[Table], dialect: Dialect = "komma") -> bytes:
    """All cells of the tables, of one release, each once. `excel`: semicolons and decimal comma."""
    return b"".join(stream(tables, dialect, once=True))


def stream(tables: Iterable[Table], dialect: Dialect = "komma", *, once: bool = False) -> Iterator[bytes]:
    """The file in parts. `once`: a cell that is in several of the tables is written the first time only."""
    out = io.StringIO(newline="")
    out.write(BOM + SEPARATORS[dialect].join(COLUMNS) + END)
    for line in _lines(tables, dialect, once):
        out.write(line)
        if out.tell() > CHUNK:
            yield out.getvalue().encode()
            out = io.StringIO(newline="")
    yield out.getvalue().encode()


def _lines(tables: Iterable[Table], dialect: Dialect, once: bool) -> Iterator[str]:
    separator = SEPARATORS[dialect]
    written: set[tuple[str, ...]] = set()
    for table in tables:
        flags = [separator.join((_field(reason.symbol), _field(said(reason.text)))) for reason in Reason]
        tail = separator.join(map(_field, _source(table.release))) + END
        keys = product(*(axis.codes for axis in table.axes))
        parts = product(*([_fields(axis, category, separator) for category in axis.categories] for axis in table.axes))
        cells = zip(keys, parts, table.values.ravel().tolist(), table.reasons.ravel().tolist(), strict=True)
        for key, names, value, reason in cells:
            if once and key in written:
                continue
            written.update([key] if once else [])
            yield separator.join((*names, _number(value, dialect), flags[reason], tail))


def _fields(axis: Axis, category: Category, separator: str) -> str:
    """Code and name; a year is its own name, and a measure has its unit."""
    texts = (category.code,) if axis.code == "aar" else (category.code, category.label)
    if axis.code == "maal":
        texts = (*texts, said(measures()[category.code].unit))
    return separator.join(map(_field, texts))


def _source(release: ReleaseInfo) -> tuple[str, ...]:
    return release.number, release.source, release.licence, " ".join(notices(release))


def _field(text: str) -> str:
    safe = plain(text)
    return '"' + safe.replace('"', '""') + '"' if QUOTED.intersection(safe) else safe


def plain(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe is put before one that could be."""
    return f"'{text}" if text.startswith(FORMULA) and text != DASH else text


def _number(value: float, dialect: Dialect) -> str:
    text = numbers.text(value)
    return text.replace(".", ",") if dialect == "excel" else text
