"""One year of the register as Arrow batches, in no order.

The fast way is a connection of its own; within a transaction, whose rows another would not see, it is Django's.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import connectorx
import pyarrow as pa
from django.db import connection

BATCH = 500_000
EPOCH = dt.date(1970, 1, 1)

LINES = pa.schema(
    [
        ("person", pa.int64()),
        ("date", pa.date32()),
        ("product", pa.int64()),
        ("packages", pa.int64()),
        ("price_ore", pa.int64()),
        ("basis", pa.string()),
        ("prescriber", pa.int64()),
        ("pharmacy", pa.int64()),
        ("municipality", pa.string()),
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
    SELECT p.key, p.birth_date, p.sex, p.death_month, r.municipality
    FROM registry_person p
    LEFT JOIN registry_residence r ON r.person_id = p.key
         AND r.valid_from <= '{january}' AND (r.valid_to IS NULL OR r.valid_to >= '{january}')
"""


def lines(year: int) -> Iterator[pa.RecordBatch]:
    """The dispensings of the year's periods, as `LINES`."""
    return _batches(LINES_SQL.format(first=year * 100 + 1, last=year * 100 + 12), LINES)


def persons(year: int) -> Iterator[pa.RecordBatch]:
    """Everybody, with the residence registered on 1 January of the year, as `PERSONS`."""
    return _batches(PERSONS_SQL.format(january=dt.date(year, 1, 1).isoformat()), PERSONS)


def _batches(sql: str, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    address = _address()
    return _by_cursor(sql, schema) if address is None else _by_connectorx(address, sql, schema)


def _by_connectorx(address: str, sql: str, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    reader = connectorx.read_sql(address, sql, return_type="arrow_stream", batch_size=BATCH)
    for batch in reader:
        yield pa.RecordBatch.from_arrays(
            [batch.column(i).cast(field.type) for i, field in enumerate(schema)], schema=schema
        )


def _by_cursor(sql: str, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        while rows := cursor.fetchmany(BATCH):
            columns = zip(zip(*rows, strict=True), schema, strict=True)
            yield pa.RecordBatch.from_arrays([_array(values, field) for values, field in columns], schema=schema)


def _array(values: tuple[Any, ...], field: pa.Field) -> pa.Array:
    """SQLite's driver gives dates as text where PostgreSQL's gives dates."""
    if field.type == pa.date32():
        values = tuple(dt.date.fromisoformat(value) if isinstance(value, str) else value for value in values)
    return pa.array(values, field.type)


def _address() -> str | None:
    """The database's address for a connection of its own; None where it would not see what this one sees."""
    own = connection.settings_dict
    if connection.in_atomic_block:
        return None
    if connection.vendor == "sqlite":
        return None if connection.is_in_memory_db() else f"sqlite://{quote(str(own['NAME']))}"
    user = quote(own["USER"] or "") + (f":{quote(own['PASSWORD'], safe='')}" if own["PASSWORD"] else "")
    host = quote(own["HOST"] or "localhost", safe="")
    return f"postgresql://{user}@{host}{':' + str(own['PORT']) if own['PORT'] else ''}/{quote(own['NAME'])}"
