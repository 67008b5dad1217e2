"""A person's and a prescriber's rights: all about them handed out, and erased, with the law's ground."""

from typing import Any

from django.db import transaction

from registry import insight, log
from registry.identity.actions import forget
from registry.identity.queries import numbers_of
from registry.insight.sealed import of_person, of_prescriber
from registry.models import Amendment, Correction, Dispensing, ErasedLine, Ground, Person, Prescriber

PRESCRIBER_WAS = "rekvirentens nøkkel"
"""The name under which an amended line keeps its prescriber."""


def hand_out(*, actor: str, person: Person, reason: str) -> dict[str, Any]:
    """Everything the register has about a person, for them: see `registry.insight`. The handing out is in it too."""
    log.write(actor, "innsyn gitt", str(person), reason, {"hjemmel": Ground.INSIGHT.label}, person.pk)
    return insight.everything(person)


def hand_out_prescriber(*, actor: str, prescriber: Prescriber, reason: str) -> dict[str, Any]:
    """As `hand_out`, for a prescriber: without their patients."""
    log.write(actor, "innsyn gitt", str(prescriber), reason, {"hjemmel": Ground.INSIGHT.label}, prescriber.pk)
    return insight.everything_of_prescriber(prescriber)


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
        forget(key, of_person(_numbers(key)))
    return count


def erase_prescriber(*, actor: str, prescriber: Prescriber, ground: Ground, reason: str) -> int:
    """Erase a prescriber and their numbers in the vault; returns how many dispensings no longer say who prescribed.

    The dispensings are their patients', and stay. For the rest as `erase_person`.
    """
    _require(reason)
    key, name = prescriber.pk, str(prescriber)
    with transaction.atomic():
        count = Dispensing.objects.filter(prescriber=key).update(prescriber=None)
        _leave_out_of_amended(key)
        Correction.objects.filter(key=key).delete()
        Correction.objects.filter(table="dispensing", field="prescriber_id", value=str(key)).delete()
        Correction.objects.filter(table="dispensing", field="prescriber_id", source_value=str(key)).delete()
        prescriber.delete()  # and the authorisations
        log.write(actor, "slettet rekvirent", name, reason, {"hjemmel": ground.label, "utleveringer": count}, key)
        forget(key, of_prescriber(_numbers(key)))
    return count


def _numbers(key: int) -> list[str]:
    return [number for _, number in numbers_of(key)]


def _leave_out_of_amended(key: int) -> None:
    for one in Amendment.objects.filter(**{f"before__{PRESCRIBER_WAS}": str(key)}):
        one.before[PRESCRIBER_WAS] = ""
        one.save(update_fields=["before"])


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
