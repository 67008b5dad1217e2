"""Sets the scene before Django reads its settings: databases, broker and a folder for the program's files.

Loaded by `-p tests.support.plugin` in pyproject.toml. Servers named in the environment (DATABASE_URL with
IDENTITY_DATABASE_URL, REDIS_URL) are used; the others are started, once for all of pytest-xdist's workers.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import redis

from config import redis_url
from tests.support.servers import ServerNotAvailable, Servers

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
FOLDER = "LMR_TEST_FOLDER"
DATABASES = ("DATABASE_URL", "IDENTITY_DATABASE_URL")
LAST_OF_VALKEY = 15  # databases are numbered from 0; programs use the first


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    if not WORKER:
        _begin(early_config)
    _own_corner(WORKER or "main")
    return (yield)


def pytest_report_header() -> str:
    return f"servers: {os.environ['DATABASE_URL']} {os.environ['REDIS_URL']}"


def _begin(config: pytest.Config) -> None:
    if len(set(DATABASES) & set(os.environ)) == 1:
        raise pytest.UsageError(f"set both {DATABASES[0]} and {DATABASES[1]}, or neither")
    servers = Servers.in_new_folder()
    config.add_cleanup(servers.stop)
    os.environ[FOLDER] = str(servers.folder)
    try:
        if DATABASES[0] not in os.environ:
            host = servers.postgres().replace("/", "%2F")
            os.environ.update({name: f"postgresql://lmr@{host}/{name.lower()[:-4]}" for name in DATABASES})
        if "REDIS_URL" not in os.environ:
            os.environ["REDIS_URL"] = f"unix://{servers.valkey()}"
    except ServerNotAvailable as why:
        raise pytest.UsageError(str(why)) from None


def _own_corner(name: str) -> None:
    """Each of xdist's workers has its own files and its own queue; pytest-django gives it its own databases."""
    data = Path(os.environ[FOLDER], name)
    (data / "static").mkdir(parents=True)  # WhiteNoise warns where it is missing
    os.environ["LMR_DATA_DIR"] = str(data)
    os.environ.pop("LMR_KEYS_DIR", None)
    os.environ["LMR_TWO_FACTOR"] = "0"  # tests of pages log in at once; those of the log-in itself turn it on
    os.environ["LMR_API_CALLS"] = "1000000/10"  # the tests of the limit set one of their own
    number = LAST_OF_VALKEY - (0 if name == "main" else int(name.removeprefix("gw")) + 1)
    os.environ["REDIS_URL"] = _empty(os.environ["REDIS_URL"], number)


def _empty(url: str, number: int) -> str:
    """The address of this database of the server. The tests delete all that is in it, so nothing may be there."""
    parts = urlsplit(redis_url.for_cache(url))
    address = (
        f"unix://{parts.path}?db={number}" if parts.scheme == "unix" else parts._replace(path=f"/{number}").geturl()
    )
    with redis.Redis.from_url(address) as client:
        if client.dbsize():
            raise pytest.UsageError(f"the tests use {address}, which is not empty")
    return address
