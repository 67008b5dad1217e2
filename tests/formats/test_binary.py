"""Workbooks and Parquet files, read by openpyxl and pandas."""

import io
import json

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from statistics.definitions import measures
from statistics.formats import parquet, xlsx
from statistics.table import Table
from tests.formats.made import every_kind, expected, hostile, signs, stream_of


def book_of(table: Table | None = None) -> bytes:
    chosen = {code: measures()[code] for code in ("brukere", "per1000")}
    return xlsx.render(stream_of(table or every_kind()), "Bruk", chosen)


def test_openpyxl_reads_figures_formats_and_frozen_head() -> None:
    book = openpyxl.load_workbook(io.BytesIO(book_of()))
    sheet = book["Tall"]
    rows = list(sheet.iter_rows(min_row=2))
    assert [row[xlsx.VERDI].value for row in rows] == expected(every_kind())
    assert [row[xlsx.FLAGG].value or "" for row in rows] == signs(every_kind())
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:O17"
    assert [row[xlsx.VERDI].number_format for row in rows[:2]] == ["#,##0", "#,##0.0"]
    assert rows[0][2].value == "0", "a code is text"
    assert rows[0][6].value == "alle"


def test_a_sheet_says_source_definitions_and_signs() -> None:
    book = openpyxl.load_workbook(io.BytesIO(book_of()))
    told = {row[0]: row[1] for row in book["Om tallene"].iter_rows(values_only=True)}
    assert told["Utgave"] == "2026-1"
    assert told["Lisens"].startswith("CC BY 4.0")
    assert told["Brukere"].startswith("Personer som fikk legemidlet utlevert")
    assert told["Tegnet :"] == "skjult av hensyn til personvernet"


@pytest.mark.parametrize("name", ["=1+1", "+47", "-1", "@SUM(A1)", "http://example.org"])
def test_no_name_is_a_formula_or_a_link(name: str) -> None:
    cell = openpyxl.load_workbook(io.BytesIO(book_of(hostile(name))))["Tall"]["B2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (name, "s", None)


def test_the_same_table_is_the_same_bytes() -> None:
    assert book_of() == book_of()


def test_parquet_is_typed_and_says_where_it_comes_from() -> None:
    body = b"".join(parquet.stream(stream_of(every_kind()), "Bruk"))
    frame = pd.read_parquet(io.BytesIO(body))
    assert [None if value != value else value for value in frame["verdi"]] == expected(every_kind())
    assert [flag if isinstance(flag, str) else "" for flag in frame["flagg"]] == signs(every_kind())
    schema = pq.read_schema(io.BytesIO(body))
    assert str(schema.field("aar").type) == "int16"
    assert str(schema.field("verdi").type) == "double"
    said = {name.decode(): value.decode() for name, value in schema.metadata.items()}
    assert (said["release"], said["licence"]) == ("2026-1", "CC BY 4.0")
    assert json.loads(said["flags"])[":"] == "skjult av hensyn til personvernet"


def test_a_hidden_cell_has_no_number_in_parquet() -> None:
    table = pq.read_table(io.BytesIO(b"".join(parquet.stream(stream_of(every_kind()), "Bruk"))))
    assert table["verdi"].null_count == 5
