"""The answer of a query as Arrow batches, by a database's ADBC driver: columns made in C, outside Python's lock."""

from collections.abc import Callable, Iterator

import adbc_driver_manager as adbc
import pyarrow as pa

BATCH_BYTES = 16 << 20
"""Some 150,000 lines."""

Connect = Callable[[str], adbc.AdbcDatabase]


def rows(connect: Connect, address: str, sql: str, **options: str) -> Iterator[pa.RecordBatch]:
    """Types are the database's own. Raises what the driver does, for example adbc_driver_manager.ProgrammingError."""
    with (
        connect(address) as database,
        adbc.AdbcConnection(database) as connection,
        adbc.AdbcStatement(connection) as statement,
    ):
        statement.set_options(**options)
        statement.set_sql_query(sql)
        answer, _ = statement.execute_query()
        with pa.RecordBatchReader.from_stream(answer) as reader:
            yield from reader
