"""How fast deliveries come in, from files to receipts: `make bench-intake LINES=1000000 REGISTER=DIR`.

A synthetic register's master data are read first and not timed. Then its pharmacies' files, oldest month first, until
at least `--lines` lines are in, by `ingest` as staff run it: the vault looked up, every line judged, COPY into
PostgreSQL with every index and reference, a receipt a file, the quality watch at the end. PostgreSQL is the tests'
wheel, started as one in operation is: nothing is told done before the disk has it.
"""

import argparse
import os
import resource
import tempfile
import time
from pathlib import Path

from benchmarks.processor import server_seconds

DURABLE = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "wal_level": "replica",
    "shared_buffers": "1GB",
    "max_wal_size": "8GB",
}
MASTER_DATA = ("volven", "ssb", "pharmacy_list", "hpr", "fest", "folkeregisteret")


def main() -> None:
    arguments = _arguments()
    from tests.support.servers import Servers

    servers = Servers.in_new_folder()
    try:
        with tempfile.TemporaryDirectory(prefix="lmr-bench-", dir="/tmp") as folder:
            _settings(servers.postgres(**DURABLE), folder)
            _register(arguments.register)
            _measure(_oldest(arguments.register / "pharmacies", arguments.lines), history=arguments.history)
    finally:
        servers.stop()


def _settings(socket: str, folder: str) -> None:
    """Two databases in one server, as `IDENTITY_DATABASE_URL` beside `DATABASE_URL` asks for."""
    import psycopg

    with psycopg.connect(host=socket, user="lmr", dbname="postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE register")
        connection.execute("CREATE DATABASE vault")
    host = socket.replace("/", "%2F")
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "LMR_DATA_DIR": folder,
        "DATABASE_URL": f"postgresql://lmr@{host}/register",
        "IDENTITY_DATABASE_URL": f"postgresql://lmr@{host}/vault",
    }


def _register(folder: Path) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    for alias in ("default", "identity"):
        call_command("migrate", database=alias, verbosity=0)
    for source in MASTER_DATA:
        call_command("ingest", source, str(folder / source))


def _oldest(folder: Path, lines: int) -> list[Path]:
    """Files by month until there are `lines` data lines in them."""
    chosen, found = list[Path](), 0
    for path in sorted(folder.rglob("*.csv"), key=lambda path: (path.stem, path)):
        if found >= lines:
            break
        chosen.append(path)
        with path.open("rb") as file:
            found += sum(1 for _ in file) - 3
    return chosen


def _measure(files: list[Path], *, history: bool) -> None:
    from registry.models import Dispensing
    from registry.sources import ingest

    clock, own, server = time.perf_counter(), time.process_time(), server_seconds()
    summary = ingest("pharmacies", files, history=history)
    clock, own, server = time.perf_counter() - clock, time.process_time() - own, server_seconds() - server
    assert Dispensing.objects.count() == summary.stored
    lines, memory = summary.lines, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{lines:,} lines in {len(files)} files, {summary.stored:,} of them stored; {memory:.2f} GB of memory")
    print(f"{clock:.1f} s on the clock: {lines / clock * 60:,.0f} lines a minute")
    print(f"processor {own:.1f} s, server's {server:.1f} s: {lines / (own + server):,.0f} lines a second of both")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--register", type=Path, required=True, help="a folder made by manage.py synthesize")
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--history", action="store_true", help="as `ingest --history`: the lists' indexes at the end")
    return parser.parse_args()


if __name__ == "__main__":
    main()
