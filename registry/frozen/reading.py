"""One year of the register as Arrow batches, in no order.

The fast way is a connection of its own, for SQLite in a process of its own; within a transaction, whose rows another
would not see, it is Django's.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from itertools import chain
from queue import Empty, Queue
from threading import Event
from typing import Any
from urllib.parse import quote

import adbc_driver_postgresql
import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection

from registry.frozen import apart, columns

FEW = 250_000
"""So many rows are read from SQLite before another process has started."""

FETCHED = 250_000
"""Rows at a time, by Django's own cursor."""

HALVES = ((1, 6), (7, 12))
"""Months that are read side by side."""

EPOCH = dt.date(1970, 1, 1)

LINES = pa.schema(
    [
        ("person", pa.int64()),
        ("date", pa.date32()),
        ("product", pa.int64()),
        ("packages", pa.int64()),
        ("price_ore", pa.int64()),
        pa.field("basis", pa.string(), nullable=False),
        ("prescriber", pa.int64()),
        ("pharmacy", pa.int64()),
        pa.field("municipality", pa.string(), nullable=False),
        ("line", pa.int64()),
    ]
)
PERSONS = pa.schema(
    [
        ("key", pa.int64()),
        ("birth_date", pa.date32()),
        ("sex", pa.string()),
        ("death_month", pa.date32()),
        ("municipality", pa.string()),
    ]
)
LINES_SQL = """
    SELECT person_id, date, product_id, packages, price_ore, legal_basis, prescriber_id, pharmacy_id, municipality, line
    FROM registry_dispensing WHERE period BETWEEN {first} AND {last}
"""
PERSONS_SQL = """
    SELECT p.key, {birth_date}, p.sex, {death_month}, {municipality}
    FROM registry_person p
    LEFT JOIN registry_residence r ON r.person_id = p.key
         AND r.valid_from <= '{january}' AND (r.valid_to IS NULL OR r.valid_to >= '{january}')
"""


def lines(year: int) -> Iterator[pa.RecordBatch]:
    """The dispensings of the year's periods, as `LINES`."""
    return _batches([LINES_SQL.format(first=year * 100 + low, last=year * 100 + high) for low, high in HALVES], LINES)


def persons(year: int) -> Iterator[pa.RecordBatch]:
    """Everybody, with the residence registered on 1 January of the year, as `PERSONS`."""
    texts = {name.partition(".")[2]: _typed(name) for name in ("p.birth_date", "p.death_month", "r.municipality")}
    return _batches([PERSONS_SQL.format(january=dt.date(year, 1, 1).isoformat(), **texts)], PERSONS)


def _typed(column: str) -> str:
    """SQLite's columns have no type: the fast reader takes that of the first rows, so that none of them may be NULL."""
    return f"coalesce({column}, '')" if connection.vendor == "sqlite" else column


def _batches(queries: list[str], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """The answers of all queries, which are asked side by side where that can be."""
    address = _address()
    if address is None or (connection.vendor == "sqlite" and _are_few(queries)):
        return chain.from_iterable(_by_cursor(sql, schema) for sql in queries)
    read = _apart if connection.vendor == "sqlite" else _by_columns
    return _side_by_side([partial(read, address, sql, schema) for sql in queries])


def _are_few(queries: list[str]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT count(*) FROM ({sql} LIMIT {FEW})" for sql in queries))  # noqa: S608
        return sum(count for (count,) in cursor.fetchall()) < FEW


def _side_by_side(readers: list[Callable[[], Iterator[pa.RecordBatch]]]) -> Iterator[pa.RecordBatch]:
    """A thread for each; their batches as they come. What one raises is raised here."""
    ready: Queue[pa.RecordBatch | None] = Queue(maxsize=len(readers))
    stop = Event()

    def read(reader: Callable[[], Iterator[pa.RecordBatch]]) -> None:
        try:
            for batch in reader():
                ready.put(batch)
                if stop.is_set():
                    return
        finally:
            ready.put(None)

    with ThreadPoolExecutor(len(readers)) as pool:
        reading = [pool.submit(read, reader) for reader in readers]
        try:
            for _ in readers:
                yield from iter(ready.get, None)
        finally:
            stop.set()
            while not all(each.done() for each in reading):
                with suppress(Empty):
                    ready.get(timeout=0.1)
        for each in reading:
            each.result()


def _by_columns(address: str, sql: str, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """From PostgreSQL, without holding Python's lock: two readers, and what is made of their rows, run side by side."""
    yield from (_as(batch, schema) for batch in columns.rows(adbc_driver_postgresql.connect, address, sql))


def _apart(address: str, sql: str, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """From SQLite: never in this process, see `apart`."""
    yield from (_as(batch, schema) for batch in apart.rows(address, sql))


def _as(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    arrays = [_of(batch.column(i), field) for i, field in enumerate(schema)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _of(column: pa.Array, field: pa.Field) -> pa.Array:
    """As the field has it. Text comes from SQLite where PostgreSQL has dates; see `_typed` for the empty one."""
    if field.nullable and column.type == pa.string():
        column = pc.replace_with_mask(column, pc.equal(column, ""), pa.scalar(None, pa.string()))
    return column.cast(field.type)


def _by_cursor(sql: str, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        while rows := cursor.fetchmany(FETCHED):
            arrays = [_array(values, field) for values, field in zip(zip(*rows, strict=True), schema, strict=True)]
            yield pa.RecordBatch.from_arrays(arrays, schema=schema)


def _array(values: tuple[Any, ...], field: pa.Field) -> pa.Array:
    texts = any(isinstance(value, str) for value in values[:1])
    return _of(pa.array(values, pa.string() if texts else field.type), field)


def _address() -> str | None:
    """The database's address for a connection of its own; None where it would not see what this one sees."""
    own = connection.settings_dict
    if connection.in_atomic_block:
        return None
    if connection.vendor == "sqlite":
        return None if connection.is_in_memory_db() else str(own["NAME"])
    user = quote(own["USER"] or "") + (f":{quote(own['PASSWORD'], safe='')}" if own["PASSWORD"] else "")
    host = quote(own["HOST"] or "localhost", safe="")
    return f"postgresql://{user}@{host}{':' + str(own['PORT']) if own['PORT'] else ''}/{quote(own['NAME'])}"
