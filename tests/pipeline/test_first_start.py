"""`manage.py demo` as `make run` starts it: from an empty folder to pages that answer, with linked protection."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.support.processes import Process, environment, free_port

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True, databases=["default", "identity"])]

EMBEDDED = {"DATABASE_URL": "", "IDENTITY_DATABASE_URL": "", "REDIS_URL": ""}
PATIENCE = 1200
"""Seconds; the compiler may have to begin from nothing on a busy machine."""

Read = Callable[[str], str]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[], Read]]:
    """Start the demo of 400 people on the same folder; `read(path)` gives a page, and fails where it is not a 200."""
    running: list[Process] = []

    def begin() -> Read:
        for process in running:
            process.stop()
        port = free_port()
        arguments = ["--persons", "400", "--years", "2024", "--seed", "3", "--port", str(port)]
        environ = environment(**EMBEDDED, LMR_DATA_DIR=str(tmp_path / "data"))
        process = Process([sys.executable, "manage.py", "demo", *arguments], tmp_path / "demo.log", environ)
        running.append(process)
        process.start(lambda: answers(f"http://127.0.0.1:{port}/"), PATIENCE)
        return lambda path: read(f"http://127.0.0.1:{port}{path}")

    yield begin
    for process in running:
        process.stop()


def read(address: str) -> str:
    with urlopen(address) as answer:  # noqa: S310
        assert answer.status == 200
        return str(answer.read().decode())


def answers(address: str) -> bool:
    try:
        return bool(read(address))
    except (URLError, ConnectionError):
        return False


def test_from_nothing_to_a_site_that_leaks_nothing(start: Callable[[], Read], tmp_path: Path) -> None:
    page = start()
    assert "INGEN LEKKASJE" in (tmp_path / "demo.log").read_text()
    assert "foreløpig ikke vernet" not in page("/")
    assert "lot seg regne ut" in page("/metode")
    assert "2024" in page("/legemiddel/alle.csv")
    again = start()
    assert "Alle legemidler" in again("/legemiddel/alle")
    assert (tmp_path / "demo.log").read_text().count("INGEN LEKKASJE") == 1, "the second start builds nothing"
