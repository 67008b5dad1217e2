"""What waits for staff, told on the first page: each to those whose role does something about it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from registry.models import Correction, Event, Finding, QuarantinedLine

MOST = 10_000  # counted no further
DEEDS = 10


@dataclass(frozen=True)
class Task:
    count: int
    text: str
    address: str

    @property
    def more(self) -> bool:
        return self.count >= MOST


def count(rows: QuerySet[Any]) -> int:
    return int(rows.order_by()[:MOST].count())


def of_the_register(request: HttpRequest) -> Iterator[Task]:
    may = request.user.has_perm
    if may("registry.change_quarantinedline"):
        waiting = QuarantinedLine.objects.filter(state=QuarantinedLine.State.WAITING)
        yield Task(count(waiting), "linjer venter i karantene", _list("quarantinedline", "state__exact=V"))
    if may("registry.change_finding") or may("statistics.change_release"):
        findings = Finding.objects.filter(settled=False)
        text = "overraskelser i leveransene; utgaver av de årene bygges ikke før de er vurdert"
        yield Task(count(findings), text, _list("finding", "settled__exact=0"))
    if may("registry.change_correction"):
        disputed = Correction.objects.filter(state=Correction.State.STANDS, disputed__isnull=False)
        yield Task(count(disputed), "rettelser der kilden nå sier noe annet", _list("correction", "uenig=ja"))


def deeds(request: HttpRequest) -> list[Event]:
    """The last things the member of staff did, but for logging in and looking."""
    own = Event.objects.filter(actor=request.user.get_username())
    return list(own.exclude(action__in=("logget inn", "sett i administrasjonen")).order_by("-sequence")[:DEEDS])


def _list(model: str, query: str) -> str:
    return f"{reverse(f'admin:registry_{model}_changelist')}?{query}"


Teller = Callable[[HttpRequest], Iterator[Task]]
