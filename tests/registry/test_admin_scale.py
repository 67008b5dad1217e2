"""Staff's lists at a hundred million rows: nothing is counted to the end, and every search goes by an index."""

import re

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry.admin.base import SourceOwned
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


HUGE = (Amendment, Authorisation, Delivery, Dispensing, Event, Person, Prescriber, QuarantinedLine, Residence)
SORTED = re.compile(r"^\s*(->  )?Sort  ", re.MULTILINE)  # an incremental one sorts within equal keys: a few rows
FILTERS = {
    Amendment: {"kind__exact": "E"},
    Authorisation: {"profession": "LE"},
    Delivery: {"source__exact": "pharmacies"},
    Dispensing: {"aar": "2024", "recipient__exact": "A"},
    Event: {"action": "leveranse mottatt"},
    Person: {"sex__exact": "K"},
    Prescriber: {"sex__exact": "K"},
    QuarantinedLine: {"state__exact": "V", "field": "pris"},
}


def plans(sqls: list[str], *off: str) -> list[str]:
    """How PostgreSQL goes about them where what is turned `off` is made dear, and done where nothing else serves."""
    with connection.cursor() as cursor:
        for name in off:
            cursor.execute(f"SET LOCAL {name} = off")
        found = []
        for sql in sqls:
            cursor.execute(f"EXPLAIN {sql}")
            found.append("\n".join(row[0] for row in cursor.fetchall()))
        for name in off:
            cursor.execute(f"SET LOCAL {name} = on")
    return found


@pytest.mark.parametrize("model", [Amendment, Dispensing, Event, Person, Prescriber, Residence, Authorisation])
def test_searches_of_the_largest_tables_use_an_index(staff: Client, model: type) -> None:
    key = Person.objects.first().pk
    searches = [sql for sql in asked(staff, model, q=str(key)) if f'"{model._meta.db_table}"' in sql and "WHERE" in sql]
    assert searches
    for plan in plans(searches, "enable_seqscan"):
        assert f"Seq Scan on {model._meta.db_table}" not in plan, plan


def test_dispensings_of_a_product_are_found_by_an_index(staff: Client) -> None:
    table = Dispensing._meta.db_table
    searches = [sql for sql in asked(staff, Dispensing, q="012345") if f'"{table}"' in sql and "WHERE" in sql]
    for plan in plans(searches, "enable_seqscan", "enable_sort", "enable_indexscan"):
        assert "product_id" in plan.split("Index Cond", 1)[-1], plan


@pytest.mark.parametrize("filtered", [False, True])
@pytest.mark.parametrize("model", HUGE, ids=lambda model: model.__name__)
def test_lists_come_in_the_order_of_an_index(staff: Client, model: type, filtered: bool) -> None:
    """A page is the first hundred of an index: nothing is sorted, and no table is read through."""
    table = f'"{model._meta.db_table}"'
    pages = [
        sql
        for sql in asked(staff, model, **(FILTERS.get(model, {}) if filtered else {}))
        if f"FROM {table}" in sql and "ORDER BY" in sql and "COUNT(" not in sql
    ]
    assert pages
    for plan in plans(pages, "enable_seqscan", "enable_sort", "enable_bitmapscan"):
        assert f"Seq Scan on {model._meta.db_table}" not in plan, plan
        assert not SORTED.search(plan), plan


@pytest.mark.parametrize("model", HUGE, ids=lambda model: model.__name__)
def test_no_list_asks_for_every_value_there_is(staff: Client, model: type) -> None:
    assert not [sql for sql in asked(staff, model) if "DISTINCT" in sql]


def test_filter_of_few_values_finds_them_all(staff: Client) -> None:
    page = staff.get(reverse("admin:registry_event_changelist"))
    choices = next(spec for spec in page.context["cl"].filter_specs if spec.parameter_name == "action").lookup_choices
    assert [value for value, _ in choices] == sorted(set(Event.objects.order_by().values_list("action", flat=True)))
    waiting = staff.get(reverse("admin:registry_quarantinedline_changelist"), {"field": "hele linjen"})
    assert waiting.context["cl"].result_count == 1
    odd = staff.get(reverse("admin:registry_dispensing_changelist"), {"aar": "x"})
    assert odd.context["cl"].result_count == 0


def test_every_reference_that_can_be_corrected_is_searched_for(staff: Client) -> None:
    """No menu of a whole table, anywhere."""
    for model, page in site._registry.items():
        fixed = {*page.get_readonly_fields(None), *page.get_autocomplete_fields(None), *(page.exclude or ())}
        for field in model._meta.get_fields():
            if model._meta.app_label == "registry" and field.many_to_one and field.editable:
                may_change = isinstance(page, SourceOwned)
                assert not may_change or field.name in fixed, f"{model.__name__}.{field.name}"


@pytest.mark.parametrize(("field", "term"), [("person", "key"), ("prescriber", "key"), ("product", "012345")])
def test_references_complete_themselves(staff: Client, field: str, term: str) -> None:
    related = Dispensing._meta.get_field(field).related_model
    wanted = related.objects.first() if term == "key" else related.objects.get(item_number=term)
    asked_for = {"term": str(wanted.pk) if term == "key" else term}
    where = {"app_label": "registry", "model_name": "dispensing", "field_name": field}
    found = staff.get(reverse("admin:autocomplete"), {**asked_for, **where}).json()["results"]
    assert [one["id"] for one in found] == [str(wanted.pk)]


@pytest.mark.parametrize("model", [Dispensing, Residence, Authorisation])
def test_no_page_offers_a_menu_of_every_person(staff: Client, model: type) -> None:
    first = model._default_manager.first()
    page = staff.get(reverse(f"admin:registry_{model._meta.model_name}_change", args=[first.pk])).content.decode()
    assert page.count("<option") < 60
