"""Gathering what the register and the vault have about one person."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from registry.identity.models import Subject
from registry.identity.queries import numbers_by_key, numbers_of, sealed_with
from registry.insight.about import ABOUT
from registry.models import Amendment, Code, Correction, Dispensing, Event, Person, QuarantinedLine
from registry.oids import LEGAL_BASIS, PROFESSION

Record = dict[str, Any]
KINDS = {
    "fnr": "fødselsnummer",
    "dnr": "D-nummer",
    "hnr": "hjelpenummer",
    "fhn": "felles hjelpenummer",
    "synthetic": "syntetisk fødselsnummer",
    "synth-dnr": "syntetisk D-nummer",
}


def everything(person: Person) -> Record:
    """A tree of texts and numbers with Norwegian names. The person's own numbers are in it: never cache or log it."""
    numbers = numbers_of(person.pk)
    return {
        "utskrift": {"laget": _moment(timezone.now()), "nøkkel": str(person.pk)},
        "om behandlingen": ABOUT,
        "person": _facts(person),
        "identitetsnumre": [{"type": KINDS.get(kind, kind), "nummer": number} for kind, number in numbers],
        "bosteder": [_residence(one) for one in person.residences.all()],
        "utleveringer": _dispensings(person),
        "endret av apoteket": [_amendment(one) for one in Amendment.objects.filter(key=person.pk).order_by("pk")],
        "rettelser": [_correction(one) for one in _corrections(person)],
        "linjer i karantene": _quarantined(number for _, number in numbers),
        "oppslag og hendelser": [_event(one) for one in _events(person.pk)],
    }


def _facts(person: Person) -> Record:
    return {
        "fødselsdato": _day(person.birth_date),
        "kjønn": person.get_sex_display(),
        "dødsmåned": person.death_month.strftime("%Y-%m") if person.death_month else "",
    }


def _residence(residence: Any) -> Record:
    return {
        "kommunenummer": residence.municipality,
        "fra": _day(residence.valid_from),
        "til": _day(residence.valid_to),
    }


def _dispensings(person: Person) -> list[Record]:
    rows = list(
        person.dispensings.select_related("product", "pharmacy", "prescriber", "delivery").order_by("date", "pk")
    )
    numbers = numbers_by_key(Subject.PRESCRIBER, {row.prescriber_id for row in rows if row.prescriber_id})
    bases = _names(LEGAL_BASIS)
    professions = _professions(rows)
    return [_dispensing(row, numbers, bases, professions) for row in rows]


def _dispensing(row: Dispensing, numbers: dict[int, str], bases: dict[str, str], professions: dict[int, str]) -> Record:
    product, prescriber = row.product, row.prescriber_id or 0
    return {
        "dato": _day(row.date),
        "apotek": row.pharmacy.name,
        "legemiddel": f"{product.name} {product.strength}".strip(),
        "varenummer": product.item_number,
        "ATC-kode": product.atc,
        "virkestoff": product.substance,
        "pakninger": row.packages,
        "pakningsstørrelse": f"{_number(product.package_size)} {product.package_unit}",
        "definerte døgndoser": _doses(product.ddd_per_package, row.packages),
        "pris i kroner": f"{row.price_ore / 100:.2f}",
        "refusjonsordning": row.scheme,
        "refusjonshjemmel": f"{row.legal_basis} {bases.get(row.legal_basis, '')}".strip(),
        "refusjonskode": row.reimbursement_code,
        "bostedskommune": row.municipality,
        "rekvirent": f"HPR {numbers[prescriber]}" if prescriber in numbers else "",
        "rekvirentens profesjon": professions.get(prescriber, ""),
        "linje": f"{row.period}/{row.line}",
        "mottatt": _moment(row.delivery.received_at),
    }


def _professions(rows: Iterable[Dispensing]) -> dict[int, str]:
    names = _names(PROFESSION)
    found: dict[int, str] = {}
    for row in rows:
        if row.prescriber and row.prescriber_id not in found:
            given = row.prescriber.authorisations.filter(valid_from__lte=row.date).last()
            found[row.prescriber_id] = names.get(given.profession, given.profession) if given else ""
    return found


def _names(oid: str) -> dict[str, str]:
    return dict(Code.objects.filter(oid=oid).order_by("valid_from").values_list("value", "name"))


def _corrections(person: Person) -> Iterable[Correction]:
    return Correction.objects.filter(key=person.pk).order_by("at")


def _amendment(one: Amendment) -> Record:
    return {"linje": f"{one.original_period}/{one.original_line}", "hva": one.get_kind_display(), **one.before}


def _correction(one: Correction) -> Record:
    return {
        "tidspunkt": _moment(one.at),
        "felt": one.field,
        "fra": one.source_value,
        "til": one.value,
        "grunn": one.reason,
        "status": one.get_state_display(),
    }


def _quarantined(numbers: Iterable[str]) -> list[Record]:
    """Lines with one of the person's numbers that were refused, as they came."""
    sealed = sealed_with(numbers)
    rows = QuarantinedLine.objects.filter(sealed__in=list(sealed)).select_related("delivery")
    return [
        {
            "levert": _moment(row.delivery.received_at),
            "kilde": row.delivery.get_source_display(),
            "felt": row.field,
            "grunn": row.reason,
            "linje": sealed[row.sealed],
        }
        for row in rows
    ]


def _events(key: int) -> Iterable[Event]:
    """Also those of the keys that became this one when an identity number was changed."""
    keys, new = {key}, {key}
    while new:
        joined = Event.objects.filter(key__in=new, details__has_key="fra").values_list("details", flat=True)
        new = {int(details["fra"]) for details in joined} - keys
        keys |= new
    return Event.objects.filter(key__in=keys).order_by("sequence")


def _event(one: Event) -> Record:
    return {"tidspunkt": _moment(one.at), "hvem": one.actor, "hva": one.action, "grunn": one.reason}


def _doses(per_package: Decimal | None, packages: int) -> str:
    return "" if per_package is None else _number(per_package * packages)


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _moment(at: Any) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds")
