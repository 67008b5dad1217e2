"""A release of national size in a folder of its own, and the site that serves it, for what is timed from outside."""

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PART = 1 << 16
START = 300
"""Seconds a server may take to answer."""


@dataclass(frozen=True)
class Fetched:
    """`first` and `whole`: seconds until the first and the last byte of the body."""

    status: int
    first: float
    whole: float
    size: int


def prepare(folder: Path, years: int, nodes: int) -> None:
    """Databases and release in the folder, unless they are there already."""
    os.environ |= {"LMR_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"}
    fresh = not (folder / "register.sqlite3").exists()
    import django
    from django.core.management import call_command

    django.setup()
    if fresh:
        from benchmarks.made_release import make

        call_command("migrate", database="default", verbosity=0)
        (folder / "static").mkdir()
        make(years, nodes)


@contextmanager
def serving(port: int = 8799) -> Iterator[tuple[int, int]]:
    """The port, and the number of the process that answers. One worker, as on a laptop."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--workers", "1"]
    options = ["--blocking-threads", "4", "--no-ws", "--log-level", "error", "config.wsgi:application"]
    server = subprocess.Popen([*command, *options])  # noqa: S603  # our own words
    try:
        _await(port)
        yield port, _worker(server.pid)
    finally:
        server.terminate()
        server.wait(20)


def fetch(port: int, path: str, body: object = None, headers: dict[str, str] | None = None) -> Fetched:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    start = time.perf_counter()
    sent = {"Content-Type": "application/json"} if body else {}
    connection.request("POST" if body else "GET", path, json.dumps(body) if body else None, sent | (headers or {}))
    answer = connection.getresponse()
    size = len(answer.read(1))
    first = time.perf_counter() - start
    while part := answer.read(PART):
        size += len(part)
    return Fetched(answer.status, first, time.perf_counter() - start, size)


def _await(port: int) -> None:
    deadline = time.monotonic() + START
    while True:
        try:
            fetch(port, "/api/v1/")
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return


def _worker(parent: int) -> int:
    return int(Path(f"/proc/{parent}/task/{parent}/children").read_text().split()[-1])


def memory(process: int) -> float:
    """Its memory now, in MB."""
    return _status(process, "VmRSS")


def peak(process: int) -> float:
    """The most it has had since `forget`, in MB."""
    return _status(process, "VmHWM")


def forget(process: int) -> None:
    Path(f"/proc/{process}/clear_refs").write_text("5")


def seconds(process: int) -> float:
    """Of the processor, its children not counted."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _status(process: int, name: str) -> float:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024
