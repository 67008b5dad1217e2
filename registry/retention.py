"""How long what is kept. Each rule has its reason; the scheduled task keeps them all, and says in the log what went.

Dispensings and the people they belong to have no end: the register's purpose is the series from 2004 until today
(helseregisterloven § 11 k). The log of deeds has none either: it is what staff are held to.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.utils import timezone

from registry import log
from registry.identity.models import SealedLine
from registry.identity.queries import chunks
from registry.models import QuarantinedLine

YEAR = 365
WHO = "oppbevaring"


@dataclass(frozen=True)
class Rule:
    """`delete` removes what was last needed before the given time, and returns how much that was."""

    name: str
    days: int
    why: str
    delete: Callable[[datetime], int]


def _sealed_lines(before: datetime) -> int:
    """Of lines that were refused long ago, the reason stays and the line itself goes."""
    lines = QuarantinedLine.objects.filter(delivery__received_at__lt=before).values_list("sealed", flat=True)
    return sum(
        SealedLine.objects.filter(pk__in=chunk).delete()[0] for chunk in chunks(lines.iterator(chunk_size=5_000))
    )


def _sessions(before: datetime) -> int:
    return Session.objects.filter(expire_date__lt=before).delete()[0]


def _attempts(before: datetime) -> int:
    return AccessAttempt.objects.filter(attempt_time__lt=before).delete()[0]


RULES = (
    Rule(
        "forseglede linjer i karantene",
        YEAR,
        "Avsenderen har rettet og levert på nytt lenge før; linjen er uten formål (personvernforordningen art. 5 e).",
        _sealed_lines,
    ),
    Rule("utløpte innlogginger", 0, "En utløpt økt har ingen bruk.", _sessions),
    Rule("mislykkede innlogginger", 90, "Så lenge trengs de for å se et mønster.", _attempts),
)


def keep(now: datetime | None = None) -> dict[str, int]:
    """Keep every rule as of `now`; returns how much each deleted. What deleted something is in the log."""
    at = now or timezone.now()
    deleted = {rule.name: rule.delete(at - timedelta(days=rule.days)) for rule in RULES}
    if any(deleted.values()):
        log.write(WHO, "slettet etter oppbevaringsreglene", "registeret", details=deleted)
    return deleted
