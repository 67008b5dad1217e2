"""Before anything is published, every dialect says so in its own form."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/",
        "/api/v1/tables/legemidler/data?atc=A10",
        "/api/pxwebapi/v2/config",
        "/api/pxwebapi/v2/tables/LMR01/data",
    ],
)
def test_without_a_release(address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 503
    assert answer["Content-Type"] == "application/problem+json"
