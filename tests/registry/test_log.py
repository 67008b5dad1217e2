"""The log of deeds: it only grows, and what is changed or missing is found."""

import threading
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, connections, transaction

from registry import log
from registry.identity.models import LogAnchor
from registry.models import Event, LogHead

pytestmark = pytest.mark.django_db(databases=["default", "identity"])


@pytest.fixture
def five(keys) -> list[Event]:
    return [log.write("kari", "prøvd", f"sak {number}", "fordi", {"a": [1, "æ"]}, key=7) for number in range(5)]


def faults() -> list[tuple[int, str]]:
    return [(fault.sequence, fault.text) for fault in log.verify().faults]


def tamper(sql: str) -> None:
    """As somebody who owns the database: ordinary users of it are stopped by the trigger."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE registry_event DISABLE TRIGGER registry_event_stands")
        cursor.execute(sql)
        cursor.execute("ALTER TABLE registry_event ENABLE TRIGGER registry_event_stands")


def test_entries_are_chained_without_a_gap(five) -> None:
    assert [event.sequence for event in five] == [1, 2, 3, 4, 5]
    assert [event.previous for event in five] == ["", *(event.digest for event in five[:-1])]
    assert log.verify() == log.Verdict(5, five[-1].digest, [])


@pytest.mark.parametrize("deed", ["UPDATE registry_event SET reason = 'x'", "DELETE FROM registry_event"])
def test_the_database_refuses_to_change_the_log(five, deed: str) -> None:
    with pytest.raises(DatabaseError, match="kan ikke endres"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(deed)
    assert faults() == []


@pytest.mark.parametrize("column", ["at", "actor", "action", "subject", "reason", "details", "key"])
def test_a_changed_entry_is_found(five, column: str) -> None:
    value = {"at": "at - interval '1 second'", "details": "'{}'", "key": "8"}.get(column, "'annet'")
    tamper(f"UPDATE registry_event SET {column} = {value} WHERE sequence = 3")
    assert faults() == [(3, "innholdet er endret etter at hendelsen ble skrevet")]


def test_a_missing_entry_is_found(five) -> None:
    tamper("DELETE FROM registry_event WHERE sequence IN (2, 3)")
    assert faults() == [(2, "hendelse 2–3 mangler")]


def test_a_log_that_is_numbered_anew_is_found(five) -> None:
    tamper("DELETE FROM registry_event WHERE sequence = 2")
    tamper("UPDATE registry_event SET sequence = sequence - 1 WHERE sequence > 2")
    LogHead.objects.update(sequence=4)
    assert (2, "hendelsen henger ikke sammen med den forrige") in faults()
    assert (2, "innholdet er endret etter at hendelsen ble skrevet") in faults()


def test_entries_that_changed_places_are_found(five) -> None:
    tamper("UPDATE registry_event SET sequence = 9 WHERE sequence = 2")
    tamper("UPDATE registry_event SET sequence = 2 WHERE sequence = 3")
    tamper("UPDATE registry_event SET sequence = 3 WHERE sequence = 9")
    assert {sequence for sequence, _ in faults()} == {2, 3, 4}


def test_an_end_that_was_cut_off_is_found(five) -> None:
    tamper("DELETE FROM registry_event WHERE sequence > 3")
    assert faults() == [(4, "loggen slutter ved 3, men har vært på 5")]


def test_an_end_that_was_cut_off_with_care_is_found_by_the_anchor(five) -> None:
    log.anchor()
    tamper("DELETE FROM registry_event WHERE sequence > 3")
    LogHead.objects.update(sequence=3, digest=five[2].digest)
    assert faults() == [(5, "hendelse 5 er forankret i hvelvet, men finnes ikke i loggen")]


def test_a_log_forged_with_the_key_is_found_by_the_anchor(five) -> None:
    log.anchor()
    tamper("UPDATE registry_event SET actor = 'per' WHERE sequence = 5")
    forged = Event.objects.get(sequence=5)
    tamper(f"UPDATE registry_event SET digest = '{log.digest(forged, forged.previous)}' WHERE sequence = 5")
    LogHead.objects.update(digest=log.digest(forged, forged.previous))
    assert faults() == [(5, "hendelsen er en annen enn den som ble forankret i hvelvet")]


def test_command_says_what_is_wrong(five) -> None:
    out = StringIO()
    call_command("verify_log", stdout=out)
    assert "Loggen er hel: 5 hendelser" in out.getvalue()
    assert LogAnchor.objects.get().sequence == 5
    tamper("UPDATE registry_event SET actor = 'per' WHERE sequence = 2")
    with pytest.raises(SystemExit):
        call_command("verify_log", stdout=out)
    assert "hendelse 2: innholdet er endret" in out.getvalue()


@pytest.mark.django_db(transaction=True, databases=["default", "identity"])
def test_many_writers_make_one_chain(keys) -> None:
    log.write("kari", "begynte", "")

    def work(name: str) -> None:
        for number in range(5):
            log.write(name, "skrev", str(number))
        connections.close_all()

    threads = [threading.Thread(target=work, args=(f"nr {number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Event.objects.count() == 21
    assert faults() == []
