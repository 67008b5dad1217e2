"""The only writers of the register. Each deed is one transaction, with the event that tells of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from registry.bulk import bulk_insert
from registry.identity.models import Subject
from registry.identity.numbers import IdentityNumberError, check_hpr, check_national_id, masked
from registry.identity.queries import keys_for, sealed_line
from registry.models import Delivery, Event, QuarantinedLine

if TYPE_CHECKING:
    from registry.sources.checking import Refused  # the sources import this module


@dataclass(frozen=True)
class Receipt:
    """The outcome of one file: every line is stored, unchanged or quarantined."""

    lines: int
    stored: int
    unchanged: int
    quarantined: int


def receive(
    *,
    actor: str,
    source: str,
    subject: str,
    filename: str,
    sha256: str,
    count: int,
    refused: "Sequence[Refused]",
    sealed: Sequence[UUID],
    store: Callable[[int], int],
) -> Receipt:
    """Store a checked file of `count` lines whole, or nothing of it.

    `store` writes the good lines for the delivery's id and returns how many of them changed nothing. `sealed` are the
    vault's ids of the refused lines, in their order. Raises IntegrityError where the same content came at once twice.
    """
    good = count - len(refused)
    with transaction.atomic():
        delivery = Delivery.objects.create(
            source=source,
            subject=subject[:60],
            filename=masked(filename)[-200:],
            sha256=sha256,
            received_at=timezone.now(),
            lines=count,
            stored=good,
            unchanged=0,
            quarantined=len(refused),
        )
        unchanged = store(delivery.pk)
        if unchanged:
            Delivery.objects.filter(pk=delivery.pk).update(stored=good - unchanged, unchanged=unchanged)
        _quarantine(delivery.pk, refused, sealed)
        receipt = Receipt(count, good - unchanged, unchanged, len(refused))
        details = {"lagret": receipt.stored, "uendret": unchanged, "i karantene": receipt.quarantined}
        _tell(actor, "leveranse mottatt", str(delivery), details=details)
    return receipt


def _quarantine(delivery: int, refused: "Sequence[Refused]", sealed: Sequence[UUID]) -> None:
    columns = ("delivery", "line", "field", "value", "reason", "sealed")
    rows = [
        (delivery, one.line, one.field, one.value, one.reason, where.hex)
        for one, where in zip(refused, sealed, strict=True)
    ]
    bulk_insert(QuarantinedLine, columns, rows)


def correct(*, actor: str, instance: Model, changed: Sequence[str], reason: str) -> None:
    """Save the `changed` fields of a record that staff have set right.

    Raises ValidationError where the record would not be valid, and ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("A correction needs a reason")
    with transaction.atomic():
        before = type(instance)._base_manager.select_for_update().get(pk=instance.pk)
        instance.full_clean()
        instance.save(update_fields=list(changed))
        details = {name: [_shown(before, name), _shown(instance, name)] for name in changed}
        _tell(actor, "rettet", _subject(instance), reason, details)


def look_up(*, actor: str, subject: str, number: str, reason: str) -> int | None:
    """The register's key of an identity number, if the vault knows it. Every look-up is an event, without the number.

    Raises IdentityNumberError for what can't be an identity number.
    """
    _check(subject, number)
    key = keys_for(subject, [number]).get(number)
    _tell(actor, "slått opp i hvelvet", f"{Subject(subject).label} {key or 'ingen treff'}", reason)
    return key


def open_sealed(*, actor: str, line: QuarantinedLine, reason: str) -> str:
    """A quarantined line as it came, perhaps with an identity number in it. Every opening is an event."""
    text = sealed_line(line.sealed)
    _tell(actor, "åpnet forseglet linje", f"{line.delivery} {line}", reason)
    return text


def _check(subject: str, number: str) -> None:
    if subject == Subject.PERSON:
        check_national_id(number, synthetic_only=False)
    elif subject == Subject.PRESCRIBER:
        check_hpr(number)
    else:
        raise IdentityNumberError("ukjent nummertype")


def _tell(actor: str, action: str, subject: str, reason: str = "", details: Mapping[str, object] | None = None) -> None:
    Event.objects.create(
        actor=actor[:150],
        action=action,
        subject=subject[:200],
        reason=masked(reason)[:300],
        details=dict(details or {}),
    )


def _subject(instance: Model) -> str:
    return f"{instance._meta.verbose_name} {instance.pk}: {instance}"


def _shown(instance: Model, field: str) -> str:
    value = getattr(instance, field)
    return "" if value is None else str(value)
