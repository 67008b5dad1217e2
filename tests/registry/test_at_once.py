"""Two imports of the same master data at once: the later waits, and finds what the first has stored."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connections, transaction

from registry.models import Person
from registry.sources.storing import upsert

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = [(729_634_846, date(1960, 1, 1), "K", None)]


def store() -> list[bool]:
    try:
        with transaction.atomic():
            return upsert(Person, ("key",), ("birth_date", "sex", "death_month"), ROWS)
    finally:
        connections.close_all()


def test_the_later_of_two_imports_of_a_person_waits_for_the_first() -> None:
    with ThreadPoolExecutor() as pool:
        with transaction.atomic():
            assert upsert(Person, ("key",), ("birth_date", "sex", "death_month"), ROWS) == [True]
            later = pool.submit(store)
            with pytest.raises(TimeoutError):
                later.result(timeout=0.5)
        assert later.result(timeout=30) == [False]
    assert Person.objects.count() == 1
