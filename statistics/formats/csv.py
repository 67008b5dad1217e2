"""CSV: one row a cell, code and name of everything, a reason where there is no value. UTF-8 with BOM, RFC 4180."""

import csv
import io
from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd

from statistics.formats.notices import notices
from statistics.table import AXES, Table

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
    "verdi",
    "flagg",
    "flagg_tekst",
    "utgave",
    "kilde",
    "lisens",
    "merknad",
)
BOM = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
DASH = "-"
"""The flag of what is not available. A dash alone is no formula to any spreadsheet, so it keeps its symbol."""


def render(tables: Sequence[Table], dialect: Dialect = "komma") -> bytes:
    """All cells of the tables, of one release, each once. `excel`: semicolons and decimal comma."""
    out = io.StringIO()
    out.write(BOM)
    excel = dialect == "excel"
    writer = csv.writer(out, delimiter=";" if excel else ",", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows(tables).itertuples(index=False):
        writer.writerow([_number(v, excel) if c == "verdi" else plain(v) for c, v in zip(COLUMNS, row, strict=True)])
    return out.getvalue().encode()


def rows(tables: Sequence[Table]) -> pd.DataFrame:
    """One row a cell; a cell that is in several of the tables once."""
    release = tables[0].release
    frame = pd.concat([table.frame() for table in tables], ignore_index=True)
    frame = frame.drop_duplicates(list(AXES), ignore_index=True)
    frame["utgave"] = release.number
    frame["kilde"] = release.source
    frame["lisens"] = release.licence
    frame["merknad"] = " ".join(notices(release))
    return frame[list(COLUMNS)]


def plain(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe is put before one that could be."""
    return f"'{text}" if text.startswith(FORMULA) and text != DASH else text


def _number(value: float, excel: bool) -> str:
    """Full precision; nothing where there is no value."""
    if np.isnan(value):
        return ""
    text = str(int(value)) if value == int(value) else repr(float(value))
    return text.replace(".", ",") if excel else text
