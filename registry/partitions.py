"""PostgreSQL's partitions of the dispensings, a year each: lines straight into theirs, and a history without lists.

What staff's lists and a person's insight are found by, a person's, a prescriber's and a product's lines, has an index
on each partition by itself, so that one year can do without for a while: kept line by line these three are more than
half of what a line costs, and built at once a tenth of that. Nothing is less correct without them, only slower found.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from registry.bulk import one_at_a_time
from registry.models import Dispensing

LISTS = {"of_person": "person_id", "of_prescriber": "prescriber_id", "of_product": "product_id, id"}
"""An index's name after that of its partition, and its columns. As migration 0011 makes them."""

SORTING_MEMORY = "256MB"

IDENTITY_SINCE = 170_000
"""PostgreSQL 17 numbers rows that go straight into a partition; before it only those that go by the whole table."""

STRAIGHT = """
    SELECT tgrelid::regclass::text FROM pg_trigger
    WHERE tgrelid = to_regclass(%s) AND tgname = 'refers_when_added' AND has_table_privilege(tgrelid, 'INSERT')
"""
PARTITIONS = """
    SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'registry_dispensing'::regclass ORDER BY 1
"""


def table_of(period: int) -> str:
    """The table for lines of `period` (yyyymm), where they may go straight in, references checked; else no name."""
    if connection.vendor != "postgresql" or connection.pg_version < IDENTITY_SINCE:
        return ""
    with connection.cursor() as cursor:
        cursor.execute(STRAIGHT, [f"registry_dispensing_{period // 100}"])
        found = cursor.fetchone()
    return found[0] if found else ""


@contextmanager
def lists_built_after() -> Iterator[None]:
    """Within it, years that hold nothing yet are loaded without the lists' indexes; afterwards every year has them.

    For a history of many years, by the tables' owner. However it ends they are built; after a process that was killed,
    by the next that does the same. Does nothing within a transaction, and on SQLite.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        yield
        return
    for partition in _partitions():
        if not _any(f"SELECT FROM {partition} LIMIT 1"):
            _change(f"DROP INDEX IF EXISTS {partition}_{name}" for name in LISTS)
    try:
        yield
    finally:
        for partition in _partitions():
            _change(
                f"CREATE INDEX IF NOT EXISTS {partition}_{name} ON {partition} ({columns})"
                for name, columns in LISTS.items()
            )


def _partitions() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(PARTITIONS)
        return [name for (name,) in cursor.fetchall()]


def _any(sql: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone() is not None


def _change(statements: Iterator[str]) -> None:
    """All of them or none, and nobody else's at the same time."""
    with transaction.atomic(), connection.cursor() as cursor:
        one_at_a_time(Dispensing)
        cursor.execute(f"SET LOCAL maintenance_work_mem = '{SORTING_MEMORY}'")
        for sql in statements:
            cursor.execute(sql)
