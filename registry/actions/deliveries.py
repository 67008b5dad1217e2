"""A checked file into the register."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from registry import log
from registry.bulk import bulk_insert
from registry.identity.actions import Seals
from registry.identity.numbers import masked
from registry.models import Delivery, QuarantinedLine

if TYPE_CHECKING:
    from registry.sources.checking import Refused  # the sources import this module
    from registry.sources.content import Piece


@dataclass(frozen=True)
class Receipt:
    """The outcome of one file: every line is stored, unchanged or quarantined."""

    lines: int = 0
    stored: int = 0
    unchanged: int = 0
    quarantined: int = 0


def receive(
    *,
    actor: str,
    source: str,
    subject: str,
    filename: str,
    sha256: str,
    pieces: "Callable[[int | None], Iterable[Piece]]",
    header: str = "",
) -> Receipt:
    """Store a file whole, or nothing of it: its `pieces` are read, judged and stored one after the other.

    What `pieces` raises is raised on, and then nothing stands, in the vault neither but for keys that lead nowhere.
    Raises IntegrityError where the same content came at once twice.
    """
    with Seals() as seals, transaction.atomic():
        delivery = Delivery.objects.create(
            source=source,
            subject=subject[:60],
            filename=masked(filename)[-200:],
            sha256=sha256,
            received_at=timezone.now(),
            lines=0,
            stored=0,
            unchanged=0,
            quarantined=0,
            header=header[:100],
        )
        receipt = Receipt()
        for piece in pieces(delivery.pk):
            receipt = _take(piece, delivery.pk, seals, receipt)
        Delivery.objects.filter(pk=delivery.pk).update(**vars(receipt))
        details = {"lagret": receipt.stored, "uendret": receipt.unchanged, "i karantene": receipt.quarantined}
        log.write(actor, "leveranse mottatt", str(delivery), details=details)
    return receipt


def _take(piece: "Piece", delivery: int, seals: Seals, before: Receipt) -> Receipt:
    """The vault first: a key without a row in the register is harmless."""
    piece.enrol()
    sealed = seals.add([one.raw for one in piece.refused])
    unchanged = piece.store(delivery)
    _quarantine(delivery, piece.refused, sealed)
    refused = len(piece.refused)
    return replace(
        before,
        lines=before.lines + piece.count,
        stored=before.stored + piece.count - refused - unchanged,
        unchanged=before.unchanged + unchanged,
        quarantined=before.quarantined + refused,
    )


def _quarantine(delivery: int, refused: "Sequence[Refused]", sealed: Sequence[UUID]) -> None:
    columns = ("delivery", "line", "field", "value", "reason", "sealed")
    rows = [
        (delivery, one.line, one.field, one.value, one.reason, where.hex)
        for one, where in zip(refused, sealed, strict=True)
    ]
    bulk_insert(QuarantinedLine, columns, rows)
