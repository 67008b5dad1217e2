"""What is kept, and for how long: the scheduled tasks."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config.celery import app
from registry import log, retention, tasks
from registry.identity.models import LogAnchor, SealedLine
from registry.models import Dispensing, Event, QuarantinedLine
from tests.registry import world


def age(days: int) -> None:
    QuarantinedLine.objects.get().delivery.__class__.objects.update(received_at=timezone.now() - timedelta(days=days))


@pytest.fixture
def refused(register) -> QuarantinedLine:
    register("pharmacies", world.dispensing_file(*world.DISPENSINGS, "x"))
    return QuarantinedLine.objects.get()


@pytest.mark.parametrize(("days", "left"), [(364, 1), (366, 0)])
def test_sealed_line_goes_after_a_year_and_its_reason_stays(refused, days: int, left: int) -> None:
    age(days)
    retention.keep()
    assert SealedLine.objects.count() == left
    assert QuarantinedLine.objects.get().reason == refused.reason
    assert Dispensing.objects.count() == 6
    assert Event.objects.filter(actor="oppbevaring").count() == 1 - left


def test_page_of_a_line_that_is_gone_says_so(refused) -> None:
    age(366)
    retention.keep()
    client = Client()
    client.force_login(User.objects.create_superuser("kari"))
    page = reverse("admin:registry_quarantinedline_open", args=[refused.pk])
    assert "slettet etter oppbevaringsreglene" in client.post(page, {"grunn": "sak 1"}).content.decode()


def test_expired_sessions_go(empty) -> None:
    for number, hours in enumerate((-1, 1)):
        Session.objects.create(session_key=f"s{number}", expire_date=timezone.now() + timedelta(hours=hours))
    assert retention.keep()["utløpte innlogginger"] == 1
    assert Session.objects.get().session_key == "s1"


def test_rules_give_their_reason() -> None:
    assert all(rule.why and rule.days >= 0 for rule in retention.RULES)


def test_scheduled_tasks_exist_and_run(refused) -> None:
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert {"registry.retention", "registry.verify_log"} <= scheduled <= set(app.tasks)
    assert tasks.keep_retention.delay().get() == {rule.name: 0 for rule in retention.RULES}
    assert tasks.verify_log.delay().get() == Event.objects.count() == LogAnchor.objects.get().sequence


def test_task_fails_where_the_log_is_not_whole(refused, monkeypatch) -> None:
    verdict = log.Verdict(3, "", [log.Fault(2, "mangler")])
    monkeypatch.setattr(log, "verify", lambda: verdict)
    with pytest.raises(tasks.LogNotWhole, match="2: mangler"):
        tasks.verify_log()
