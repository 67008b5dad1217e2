"""Processor seconds of PostgreSQL, which works in processes that are not this one's children."""

import os
from contextlib import suppress
from pathlib import Path


def server_seconds() -> float:
    """Of the server that Django's default database is on, and of its children, the ended ones too; 0 for SQLite."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    pid = Path(connection.settings_dict["HOST"], "data", "postmaster.pid").read_text().split()[0]
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    ticks = _ticks(pid, 15)
    for child in children:
        with suppress(FileNotFoundError):  # it ended just now, and is its parent's
            ticks += _ticks(child, 13)
    return ticks / os.sysconf("SC_CLK_TCK")


def _ticks(pid: str, last: int) -> int:
    return sum(int(each) for each in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:last])
