"""Parquet: one row a cell, typed, with the release, licence, citation and signs in the file's metadata."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from statistics.definitions import measures
from statistics.formats.dataset import Chunk, Dataset
from statistics.formats.jsonstat import provenance
from statistics.formats.notices import flags, notices
from statistics.formats.sink import Sink
from statistics.formats.words import said
from statistics.table import Axis, Reason, ReleaseInfo, Table, TableStream

MEDIA_TYPE = "application/vnd.apache.parquet"
BATCH = 200_000
"""Cells gathered to one row group."""

Part = TypeVar("Part", bound=Any)

WORDS = pa.dictionary(pa.int32(), pa.string())


def stream(table: TableStream, title: str) -> Iterator[bytes]:
    """A row group at a time."""
    wanted = schema(table.axes, table.release, title)
    return written(wanted, map(_together, _gathered(batch(part, wanted) for part in table.parts)))


def written(wanted: pa.Schema, tables: Iterable[pa.Table]) -> Iterator[bytes]:
    """The file, a row group for each of the tables."""
    sink = Sink()
    with pq.ParquetWriter(sink, wanted, compression="zstd") as writer:
        yield sink.drain()  # the file's first four bytes: whoever waits sees that it has begun
        for table in tables:
            writer.write_table(table)
            yield sink.drain()
    yield sink.drain()


def of_dataset(dataset: Dataset) -> Iterator[bytes]:
    """Columns of the dialect: code and name of each dimension, `value`, `status`."""
    signs = tuple(reason.symbol for reason in Reason)

    def rows(values: np.ndarray, why: np.ndarray, at: tuple[np.ndarray, ...]) -> pa.Table:
        columns: dict[str, pa.Array] = {}
        for dimension, places in zip(dataset.dimensions, at, strict=True):
            columns[dimension.code] = words(places, dimension.codes)
            columns[f"{dimension.code}_text"] = words(places, tuple(c.label for c in dimension.categories))
        columns["value"] = pa.array(values, mask=why != Reason.NONE)
        columns["status"] = words(why.astype(np.int32), signs, why == Reason.NONE)
        return pa.Table.from_pydict(columns, schema=wanted)

    names = [name for dimension in dataset.dimensions for name in (dimension.code, f"{dimension.code}_text")]
    fields = [*((name, WORDS) for name in names), ("value", pa.float64()), ("status", WORDS)]
    wanted = pa.schema(fields, metadata=metadata(dataset.release, dataset.title))
    return written(wanted, (rows(*cells) for cells in placed(dataset.chunks, dataset.size)))


def placed(
    chunks: Iterable[Chunk], size: tuple[int, ...], width: int = 1
) -> Iterator[tuple[np.ndarray, np.ndarray, tuple[np.ndarray, ...]]]:
    """Some 200,000 cells at a time: values, reasons, and on each dimension of `size` the positions of their rows.

    A row has `width` cells; so has each chunk, or some times as many.
    """
    start = 0
    for some in _gathered(chunks, lambda chunk: len(chunk[0])):
        values, reasons = (np.concatenate(parts) for parts in zip(*some, strict=True))
        rows = np.arange(start, start + len(values) // width)
        yield values, reasons, tuple(at.astype(np.int32) for at in np.unravel_index(rows, size))
        start += len(rows)


def schema(axes: tuple[Axis, ...], release: ReleaseInfo, title: str) -> pa.Schema:
    fields: list[pa.Field] = []
    for axis in axes:
        fields += [pa.field("aar", pa.int16())] if axis.code == "aar" else _named(axis.code)
        fields += [pa.field("enhet", WORDS)] if axis.code == "maal" else []
    fields += [pa.field("verdi", pa.float64()), pa.field("flagg", WORDS), pa.field("flagg_tekst", WORDS)]
    return pa.schema(fields, metadata=metadata(release, title))


def metadata(release: ReleaseInfo, title: str) -> dict[str, str]:
    about = {"title": title, **provenance(release), "source": release.source}
    texts = {name: str(value) for name, value in about.items()}
    lists = {"flags": flags(), "notices": notices(release)}
    return texts | {name: json.dumps(value, ensure_ascii=False) for name, value in lists.items()}


def batch(table: Table, wanted: pa.Schema) -> pa.RecordBatch:
    shape = table.values.shape
    columns: list[pa.Array] = []
    for number, axis in enumerate(table.axes):
        at = positions(number, shape)
        if axis.code == "aar":
            columns.append(pa.array(np.array(axis.codes, dtype=np.int16)[at]))
        else:
            columns += [words(at, axis.codes), words(at, tuple(c.label for c in axis.categories))]
        if axis.code == "maal":
            columns.append(words(at, tuple(said(measures()[code].unit) for code in axis.codes)))
    reasons = table.reasons.ravel()
    columns.append(pa.array(table.values.ravel(), mask=reasons != Reason.NONE))
    for texts in ([reason.symbol for reason in Reason], [said(reason.text) for reason in Reason]):
        columns.append(words(reasons.astype(np.int32), tuple(texts), mask=reasons == Reason.NONE))
    return pa.RecordBatch.from_arrays(columns, schema=wanted)


def positions(number: int, shape: tuple[int, ...]) -> np.ndarray:
    """Of every cell, its position on one dimension."""
    at = np.arange(shape[number], dtype=np.int32).reshape([-1 if i == number else 1 for i in range(len(shape))])
    return np.broadcast_to(at, shape).ravel()


def _named(code: str) -> list[pa.Field]:
    return [pa.field(code, WORDS), pa.field(f"{code}_navn", WORDS)]


def words(at: np.ndarray, texts: tuple[str, ...], mask: np.ndarray | None = None) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(at, mask=mask), pa.array(texts, pa.string()))


def _gathered(parts: Iterable[Part], length: Callable[[Part], int] = len) -> Iterator[list[Part]]:
    """As many at a time as have BATCH rows or cells together."""
    waiting: list[Part] = []
    for part in parts:
        waiting.append(part)
        if sum(map(length, waiting)) >= BATCH:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _together(batches: list[pa.RecordBatch]) -> pa.Table:
    return pa.Table.from_batches(batches).unify_dictionaries().combine_chunks()
