"""A prescriber's rights: insight without any patient, correction with its ground, erasure that leaves the lines."""

import json
from io import BytesIO

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from registry import actions, insight, log
from registry.identity.models import Identity, SealedLine, Subject
from registry.identity.queries import keys_for
from registry.models import Amendment, Authorisation, Correction, Dispensing, Event, Ground, Person, Prescriber
from tests.registry import world

ME = "registrar"
REFUSED = (
    world.DISPENSINGS[0].replace("1;2024", "7;2024", 1).replace("123.40", "1e9"),  # by the doctor
    world.DISPENSINGS[3].replace("4;2024", "8;2024", 1).replace("150.00", "1e9"),  # by the vet
)


@pytest.fixture
def dispensed(register):
    register("pharmacies", world.dispensing_file(*world.DISPENSINGS, *REFUSED))
    return register


def doctor() -> Prescriber:
    return Prescriber.objects.get(pk=keys_for(Subject.PRESCRIBER, [world.DOCTOR])[world.DOCTOR])


def hand_out() -> dict:
    return actions.hand_out_prescriber(actor=ME, prescriber=doctor(), reason="sak 5")


def test_insight_has_everything_and_who_looked(dispensed) -> None:
    actions.look_up(actor="ola", subject=Subject.PRESCRIBER, number=world.DOCTOR, reason="sak 4")
    content = hand_out()
    assert content["identitetsnumre"] == [{"type": "HPR-nummer", "nummer": world.DOCTOR}]
    assert content["helsepersonell"] == {"fødselsår": 1970, "kjønn": "kvinne"}
    assert content["autorisasjoner"] == [
        {"profesjon": "Lege", "spesialitet": "Allmennmedisin", "fra": "2004-01-01", "til": ""}
    ]
    assert [line["dato"] for line in content["utleveringer"]] == [
        "2024-02-01",
        "2024-02-12",
        "2024-02-13",
        "2024-02-29",
    ]
    assert {line["mottaker"] for line in content["utleveringer"]} == {"person", "rekvisisjon"}
    assert content["utlevert, år for år"] == [
        {"år": "2024", "ATC-kode": "C10AA01", "utleveringer": 3, "pakninger": 2},
        {"år": "2024", "ATC-kode": "M01AE01", "utleveringer": 1, "pakninger": 10},
    ]
    assert [(one["felt"], one["kilde"]) for one in content["linjer i karantene"]] == [("pris", "Apotek (utleveringer)")]
    assert [(one["hvem"], one["hva"]) for one in content["oppslag og hendelser"]] == [
        ("ola", "slått opp i hvelvet"),
        (ME, "innsyn gitt"),
    ]
    assert Event.objects.get(action="innsyn gitt").details == {"hjemmel": Ground.INSIGHT.label}


def test_insight_has_no_patient_and_no_other_prescriber(dispensed) -> None:
    text = insight.as_json(hand_out()).decode()
    keys = [*Person.objects.values_list("pk", flat=True), *Prescriber.objects.exclude(pk=doctor().pk).values_list("pk")]
    assert not any(other in text for other in (*world.PEOPLE, world.VET, *map(str, keys), "Svanen", "0301"))


def test_print_has_the_years_and_leaves_the_lines_to_the_json(dispensed) -> None:
    content = hand_out()
    assert json.loads(insight.as_json(content)) == content
    pages = PdfReader(BytesIO(insight.as_pdf(insight.for_print(content)))).pages
    seen = "".join("".join(page.extract_text() for page in pages).split())
    for wanted in (world.DOCTOR, "Allmennmedisin", "C10AA01", "4utleveringer", "innsyngitt", "Datatilsynet"):
        assert wanted in seen
    assert "2024-02-12" not in seen


def test_correction_has_the_ground_of_law(dispensed) -> None:
    authorisation = Authorisation.objects.get(prescriber=doctor())
    authorisation.valid_to = authorisation.valid_from
    actions.correct(actor=ME, instance=authorisation, changed=["valid_to"], reason="meldt av rekvirenten")
    event = Event.objects.get(action="rettet")
    assert (event.key, event.details["hjemmel"]) == (doctor().pk, Ground.CORRECTION.label)
    assert hand_out()["rettelser"][0]["grunn"] == "meldt av rekvirenten"


def test_erased_prescriber_leaves_the_patients_lines(dispensed) -> None:
    dispensed("pharmacies", world.amending_file(world.amending_line(9, "E", "2024-02/1", pakninger="2", pris="246.80")))
    line = Dispensing.objects.get(line=2)
    line.prescriber = Prescriber.objects.exclude(pk=doctor().pk).get()
    actions.correct(actor=ME, instance=line, changed=["prescriber"], reason="feil lege")
    key, count, sealed = doctor().pk, Dispensing.objects.count(), SealedLine.objects.count()
    assert actions.erase_prescriber(actor=ME, prescriber=doctor(), ground=Ground.ERASURE, reason="sak 7") == 3
    assert Dispensing.objects.count() == count
    assert not Dispensing.objects.filter(prescriber=key).exists()
    assert SealedLine.objects.count() == sealed - 1
    assert not Prescriber.objects.filter(pk=key).exists()
    assert not Identity.objects.filter(key=key).exists()
    assert not Correction.objects.filter(source_value=str(key)).exists()
    assert str(key) not in str(Amendment.objects.get().before)
    event = Event.objects.get(action="slettet rekvirent")
    assert (event.key, event.details) == (key, {"hjemmel": Ground.ERASURE.label, "utleveringer": 3})
    assert log.verify().faults == []


def test_erasure_that_fails_in_the_vault_erases_nothing(dispensed, monkeypatch) -> None:
    def broken(key: int, sealed: object) -> None:
        raise ConnectionError

    monkeypatch.setattr("registry.actions.rights.forget", broken)
    with pytest.raises(ConnectionError):
        actions.erase_prescriber(actor=ME, prescriber=doctor(), ground=Ground.ERASURE, reason="sak 7")
    assert Dispensing.objects.filter(prescriber=doctor()).count() == 4


def page(name: str, *arguments: object) -> str:
    return reverse(f"admin:registry_prescriber_{name}", args=arguments)


def test_deeds_in_the_admin(dispensed) -> None:
    staff = Client()
    staff.force_login(User.objects.create_superuser(ME))
    shown = staff.get(page("change", doctor().pk)).content.decode()
    assert "Gi innsyn" in shown
    assert "Slett rekvirenten" in shown
    for kind, starts in (("pdf", b"%PDF"), ("json", b"{")):
        response = staff.post(page("innsyn", doctor().pk), {"format": kind, "grunn": "sak 8"})
        assert response.content.startswith(starts)
        assert "no-store" in response["Cache-Control"]
        assert world.DOCTOR not in response["Content-Disposition"]
    response = staff.post(page("slett", doctor().pk), {"hjemmel": "sletting", "grunn": "sak 9"}, follow=True)
    assert "4 utleveringer står uten rekvirent" in response.content.decode()


def test_deeds_have_permissions_of_their_own(dispensed) -> None:
    clerk = User.objects.create_user("ola", is_staff=True)
    clerk.user_permissions.add(*Permission.objects.filter(codename__in=["view_prescriber", "change_prescriber"]))
    client = Client()
    client.force_login(clerk)
    assert "Gi innsyn" not in client.get(page("change", doctor().pk)).content.decode()
    for deed in ("innsyn", "slett"):
        assert client.post(page(deed, doctor().pk), {"grunn": "x"}).status_code == 403
