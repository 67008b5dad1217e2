"""Reads a SQLite database in a process of its own: `python -m registry.frozen.apart ADDRESS`, the query on its input.

The fast reader brings a copy of SQLite along. Two copies in one process do not see each other's locks: the one that
closes takes the other's journal away. Between processes the locks hold, and what one has committed the other sees. The
rows go to standard output as an Arrow stream.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path

import pyarrow as pa
from pyarrow import ipc

from registry.frozen import columns

BATCH = 100_000
"""Rows at a time; a column's type is that of the values among the first."""

BATCH_ROWS = "adbc.sqlite.query.batch_rows"

ROOT = Path(__file__).parents[2]


def rows(address: str, sql: str) -> Iterator[pa.RecordBatch]:
    """The query's rows, read by another process. Raises RuntimeError with what it said, where it fails."""
    command = [sys.executable, "-m", "registry.frozen.apart", address]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe) as child:  # noqa: S603
        assert child.stdin
        assert child.stdout
        assert child.stderr
        child.stdin.write(sql.encode())
        child.stdin.close()
        try:
            with suppress(pa.ArrowInvalid):  # an end too soon, which its exit tells of
                yield from ipc.open_stream(child.stdout)
            if child.wait():
                raise RuntimeError(f"reading apart failed: {child.stderr.read().decode()[-500:]}")
        finally:
            child.kill()  # where the reader stops before the end; after it there is nothing to stop


def main() -> None:
    import adbc_driver_sqlite  # here, so that the process that asks does not load it for this

    batches = columns.rows(adbc_driver_sqlite.connect, sys.argv[1], sys.stdin.read(), **{BATCH_ROWS: str(BATCH)})
    first = next(batches, None)
    if first is None:
        return  # nothing was found, and nothing is written
    with ipc.new_stream(sys.stdout.buffer, first.schema) as stream:
        for batch in chain([first], batches):
            stream.write_batch(batch)


if __name__ == "__main__":
    main()
