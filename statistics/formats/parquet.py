"""Parquet: one row a cell, typed, with the release, licence, citation and signs in the file's metadata."""

import io
import json
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from statistics.formats.dataset import Dataset, whole
from statistics.formats.jsonstat import provenance
from statistics.formats.notices import FLAGS, notices
from statistics.table import Axis, Reason, ReleaseInfo, Table, TableStream

MEDIA_TYPE = "application/vnd.apache.parquet"
BATCH = 200_000
"""Cells gathered to one row group."""

WORDS = pa.dictionary(pa.int32(), pa.string())


def stream(table: TableStream, title: str) -> Iterator[bytes]:
    """A row group at a time."""
    sink = Sink()
    with pq.ParquetWriter(sink, schema(table.axes, table.release, title), compression="zstd") as writer:
        yield sink.drain()  # the file's first four bytes: whoever waits sees that it has begun
        waiting: list[pa.RecordBatch] = []
        for part in table.parts:
            waiting.append(batch(part, writer.schema))
            if sum(len(rows) for rows in waiting) >= BATCH:
                writer.write_table(_together(waiting))
                waiting = []
                yield sink.drain()
        if waiting:
            writer.write_table(_together(waiting))
    yield sink.drain()


def of_dataset(dataset: Dataset) -> Iterator[bytes]:
    """Columns of the dialect: code and name of each dimension, `value`, `status`."""
    values, reasons = whole(dataset.chunks, dataset.size)
    columns: dict[str, pa.Array] = {}
    for number, dimension in enumerate(dataset.dimensions):
        at = positions(number, dataset.size)
        columns[dimension.code] = _words(at, dimension.codes)
        columns[f"{dimension.code}_text"] = _words(at, tuple(c.label for c in dimension.categories))
    why = reasons.ravel()
    columns["value"] = pa.array(values.ravel(), mask=why != Reason.NONE)
    columns["status"] = _words(why.astype(np.int32), tuple(reason.symbol for reason in Reason), why == Reason.NONE)
    table = pa.table(columns).replace_schema_metadata(metadata(dataset.release, dataset.title))
    sink = Sink()
    pq.write_table(table, sink, compression="zstd")
    yield sink.drain()


def schema(axes: tuple[Axis, ...], release: ReleaseInfo, title: str) -> pa.Schema:
    fields: list[pa.Field] = []
    for axis in axes:
        fields += [pa.field("aar", pa.int16())] if axis.code == "aar" else _named(axis.code)
    fields += [pa.field("verdi", pa.float64()), pa.field("flagg", WORDS), pa.field("flagg_tekst", WORDS)]
    return pa.schema(fields, metadata=metadata(release, title))


def metadata(release: ReleaseInfo, title: str) -> dict[str, str]:
    about = {"title": title, **provenance(release), "source": release.source}
    texts = {name: str(value) for name, value in about.items()}
    lists = {"flags": FLAGS, "notices": notices(release)}
    return texts | {name: json.dumps(value, ensure_ascii=False) for name, value in lists.items()}


def batch(table: Table, wanted: pa.Schema) -> pa.RecordBatch:
    shape = table.values.shape
    columns: list[pa.Array] = []
    for number, axis in enumerate(table.axes):
        at = positions(number, shape)
        if axis.code == "aar":
            columns.append(pa.array(np.array(axis.codes, dtype=np.int16)[at]))
        else:
            columns += [_words(at, axis.codes), _words(at, tuple(c.label for c in axis.categories))]
    reasons = table.reasons.ravel()
    columns.append(pa.array(table.values.ravel(), mask=reasons != Reason.NONE))
    for texts in ([reason.symbol for reason in Reason], [reason.text for reason in Reason]):
        columns.append(_words(reasons.astype(np.int32), tuple(texts), mask=reasons == Reason.NONE))
    return pa.RecordBatch.from_arrays(columns, schema=wanted)


def positions(number: int, shape: tuple[int, ...]) -> np.ndarray:
    """Of every cell, its position on one dimension."""
    at = np.arange(shape[number], dtype=np.int32).reshape([-1 if i == number else 1 for i in range(len(shape))])
    return np.broadcast_to(at, shape).ravel()


def _named(code: str) -> list[pa.Field]:
    return [pa.field(code, WORDS), pa.field(f"{code}_navn", WORDS)]


def _words(at: np.ndarray, texts: tuple[str, ...], mask: np.ndarray | None = None) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(at, mask=mask), pa.array(texts, pa.string()))


def _together(batches: list[pa.RecordBatch]) -> pa.Table:
    return pa.Table.from_batches(batches).unify_dictionaries().combine_chunks()


class Sink(io.RawIOBase):
    """A file that is read while it is written."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []
        self._position = 0

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        part = bytes(data)  # type: ignore[call-overload]
        self._waiting.append(part)
        self._position += len(part)
        return len(part)

    def tell(self) -> int:
        return self._position

    def drain(self) -> bytes:
        parts, self._waiting = self._waiting, []
        return b"".join(parts)
