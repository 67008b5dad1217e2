"""A person's rights: everything about them handed out, a line or the whole person erased, with the law's ground."""

from typing import Any

from django.db import transaction

from registry import insight, log
from registry.identity.actions import forget
from registry.models import Amendment, Correction, Dispensing, ErasedLine, Ground, Person


def hand_out(*, actor: str, person: Person, reason: str) -> dict[str, Any]:
    """Everything the register has about a person, for them: see `registry.insight`. The handing out is in it too."""
    log.write(actor, "innsyn gitt", str(person), reason, {"hjemmel": Ground.INSIGHT.label}, person.pk)
    return insight.everything(person)


def erase_line(*, actor: str, dispensing: Dispensing, ground: Ground, reason: str) -> None:
    """Erase one dispensing. The same line is not let in again. Raises ValueError without a reason."""
    _require(reason)
    with transaction.atomic():
        _bar([dispensing])
        Correction.objects.filter(table="dispensing", row=str(dispensing.pk)).delete()
        where, key = f"utlevering {dispensing}", dispensing.person_id
        dispensing.delete()
        log.write(actor, "slettet utlevering", where, reason, {"hjemmel": ground.label}, key)


def erase_person(*, actor: str, person: Person, ground: Ground, reason: str) -> int:
    """Erase a person, all their dispensings and their numbers in the vault; returns how many dispensings there were.

    The log keeps the key, which nobody can lead back to a number any more. The vault is emptied before the register
    commits: if that fails, the register's rows stand and the deed can be done again. Raises ValueError without reason.
    """
    _require(reason)
    key, name = person.pk, str(person)
    with transaction.atomic():
        count = _bar(list(person.dispensings.all()))
        rows = [str(pk) for pk in person.dispensings.values_list("pk", flat=True)]
        _bar_amended(key)
        Correction.objects.filter(key=key).delete()
        Correction.objects.filter(table="dispensing", row__in=rows).delete()
        person.dispensings.all().delete()
        person.delete()  # and where they lived
        details = {"hjemmel": ground.label, "utleveringer": count}
        log.write(actor, "slettet person", name, reason, details, key)
        forget(key)
    return count


def _bar(lines: list[Dispensing]) -> int:
    ErasedLine.objects.bulk_create(
        [ErasedLine(pharmacy_id=one.pharmacy_id, period=one.period, line=one.line) for one in lines],
        batch_size=1_000,
        ignore_conflicts=True,
    )
    return len(lines)


def _bar_amended(key: int) -> None:
    """Erase what lines said before their pharmacy changed them."""
    changed = Amendment.objects.filter(key=key)
    places = [(one.pharmacy_id, one.original_period, one.original_line) for one in changed]
    places += [(one.pharmacy_id, one.period, one.line) for one in changed]
    ErasedLine.objects.bulk_create(
        [ErasedLine(pharmacy_id=pharmacy, period=period, line=line) for pharmacy, period, line in places],
        batch_size=1_000,
        ignore_conflicts=True,
    )
    changed.delete()


def _require(reason: str) -> None:
    if not reason.strip():
        raise ValueError("An erasure needs a reason")
