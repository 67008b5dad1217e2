"""A checked file into the register."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from registry import log
from registry.bulk import bulk_insert
from registry.identity.numbers import masked
from registry.models import Delivery, QuarantinedLine

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
    header: str = "",
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
            header=header[:100],
        )
        unchanged = store(delivery.pk)
        if unchanged:
            Delivery.objects.filter(pk=delivery.pk).update(stored=good - unchanged, unchanged=unchanged)
        _quarantine(delivery.pk, refused, sealed)
        receipt = Receipt(count, good - unchanged, unchanged, len(refused))
        details = {"lagret": receipt.stored, "uendret": unchanged, "i karantene": receipt.quarantined}
        log.write(actor, "leveranse mottatt", str(delivery), details=details)
    return receipt


def _quarantine(delivery: int, refused: "Sequence[Refused]", sealed: Sequence[UUID]) -> None:
    columns = ("delivery", "line", "field", "value", "reason", "sealed")
    rows = [
        (delivery, one.line, one.field, one.value, one.reason, where.hex)
        for one, where in zip(refused, sealed, strict=True)
    ]
    bulk_insert(QuarantinedLine, columns, rows)
