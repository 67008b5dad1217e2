"""Staff's lists at a hundred million rows: nothing is counted to the end, and every search goes by an index."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry.models import (
    Amendment,
    Authorisation,
    Delivery,
    Dispensing,
    Event,
    Finding,
    Person,
    PharmacyMonth,
    Prescriber,
    QuarantinedLine,
    Residence,
)
from tests.registry import world

LARGE = (
    Amendment,
    Authorisation,
    Delivery,
    Dispensing,
    Event,
    Finding,
    Person,
    PharmacyMonth,
    Prescriber,
    QuarantinedLine,
    Residence,
)
MOST_QUERIES = 20  # a page; more would grow with the rows on it


@pytest.fixture
def staff(register) -> Client:
    register("pharmacies", world.dispensing_file(*world.DISPENSINGS, "x"))
    client = Client()
    client.force_login(User.objects.create_superuser("kari"))
    return client


def asked(client: Client, model: type, **query: str) -> list[str]:
    page = reverse(f"admin:registry_{model._meta.model_name}_changelist")
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(page, query).status_code == 200
    return [one["sql"] for one in seen.captured_queries]


@pytest.mark.parametrize("model", LARGE, ids=lambda model: model.__name__)
def test_nothing_is_counted_to_the_end(staff: Client, model: type) -> None:
    table = f'"{model._meta.db_table}"'
    counts = [sql for sql in asked(staff, model) if "COUNT(" in sql and table in sql]
    assert all("LIMIT" in sql for sql in counts), counts


@pytest.mark.parametrize("model", LARGE, ids=lambda model: model.__name__)
def test_a_page_asks_a_fixed_number_of_questions(staff: Client, model: type) -> None:
    assert len(asked(staff, model)) <= MOST_QUERIES


@pytest.mark.parametrize("model", [Dispensing, Person, Prescriber, Residence, Authorisation])
def test_searches_of_the_largest_tables_use_an_index(staff: Client, model: type) -> None:
    """With sequential scans made dear, PostgreSQL takes an index wherever there is one that serves."""
    key = Person.objects.first().pk
    searches = [sql for sql in asked(staff, model, q=str(key)) if f'"{model._meta.db_table}"' in sql and "WHERE" in sql]
    assert searches
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for sql in searches:
            cursor.execute(f"EXPLAIN {sql}")
            plan = "\n".join(row[0] for row in cursor.fetchall())
            assert f"Seq Scan on {model._meta.db_table}" not in plan, plan


@pytest.mark.parametrize("model", [Dispensing, Residence, Authorisation])
def test_no_page_offers_a_menu_of_every_person(staff: Client, model: type) -> None:
    first = model._default_manager.first()
    page = staff.get(reverse(f"admin:registry_{model._meta.model_name}_change", args=[first.pk])).content.decode()
    assert page.count("<option") < 60
