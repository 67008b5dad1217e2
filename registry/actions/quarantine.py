"""What becomes of refused lines: taken in after all, turned down; and surprises that staff have looked at."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from registry import log
from registry.models import Delivery, Finding, QuarantinedLine

if TYPE_CHECKING:
    from registry.sources.checking import Refused

State = QuarantinedLine.State


def take_in(
    *,
    actor: str,
    delivery: Delivery,
    lines: Sequence[QuarantinedLine],
    refused: "Mapping[int, Refused]",
    store: Callable[[int], int],
    reason: str,
) -> int:
    """Store those of a delivery's `lines` that are good now; `refused` has the others by their place in `lines`.

    Returns how many were taken in. All or nothing.
    """
    good = [line for place, line in enumerate(lines) if place not in refused]
    with transaction.atomic():
        if good:
            unchanged = store(delivery.pk)
            _settle(good, State.TAKEN_IN, actor)
            Delivery.objects.filter(pk=delivery.pk).update(
                stored=F("stored") + len(good) - unchanged,
                unchanged=F("unchanged") + unchanged,
                quarantined=F("quarantined") - len(good),
            )
        for place, one in refused.items():
            QuarantinedLine.objects.filter(pk=lines[place].pk).update(
                field=one.field, value=one.value, reason=one.reason
            )
        log.write(
            actor, "karantene prøvd på nytt", str(delivery), reason, {"tatt inn": len(good), "igjen": len(refused)}
        )
    return len(good)


def turn_down(*, actor: str, lines: QuerySet[QuarantinedLine], reason: str) -> int:
    """The lines stay out for good; the sender has been told. Returns how many there were."""
    with transaction.atomic():
        waiting = list(lines.filter(state=State.WAITING).select_for_update(of=("self",)))
        _settle(waiting, State.TURNED_DOWN, actor)
        log.write(actor, "karantene avvist", f"{len(waiting)} linjer", reason)
    return len(waiting)


def settle_findings(*, actor: str, findings: QuerySet[Finding], reason: str) -> int:
    """Staff have looked at these surprises, and releases may be built on them."""
    with transaction.atomic():
        names = [str(one) for one in findings.filter(settled=False).select_related("pharmacy")]
        findings.filter(settled=False).update(settled=True, settled_by=actor, reason=reason)
        log.write(actor, "overraskelser vurdert", f"{len(names)} funn", reason, {"funn": names[:50]})
    return len(names)


def _settle(lines: Sequence[QuarantinedLine], state: str, actor: str) -> None:
    ids = [line.pk for line in lines]
    for start in range(0, len(ids), 5_000):
        QuarantinedLine.objects.filter(pk__in=ids[start : start + 5_000]).update(
            state=state, settled_by=actor, settled_at=timezone.now()
        )
