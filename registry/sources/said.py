"""What a file has said so far, for rules over the whole of it while it is read a piece at a time."""

import sqlite3
from collections.abc import Hashable, Iterable, Sequence
from decimal import Decimal
from hashlib import blake2b
from secrets import token_bytes

CACHE_KB = 32_000

TABLES = f"""
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -{CACHE_KB};
CREATE TABLE said (key BLOB PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE piece (row INTEGER PRIMARY KEY, key BLOB, value BLOB);
"""


class Said:
    """The first value that was said of each key. A file of one piece is kept in memory, as it is.

    From the second piece on, digests lie in an SQLite file that has no name and goes with the process: 16 bytes a key
    and a value, with a key of their own that is kept nowhere, since keys may be identity numbers.
    """

    def __init__(self) -> None:
        self._first: dict[tuple[str, Hashable], Hashable] = {}
        self._secret = token_bytes(32)
        self._disk: sqlite3.Connection | None = None

    def otherwise(self, what: str, keys: Iterable[Hashable], values: Iterable[Hashable]) -> list[int]:
        """Says each value of its key, and gives the places of those that had another value before, in order.

        `what` is the rule's name: rules don't hear each other.
        """
        if self._disk is not None:
            return self._otherwise_on_disk(self._disk, what, keys, values)
        pairs = enumerate(zip(keys, values, strict=True))
        return [place for place, (key, value) in pairs if self._first.setdefault((what, key), value) != value]

    def next_piece(self) -> None:
        """Call it between two pieces of a file."""
        if self._disk is not None:
            return
        self._disk = sqlite3.connect("", isolation_level=None)
        self._disk.executescript(TABLES)
        said = [(self._digest(*key), self._digest("", value)) for key, value in self._first.items()]
        self._disk.executemany("INSERT INTO said VALUES (?, ?)", sorted(said))
        self._first.clear()

    def close(self) -> None:
        if self._disk is not None:
            self._disk.close()

    def _otherwise_on_disk(
        self, disk: sqlite3.Connection, what: str, keys: Iterable[Hashable], values: Iterable[Hashable]
    ) -> list[int]:
        pairs = enumerate(zip(keys, values, strict=True))
        rows = ((place, self._digest(what, key), self._digest("", value)) for place, (key, value) in pairs)
        disk.execute("DELETE FROM piece")
        disk.executemany("INSERT INTO piece VALUES (?, ?, ?)", rows)
        disk.execute("INSERT OR IGNORE INTO said SELECT key, value FROM piece ORDER BY row")
        asked = "SELECT row FROM piece JOIN said USING (key) WHERE said.value <> piece.value ORDER BY row"
        return [place for (place,) in disk.execute(asked)]

    def _digest(self, what: str, value: Hashable) -> bytes:
        return blake2b(repr((what, _plain(value))).encode(), digest_size=16, key=self._secret).digest()


def _plain(value: Hashable) -> Hashable:
    """Equal values become the same text: 30 and 30.0 are one number."""
    if isinstance(value, Decimal):
        return str(value.normalize())
    return tuple(map(_plain, value)) if isinstance(value, Sequence) and not isinstance(value, str | bytes) else value
