"""Calls in a window: counted for each reader, told in each dialect's own form, and by whom is never kept."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.test import Client
from pytest_django import Settings

from statistics.api import limits
from statistics.models import Release
from tests.api.test_fhi import EACH, asked

CONFIG = "/api/pxwebapi/v2/config"
V1 = "/api/v1/tables/legemidler/data?atc=A10BJ06&maal=brukere"
FHI = "/api/open/v1/lmr/table/825/data"
READER = "203.0.113.7"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, in the one item; a new window begins at 1,000,000."""
    now = [1_000_000.0]
    monkeypatch.setattr(limits, "time", lambda: now[0])
    return now


@pytest.fixture(params=["redis", "memory"])
def three(
    request: pytest.FixtureRequest, settings: Settings, monkeypatch: pytest.MonkeyPatch, clock: list[float]
) -> Iterator[BaseCache]:
    """Three calls in ten seconds, counted in Redis, or in the process's memory as on a laptop."""
    settings.API_CALLS, settings.API_WINDOW = 3, 10
    cache = caches["calls"] if request.param == "redis" else LocMemCache("limits", {})
    monkeypatch.setattr(limits, "caches", {"calls": cache})
    cache.clear()
    yield cache
    cache.clear()


def ask(reader: Client, address: str = V1, ip: str = READER, **headers: str) -> Any:
    if address == FHI:
        body = json.dumps(asked(EACH))
        return reader.post(address, body, content_type="application/json", REMOTE_ADDR=ip, headers=headers)
    return reader.get(address, REMOTE_ADDR=ip, headers=headers)


def statuses(reader: Client, calls: int, **how: str) -> list[int]:
    return [ask(reader, **how).status_code for _ in range(calls)]


def test_pxwebs_configuration_tells_the_limit_that_is_kept(reader: Client, three: BaseCache) -> None:
    told = ask(reader, CONFIG).json()
    assert (told["maxCallsPerTimeWindow"], told["timeWindow"]) == (3, 10)
    assert statuses(reader, 3) == [200, 200, 429]


def test_a_configuration_that_was_kept_is_asked_for_anew_when_the_limit_changes(
    reader: Client, three: BaseCache, settings: Settings
) -> None:
    tag = ask(reader, CONFIG)["ETag"]
    assert ask(reader, CONFIG, **{"if-none-match": tag}).status_code == 304
    settings.API_CALLS = 4
    changed = ask(reader, CONFIG, **{"if-none-match": tag})
    assert (changed.status_code, changed.json()["maxCallsPerTimeWindow"]) == (200, 4)


def test_the_next_window_is_a_new_one(reader: Client, three: BaseCache, clock: list[float]) -> None:
    assert statuses(reader, 4) == [200, 200, 200, 429]
    clock[0] += 7.5
    assert ask(reader)["Retry-After"] == "3"
    clock[0] += 2.5
    assert statuses(reader, 4) == [200, 200, 200, 429]


@pytest.mark.parametrize("address", [V1, FHI, f"{CONFIG}?lang=no"])
def test_each_dialect_tells_it_in_its_own_form(reader: Client, three: BaseCache, address: str) -> None:
    for _ in range(3):
        assert ask(reader, address).status_code == 200
    answer = ask(reader, address)
    assert (answer.status_code, answer["Retry-After"]) == (429, "10")
    assert answer["Content-Type"] == "application/problem+json"
    assert (answer["Access-Control-Allow-Origin"], answer["Cache-Control"]) == ("*", "no-store")
    told = answer.json()
    assert "/data/filer/" in told["detail"]
    if address == FHI:
        assert (told["status"], told["statusCode"]) == (told["detail"], 429)
    else:
        assert told["status"] == 429
    assert told["detail"].startswith("You can make 3 calls" if "pxweb" in address else "Du kan spørre 3 ganger")


def test_readers_are_counted_apart(reader: Client, three: BaseCache) -> None:
    assert statuses(reader, 4)[-1] == 429
    assert ask(reader, ip="203.0.113.8").status_code == 200


def test_one_subscribers_ipv6_addresses_are_one_reader(reader: Client, three: BaseCache) -> None:
    for last in ("1", "2", "ffff:1"):
        assert ask(reader, ip=f"2001:db8:0:7::{last}").status_code == 200
    assert ask(reader, ip="2001:db8:0:7::abcd").status_code == 429
    assert ask(reader, ip="2001:db8:0:8::1").status_code == 200


def test_a_header_of_the_readers_own_is_not_believed(reader: Client, three: BaseCache) -> None:
    for number in range(3):
        assert ask(reader, **{"x-forwarded-for": f"198.51.100.{number}"}).status_code == 200
    assert ask(reader, **{"x-forwarded-for": "198.51.100.9"}).status_code == 429


def test_a_proxy_that_the_settings_name_is(reader: Client, three: BaseCache, settings: Settings) -> None:
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": 1}
    for number in range(4):
        assert ask(reader, **{"x-forwarded-for": f"10.0.0.1, 198.51.100.{number}"}).status_code == 200


def test_no_address_is_kept_and_the_key_is_new_each_window(
    reader: Client, three: BaseCache, clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[tuple[str, Any, float]] = []
    add = three.add

    def noted(key: str, value: Any, timeout: float, *more: Any, **names: Any) -> bool:
        kept.append((key, value, timeout))
        return add(key, value, timeout, *more, **names)

    monkeypatch.setattr(three, "add", noted)
    ask(reader)
    clock[0] += 10
    ask(reader)
    counters = [name.partition(":")[2] for name, _, _ in kept if not name.startswith("key:")]
    assert len(set(counters)) == 2, "the same reader has another name in another window"
    assert READER not in repr(kept)
    assert {timeout for _, _, timeout in kept} == {10}


def test_what_browsers_ask_beforehand_is_no_call(reader: Client, three: BaseCache) -> None:
    assert {reader.options(CONFIG, REMOTE_ADDR=READER).status_code for _ in range(5)} == {204}
    assert statuses(reader, 3) == [200] * 3


def test_the_description_knows_it(reader: Client, release: Release) -> None:
    paths = reader.get("/api/v1/openapi.json").json()["paths"]
    for path in paths.values():
        told = path["get"]["responses"]["429"]
        assert "application/problem+json" in told["content"]
        assert "Retry-After" in told["headers"]
