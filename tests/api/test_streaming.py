"""Answers of any size: cells are read as they are sent, so that the first comes at once and memory stays bounded."""

import io
import json
import tracemalloc
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
from django.test import Client

from statistics import reading
from statistics.api.pxweb.asking import FORMATS
from statistics.formats import parquet
from tests.api.conftest import body
from tests.api.test_fhi import EACH, GEO, asked

EVERYTHING = "/api/v1/tables/legemidler/data{}?atc=*&omr=*&kjonn=*&alder=*"

PXWEB = (
    "/api/pxwebapi/v2/tables/LMR01/data?valuecodes[Legemiddel]=*&valuecodes[Region]=*&valuecodes[Alder]=*"
    "&valuecodes[ContentsCode]=brukere&valuecodes[Tid]=*"
)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Codes of the medicines whose blocks have been read so far."""
    codes: list[str] = []
    blocks = reading.blocks

    def noted(row: Any, wanted: tuple[str, ...], few: int = 0) -> Iterator[Any]:
        for code, packed in zip(wanted, blocks(row, wanted, few), strict=True):
            codes.append(code)
            yield packed

    monkeypatch.setattr(reading, "blocks", noted)
    return codes


@pytest.mark.parametrize("suffix", [".csv", ".json", ".jsonstat", ".px"])
def test_the_first_part_is_sent_before_the_rest_is_read(reader: Client, read: list[str], suffix: str) -> None:
    answer = reader.get(EVERYTHING.format(suffix))
    parts = iter(answer.streaming_content)
    while len(next(parts)) == 0:
        pass
    next(parts)
    assert len(read) <= 2
    assert sum(map(len, parts)) > 0
    assert len(read) == 12, "all eleven codes and all medicines"


BEGIN = {
    "json-stat2": b'{"version":"2.0"',
    "csv": b'\xef\xbb\xbf"',
    "xlsx": b"PK",
    "parquet": b"PAR1",
    "px": b"CHARSET=",
    "html": b"<!doctype html>",
    "json-px": b'{"columns"',
}
"""The first bytes of each format of the dialect whose cells come in another order than the store's."""


@pytest.mark.parametrize(
    ("address", "first"),
    [
        (EVERYTHING.format(".parquet"), b"PAR1"),
        (EVERYTHING.format(".xlsx"), b"PK"),
        *((f"{PXWEB}&outputFormat={form}", begin) for form, begin in BEGIN.items()),
    ],
)
def test_an_answer_begins_before_anything_is_read(reader: Client, read: list[str], address: str, first: bytes) -> None:
    """Where the first cells are long in coming: a row group is gathered, or another order than the store's is asked."""
    starts_unread(iter(reader.get(address).streaming_content), read, first)


def starts_unread(parts: Iterator[bytes], read: list[str], first: bytes) -> None:
    assert next(parts).startswith(first)
    assert len(read) == 0
    assert sum(map(len, parts)) > 0
    assert len(read) == 12


def test_every_format_of_pxweb_is_tried() -> None:
    assert set(BEGIN) == set(FORMATS)


def post(reader: Client) -> Any:
    every = {code: ("all", ["*"]) for code in ("Atc_Verdi", "GEO", "Kjonn_Verdi", "Aldersgruppe_Verdi")}
    filters = EACH | every | {"MEASURE_TYPE": ("item", ["AntallBrukere", "DDD"])}
    return reader.post(f"{GEO}/data", json.dumps(asked(filters, "parquet")), content_type="application/json")


def test_so_does_fhis_parquet_which_is_written_in_row_groups(
    reader: Client, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The groups together are the file as it is in one."""
    whole = body(post(reader))
    read.clear()
    monkeypatch.setattr(parquet, "BATCH", 500)
    starts_unread(iter(post(reader).streaming_content), read, b"PAR1")
    some = pq.ParquetFile(io.BytesIO(body(post(reader))))
    assert some.num_row_groups > pq.ParquetFile(io.BytesIO(whole)).num_row_groups == 1
    assert some.read().to_pandas().equals(pd.read_parquet(io.BytesIO(whole)))


def test_memory_is_bounded(reader: Client) -> None:
    """A CSV of 70 MB leaves at most a few at a time."""
    reader.get(EVERYTHING.format(".csv")).getvalue()  # what is kept between requests
    tracemalloc.start()
    sent = sum(map(len, reader.get(EVERYTHING.format(".csv")).streaming_content))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sent > 40_000_000
    assert most < sent / 3
