"""The whole way, as an operator walks it: source files → register → release, by the commands, on both databases."""

import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connections

from statistics import actions, tasks
from statistics.models import Block, Release, State
from tests.support.processes import eventually, manage
from tests.support.workers import CeleryWorker

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True, databases=["default", "identity"])]

YEARS = "2023-2024"
SOURCES = ("volven", "ssb", "pharmacy_list", "hpr", "fest", "folkeregisteret", "pharmacies")


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of `manage.py demo` with the embedded defaults: SQLite, no Redis, 1,500 people."""
    data = tmp_path_factory.mktemp("demo")
    arguments = ("--persons", "1500", "--years", YEARS, "--seed", "7", "--protection", "primary", "--no-serve")
    told = manage("demo", *arguments, DATABASE_URL="", IDENTITY_DATABASE_URL="", REDIS_URL="", LMR_DATA_DIR=str(data))
    assert "http://127.0.0.1:8000/" in told
    return data


def ingest(embedded: Path) -> None:
    for source in SOURCES:
        call_command("ingest", source, str(embedded / "synthetic" / source))


def test_sqlite_and_postgresql_give_the_same_release(embedded: Path, celery_worker: CeleryWorker) -> None:
    """Two registers fed the same files, one built in a process on SQLite, one by workers on PostgreSQL."""
    with closing(sqlite3.connect(embedded / "register.sqlite3")) as register:
        digest, number = register.execute("SELECT digest, number FROM statistics_release").fetchone()
        blocks = dict(register.execute("SELECT code, payload FROM statistics_block"))
    ingest(embedded)
    call_command("build_release", years=YEARS, publish=True, protection="primary")
    release = Release.objects.get()
    assert (release.digest, release.number) == (digest, number)
    assert {code: bytes(payload) for code, payload in Block.objects.values_list("code", "payload")} == blocks
    assert len(blocks) > 1000
    assert 0 < release.manifest["cells"]["hidden"] < release.manifest["cells"]["cells"]


def test_a_killed_worker_loses_nothing(embedded: Path, start_worker: Callable[..., CeleryWorker]) -> None:
    """The worker dies the moment it has counted the first year; another takes over, and the release is the same."""
    ingest(embedded)
    whole = actions.start_release(years=[2023, 2024], built_by="uten stans", protection="primary")
    for year in whole.years:
        actions.count_year(release=whole, year=year)
    whole = actions.join(release=whole)

    first = start_worker(LMR_TASK_PATIENCE="5")
    release = actions.start_release(years=[2023, 2024], built_by="med stans", protection="primary")
    tasks.build(release)
    assert eventually(release.parts.exists), first.output()
    first.kill()
    second = start_worker(LMR_TASK_PATIENCE="5")
    assert eventually(lambda: Release.objects.get(pk=release.pk).state == State.BUILT, 90), second.output()
    assert Release.objects.get(pk=release.pk).digest == whole.digest


def test_no_identity_number_leaves_the_vault(embedded: Path) -> None:
    """Some hundred of the persons' numbers are looked for in all tables but the vault's, and in all files.

    The release is built by a process that has no way to the vault.
    """
    ingest(embedded)
    manage("build_release", "--years", YEARS, "--protection", "primary", REDIS_URL="", IDENTITY_DATABASE_URL="none")
    lines = next((embedded / "synthetic" / "folkeregisteret").glob("*.csv")).read_text().splitlines()[2:-1]
    numbers = re.compile("|".join(sorted({line.split(";")[0] for line in lines})[::5]).encode())
    with connections["default"].cursor() as cursor:
        for table in connections["default"].introspection.table_names():
            with cursor.copy(f'COPY (SELECT * FROM "{table}") TO STDOUT') as rows:
                assert not any(numbers.search(row) for row in rows), table
    for path in Path(os.environ["LMR_DATA_DIR"]).rglob("*"):
        assert not (path.is_file() and numbers.search(path.read_bytes())), path


def test_the_vault_must_be_named_where_the_register_is() -> None:
    with pytest.raises(AssertionError, match="DATABASE_URL needs IDENTITY_DATABASE_URL beside it"):
        manage("check", IDENTITY_DATABASE_URL="")
