"""A release's page as staff see it. Another than the builder publishes it; readers are told why it is withdrawn."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags
from pytest_django import Settings

from registry.staff.roles import AUDITOR, RELEASER, STATISTICIAN
from statistics import actions
from statistics.models import Release, State
from tests.registry.staff import member
from tests.universe import Universe, publish

pytestmark = pytest.mark.django_db
REASON = "Salget i Finnmark ble telt to ganger i 2024."


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def releaser(settings: Settings) -> Client:
    settings.TWO_FACTOR = False
    return logged_in(member("gro", RELEASER))


@pytest.fixture
def audited(universe: Universe) -> Release:
    """Built by Kari, and tried; nobody has approved it."""
    release = actions.start_release(years=[2024], built_by="kari", protection="primary")
    actions.count_year(release=release, year=2024)
    return actions.audit(release=actions.join(release=release))


def page(release: Release, step: str = "change") -> str:
    return reverse(f"admin:statistics_release_{step}", args=[release.pk])


def words(client: Client, address: str) -> str:
    return re.sub(r"\s+", " ", strip_tags(client.get(address).content.decode()))


def test_page_has_what_was_done_in_norwegian_and_no_key(releaser: Client, release: Release) -> None:
    text = words(releaser, page(release))
    for shown in ("bygging startet", "publisert", "ola, ", "LEKKASJE", "Hovedgruppe (nivå 1)", "År for år"):
        assert shown in text
    keys = {"margin", "of_users", "smallest", "weights", "printed", "hidden", "dispensings", "lines", "{", "True"}
    assert {key for key in keys if key in text} == set()


def test_page_of_a_release_that_is_being_built(releaser: Client, universe: Universe) -> None:
    release = actions.start_release(years=[2024], built_by="kari")
    assert "ikke ferdig" in words(releaser, page(release))
    assert "utgaver er prøvd og venter" not in words(releaser, reverse("admin:index"))


def test_audited_release_waits_on_the_first_page_and_is_published(releaser: Client, audited: Release) -> None:
    assert "1 utgaver er prøvd og venter på godkjenning" in words(releaser, reverse("admin:index"))
    assert "sammen med kari, som bygde den" in words(releaser, page(audited, "publiser"))
    audited.refresh_from_db()
    assert audited.state == State.AUDITED  # to look at the page publishes nothing
    answer = releaser.post(page(audited, "publiser"), follow=True)
    audited.refresh_from_db()
    assert (audited.state, audited.approved_by) == (State.PUBLISHED, "gro")
    assert f"Utgave {audited} er publisert" in answer.content.decode()


def test_who_built_it_is_told_that_another_must_approve(releaser: Client, audited: Release) -> None:
    Release.objects.filter(pk=audited.pk).update(built_by="gro")
    assert "En annen må godkjenne den" in words(releaser, page(audited, "publiser"))
    answer = releaser.post(page(audited, "publiser"), follow=True)
    audited.refresh_from_db()
    assert audited.state == State.AUDITED
    assert "en annen må godkjenne den" in answer.content.decode()


@pytest.mark.parametrize("reason", ["", "feil", "Feil for 01010112345 i fjor", "x" * 301])
def test_withdrawing_takes_a_reason_that_says_something(releaser: Client, release: Release, reason: str) -> None:
    answer = releaser.post(page(release, "trekk-tilbake"), {"grunn": reason})
    release.refresh_from_db()
    assert (answer.status_code, release.state) == (200, State.PUBLISHED)
    assert "errorlist" in answer.content.decode()


def test_the_readers_are_told_why_it_was_withdrawn(releaser: Client, release: Release) -> None:
    publish()  # a newer one, so that the pages stay
    releaser.post(page(release, "trekk-tilbake"), {"grunn": REASON})
    release.refresh_from_db()
    assert (release.state, release.withdrawn_reason) == (State.WITHDRAWN, REASON)
    last = release.events.latest("pk")
    assert (last.actor, last.step, last.reason) == ("gro", "withdrawn", REASON)
    for address in (f"/metode?utgave={release}", f"/legemiddel/alle?utgave={release}"):
        assert REASON in Client().get(address).content.decode(), address
    assert REASON in words(releaser, page(release))


@pytest.mark.parametrize("role", [STATISTICIAN, AUDITOR])
def test_who_may_only_look_takes_no_step(settings: Settings, release: Release, audited: Release, role: str) -> None:
    settings.TWO_FACTOR = False
    client = logged_in(member("ola", role))
    assert "Trekk tilbake" not in words(client, page(release))
    for one, step in ((audited, "publiser"), (release, "trekk-tilbake")):
        assert client.get(page(one, step)).status_code == 403
        assert client.post(page(one, step), {"grunn": REASON}).status_code == 403


def test_a_release_that_is_not_there(releaser: Client) -> None:
    for place in ("publiser", "trekk-tilbake"):
        for wanted in ("99", "x", "1/2"):
            assert releaser.get(f"/admin/statistics/release/{wanted}/{place}/").status_code == 404
