"""Who may use the look-up key, and who may change it: an import holds it while it asks, a rotation waits for all.

Between reading the key and asking for its digests the key must not change: numbers would not be found, and a known
person would be given a second key. On PostgreSQL the lock is in the vault's database, so that it counts for all
machines; with SQLite, which is one machine's, it is on a file beside the keys.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connections

VAULT = "identity"
LOCK = 7_204_311  # an advisory lock's number: any that nobody else in this database uses


@contextmanager
def held() -> Iterator[None]:
    """The look-up key stands; any number may hold it at once."""
    with _locked("pg_advisory_lock_shared", "pg_advisory_unlock_shared", fcntl.LOCK_SH):
        yield


@contextmanager
def changed() -> Iterator[None]:
    """Nobody else uses the look-up key. Waits for those who do; they wait until it is changed."""
    with _locked("pg_advisory_lock", "pg_advisory_unlock", fcntl.LOCK_EX):
        yield


@contextmanager
def _locked(take: str, give_back: str, flag: int) -> Iterator[None]:
    if connections[VAULT].vendor == "postgresql":
        with _on_the_server(take, give_back):
            yield
    else:
        with _on_a_file(flag):
            yield


@contextmanager
def _on_the_server(take: str, give_back: str) -> Iterator[None]:
    connection = connections[VAULT]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {take}(%s)", [LOCK])
    try:
        yield
    finally:
        if not connection.needs_rollback:  # a broken transaction takes no more questions; the session's end gives back
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT {give_back}(%s)", [LOCK])


@contextmanager
def _on_a_file(flag: int) -> Iterator[None]:
    path = Path(settings.KEYS_DIR) / "vault_lookup.lock"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "w") as file:
        fcntl.flock(file, flag)  # given back when the file is closed
        yield
