"""How fast a year comes in and out of the database: `make bench-extract ROWS=2000000`, `--database sqlite` for SQLite.

In: by the register's bulk insert, which is COPY on PostgreSQL; some more by Django's bulk_create into the same table;
and as a history is loaded, with the lists' indexes built afterwards. Out: the year's ten columns by several readers,
and the whole way to the files of a frozen extract. PostgreSQL is started from the wheel that the tests use.
"""

import argparse
import datetime as dt
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from benchmarks.processor import server_seconds

YEAR = 2024
PHARMACIES, PRODUCTS, PRESCRIBERS = 1_000, 2_000, 20_000
BULK_CREATE_ROWS = 40_000
COLUMNS = (
    "delivery", "pharmacy", "period", "line", "date", "recipient", "person", "species", "prescriber", "product",
    "packages", "price_ore", "legal_basis", "reimbursement_code", "municipality",
)  # fmt: skip


def main() -> None:
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="lmr-bench-", dir="/tmp") as folder:
        os.environ["LMR_DATA_DIR"] = folder
        stop = _postgres() if arguments.database == "postgres" else (lambda: None)
        try:
            _django()
            _measure(arguments.rows)
        finally:
            stop()


def _postgres() -> Callable[[], None]:
    from tests.support.servers import Servers

    servers = Servers.in_new_folder()
    host = servers.postgres().replace("/", "%2F")
    os.environ["DATABASE_URL"] = f"postgresql://lmr@{host}/postgres"
    os.environ["IDENTITY_DATABASE_URL"] = "none"
    return servers.stop


def _django() -> None:
    import django
    from django.core.management import call_command

    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    call_command("migrate", database="default", verbosity=0)


def _measure(rows: int) -> None:
    from django.db import connection

    from registry import extract
    from registry.frozen import reading

    made = list(_register(rows))
    _loaded(made)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    for name, read in _readers().items():
        _rate(f"out  {name}", rows, read)
    _rate("out  the two halves of the year", rows, lambda: sum(len(batch) for batch in reading.lines(YEAR)))
    _rate("out  to the extract's files", rows, lambda: extract.freeze(YEAR, lambda name, content: None))
    _rate("out  is it unchanged?", rows, lambda: extract.fingerprint(YEAR))


def _loaded(made: list[tuple[Any, ...]]) -> None:
    """The same lines in three ways; `bulk_create` some more, with every index there and filled. Leaves `made`."""
    from django.db import connection, transaction

    from registry.bulk import bulk_insert
    from registry.models import Dispensing

    insert, rows = transaction.atomic(bulk_insert), len(made)
    full = _rate("in   with every index", rows, lambda: insert(Dispensing, COLUMNS, made))
    few = [Dispensing(**dict(zip(_attributes(), row, strict=True))) for row in made[:BULK_CREATE_ROWS]]
    for one in few:
        one.line += rows
    slow = _rate("in   bulk_create", len(few), lambda: Dispensing.objects.bulk_create(few, batch_size=5_000))
    print(f"     {full / slow:.1f} times bulk_create")
    if connection.vendor != "postgresql":
        Dispensing.objects.filter(line__gte=rows).delete()
        return
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE registry_dispensing")
    print(f"     {_rate('in   a history', rows, lambda: _history(made)) / slow:.1f} times bulk_create")


def _history(made: list[tuple[Any, ...]]) -> None:
    """As `ingest --history` loads a year, its indexes built afterwards with it."""
    from django.db import transaction

    from registry import partitions
    from registry.bulk import bulk_insert
    from registry.models import Dispensing

    with partitions.lists_built_after(), transaction.atomic():
        bulk_insert(Dispensing, COLUMNS, made, straight=partitions.table_of(YEAR * 100 + 1))


def _register(rows: int) -> Iterator[tuple[Any, ...]]:
    """People, products and pharmacies in the database, and `rows` lines as bulk_insert takes them."""
    from django.utils import timezone

    from registry.bulk import bulk_insert
    from registry.models import Delivery, Person, Pharmacy, Prescriber, Product

    rng = np.random.default_rng(1)
    people = np.sort(rng.choice(1 << 62, max(100, rows // 12)))
    bulk_insert(Person, ("key", "birth_date", "sex"), ((key, "1970-05-17", "K") for key in people.tolist()))
    prescribers = np.sort(rng.choice(1 << 62, PRESCRIBERS))
    bulk_insert(Prescriber, ("key", "sex"), ((key, "K") for key in prescribers.tolist()))
    Pharmacy.objects.bulk_create(
        Pharmacy(number=f"{i:05}", name="", municipality="0301", opened=dt.date(2004, 1, 1)) for i in range(PHARMACIES)
    )
    Product.objects.bulk_create(
        Product(item_number=f"{i:06}", name="", atc=f"A{i % 90 + 10}BA02", package_size=1, package_unit="STK")
        for i in range(PRODUCTS)
    )
    delivery = Delivery.objects.create(
        source="pharmacies", subject="", filename="", sha256="0" * 64, received_at=timezone.now(), lines=rows,
        stored=rows, unchanged=0, quarantined=0,
    )  # fmt: skip
    pharmacies = np.array(Pharmacy.objects.values_list("pk", flat=True))
    products = np.array(Product.objects.values_list("pk", flat=True))
    day = np.arange(rows) * 366 // rows  # deliveries come by month, each pharmacy's lines together
    dates = np.datetime64(f"{YEAR}-01-01") + day
    months = (dates.astype("datetime64[M]").astype(int) % 12 + 1).tolist()
    own = np.arange(rows) * 12 * PHARMACIES // rows % PHARMACIES
    columns = zip(
        pharmacies[own].tolist(), months, range(rows), dates.astype(str).tolist(),
        rng.choice(people, rows).tolist(), rng.choice(prescribers, rows).tolist(),
        rng.choice(products, rows).tolist(), rng.integers(1, 4, rows).tolist(),
        rng.integers(1000, 10**6, rows).tolist(), rng.choice(["0301", "4601", "5601"], rows).tolist(), strict=True,
    )  # fmt: skip
    for pharmacy, month, line, date, person, prescriber, product, packages, price, place in columns:
        head = (delivery.pk, pharmacy, YEAR * 100 + month, line, date, "P", person, "", prescriber, product)
        yield (*head, packages, price, "200", "ICD-10:E11", place)


def _attributes() -> list[str]:
    from registry.models import Dispensing

    return [Dispensing._meta.get_field(name).attname for name in COLUMNS]


def _readers() -> dict[str, Callable[[], Any]]:
    from django.db import connection

    from registry.frozen import reading

    sql = reading.LINES_SQL.format(first=YEAR * 100 + 1, last=YEAR * 100 + 12)
    address = str(reading._address())
    slow = {"Django's cursor": lambda: list(reading._by_cursor(sql, reading.LINES))}
    if connection.vendor == "sqlite":  # the other process' seconds are not counted here
        return {"ADBC, another process": lambda: list(reading._apart(address, sql, reading.LINES))} | slow
    fast = {"ADBC": lambda: list(reading._by_columns(address, sql, reading.LINES))}
    return fast | slow | {"COPY BINARY, bytes only": lambda: _copied(sql)}


def _copied(sql: str) -> int:
    from django.db import connection

    with connection.cursor() as cursor, cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT BINARY)") as copy:
        return sum(len(block) for block in copy)


def _rate(what: str, rows: int, work: Callable[[], Any]) -> float:
    clock, own, server = time.perf_counter(), time.process_time(), server_seconds()
    work()
    clock, own, server = time.perf_counter() - clock, time.process_time() - own, server_seconds() - server
    print(
        f"{what:30} {rows / clock:12,.0f} rows/s   {clock:7.2f} s; processor {own:6.2f} s, server's {server:6.2f} s",
        flush=True,
    )
    return rows / clock


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=2_000_000)
    parser.add_argument("--database", choices=("postgres", "sqlite"), default="postgres")
    return parser.parse_args()


if __name__ == "__main__":
    main()
