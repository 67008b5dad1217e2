"""Folkeregisteret: identity numbers that were changed. What was registered on both numbers becomes one person's."""

from django.db.models import Model

from registry import log
from registry.bulk import bulk_update
from registry.identity.actions import assign
from registry.identity.merging import lead_elsewhere
from registry.identity.models import Subject
from registry.models import Amendment, Correction, Dispensing, Person, Residence
from registry.sources import fields as f
from registry.sources.checking import Field, Lines
from registry.sources.content import Content
from registry.sources.identified import national_id
from registry.sources.repeats import agree

JOINED = "to nummer er samme person"
OF_PERSONS: tuple[tuple[type[Model], str], ...] = ((Dispensing, "person_id"), (Amendment, "key"), (Correction, "key"))


def _fields() -> list[Field]:
    return [Field("identifikator", national_id), Field("tidligere", national_id), Field("gyldig_fra", f.day)]


def _check(lines: Lines, fields: list[Field]) -> None:
    lines.parse(fields)
    same = [now == before for now, before in zip(lines["identifikator"], lines["tidligere"], strict=True)]
    lines.rule("tidligere", same, "er det samme nummeret som det nye")
    lines.drop()
    twice = "nummeret har et annet tidligere nummer på en linje før i filen"
    agree(lines, "tidligere", ("identifikator",), twice, ("tidligere",))


def _enrol(lines: Lines) -> None:
    keys = assign(Subject.PERSON, [*lines["tidligere"], *lines["identifikator"]])
    for name in ("identifikator", "tidligere"):
        lines.values[f"{name}_key"] = [keys[number] for number in lines[name]]


def _store(lines: Lines, delivery: int) -> int:
    """Join the persons, in order of time; returns how many lines joined nothing.

    The key of the earlier number stays, since more hangs on it. The vault follows before the register commits: if that
    fails, nothing is joined.
    """
    moved: dict[int, int] = {}
    for row in sorted(range(len(lines)), key=lambda row: lines["gyldig_fra"][row]):
        stays, goes = _now(moved, lines["tidligere_key"][row]), _now(moved, lines["identifikator_key"][row])
        if stays != goes:
            moved[goes] = stays
            _move(stays, goes)
    lead_elsewhere({goes: _now(moved, goes) for goes in moved})
    return len(lines) - len(moved)


def _now(moved: dict[int, int], key: int) -> int:
    while key in moved:
        key = moved[key]
    return key


def _move(stays: int, goes: int) -> None:
    log.write("folkeregisteret", JOINED, f"person {stays}", details={"fra": str(goes)}, key=stays)
    gone = Person.objects.filter(pk=goes).first()
    if gone is None:
        return
    Person.objects.get_or_create(
        pk=stays, defaults={"birth_date": gone.birth_date, "sex": gone.sex, "death_month": gone.death_month}
    )
    for model, name in OF_PERSONS:
        model._base_manager.filter(**{name: goes}).update(**{name: stays})
    known = set(Residence.objects.filter(person=stays).values_list("valid_from", flat=True))
    Residence.objects.filter(person=goes).exclude(valid_from__in=known).update(person=stays)
    gone.delete()
    _close(stays)


def _close(person: int) -> None:
    """Residences of two histories as one: each ends before the next begins."""
    homes = list(Residence.objects.filter(person=person).order_by("valid_from"))
    ends = [following.valid_from.fromordinal(following.valid_from.toordinal() - 1) for following in homes[1:]]
    changed = [(end, home.pk) for home, end in zip(homes, [*ends, None], strict=True) if end and home.valid_to != end]
    bulk_update(Residence, ("valid_to",), changed)


CONTENTS = {
    "identifikatorer": Content(
        name="identifikatorer",
        columns=("identifikator", "tidligere", "gyldig_fra"),
        prepare=_fields,
        check=_check,
        enrol=_enrol,
        store=_store,
        hidden=frozenset({"identifikator", "tidligere"}),
        rewrites=True,
    )
}
