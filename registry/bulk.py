"""Many rows at once: COPY on PostgreSQL, executemany elsewhere.

Values go in as the database has them: numbers, text, bytes, booleans, None, dates (also as ISO text), decimals (also as
text) and UUIDs as 32 hexadecimal digits. Defaults and `save` of the model are not used. An iterator of rows must not
itself ask the database: PostgreSQL's connection is in the middle of the writing then, and both would wait for ever.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

STORING = 7_204_312
"""An advisory lock's first number: any that nobody else in this database uses."""


def one_at_a_time(model: type[Model]) -> None:
    """Until the transaction ends nobody else who asks for it writes the table. Call it inside a transaction.

    Two imports of the same people would each find them new, and the later be stopped at the first row. With SQLite
    there is one writer anyhow.
    """
    connection = connections[router.db_for_write(model)]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [STORING, model._meta.db_table])


def bulk_insert(
    model: type[Model],
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    ignore_conflicts: bool = False,
    straight: str = "",
) -> None:
    """Insert `rows`, tuples in the order of `columns` (the model's field names). Call it inside a transaction.

    `straight`: the partition of the model's table that all rows belong to, if they need not be told apart.
    """
    connection = connections[router.db_for_write(model)]
    table, names = _names(connection, model, columns)
    table = straight or table
    if connection.vendor == "postgresql" and not ignore_conflicts:
        _copy(connection, f"COPY {table} ({', '.join(names)}) FROM STDIN", rows)
        return
    marks = ", ".join(["%s"] * len(names))
    ending = " ON CONFLICT DO NOTHING" if ignore_conflicts else ""
    sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks}){ending}"  # noqa: S608 names of models
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)


def bulk_update(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Set `columns` of the rows whose primary key is the last value of each tuple."""
    connection = connections[router.db_for_write(model)]
    table, names = _names(connection, model, (*columns, model._meta.pk.name))
    setting = ", ".join(f"{name} = %s" for name in names[:-1])
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {setting} WHERE {names[-1]} = %s", rows)  # noqa: S608


@contextmanager
def many_transactions(model: type[Model]) -> Iterator[None]:
    """Within it, many transactions after each other write to `model`'s database.

    SQLite's log is then emptied once per 200 MB: pages of an index that every transaction touches are moved once, not
    each time (measured: 33,000 → 52,000 rows/s). Nothing is less durable for it.
    """
    connection = connections[router.db_for_write(model)]
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_autocheckpoint = 50000")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_autocheckpoint = 1000")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _copy(connection: BaseDatabaseWrapper, sql: str, rows: Iterable[Sequence[object]]) -> None:
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(sql) as copy:
        for row in rows:
            copy.write_row(row)


def _names(connection: BaseDatabaseWrapper, model: type[Model], columns: Sequence[str]) -> tuple[str, list[str]]:
    quote = connection.ops.quote_name
    return quote(model._meta.db_table), [quote(model._meta.get_field(name).column) for name in columns]
