"""Whole files that hypothesis makes, ingested from every source in every form: broken, and then nothing is stored, or
received, and then each line is stored, unchanged or in quarantine. Nothing else ever happens."""

import gzip
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.models import Delivery, QuarantinedLine
from registry.sources import ingest, ssb_table
from registry.sources.delivery_file import BrokenFile
from tests.registry import broken, world
from tests.registry.damage import damaged, kept, packed, populations, tables, texts
from tests.registry.test_broken_files import WHAT_TO_DO, everything
from tests.registry.test_forms import resource
from tests.registry.test_ssb_table import json_stat, long_csv, older_json_stat, wide_csv

SOME = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
DISPENSING = world.DISPENSING_COLUMNS.split(";")
GOOD = texts(world.DISPENSINGS, DISPENSING)
HEADER = "pharmacies;utleveringer;1;00123;2024-02"
POPULATION = [json_stat(), older_json_stat(), long_csv(), wide_csv(), gzip.compress(long_csv(), mtime=0)]


@contextmanager
def rolled_back() -> Iterator[None]:
    points = {alias: transaction.savepoint(using=alias) for alias in ("default", "identity")}
    yield
    for alias, point in points.items():
        transaction.savepoint_rollback(point, using=alias)


def holds(source: str, data: bytes, suffix: str) -> None:
    """The one rule, of any bytes at all."""
    with rolled_back():
        before = everything()
        summary = ingest(source, [kept(data, suffix)])
        if summary.broken:
            assert WHAT_TO_DO.search(summary.broken[0][1])
            assert everything() == before
            return
        assert summary.files == 1
        assert summary.lines == summary.stored + summary.unchanged + summary.quarantined
        if not summary.known:
            assert Delivery.objects.latest("pk").lines == summary.lines
            assert QuarantinedLine.objects.filter(reason="").count() == 0


def fuzz(source: str, made: st.SearchStrategy[bytes], suffix: str) -> None:
    @SOME
    @given(made)
    def check(data: bytes) -> None:
        holds(source, data, suffix)

    check()


@pytest.mark.parametrize("name", sorted(world.FILES))
def test_damaged_files_of_every_content(register: Callable[..., object], name: str) -> None:
    source, suffix = name.split("/")[0], ".xml" if name.endswith("xml") else ".csv"
    fuzz(source, damaged(world.FILES[name].encode()), suffix)


@pytest.mark.parametrize("source", broken.GOOD)
def test_cells_of_anything_in_a_whole_file(register: Callable[..., object], source: str) -> None:
    """The file is whole and its lines are not: fields of any text, lines of any number of them."""
    head, names, *lines = broken.GOOD[source].split("\n")[:-2]
    cells = st.sampled_from([cell for line in lines for cell in line.split(";")]) | st.text(max_size=12)
    made = st.lists(st.lists(cells, min_size=1, max_size=14).map(";".join), max_size=5)
    fuzz(source, made.map(lambda new: world.delivery(head[5:], names, *lines, *new).encode("utf-8", "replace")), ".csv")


def test_parquet_of_damaged_bytes(register: Callable[..., object]) -> None:
    fuzz("pharmacies", damaged(packed(GOOD, HEADER)), ".parquet")


def test_parquet_of_any_columns(register: Callable[..., object]) -> None:
    header = st.just(HEADER) | st.text(max_size=40)
    fuzz("pharmacies", st.builds(packed, tables(GOOD), header), ".parquet")


@pytest.mark.parametrize("name", [name for name in world.FILES if not name.endswith("xml")])
def test_parquet_of_every_content(register: Callable[..., object], name: str) -> None:
    head, names, *lines = world.FILES[name].split("\n")[:-2]
    table = texts(lines, names.split(";"))
    fuzz(name.split("/")[0], tables(table).map(lambda made: packed(made, head[5:])), ".parquet")


@pytest.mark.parametrize("kind", range(len(POPULATION)))
def test_population_of_damaged_bytes(register: Callable[..., object], kind: int) -> None:
    fuzz("ssb", damaged(POPULATION[kind]), ".json")


@pytest.mark.parametrize("data", [json_stat(), older_json_stat()])
def test_population_of_any_members(register: Callable[..., object], data: bytes) -> None:
    fuzz("ssb", populations(data), ".json")


@SOME
@given(st.binary(max_size=300) | st.text(alphabet=';,"\n\r\0år0123kMage{}[]', max_size=300).map(str.encode))
def test_population_of_anything(data: bytes) -> None:
    with suppress(BrokenFile):
        assert ssb_table.read(data).columns == ssb_table.COLUMNS


def test_bundles_of_damaged_bytes(register: Callable[..., object]) -> None:
    rows = [dict(zip(DISPENSING, line.split(";"), strict=True)) for line in world.DISPENSINGS]
    entry = [{"resource": resource(row)} for row in rows]
    content = {"resourceType": "Bundle", "type": "transaction", "entry": entry}
    content["identifier"] = {"system": "urn:lmr:leveranse", "value": "00123/2024-02/1"}
    good = json.dumps(content).replace('"PRIS"', "50.00").encode()
    fuzz("pharmacies", damaged(good) | populations(good), ".json")
