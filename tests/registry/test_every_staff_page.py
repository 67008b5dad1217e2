"""Every address of the staff's site as every role: what is not in the table below is closed to it.

The addresses are the site's own, so that a new page fails here until the table says whose it is.
"""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone

from registry.models import Correction, ErasedLine, Event, FeedClient, Finding, Pharmacy, PharmacyMonth
from registry.staff.roles import AUDITOR, DELIVERIES, REGISTRAR, RELEASER, ROLES, STATISTICIAN
from statistics.models import Release
from tests.registry import world
from tests.registry.staff import member
from tests.registry.test_roles import EVERYONE_SEES, PEOPLE, SEES

EVERYBODY = {"index", "login", "second_factor", "password_change", "password_change_done", "jsi18n"}
"""Before or after log-in, whatever the role. `logout` takes POST alone, and is tried where sessions are."""
OWN = {
    DELIVERIES: {"delivery_intake", "quarantinedline_open"},
    REGISTRAR: {
        "delivery_intake",
        "person_lookup",
        "person_innsyn",
        "person_slett",
        "prescriber_lookup",
        "prescriber_innsyn",
        "prescriber_slett",
        "dispensing_slett",
        "correction_settle",
    },
    STATISTICIAN: {"delivery_intake"},
    RELEASER: {"release_publiser", "release_trekk-tilbake"},
    AUDITOR: {"delivery_intake", "event_verify"},
}
HAVE_HISTORY = (EVERYONE_SEES - {"delivery"}) | PEOPLE | {"user", "group", "release"}
ACTIONS = {
    DELIVERIES: {"again", "turn_down", "settle"},
    REGISTRAR: set(),
    STATISTICIAN: set(),
    RELEASER: set(),
    AUDITOR: set(),
}
MODELS = {model._meta.model_name: model for model in admin.site._registry}


@pytest.fixture
def filled(register) -> None:
    """A row in every table that staff see."""
    register("pharmacies", world.dispensing_file(*world.DISPENSINGS, "x"))
    register("pharmacies", world.amending_file(world.amending_line(8, kind="E", refers="2024-02/2")))
    pharmacy = Pharmacy.objects.get()
    Finding.objects.create(pharmacy=pharmacy, period=202402, kind="volum", text="uvanlig")
    FeedClient.objects.create(pharmacy=pharmacy, digest="0" * 64)
    Correction.objects.create(table="county", row="03", field="name", actor="ola", reason="en rettelse")
    ErasedLine.objects.create(pharmacy=pharmacy, period=202401, line=1)
    Release.objects.create(number="2026-1", years=[2024], built_by="ola", started_at=timezone.now())
    assert PharmacyMonth.objects.exists()
    assert Event.objects.exists()


@pytest.fixture
def client_of(filled) -> dict[str, Client]:
    def logged_in(role: str) -> Client:
        client = Client()
        client.force_login(member(role.lower(), role))
        return client

    return {role: logged_in(role) for role in ROLES}


def patterns() -> dict[str, URLPattern]:
    """Every named page, without the app's name before it."""
    found = {}
    for part in admin.site.get_urls():
        for one in getattr(part, "url_patterns", [part]):
            if one.name:
                found[one.name.removeprefix("registry_").removeprefix("statistics_").removeprefix("auth_")] = one
    return found


def opens(client: Client, name: str, pattern: URLPattern) -> bool:
    arguments = [MODELS[name.split("_")[0]]._default_manager.first().pk] if pattern.pattern.converters else []
    address = reverse(f"admin:{pattern.name}", args=arguments)
    answer = client.post(address) if name == "event_verify" else client.get(address)
    assert answer.status_code in (200, 302, 403, 404), (name, answer.status_code)
    return answer.status_code == 200 or (name == "event_verify" and answer.status_code == 302)


GENERAL = EVERYBODY | {"logout", "autocomplete", "view_on_site", "app_list"}


@pytest.mark.parametrize("role", ROLES)
def test_role_opens_its_own_pages_and_no_other(client_of, role: str) -> None:
    pages = {name: one for name, one in patterns().items() if name not in GENERAL}
    opened = {name for name, pattern in pages.items() if opens(client_of[role], name, pattern)}
    seen = {name for name in SEES[role] if name in MODELS}
    standard = {f"{name}_{page}" for name in seen for page in ("changelist", "change")}
    histories = {f"{name}_history" for name in seen & HAVE_HISTORY}
    assert opened == standard | histories | OWN[role]


def test_no_page_is_left_out() -> None:
    standard = {
        f"{name}_{page}" for name in MODELS for page in ("changelist", "add", "change", "delete", "history")
    } | {"user_password_change"}
    assert set(patterns()) == GENERAL | standard | set().union(*OWN.values())


@pytest.mark.parametrize("role", ROLES)
def test_general_pages(client_of, role: str) -> None:
    client = client_of[role]
    for name in EVERYBODY - {"login", "second_factor"}:
        assert client.get(reverse(f"admin:{name}")).status_code == 200, name
    apps = {MODELS[name]._meta.app_label for name in SEES[role] if name in MODELS}
    for app in ("registry", "statistics", "auth"):
        expected = 200 if app in apps else 404
        assert client.get(reverse("admin:app_list", args=[app])).status_code == expected, app
    where = {"term": "1", "app_label": "registry", "model_name": "dispensing", "field_name": "person"}
    assert (client.get(reverse("admin:autocomplete"), where).status_code == 200) == ("person" in SEES[role])


@pytest.mark.parametrize("role", ROLES)
def test_nothing_is_posted_to_a_page_that_only_shows(client_of, role: str) -> None:
    """A record's page takes a correction from the registrar alone, and of what a source owns alone."""
    for name, model in MODELS.items():
        address = reverse(f"admin:{model._meta.app_label}_{name}_change", args=[model._default_manager.first().pk])
        status = client_of[role].post(address, {"grunn": "fordi"}).status_code
        corrects = role == REGISTRAR and name in (EVERYONE_SEES - {"delivery"}) | PEOPLE
        assert status == 403 or corrects, (name, status)


@pytest.mark.parametrize("role", ROLES)
def test_actions_are_offered_to_those_who_may(client_of, role: str) -> None:
    offered = set()
    for name in SEES[role]:
        if name in MODELS:
            page = client_of[role].get(reverse(f"admin:{MODELS[name]._meta.app_label}_{name}_changelist"))
            form = page.context.get("action_form")
            offered |= {value for value, _ in form.fields["action"].choices if value} if form else set()
    assert offered == ACTIONS[role]


def test_nobody_without_a_role_gets_beyond_the_first_page(filled) -> None:
    from django.contrib.auth.models import User

    client = Client()
    client.force_login(User.objects.create_user("ny", is_staff=True))
    page = client.get(reverse("admin:index"))
    assert "Be den som styrer kontoene om en rolle" in page.content.decode()
    assert not {name for name, one in patterns().items() if name not in GENERAL and opens(client, name, one)}


def test_strangers_are_asked_to_log_in(filled) -> None:
    for name, pattern in patterns().items():
        if name not in EVERYBODY | {"logout", "view_on_site", "app_list", "jsi18n"}:
            arguments = ["1"] if pattern.pattern.converters else []
            answer = Client().get(reverse(f"admin:{pattern.name}", args=arguments))
            assert answer.status_code in (302, 405), name
            assert answer.status_code == 405 or "/admin/login/" in answer["Location"]
