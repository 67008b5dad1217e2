"""SQLite is read in a process of its own: Django's connection reads and writes on, and what it wrote is there."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pytest

from registry.frozen import apart
from tests.support.processes import manage

pytestmark = pytest.mark.django_db

SCRIPT = """
import json
from django.db import connection
from registry import extract
from registry.frozen import reading
from registry.models import Pharmacy
from tests.national.register import RandomRegister

RandomRegister(3)
slow = extract.freeze(2024, lambda name, content: None)
started = []
rows = reading.apart.rows
reading.apart.rows = lambda *asked: started.append(asked) or rows(*asked)
reading.FEW = 0
fast = extract.freeze(2024, lambda name, content: None)
journal = connection.settings_dict["NAME"].with_name("register.sqlite3-wal").exists()
Pharmacy.objects.create(number="99999", name="Etterpå", municipality="0301", opened="2004-01-01")
read = Pharmacy.objects.filter(number="99999").count()
print(json.dumps([slow == fast, len(started), journal, read]))
"""


def test_a_frozen_year_is_the_same_and_the_journal_is_still_there(tmp_path: Path) -> None:
    alone = {"DATABASE_URL": "", "IDENTITY_DATABASE_URL": "", "REDIS_URL": "", "LMR_DATA_DIR": str(tmp_path)}
    manage("migrate", "--verbosity=0", **alone)
    told = manage("shell", "--no-imports", "-c", SCRIPT, **alone)
    assert json.loads(told.splitlines()[-1]) == [True, 3, True, 1]  # two halves of a year, and the people
    with closing(sqlite3.connect(tmp_path / "register.sqlite3")) as register:
        assert register.execute("SELECT name FROM registry_pharmacy WHERE number = '99999'").fetchone() == ("Etterpå",)
        assert register.execute("SELECT count(*) FROM registry_dispensing").fetchone() == (900,)


def test_what_cannot_be_read_is_an_error_and_half_an_answer_too(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="reading apart failed"):
        list(apart.rows(f"{tmp_path}/none.sqlite3", "SELECT * FROM nowhere"))


def test_an_answer_without_rows_is_none_and_what_begins_with_nothing_is_text_all_the_same(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x.sqlite3")) as database:
        numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 150000)"
        database.execute(f"CREATE TABLE t AS {numbers} SELECT i, iif(i > 140000, '0301', NULL) AS place FROM n")
        database.commit()
    address = f"{tmp_path}/x.sqlite3"
    assert list(apart.rows(address, "SELECT i FROM t WHERE i < 0")) == []
    read = pa.Table.from_batches(apart.rows(address, "SELECT coalesce(place, '') AS place FROM t"))
    assert read["place"].value_counts().to_pylist() == [
        {"values": "", "counts": 140_000},
        {"values": "0301", "counts": 10_000},
    ]
    with pytest.raises(RuntimeError, match="reading apart failed"):
        list(apart.rows(address, "SELECT place FROM t"))


def test_who_stops_reading_stops_the_other(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x.sqlite3")) as database:
        numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 600000) SELECT i FROM n"
        database.execute(f"CREATE TABLE t AS {numbers}")
        database.commit()
    reader = apart.rows(f"{tmp_path}/x.sqlite3", "SELECT i FROM t")
    assert isinstance(next(reader), pa.RecordBatch)
    reader.close()
