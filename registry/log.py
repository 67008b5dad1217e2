"""The log of deeds: written at the end of a deed's transaction, each entry chained to the one before by a keyed digest.

An entry's digest is HMAC-SHA256 over its content, its number and the digest before it, with a key that is not in the
database: nobody who can only write to the database can change an entry and mend the chain. Cutting off the log's end
is found by the anchors, which are kept in the other database (`registry.identity`).
"""

import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from registry.identity.keys import log_key
from registry.identity.models import LogAnchor
from registry.identity.numbers import masked
from registry.models import Event, LogHead

FIELDS = ("sequence", "at", "actor", "action", "subject", "key", "reason", "details")


@dataclass(frozen=True)
class Fault:
    """What is wrong with the log, and at which number. `text` is for staff, in Norwegian."""

    sequence: int
    text: str


@dataclass(frozen=True)
class Verdict:
    entries: int
    head: str
    faults: list[Fault]


def write(
    actor: str,
    action: str,
    subject: str,
    reason: str = "",
    details: Mapping[str, object] | None = None,
    key: int | None = None,
) -> Event:
    """Add one entry. Entries wait for each other from here to the end of the transaction, so write last in it."""
    with transaction.atomic():
        head = _locked_head()
        event = Event(
            sequence=head.sequence + 1,
            at=timezone.now(),
            actor=actor[:150],
            action=action,
            subject=subject[:200],
            key=key,
            reason=masked(reason)[:300],
            details=dict(details or {}),
            previous=head.digest,
        )
        event.digest = digest(event, head.digest)
        event.save(force_insert=True)
        head.sequence, head.digest = event.sequence, event.digest
        head.save(update_fields=["sequence", "digest"])
    return event


def digest(event: Any, previous: str) -> str:
    """64 hexadecimal digits of an entry's content after `previous`."""
    content = {name: getattr(event, name) for name in FIELDS}
    content["at"] = _utc(event.at)
    text = json.dumps([previous, content], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.digest(log_key(), text.encode(), "sha256").hex()


def verify() -> Verdict:
    """Read the whole log and hold it against the chain, the head and the anchors."""
    faults = list[Fault]()
    expected, before = 0, ""
    at_anchor = {anchor.sequence: anchor.digest for anchor in LogAnchor.objects.all()}
    for event in Event.objects.order_by("sequence").iterator(chunk_size=5_000):
        faults += _judge(event, expected + 1, before)
        if at_anchor.pop(event.sequence, event.digest) != event.digest:
            faults.append(Fault(event.sequence, "hendelsen er en annen enn den som ble forankret i hvelvet"))
        expected, before = event.sequence, event.digest
    faults += _missing_end(expected, before, at_anchor)
    return Verdict(entries=Event.objects.count(), head=before, faults=faults)


def anchor() -> None:
    """Remember in the other database how far the log has come."""
    last = Event.objects.order_by("-sequence").values_list("sequence", "digest").first()
    if last:
        LogAnchor.objects.get_or_create(sequence=last[0], defaults={"digest": last[1]})


def _judge(event: Event, expected: int, before: str) -> Iterator[Fault]:
    if event.sequence != expected:
        gap = f"hendelse {expected}" if event.sequence == expected + 1 else f"hendelse {expected}–{event.sequence - 1}"
        yield Fault(expected, f"{gap} mangler")
    elif event.previous != before:
        yield Fault(event.sequence, "hendelsen henger ikke sammen med den forrige")
    if event.digest != digest(event, event.previous):
        yield Fault(event.sequence, "innholdet er endret etter at hendelsen ble skrevet")


def _missing_end(last: int, last_digest: str, anchors: dict[int, str]) -> Iterator[Fault]:
    head = LogHead.objects.first()
    if head and (head.sequence, head.digest) != (last, last_digest):
        yield Fault(last + 1, f"loggen slutter ved {last}, men har vært på {head.sequence}")
    for sequence in sorted(anchors):
        yield Fault(sequence, f"hendelse {sequence} er forankret i hvelvet, men finnes ikke i loggen")


def _locked_head() -> LogHead:
    LogHead.objects.get_or_create(pk=1)
    return LogHead.objects.select_for_update().get(pk=1)


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
