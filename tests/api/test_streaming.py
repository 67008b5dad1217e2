"""Answers of any size: cells are read as they are sent, so that the first comes at once and memory stays bounded."""

import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from statistics import reading

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


@pytest.mark.parametrize(
    ("address", "first"),
    [(EVERYTHING.format(".parquet"), b"PAR1"), (PXWEB, b'{"version":"2.0"')],
)
def test_an_answer_begins_before_anything_is_read(reader: Client, read: list[str], address: str, first: bytes) -> None:
    """Where the first cells are long in coming: a row group is gathered, or another order than the store's is asked."""
    parts = iter(reader.get(address).streaming_content)
    assert next(parts).startswith(first)
    assert len(read) == 0
    assert sum(map(len, parts)) > 0
    assert len(read) == 12


def test_memory_is_bounded(reader: Client) -> None:
    """A CSV of 70 MB leaves at most a few at a time."""
    reader.get(EVERYTHING.format(".csv")).getvalue()  # what is kept between requests
    tracemalloc.start()
    sent = sum(map(len, reader.get(EVERYTHING.format(".csv")).streaming_content))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sent > 40_000_000
    assert most < sent / 3
