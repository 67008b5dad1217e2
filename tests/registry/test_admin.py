"""What staff can do: find, correct with a reason, look up through the vault; and what they can't."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from registry.identity.actions import assign
from registry.identity.models import Subject
from registry.models import (
    Correction,
    Dispensing,
    ErasedLine,
    Event,
    FeedClient,
    Finding,
    LogHead,
    Person,
    Pharmacy,
    ProductPrice,
    QuarantinedLine,
    StaffSession,
)
from tests.registry import world

MODELS = [model for model in admin.site._registry if model._meta.app_label == "registry"]


@pytest.fixture
def staff(register) -> Client:
    register("pharmacies", world.dispensing_file(*world.DISPENSINGS, "x"))
    Finding.objects.create(pharmacy=Pharmacy.objects.get(), period=202402, kind="volum", text="uvanlig", settled=True)
    FeedClient.objects.create(pharmacy=Pharmacy.objects.get(), digest="0" * 64)
    register("pharmacies", world.amending_file(world.amending_line(8, kind="E", refers="2024-02/2")))
    Correction.objects.create(table="county", row="03", field="name", actor="ola", reason="en rettelse å se på")
    ErasedLine.objects.create(pharmacy=Pharmacy.objects.get(), period=202401, line=1)
    client = Client()
    client.force_login(User.objects.create_superuser("kari"))
    return client


@pytest.fixture
def clerk(staff) -> Client:
    """Staff who may see people, but not the vault."""
    user = User.objects.create_user("ola", is_staff=True)
    user.user_permissions.add(*Permission.objects.filter(codename__in=["view_person", "view_quarantinedline"]))
    client = Client()
    client.force_login(user)
    return client


def address(model: type, page: str, *arguments: object) -> str:
    return reverse(f"admin:registry_{model._meta.model_name}_{page}", args=arguments)


def test_every_model_is_shown() -> None:
    from django.apps import apps

    assert set(MODELS) | {LogHead, StaffSession} == set(apps.get_app_config("registry").get_models())


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_lists_and_pages_open(staff: Client, model: type) -> None:
    assert staff.get(address(model, "changelist")).status_code == 200
    assert staff.get(address(model, "changelist"), {"q": "123456789012345"}).status_code == 200
    assert staff.get(address(model, "changelist"), {"q": "nei"}).status_code == 200
    first = model.objects.first()
    assert staff.get(address(model, "change", first.pk)).status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_nothing_is_added_or_deleted(staff: Client, model: type) -> None:
    first = model.objects.first()
    assert staff.get(address(model, "add")).status_code == 403
    assert staff.post(address(model, "delete", first.pk), {"post": "yes"}).status_code == 403


def correct(client: Client, **changes: str) -> int:
    pharmacy = Pharmacy.objects.get()
    form = {
        "name": pharmacy.name,
        "organisation_number": pharmacy.organisation_number,
        "municipality": pharmacy.municipality,
        "opened": "2004-01-01",
        "closed": "",
        **changes,
    }
    return client.post(address(Pharmacy, "change", pharmacy.pk), form).status_code


def test_correction_with_a_reason_is_an_event(staff: Client) -> None:
    assert correct(staff, name="Svaneapoteket", grunn="Skrivefeil i listen") == 302
    assert Pharmacy.objects.get().name == "Svaneapoteket"
    event = Event.objects.get(action="rettet")
    assert (event.actor, event.reason) == ("kari", "Skrivefeil i listen")
    assert event.details == {"name": ["Svanen apotek", "Svaneapoteket"]}


@pytest.mark.parametrize("reason", ["", "   ", f"gjelder {world.ANNA}"])
def test_correction_without_a_proper_reason_is_refused(staff: Client, reason: str) -> None:
    assert correct(staff, name="Svaneapoteket", grunn=reason) == 200
    assert Pharmacy.objects.get().name == "Svanen apotek"


def test_keys_can_not_be_changed(staff: Client) -> None:
    correct(staff, number="99999", name="Ny", grunn="prøve")
    assert Pharmacy.objects.get().number == "00123"


def test_dispensing_is_corrected(staff: Client) -> None:
    row = Dispensing.objects.get(line=1)
    form = {
        "date": "2024-02-02",
        "recipient": "P",
        "person": row.person_id,
        "prescriber": row.prescriber_id,
        "product": row.product_id,
        "packages": "2",
        "price_ore": "246,80",
        "legal_basis": "200",
        "reimbursement_code": "ICD-10:E11",
        "municipality": "0301",
        "grunn": "Apoteket har meldt feil antall",
    }
    assert staff.post(address(Dispensing, "change", row.pk), form).status_code == 302
    row.refresh_from_db()
    assert (str(row.date), row.packages, row.line) == ("2024-02-02", 2, 1)
    assert set(Event.objects.get(action="rettet").details) == {"date", "packages", "price_ore", "hjemmel"}


def test_dispensings_are_found_by_person_and_by_item(staff: Client) -> None:
    row = Dispensing.objects.get(line=3)
    for term, expected in ((str(row.person_id), 1), ("543210", 3), ("54321", 0)):
        found = staff.get(address(Dispensing, "changelist"), {"q": term}).context["cl"]
        assert found.result_count == expected


def test_dispensings_of_a_year(staff: Client) -> None:
    assert staff.get(address(Dispensing, "changelist"), {"aar": "2024"}).context["cl"].result_count == 6
    assert staff.get(address(Dispensing, "changelist"), {"aar": "2023"}).context["cl"].result_count == 0


def test_delivery_leads_to_its_quarantine(staff: Client) -> None:
    line = QuarantinedLine.objects.get()
    link = f"{address(QuarantinedLine, 'changelist')}?delivery__id__exact={line.delivery_id}"
    page = staff.get(reverse("admin:registry_delivery_changelist")).content.decode()
    assert link in page
    assert staff.get(link).context["cl"].result_count == 1


def look_up(client: Client, number: str, reason: str = "Innsyn, sak 1", model: type = Person):
    return client.post(address(model, "lookup"), {"nummer": number, "grunn": reason})


def test_person_is_found_through_the_vault(staff: Client) -> None:
    key = assign(Subject.PERSON, [world.ANNA])[world.ANNA]
    response = look_up(staff, world.ANNA)
    assert response.status_code == 302
    assert response["Location"] == address(Person, "change", key)
    event = Event.objects.get(action="slått opp i hvelvet")
    assert (event.actor, event.subject, event.reason) == ("kari", f"person {key}", "Innsyn, sak 1")


def test_look_up_without_a_hit_is_logged_too(staff: Client) -> None:
    response = look_up(staff, world.NOT_IN_REGISTER)
    assert "Ingen i registeret" in response.content.decode()
    assert Event.objects.get(action="slått opp i hvelvet").subject == "person ingen treff"
    assert not Event.objects.filter(subject__contains=world.NOT_IN_REGISTER).exists()


@pytest.mark.parametrize(("number", "reason"), [(world.ANNA, ""), (world.ANNA[:10], "sak 1"), (world.ANNA, world.ANNA)])
def test_look_up_is_refused(staff: Client, number: str, reason: str) -> None:
    assert look_up(staff, number, reason).status_code == 200
    assert not Event.objects.filter(action="slått opp i hvelvet").exists()


def test_prescriber_is_found_by_hpr_number(staff: Client) -> None:
    from registry.models import Prescriber

    assert look_up(staff, world.DOCTOR, model=Prescriber).status_code == 302
    assert look_up(staff, world.DOCTOR).status_code == 200


def test_look_up_takes_no_number_in_the_address(staff: Client) -> None:
    response = staff.get(address(Person, "lookup"), {"nummer": world.ANNA, "grunn": "x"})
    assert response.status_code == 200
    assert world.ANNA not in response.content.decode()


def test_sealed_line_is_opened_with_a_reason(staff: Client, register) -> None:
    register("folkeregisteret", world.person_file(f"{world.NOT_IN_REGISTER};1990;K;;0301;2004-01-01"))
    line = QuarantinedLine.objects.get(field="fodselsdato")
    page = address(QuarantinedLine, "open", line.pk)
    assert world.NOT_IN_REGISTER not in staff.get(page).content.decode()
    assert world.NOT_IN_REGISTER not in staff.post(page, {"grunn": ""}).content.decode()
    response = staff.post(page, {"grunn": "Feil meldt tilbake"})
    assert world.NOT_IN_REGISTER in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert Event.objects.get(action="åpnet forseglet linje").reason == "Feil meldt tilbake"


def test_the_vault_has_permissions_of_its_own(clerk: Client) -> None:
    assert clerk.get(reverse("admin:registry_person_changelist")).status_code == 200
    assert "oppslag/" not in clerk.get(reverse("admin:registry_person_changelist")).content.decode()
    assert look_up(clerk, world.ANNA).status_code == 403
    line = QuarantinedLine.objects.get()
    assert clerk.post(address(QuarantinedLine, "open", line.pk), {"grunn": "x"}).status_code == 403


def test_header(staff: Client) -> None:
    assert "Legemiddelregisteret" in staff.get(reverse("admin:index")).content.decode()


@pytest.mark.parametrize(("typed", "ore"), [("99,90", 9990), ("99.90", 9990), ("100", 10000), ("123,40", None)])
def test_prices_are_kroner_on_the_page(staff: Client, typed: str, ore: int | None) -> None:
    """`None`: the price as it is, which is no correction."""
    price = ProductPrice.objects.get(valid_from="2024-01-01", product__item_number="012345")
    page = address(ProductPrice, "change", price.pk)
    assert 'value="123,40"' in staff.get(page).content.decode()
    form = {"price_ore": typed, "valid_to": "", "grunn": "Feil i FEST"}
    assert staff.post(page, form).status_code == 302
    price.refresh_from_db()
    assert price.price_ore == (ore or 12340)
    details = [event.details for event in Event.objects.filter(action="rettet")]
    assert details == ([{"price_ore": ["12340", str(ore)]}] if ore else [])


@pytest.mark.parametrize("typed", ["", "mye", "1,234", "-5", "NaN", "1e400"])
def test_what_is_no_price_is_refused(staff: Client, typed: str) -> None:
    price = ProductPrice.objects.get(valid_from="2024-01-01", product__item_number="012345")
    form = {"price_ore": typed, "valid_to": "", "grunn": "Feil i FEST"}
    answer = staff.post(address(ProductPrice, "change", price.pk), form)
    assert (answer.status_code, "errorlist" in answer.content.decode()) == (200, True)
    assert ProductPrice.objects.get(pk=price.pk).price_ore == 12340
