"""One REDIS_URL serves Celery and the cache, however a Unix socket is written."""

import pytest

from config.redis_url import for_cache, for_celery


@pytest.mark.parametrize(
    ("given", "celery", "cache"),
    [
        ("redis://localhost:6379/1", "redis://localhost:6379/1", "redis://localhost:6379/1"),
        (
            "rediss://:pass@redis.example:6380/0",
            "rediss://:pass@redis.example:6380/0",
            "rediss://:pass@redis.example:6380/0",
        ),
        ("unix:///run/valkey.sock", "redis+socket:///run/valkey.sock", "unix:///run/valkey.sock"),
        ("unix:///run/v.sock?db=3", "redis+socket:///run/v.sock?virtual_host=3", "unix:///run/v.sock?db=3"),
        ("redis+socket:///v.sock?virtual_host=3", "redis+socket:///v.sock?virtual_host=3", "unix:///v.sock?db=3"),
        (
            "unix://:pass@/v.sock?timeout=5&db=3",
            "redis+socket://:pass@/v.sock?timeout=5&virtual_host=3",
            "unix://:pass@/v.sock?timeout=5&db=3",
        ),
    ],
)
def test_both_forms(given: str, celery: str, cache: str) -> None:
    assert for_celery(given) == celery
    assert for_cache(given) == cache
