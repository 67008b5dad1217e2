"""On PostgreSQL a year of dispensings is a partition, and references hold as foreign keys would."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from registry.bulk import bulk_insert
from registry.models import Dispensing, Person, Residence
from registry.partitions import LISTS, lists_built_after, table_of
from tests.universe import Universe

pytestmark = pytest.mark.django_db


def rows(sql: str, *params: object) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def test_a_year_is_a_partition_and_its_extract_reads_no_other(universe: Universe) -> None:
    found = dict(rows("SELECT tableoid::regclass::text, count(*) FROM registry_dispensing GROUP BY 1"))
    assert found == {"registry_dispensing_2023": 7, "registry_dispensing_2024": 27}
    plan = rows("EXPLAIN SELECT * FROM registry_dispensing WHERE period BETWEEN 202401 AND 202412")
    assert {line.split("registry_dispensing_")[1][:4] for (line,) in plan if "registry_dispensing_" in line} == {"2024"}


def test_years_without_a_partition_have_a_place(universe: Universe) -> None:
    line = universe.dispense(Person.objects.all()[0], "A10BA02", dt.date(2099, 1, 1), "0301")
    assert rows("SELECT id FROM registry_dispensing_other") == [(line.pk,)]


@pytest.mark.parametrize("column", ["person_id", "pharmacy_id", "product_id", "prescriber_id", "delivery_id"])
def test_a_line_cannot_refer_to_what_is_not_there(universe: Universe, column: str) -> None:
    line = Dispensing.objects.filter(person__isnull=False)[0]
    with pytest.raises(IntegrityError, match=column), transaction.atomic():
        Dispensing.objects.filter(pk=line.pk).update(**{column: 1})
    line.pk, line.line = None, 10_000
    setattr(line, column, 1)
    with pytest.raises(IntegrityError, match=column), transaction.atomic():
        line.save()


@pytest.mark.parametrize("table", ["registry_person", "registry_pharmacy", "registry_product", "registry_delivery"])
def test_what_lines_refer_to_cannot_go(universe: Universe, table: str) -> None:
    Residence.objects.all().delete()
    with pytest.raises(IntegrityError, match=table), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")


def test_a_line_number_is_in_a_pharmacys_month_once(universe: Universe) -> None:
    line = Dispensing.objects.all()[0]
    line.pk = None
    with pytest.raises(IntegrityError, match="line"), transaction.atomic():
        line.save(force_insert=True)


COLUMNS = ("delivery", "pharmacy", "period", "line", "date", "recipient", "person", "species", "prescriber", "product")
REST = ("packages", "price_ore", "legal_basis", "reimbursement_code", "municipality")


def copied(**changed: object) -> None:
    """A line as another, but for `changed`, by COPY straight into the partition of 2024."""
    line = Dispensing.objects.filter(person__isnull=False, period__range=(202401, 202412))[0]
    values = {name: getattr(line, Dispensing._meta.get_field(name).attname) for name in (*COLUMNS, *REST)}
    values |= {"line": 20_000, "date": str(line.date)} | changed
    with transaction.atomic():
        bulk_insert(Dispensing, tuple(values), [tuple(values.values())], straight=table_of(202401))


def test_lines_go_straight_into_their_years_partition(universe: Universe) -> None:
    assert table_of(202401) == "registry_dispensing_2024"
    copied()
    [line] = Dispensing.objects.filter(line=20_000)
    assert line.pk > 0
    with pytest.raises(IntegrityError, match="2024"):
        copied(line=20_001, period=202301)


def test_a_year_without_a_partition_has_no_straight_way(universe: Universe) -> None:
    assert table_of(209901) == ""


def test_a_partition_that_was_added_by_hand_checks_no_references_and_has_no_straight_way(universe: Universe) -> None:
    bounds = "FROM (203601) TO (203613)"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE registry_dispensing_2036 PARTITION OF registry_dispensing FOR VALUES {bounds}")
    assert table_of(203601) == ""


@pytest.mark.parametrize("column", ["person", "pharmacy", "product", "prescriber", "delivery"])
def test_what_goes_straight_in_cannot_refer_to_what_is_not_there(universe: Universe, column: str) -> None:
    with pytest.raises(IntegrityError, match=f"{column}_id"):
        copied(**{column: 1})


def lists_of(year: int) -> set[str]:
    table = f"registry_dispensing_{year}"
    names = {name for (name,) in rows("SELECT indexname FROM pg_indexes WHERE tablename = %s", table)}
    return {name for name in LISTS if f"{table}_{name}" in names}


@pytest.mark.django_db(transaction=True, databases=["default", "identity"])
def test_a_history_is_loaded_without_the_lists_and_has_them_afterwards(universe: Universe) -> None:
    """2024 has lines already, 2004 and 2025 have none. Also when the loading fails."""
    within: list[set[str]] = []

    def load() -> None:
        with lists_built_after():
            within.extend(lists_of(year) for year in (2004, 2024, 2025))
            raise KeyError

    with pytest.raises(KeyError):
        load()
    assert within == [set(), set(LISTS), set()]
    assert lists_of(2004) == lists_of(2024) == lists_of(2025) == set(LISTS)


@pytest.mark.django_db(transaction=True, databases=["default", "identity"])
def test_what_a_killed_process_left_without_lists_gets_them_from_the_next(universe: Universe, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX registry_dispensing_2024_of_person")
    assert lists_of(2024) == {"of_prescriber", "of_product"}
    with pytest.raises(SystemExit):  # there is no file
        call_command("ingest", "pharmacies", str(tmp_path), "--history")
    assert lists_of(2024) == set(LISTS)


def test_within_a_transaction_the_lists_stay(universe: Universe) -> None:
    with lists_built_after():
        assert lists_of(2025) == set(LISTS)


def test_a_persons_lines_are_found_by_each_years_index(universe: Universe) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = "\n".join(line for (line,) in rows("EXPLAIN SELECT * FROM registry_dispensing WHERE person_id = 7"))
    partitions = rows("SELECT FROM pg_inherits WHERE inhparent = 'registry_dispensing'::regclass")
    assert plan.count("_of_person") == len(partitions)
    assert "Seq Scan" not in plan
