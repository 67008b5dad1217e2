"""REDIS_URL as its two readers want it: Celery and redis-py write the address of a Unix socket differently.

| given | to Celery | to the cache |
|---|---|---|
| redis://host:6379/0 (rediss:// too) | the same | the same |
| unix:///run/valkey.sock?db=1 | redis+socket:///run/valkey.sock?virtual_host=1 | the same |
| redis+socket:///run/valkey.sock?virtual_host=1 | the same | unix:///run/valkey.sock?db=1 |
"""

from urllib.parse import urlsplit


def for_celery(url: str) -> str:
    return _rewritten(url, "unix", "redis+socket", "db", "virtual_host")


def for_cache(url: str) -> str:
    return _rewritten(url, "redis+socket", "unix", "virtual_host", "db")


def _rewritten(url: str, scheme: str, new_scheme: str, number: str, new_number: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != scheme:
        return url
    query = "&".join(
        new_number + part.removeprefix(number) if part.startswith(f"{number}=") else part
        for part in parts.query.split("&")
    )
    return f"{new_scheme}://{parts.netloc}{parts.path}" + (f"?{query}" if query else "")
