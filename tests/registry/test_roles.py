"""The five roles: what each sees, and that nothing else is open to it, page by page."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from registry.models import Dispensing, Person, QuarantinedLine
from registry.staff.roles import AUDITOR, DELIVERIES, REGISTRAR, RELEASER, ROLES, STATISTICIAN, make_roles
from tests.registry import world
from tests.registry.staff import member

MODELS = {model._meta.label_lower: model for model in admin.site._registry}

EVERYONE_SEES = {"code", "atccode", "county", "municipality", "population", "product", "productprice", "pharmacy"} | {
    "delivery"
}
PEOPLE = {"person", "residence", "prescriber", "authorisation", "dispensing"}
SEES = {
    DELIVERIES: EVERYONE_SEES | {"quarantinedline", "finding", "pharmacymonth", "feedclient"},
    REGISTRAR: EVERYONE_SEES | PEOPLE | {"correction", "erasedline", "amendment"},
    STATISTICIAN: EVERYONE_SEES | {"finding", "pharmacymonth", "release"},
    RELEASER: {"release", "finding"},
    AUDITOR: {"event", "correction", "erasedline", "amendment", "delivery", "quarantinedline", "finding", "release"}
    | {"user", "group"},
}
CHANGES = {
    DELIVERIES: set(),
    REGISTRAR: EVERYONE_SEES - {"delivery"} | PEOPLE,
    STATISTICIAN: set(),
    RELEASER: set(),
    AUDITOR: set(),
}


@pytest.fixture
def filled(register) -> None:
    register("pharmacies", world.dispensing_file(*world.DISPENSINGS, "x"))


def as_role(role: str) -> Client:
    client = Client()
    client.force_login(member("ansatt", role))
    return client


@pytest.mark.parametrize("role", ROLES)
def test_each_role_sees_its_own_and_nothing_else(filled, role: str) -> None:
    client = as_role(role)
    seen = set()
    for model in MODELS.values():
        status = client.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")).status_code
        assert status in (200, 403), model
        seen |= {model._meta.model_name} if status == 200 else set()
    assert seen == {name for name in SEES[role] if any(label.endswith(f".{name}") for label in MODELS)}


@pytest.mark.parametrize("role", ROLES)
def test_nobody_adds_or_deletes(filled, role: str) -> None:
    client = as_role(role)
    for model in MODELS.values():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert client.get(reverse(f"{name}_add")).status_code == 403
        first = model._default_manager.first()
        if first is not None:
            assert client.post(reverse(f"{name}_delete", args=[first.pk]), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("role", ROLES)
def test_only_the_registrar_corrects(filled, role: str) -> None:
    client = as_role(role)
    correctable = set()
    for name in EVERYONE_SEES | PEOPLE:
        first = MODELS[f"registry.{name}"]._default_manager.first()
        page = client.get(reverse(f"admin:registry_{name}_change", args=[first.pk]))
        correctable |= {name} if 'name="grunn"' in page.content.decode() else set()
    assert correctable == CHANGES[role]


@pytest.mark.parametrize("role", ROLES)
def test_the_deeds_of_the_registrar(filled, role: str) -> None:
    client, person, line = as_role(role), Person.objects.first(), Dispensing.objects.first()
    deeds = [
        ("person_lookup", []),
        ("prescriber_lookup", []),
        ("person_innsyn", [person.pk]),
        ("person_slett", [person.pk]),
        ("dispensing_slett", [line.pk]),
    ]
    answers = {client.get(reverse(f"admin:registry_{name}", args=arguments)).status_code for name, arguments in deeds}
    assert answers == ({200} if role == REGISTRAR else {403})


@pytest.mark.parametrize("role", ROLES)
def test_sealed_lines_and_the_log(filled, role: str) -> None:
    client = as_role(role)
    opened = client.get(reverse("admin:registry_quarantinedline_open", args=[QuarantinedLine.objects.get().pk]))
    assert (opened.status_code == 200) == (role == DELIVERIES)
    assert (client.post(reverse("admin:registry_event_verify")).status_code == 302) == (role == AUDITOR)


@pytest.mark.django_db
def test_rights_exist_and_are_made_anew() -> None:
    missing = [
        name
        for rights in ROLES.values()
        for name in rights
        if not Permission.objects.filter(content_type__app_label=name.split(".")[0], codename=name.split(".")[1])
    ]
    assert missing == []
    group = Group.objects.get(name=RELEASER)
    group.permissions.set(Permission.objects.all())
    make_roles()
    assert group.permissions.count() == len(ROLES[RELEASER])
