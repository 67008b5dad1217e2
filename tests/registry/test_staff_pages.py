"""What makes the staff's pages useful: the first page, lists in groups, a record's history, the intake's chart."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from registry import actions
from registry.admin import base
from registry.admin.chart import HEIGHT, columns, round_step
from registry.models import Correction, Event, Finding, Person, Pharmacy, Product
from registry.staff import todo
from registry.staff.grouping import GROUPS, grouped
from registry.staff.roles import AUDITOR, DELIVERIES, REGISTRAR
from registry.status import MonthStatus
from registry.wording import field_name, kroner, model_of, month, record_name, written
from tests.registry import world
from tests.registry.staff import PASSWORD, member


@pytest.fixture
def filled(register) -> None:
    register("pharmacies", world.dispensing_file(*world.DISPENSINGS, "x", "y"))
    Finding.objects.create(pharmacy=Pharmacy.objects.get(), period=202402, kind="volum", text="uvanlig")


def as_role(role: str) -> Client:
    client = Client()
    client.force_login(member("ansatt", role))
    return client


def first_page(client: Client) -> str:
    return client.get(reverse("admin:index")).content.decode()


def test_first_page_says_what_waits_for_the_role(filled) -> None:
    page = first_page(as_role(DELIVERIES))
    assert "<strong>2</strong> linjer venter i karantene" in page
    assert "<strong>1</strong> overraskelser" in page
    assert "rettelser der kilden" not in page


def test_first_page_of_the_registrar_has_disputes(filled) -> None:
    client = as_role(REGISTRAR)
    assert "Å gjøre" not in first_page(client)
    Correction.objects.create(table="county", row="03", field="name", actor="ola", reason="prøvd", disputed="Osslo")
    assert "<strong>1</strong> rettelser der kilden nå sier noe annet" in first_page(client)


def test_tasks_lead_to_what_they_count(filled) -> None:
    client = as_role(DELIVERIES)
    for task in client.get(reverse("admin:index")).context["todo"]:
        assert client.get(task.address).context["cl"].result_count == task.count


def test_tasks_are_counted_no_further_than_need_be(filled, monkeypatch) -> None:
    monkeypatch.setattr(todo, "MOST", 1)
    assert "<strong>1+</strong> linjer venter" in first_page(as_role(DELIVERIES))


def test_own_deeds_are_shown_and_no_others(filled) -> None:
    client = as_role(AUDITOR)
    actions.saw(actor="ansatt", subject="person 7", key=7)
    from registry import log

    log.write("ansatt", "kontrollerte noe", "loggen")
    log.write("ola", "gjorde noe annet", "loggen")
    page = first_page(client)
    assert "kontrollerte noe" in page
    assert "gjorde noe annet" not in page
    assert "sett i administrasjonen" not in page


def test_every_list_has_its_group() -> None:
    named = [name for _, _, models in GROUPS for name in models]
    assert sorted(named) == sorted(model.__name__ for model in admin.site._registry)


def test_what_no_group_names_comes_last() -> None:
    apps = [{"models": [{"object_name": "New"}, {"object_name": "Person"}]}]
    assert [(one["name"], len(one["models"])) for one in grouped(apps, "/")] == [
        ("Personer og utleveringer", 1),
        ("Annet", 1),
    ]


def test_history_tells_what_was_corrected_and_why(filled) -> None:
    client, product = as_role(REGISTRAR), Product.objects.get(item_number="012345")
    other = Product.objects.get(item_number="543210")
    for one, name in ((product, "Zocor forte"), (other, "Ibux")):
        one.name = name
        actions.correct(actor="kari", instance=one, changed=["name"], reason=f"feil i FEST om {name}")
    page = client.get(reverse("admin:registry_product_history", args=[product.pk])).content.decode()
    assert "produktnavn: Zocor → Zocor forte" in page
    assert "feil i FEST om Zocor forte" in page
    assert "Ibux" not in page
    untouched = client.get(reverse("admin:registry_pharmacy_history", args=[Pharmacy.objects.get().pk]))
    assert "Det står som kilden har levert det" in untouched.content.decode()


def test_history_of_a_person_has_who_looked_and_is_a_look_itself(filled) -> None:
    client, person = as_role(REGISTRAR), Person.objects.first()
    client.get(reverse("admin:registry_person_change", args=[person.pk]))
    address = reverse("admin:registry_person_history", args=[person.pk])
    page = client.get(address).content.decode()
    assert page.count("sett i administrasjonen") == 2
    assert Event.objects.filter(action="sett i administrasjonen", key=person.pk).count() == 2


def test_history_is_closed_where_the_record_is(filled) -> None:
    person = Person.objects.first()
    assert as_role(DELIVERIES).get(reverse("admin:registry_person_history", args=[person.pk])).status_code == 403
    assert not Event.objects.filter(action="sett i administrasjonen").exists()


def test_whoever_only_looks_is_asked_for_no_reason(filled) -> None:
    page = as_role(DELIVERIES).get(reverse("admin:registry_pharmacy_change", args=[Pharmacy.objects.get().pk]))
    assert "Grunn" not in page.content.decode()
    assert "None" not in page.content.decode()


def test_filters_count_nothing(filled) -> None:
    """Django's «Vis antall» would count every value of every filter to its end."""
    client = as_role(DELIVERIES)
    for model, page in admin.site._registry.items():
        if model._meta.app_label == "registry":
            assert page.show_facets == admin.ShowFacets.NEVER, model
    assert "Vis antall" not in client.get(reverse("admin:registry_delivery_changelist")).content.decode()


def test_list_that_is_counted_no_further_says_so(filled, monkeypatch) -> None:
    client = as_role(DELIVERIES)
    assert "2 linjer i karantene</span>" in client.get(_waiting()).content.decode()
    monkeypatch.setattr(base.CappedPaginator, "most", 1)
    assert "over 1 linjer i karantene</span>" in client.get(_waiting()).content.decode()
    assert "over 1 treff" in client.get(_waiting(), {"q": "00123"}).content.decode()


def _waiting() -> str:
    return reverse("admin:registry_quarantinedline_changelist")


@pytest.mark.parametrize(("ore", "text"), [(123450, "1 234,50"), (-42770, "−427,70"), (5, "0,05")])
def test_kroner(ore: int, text: str) -> None:
    assert kroner(ore).replace("\xa0", " ") == text


def test_month() -> None:
    assert month(202405) == "2024-05"


def test_chart_has_a_column_a_month_and_shows_few_refused() -> None:
    chart = columns([MonthStatus("2024-01", 3, 80_000, 0), MonthStatus("2024-02", 3, 40_000, 7)])
    first, second = chart.columns
    assert (first.stored, first.refused) == (round(HEIGHT * 80 / 80), 0)
    assert (second.stored, second.refused) == (HEIGHT // 2, 1)
    assert second.refused_y + second.refused == second.stored_y
    assert [figure for figure, _ in chart.ticks] == [0, 20_000, 40_000, 60_000, 80_000]
    assert columns([]).columns == []


@pytest.mark.parametrize(
    ("highest", "step"), [(0, 1), (4, 1), (7, 2), (30, 10), (99, 20), (80_974, 20_000), (10**6, 200_000)]
)
def test_steps_are_round(highest: int, step: int) -> None:
    assert round_step(highest) == step


@pytest.mark.parametrize(
    ("table", "field", "text", "shown"),
    [
        ("dispensing", "price_ore", "-12345", ("utlevering", "pris i kroner", "−123,45")),
        ("productprice", "price_ore", "123400", ("pris", "utsalgspris i kroner", "1\xa0234,00")),
        ("dispensing", "recipient", "P", ("utlevering", "mottaker", "person")),
        ("dispensing", "person_id", "17", ("utlevering", "person", "17")),
        ("product", "withdrawn", "True", ("produkt", "utgått", "ja")),
        ("county", "name", "", ("fylke", "navn", "")),
        ("gone", "nothing", "x", ("gone", "nothing", "x")),
    ],
)
def test_what_was_corrected_is_told_in_words(table: str, field: str, text: str, shown: tuple[str, ...]) -> None:
    model = model_of(table)
    assert (record_name(table), field_name(model, field), written(model, field, text)) == shown


def test_corrections_have_no_names_of_the_programs(filled) -> None:
    Correction.objects.create(
        table="dispensing", row="1", field="price_ore", value="24680", source_value="12340", actor="ola", reason="feil"
    )
    client = as_role(REGISTRAR)
    record = reverse("admin:registry_correction_change", args=[Correction.objects.get().pk])
    for address in (reverse("admin:registry_correction_changelist"), record):
        page = client.get(address).content.decode()
        assert "price_ore" not in page
        assert "pris i kroner" in page
        assert "246,80" in page


def test_account_shows_nothing_of_the_password_and_roles_as_boxes(filled) -> None:
    User.objects.create_superuser("sjef", password=PASSWORD)
    client = Client()
    client.force_login(User.objects.get(username="sjef"))
    user = member("ola", DELIVERIES)
    page = client.get(reverse("admin:auth_user_change", args=[user.pk])).content.decode()
    assert "Satt. Ingen kan se det." in page
    assert [word for word in ("pbkdf2", "md5", "salt", "hash", "Choose", "selectfilter") if word in page] == []
    form = {"username": "ola", "is_active": "on", "is_staff": "on", "groups": [Group.objects.get(name=REGISTRAR).pk]}
    assert client.post(reverse("admin:auth_user_change", args=[user.pk]), form).status_code == 302
    user.refresh_from_db()
    assert [group.name for group in user.groups.all()] == [REGISTRAR]
    assert user.check_password(PASSWORD)


def test_roles_are_looked_at_and_told_in_norwegian(filled) -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("sjef"))
    group = Group.objects.get(name=REGISTRAR)
    address = reverse("admin:auth_group_change", args=[group.pk])
    page = client.get(address).content.decode()
    assert "gi innsyn i: personer, rekvirenter" in page
    assert "slette med hjemmel: personer, rekvirenter, utleveringer" in page
    assert "Can " not in page
    assert client.post(address, {"name": "Alle", "permissions": []}).status_code == 403


def test_log_tells_details_in_words(filled) -> None:
    person = Person.objects.earliest("key")
    person.sex = "U"
    actions.correct(actor="ola", instance=person, changed=["sex"], reason="meldt av kilden")
    event = Event.objects.get(action="rettet")
    page = as_role(AUDITOR).get(reverse("admin:registry_event_change", args=[event.pk])).content.decode()
    assert "kjønn: kvinne → ukjent" in page or "kjønn: mann → ukjent" in page
    assert "hjemmel: Retting: personvernforordningen artikkel 16" in page
    assert "[&quot;" not in page
