"""New keys while two processes take deliveries in: every number keeps one key, every row opens, no line is refused."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.db import connections

from registry.identity import lookup_key, rotation
from registry.identity.actions import assign
from registry.identity.keys import cipher
from registry.identity.models import Identity, Subject
from registry.identity.queries import keys_for
from registry.models import Delivery, Dispensing, Person, QuarantinedLine
from registry.sources import ingest
from tests.registry import world
from tests.support.processes import manage

FILES, PEOPLE = 8, 25

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "identity"])


def people(file: int) -> list[tuple[str, date]]:
    days = [date(1960, 1, 1) + timedelta(days=file * PEOPLE + place) for place in range(PEOPLE)]
    return [(world.synthetic(day, 100), day) for day in days]


def write(folder: Path) -> list[str]:
    """In two folders the same people, with other residences; in a third what they were dispensed."""
    numbers: list[str] = []
    for file in range(FILES):
        found = people(file)
        numbers += [number for number, _ in found]
        for name, since in (("a", "2005-01-01"), ("b", "2015-01-01")):
            lines = [f"{number};{day};K;;0301;{since}" for number, day in found]
            _put(folder / name / f"personer-{file:03}.csv", world.person_file(*lines))
        lines = [f"{place};2024-02-01;{number};;;012345;1;1.00;;;0301" for place, (number, _) in enumerate(found, 1)]
        period = f"{2010 + file}-02"
        text = world.dispensing_file(*[line.replace("2024-02", period) for line in lines], period=period)
        _put(folder / "c" / f"{period}.csv", text)
    return numbers


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_keys_change_while_deliveries_come_in(keys: Path, tmp_path: Path) -> None:
    world.write(tmp_path / "world")
    for source in world.ORDER[:-1]:
        ingest(source, [tmp_path / "world" / source])
    numbers = write(tmp_path / "files")
    took = {"LMR_KEYS_DIR": str(keys)}
    rounds = 0
    with ThreadPoolExecutor() as pool:
        sources = (("folkeregisteret", "a"), ("folkeregisteret", "b"))
        imports = [pool.submit(manage, "ingest", one, str(tmp_path / "files" / name), **took) for one, name in sources]
        while not all(one.done() for one in imports) or rounds < 2:
            rotate()
            rounds += 1
        dispensed = pool.submit(manage, "ingest", "pharmacies", str(tmp_path / "files" / "c"), **took)
        while not dispensed.done():
            rotate()
        [one.result() for one in (*imports, dispensed)]
    assert Delivery.objects.filter(filename__contains="personer-0").count() == 2 * FILES + 1  # and the world's own
    assert not QuarantinedLine.objects.exists()
    assert Dispensing.objects.count() == len(numbers) == len(set(keys_for(Subject.PERSON, numbers).values()))
    assert Identity.objects.filter(subject=Subject.PERSON).count() == Person.objects.count()
    assert all(cipher().decrypt(bytes(row.ciphertext)) for row in Identity.objects.all())
    call_command("rotate_keys", "--drop-old")
    newest = Fernet((keys / "vault_encryption").read_text().strip())
    assert {newest.decrypt(bytes(row.ciphertext)).decode() for row in Identity.objects.all()} >= set(numbers)


def rotate() -> None:
    call_command("rotate_keys")
    call_command("rotate_keys", "--lookup")


def test_a_new_key_waits_for_whoever_asks(keys: Path) -> None:
    """And the number that is asked for meanwhile is found by the key that was read."""
    known = assign(Subject.PERSON, [world.ANNA])
    with ThreadPoolExecutor() as pool:
        with lookup_key.held():
            changing = pool.submit(_change)
            with pytest.raises(TimeoutError):
                changing.result(timeout=0.5)
            assert assign(Subject.PERSON, [world.ANNA]) == known
        assert changing.result(timeout=30) == 1
    assert assign(Subject.PERSON, [world.ANNA]) == known
    assert Identity.objects.count() == 1


def _change() -> int:
    try:
        return rotation.new_lookup_key(lambda rows: None)
    finally:
        connections.close_all()
