"""Refused lines: tried again in bulk when what was missing has come, turned down, and the status of the intake."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from registry.models import Delivery, Dispensing, Event, Person, PharmacyMonth, QuarantinedLine
from tests.registry import world

LATE = world.DISPENSINGS[0].replace(world.ANNA, world.NOT_IN_REGISTER)
LIST = "admin:registry_quarantinedline_changelist"
State = QuarantinedLine.State


@pytest.fixture
def staff(register) -> Client:
    """Two lines wait: one for its person, one for nothing that will ever come."""
    register("pharmacies", world.dispensing_file(world.DISPENSINGS[1], LATE, "x"))
    client = Client()
    client.force_login(User.objects.create_superuser("kari"))
    return client


def settle(client: Client, action: str, reason: str = "sak 1", **more: str):
    chosen = {"action": action, "_selected_action": list(QuarantinedLine.objects.values_list("pk", flat=True)), **more}
    return client.post(reverse(LIST), {**chosen, "grunn": reason}, follow=True)


def states() -> list[str]:
    return list(QuarantinedLine.objects.order_by("line").values_list("state", flat=True))


def test_line_is_taken_in_when_its_person_has_come(staff, register) -> None:
    register("folkeregisteret", world.person_file(f"{world.NOT_IN_REGISTER};1990-01-01;K;;0301;2010-01-01"))
    shown = settle(staff, "again").content.decode()
    assert "1 linjer er tatt inn. 1 venter fortsatt" in shown
    assert states() == [State.TAKEN_IN, State.WAITING]
    assert Dispensing.objects.get(line=1).person == Person.objects.get(birth_date="1990-01-01")
    receipt = Delivery.objects.get(source="pharmacies")
    assert (receipt.lines, receipt.stored, receipt.quarantined) == (3, 2, 1)
    assert (PharmacyMonth.objects.get().lines, PharmacyMonth.objects.get().refused) == (2, 1)
    assert Event.objects.get(action="karantene prøvd på nytt").details == {"tatt inn": 1, "igjen": 1}


def test_again_before_anything_has_come_changes_nothing(staff) -> None:
    settle(staff, "again")
    assert states() == [State.WAITING] * 2
    assert Dispensing.objects.count() == 1


def test_taken_in_is_not_taken_in_twice(staff, register) -> None:
    register("folkeregisteret", world.person_file(f"{world.NOT_IN_REGISTER};1990-01-01;K;;0301;2010-01-01"))
    settle(staff, "again")
    assert "0 linjer er tatt inn" in settle(staff, "again").content.decode()
    assert Dispensing.objects.count() == 2


def test_master_data_is_taken_in_too(staff, register) -> None:
    text = "2030;5001;Trondheim;50"
    register("pharmacy_list", world.pharmacy_file("00200;Ørn;;5001;2004-01-01;"))
    register("ssb", world.county_file("50;Trøndelag;TRD;"))
    register("ssb", world.municipality_file("5001;Trondheim;50;2018-01-01;"))
    assert "1 linjer er tatt inn" in settle(staff, "again").content.decode()
    assert not QuarantinedLine.objects.filter(delivery__source="pharmacy_list", state=State.WAITING).exists(), text


def test_lines_are_turned_down(staff) -> None:
    assert "2 linjer er avvist" in settle(staff, "turn_down").content.decode()
    assert states() == [State.TURNED_DOWN] * 2
    assert "0 linjer er tatt inn" in settle(staff, "again").content.decode()


def test_a_reason_is_asked_for_and_all_can_be_chosen(staff) -> None:
    asked = settle(staff, "turn_down", reason="", select_across="1", index="0").content.decode()
    assert "Gjelder 2 linjer i karantene" in asked
    assert 'name="select_across" value="1"' in asked
    assert states() == [State.WAITING] * 2


def test_status_of_the_intake(staff) -> None:
    page = staff.get(reverse("admin:registry_delivery_intake")).content.decode()
    assert "2024-02" in page
    assert (page.count('class="stored"'), page.count('class="refused"')) == (1, 1)
    assert "Helsepersonellregisteret" in page
    assert "aldri" not in page
