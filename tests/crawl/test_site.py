"""What the crawl knows of the site's addresses: all there are, in all their formats, and that a new one is missed."""

from django.test import Client
from pytest_django import Settings

from statistics.api.pxweb.asking import FORMATS
from statistics.api.v1 import data as v1
from tests.crawl.site import Answer, Crawl, form_of, in_every_format, routes

DATA = "api/pxwebapi/v2/tables/<str:name>/data"


def test_an_address_that_is_added_and_not_reached_is_missed(settings: Settings) -> None:
    crawl = Crawl(Client(), 1)
    crawl.answers = [Answer("/", route, "text/plain", b"") for route in routes()]
    assert crawl.missing() == []
    settings.ROOT_URLCONF = "tests.crawl.grown"
    assert crawl.missing() == ["nytt/<slug:word>/alt.csv"]


def test_every_route_but_the_staffs_is_public() -> None:
    assert {"", "metode", "legemiddel/<str:code>.csv", "api/v1/openapi.json", DATA} <= set(routes())
    assert not any(route.startswith(("admin/", "mottak/")) for route in routes())


def test_each_format_is_asked_for() -> None:
    asked = in_every_format("/api/pxwebapi/v2/tables/LMR01/data?lang=no", DATA)
    assert [form_of(address) for address in asked] == list(FORMATS)
    assert in_every_format(asked[0], DATA) == []
    own = {f"api/v1/tables/<str:table>/data.{suffix}" for suffix in v1.FORMATS}
    assert own <= set(routes()), "each format of our own API is an address, and the crawl reaches every address"
    assert [form_of("/legemiddel/A10.csv?aar=2024"), form_of("/metode")] == ["csv", ""]
