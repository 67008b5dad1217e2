"""On PostgreSQL a year of dispensings is a partition, and references hold as foreign keys would."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from registry.models import Dispensing, Person, Residence
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
