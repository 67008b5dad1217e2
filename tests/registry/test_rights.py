"""A person's rights: insight into everything, correction that stands, erasure with the law's ground."""

import json
import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from registry import actions, insight, log
from registry.identity.models import Identity, SealedLine, Subject
from registry.identity.queries import keys_for
from registry.insight.rows import said
from registry.models import (
    Correction,
    Dispensing,
    ErasedLine,
    Event,
    Ground,
    Person,
    Pharmacy,
    Product,
    QuarantinedLine,
    Residence,
)
from tests.registry import world

ME = "registrar"


@pytest.fixture
def dispensed(register):
    """The small world with its six dispensings, and a seventh of Anna's that was refused for its price."""
    refused = world.DISPENSINGS[0].replace("1;2024", "7;2024", 1).replace("123.40", "1e9")
    register("pharmacies", world.dispensing_file(*world.DISPENSINGS, refused))
    return register


def anna() -> Person:
    return Person.objects.get(pk=keys_for(Subject.PERSON, [world.ANNA])[world.ANNA])


def hand_out() -> dict:
    return actions.hand_out(actor=ME, person=anna(), reason="sak 5")


def test_insight_has_everything_and_who_looked(dispensed) -> None:
    actions.look_up(actor="ola", subject=Subject.PERSON, number=world.ANNA, reason="sak 4")
    content = hand_out()
    assert content["identitetsnumre"] == [{"type": "syntetisk fødselsnummer", "nummer": world.ANNA}]
    assert content["person"] == {"fødselsdato": "1950-02-03", "kjønn": "kvinne", "dødsmåned": ""}
    assert [one["kommune"] for one in content["bosteder"]] == ["1201 Bergen", "0301 Oslo"]
    assert {one["bostedskommune"] for one in content["utleveringer"]} == {"0301 Oslo"}
    first, second = content["utleveringer"]
    assert (first["dato"], first["legemiddel"], first["definerte døgndoser"]) == ("2024-02-01", "Zocor 20 mg", "66.667")
    assert (first["rekvirent"], first["rekvirentens profesjon"]) == (f"HPR {world.DOCTOR}", "Lege")
    assert (first["refusjonshjemmel"], first["pris i kroner"]) == ("200 § 2 Forhåndsgodkjent refusjon", "123.40")
    assert (second["pakninger"], second["pris i kroner"]) == (-1, "-123.40")
    assert [one["felt"] for one in content["linjer i karantene"]] == ["pris"]
    assert world.ANNA in content["linjer i karantene"][0]["linje"]
    assert [(one["hvem"], one["hva"], one["grunn"]) for one in content["oppslag og hendelser"]] == [
        ("ola", "slått opp i hvelvet", "sak 4"),
        (ME, "innsyn gitt", "sak 5"),
    ]
    assert "klage til Datatilsynet" in content["om behandlingen"]["rettigheter"]


def test_insight_has_nothing_of_anybody_else(dispensed) -> None:
    text = insight.as_json(hand_out()).decode()
    others = [world.BJARNE, world.CILLE, *(str(key) for key in Person.objects.exclude(pk=anna().pk).values_list("pk"))]
    assert not any(other in text for other in others)


def test_insight_as_json_and_pdf_say_the_same(dispensed) -> None:
    content = hand_out()
    assert json.loads(insight.as_json(content)) == content
    seen = " ".join(text_of(insight.as_pdf(content)).split())
    for wanted in (
        world.ANNA,
        "13.02.2024 · Zocor 20 mg",
        "pris i kroner: 123,40",
        "Forhåndsgodkjent",
        "Svanen apotek",
    ):
        assert wanted in seen
    for wanted in ("kvinne", "innsyn gitt", "sak 5", ME):
        assert wanted in seen


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).replace("\xa0", " ")


def words_of(content: object) -> set[str]:
    """Every word of a tree of texts, as the reader should see it whole."""
    if isinstance(content, dict):
        return {word for part in content.values() for word in words_of(part)}
    if isinstance(content, list):
        return {word for part in content for word in words_of(part)}
    return set(said(content).split())


def test_pdf_breaks_no_word(dispensed) -> None:
    content = hand_out()
    content["rettelser"] = [
        {"tidspunkt": "2024-03-01T10:00:00+01:00", "hva": "utlevering", "felt": "bostedskommune ved utlevering"}
        | {
            "fra": "Sørøst-Trøndelag" * 3,
            "til": "Nord-Østerdal",
            "grunn": "meldt av personen selv",
            "status": "gjelder",
        }
    ]
    seen = set(text_of(insight.as_pdf(content)).split())
    missing = {word for word in words_of(content) if word not in seen and f"{word}:" not in seen}
    assert {word for word in missing if ";" not in word} == set()  # a refused line has no space to break it at


def children(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    kids = kids if isinstance(kids, list) else [kids]
    return [kid.get_object() for kid in kids if not isinstance(kid, int)]


def test_pdf_is_tagged(dispensed) -> None:
    """Headings, tables with heads, and all text within marks; each page's marks lead to their elements."""
    content = hand_out()
    content["utleveringer"] *= 50
    content["oppslag og hendelser"] *= 80  # a table of several pages, whose head is read once
    pdf = PdfReader(BytesIO(insight.as_pdf(content)))
    root = pdf.trailer["/Root"]
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "nb-NO")
    document = root["/StructTreeRoot"]["/K"]
    tags = [child["/S"] for child in children(document)]
    assert tags[0] == "/H1"
    assert tags.count("/H2") == len(content)
    assert set(tags) == {"/H1", "/H2", "/H3", "/P", "/Table"}
    last = children(document)[-1]
    rows = [[cell["/S"] for cell in children(row)] for row in children(last)]
    assert rows == [["/TH"] * 4] + [["/TD"] * 4] * len(content["oppslag og hendelser"])
    numbers = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    for place, page in enumerate(pdf.pages):
        assert page["/StructParents"] == numbers[2 * place] == place
        stream = page.get_contents().get_data().decode("latin-1")
        assert stream.count("MCID") == len(numbers[2 * place + 1].get_object()) > 0
        assert stream.count("BDC") + stream.count("BMC") == stream.count("EMC")
        outside = re.sub(r"(BDC|BMC).*?EMC", "", stream, flags=re.DOTALL)
        assert "Tj" not in outside


def test_pdf_parts_no_dispensing_between_pages(dispensed) -> None:
    content = hand_out()
    content["utleveringer"] *= 20
    pages = [page.extract_text() for page in PdfReader(BytesIO(insight.as_pdf(content))).pages]
    assert len(pages) > 3
    for page in pages:
        assert page.count("· Zocor 20 mg") == page.count("mottatt:")


def test_insight_of_thousands_of_lines_is_a_pdf(dispensed) -> None:
    content = hand_out()
    content["utleveringer"] *= 500
    assert insight.as_pdf(content).startswith(b"%PDF")


def correct(instance, reason: str = "meldt av personen", **changes) -> None:
    for name, value in changes.items():
        setattr(instance, name, value)
    actions.correct(actor=ME, instance=instance, changed=list(changes), reason=reason)


def redeliver(register, born: str = "1950-02-03", died: str = "") -> None:
    register("folkeregisteret", world.person_file(f"{world.ANNA};{born};K;{died};0301;2010-06-15"))


def test_correction_stands_while_the_source_repeats_itself(dispensed) -> None:
    correct(anna(), birth_date=date(1950, 2, 4))
    redeliver(dispensed)
    assert anna().birth_date == date(1950, 2, 4)
    correction = Correction.objects.get()
    assert (correction.state, correction.disputed, correction.source_value) == ("S", None, "1950-02-03")


def test_codes_of_what_was_changed_have_their_names(dispensed) -> None:
    dispensed("pharmacies", world.amending_file(world.amending_line(9, "E", "2024-02/1", pakninger="2", pris="246.80")))
    (before,) = hand_out()["endret av apoteket"]
    assert (before["refusjonshjemmel"], before["bostedskommune"]) == ("200 § 2 Forhåndsgodkjent refusjon", "0301 Oslo")
    correct(anna().dispensings.get(line=9), municipality="4601")
    (told,) = hand_out()["rettelser"]
    assert (told["fra"], told["til"]) == ("0301 Oslo", "4601 Bergen")


def test_correction_leaves_other_fields_to_the_source(dispensed) -> None:
    correct(anna(), birth_date=date(1950, 2, 4))
    redeliver(dispensed, died="2024-05")
    assert (anna().birth_date, anna().death_month) == (date(1950, 2, 4), date(2024, 5, 1))


def test_correction_is_confirmed_and_the_source_rules_again(dispensed) -> None:
    correct(anna(), birth_date=date(1950, 2, 4))
    redeliver(dispensed, born="1950-02-04")
    assert Correction.objects.get().state == Correction.State.CONFIRMED
    redeliver(dispensed, born="1950-02-05")
    assert anna().birth_date == date(1950, 2, 5)


def test_dispute_is_shown_until_staff_settle_it(dispensed) -> None:
    correct(anna(), birth_date=date(1950, 2, 4))
    redeliver(dispensed, born="1950-02-05")
    correction = Correction.objects.get()
    assert (anna().birth_date, correction.disputed) == (date(1950, 2, 4), "1950-02-05")
    actions.settle(actor=ME, correction=correction, keep=False, reason="nytt fra Folkeregisteret")
    assert anna().birth_date == date(1950, 2, 5)
    redeliver(dispensed, born="1950-02-06")
    assert anna().birth_date == date(1950, 2, 6)


def test_correction_that_is_kept_in_a_dispute(dispensed) -> None:
    correct(anna(), birth_date=date(1950, 2, 4))
    redeliver(dispensed, born="1950-02-05")
    actions.settle(actor=ME, correction=Correction.objects.get(), keep=True, reason="dom")
    redeliver(dispensed, born="1950-02-05")
    assert (anna().birth_date, Correction.objects.get().disputed) == (date(1950, 2, 4), None)


def test_corrected_residence_and_price_stand(dispensed) -> None:
    home = Residence.objects.get(person=anna(), valid_to=None)
    correct(home, municipality="4601")
    redeliver(dispensed, died="2024-05")
    assert Residence.objects.get(pk=home.pk).municipality == "4601"
    assert Event.objects.filter(action="rettet").last().details["hjemmel"] == Ground.CORRECTION.label
    product = Product.objects.get(item_number="012345")
    correct(product, name="Zocor Forte", ddd_per_package=None)
    dispensed("fest", world.fest(*world.PACKAGES, world.package(3, "777777")))
    product.refresh_from_db()
    assert (product.name, product.ddd_per_package) == ("Zocor Forte", None)


def test_corrected_last_day_stands(dispensed) -> None:
    first = Residence.objects.get(person=anna(), municipality="1201")
    correct(first, valid_to=date(2010, 5, 31))
    redeliver(dispensed, died="2024-05")
    assert Residence.objects.get(pk=first.pk).valid_to == date(2010, 5, 31)


def test_second_correction_of_a_field_remembers_the_source(dispensed) -> None:
    pharmacy = Pharmacy.objects.get()
    correct(pharmacy, name="Svanen 1")
    correct(pharmacy, name="Svanen 2")
    correction = Correction.objects.get()
    assert (correction.source_value, correction.value) == ("Svanen apotek", "Svanen 2")
    actions.settle(actor=ME, correction=correction, keep=False, reason="tok feil")
    assert Pharmacy.objects.get().name == "Svanen apotek"


def test_erased_line_is_gone_and_stays_out(dispensed) -> None:
    line = Dispensing.objects.get(line=1)
    actions.erase_line(actor=ME, dispensing=line, ground=Ground.WRONG_PERSON, reason="sak 6")
    assert not Dispensing.objects.filter(line=1).exists()
    summary = dispensed("pharmacies", world.dispensing_file(world.DISPENSINGS[0]))
    assert (summary.stored, summary.quarantined) == (0, 1)
    assert "slettet fra registeret etter loven" in QuarantinedLine.objects.order_by("pk").last().reason
    event = Event.objects.get(action="slettet utlevering")
    assert event.details == {"hjemmel": Ground.WRONG_PERSON.label}
    assert (event.key, event.reason) == (anna().pk, "sak 6")


def test_erased_person_leaves_nothing_but_the_log(dispensed) -> None:
    person, key = anna(), anna().pk
    correct(person, birth_date=date(1950, 2, 4))
    before, sealed = Dispensing.objects.count(), SealedLine.objects.count()
    assert actions.erase_person(actor=ME, person=person, ground=Ground.ERASURE, reason="sak 7") == 2
    assert Dispensing.objects.count() == before - 2
    assert SealedLine.objects.count() == sealed - 1
    assert not Person.objects.filter(pk=key).exists()
    assert not Identity.objects.filter(key=key).exists()
    assert not Correction.objects.exists()
    assert ErasedLine.objects.count() == 2
    assert Event.objects.get(action="slettet person").details["utleveringer"] == 2
    assert log.verify().faults == []


def test_erasure_that_fails_in_the_vault_erases_nothing(dispensed, monkeypatch) -> None:
    def broken(key: int, sealed: object) -> None:
        raise ConnectionError

    monkeypatch.setattr("registry.actions.rights.forget", broken)
    with pytest.raises(ConnectionError):
        actions.erase_person(actor=ME, person=anna(), ground=Ground.ERASURE, reason="sak 7")
    assert anna().dispensings.count() == 2


def test_no_deed_without_a_reason(dispensed) -> None:
    person = anna()
    with pytest.raises(ValueError, match="reason"):
        actions.erase_person(actor=ME, person=person, ground=Ground.ERASURE, reason=" ")
    with pytest.raises(ValueError, match="reason"):
        actions.look_up(actor=ME, subject=Subject.PERSON, number=world.ANNA, reason=" ")


@pytest.fixture
def staff(dispensed) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser(ME))
    return client


def page(name: str, *arguments: object) -> str:
    return reverse(f"admin:registry_{name}", args=arguments)


@pytest.mark.parametrize(("kind", "starts"), [("pdf", b"%PDF"), ("json", b"{")])
def test_insight_is_handed_out_in_the_admin(staff: Client, kind: str, starts: bytes) -> None:
    address = page("person_innsyn", anna().pk)
    assert "Gi innsyn" in staff.get(page("person_change", anna().pk)).content.decode()
    assert staff.post(address, {"format": kind, "grunn": ""})["Content-Type"].startswith("text/html")
    response = staff.post(address, {"format": kind, "grunn": "sak 8"})
    assert response.content.startswith(starts)
    assert "no-store" in response["Cache-Control"]
    assert world.ANNA not in response["Content-Disposition"]


def test_a_person_on_the_screen_is_in_the_log(staff: Client) -> None:
    staff.get(page("person_change", anna().pk))
    staff.get(page("dispensing_change", Dispensing.objects.get(line=1).pk))
    staff.get(page("dispensing_changelist"), {"q": str(anna().pk)})
    events = Event.objects.filter(action="sett i administrasjonen")
    assert set(events.values_list("actor", "key")) == {(ME, anna().pk)}
    assert events.count() == 3


def test_erasure_and_dispute_in_the_admin(staff: Client, dispensed) -> None:
    correct(anna(), birth_date=date(1950, 2, 4))
    redeliver(dispensed, born="1950-02-05")
    correction = Correction.objects.get()
    assert staff.get(page("correction_changelist"), {"uenig": "ja"}).context["cl"].result_count == 1
    staff.post(page("correction_settle", correction.pk), {"verdi": "kilden", "grunn": "sak 9"})
    assert anna().birth_date == date(1950, 2, 5)
    again = staff.post(page("correction_settle", correction.pk), {"verdi": "vår", "grunn": "sak 9"}, follow=True)
    assert "alt avgjort" in again.content.decode()
    staff.post(page("dispensing_slett", Dispensing.objects.get(line=6).pk), {"hjemmel": "sletting", "grunn": "sak 9"})
    response = staff.post(page("person_slett", anna().pk), {"hjemmel": "sletting", "grunn": "sak 9"}, follow=True)
    assert "1 utleveringer er slettet" in response.content.decode()


def test_rights_have_permissions_of_their_own(staff: Client) -> None:
    clerk = User.objects.create_user("ola", is_staff=True)
    clerk.user_permissions.add(*Permission.objects.filter(codename__in=["view_person", "change_person"]))
    client = Client()
    client.force_login(clerk)
    shown = client.get(page("person_change", anna().pk)).content.decode()
    assert "Gi innsyn" not in shown
    assert "Slett personen" not in shown
    for deed in ("innsyn", "slett"):
        assert client.post(page(f"person_{deed}", anna().pk), {"grunn": "x"}).status_code == 403
    assert client.post(page("event_verify")).status_code == 403


def test_the_log_is_checked_in_the_admin(staff: Client) -> None:
    assert "Loggen er hel" in staff.post(page("event_verify"), follow=True).content.decode()
    assert staff.get(page("event_verify")).status_code == 405
