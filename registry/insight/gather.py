"""Gathering what the register and the vault have about one person."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from registry.identity.models import Subject
from registry.identity.queries import numbers_by_key, numbers_of
from registry.insight.about import ABOUT
from registry.insight.called import municipalities, names, reader, with_name
from registry.insight.sealed import of_person
from registry.models import Amendment, Correction, Dispensing, Event, Person, QuarantinedLine
from registry.oids import LEGAL_BASIS, PROFESSION
from registry.wording import field_name, model_of, month, record_name, written

Record = dict[str, Any]
Read = Callable[[str, str], str]
"""Field and value → the value with its name."""

CODED = {"bostedskommune": "municipality", "refusjonshjemmel": "legal_basis", "dyreart": "species"}
"""Parts of a changed line that are codes, and their fields."""

KINDS = {
    "fnr": "fødselsnummer",
    "dnr": "D-nummer",
    "hnr": "hjelpenummer",
    "fhn": "felles hjelpenummer",
    "synthetic": "syntetisk fødselsnummer",
    "synth-dnr": "syntetisk D-nummer",
}


@dataclass(frozen=True)
class Known:
    """What codes and keys of dispensings are called: HPR numbers and professions by prescriber, names by code."""

    numbers: dict[int, str]
    bases: dict[str, str]
    places: dict[str, str]
    professions: dict[int, str]


def everything(person: Person) -> Record:
    """A tree of texts and numbers with Norwegian names. The person's own numbers are in it: never cache or log it."""
    numbers, places, read = numbers_of(person.pk), municipalities(), reader()
    return {
        "utskrift": {"laget": moment(timezone.now()), "nøkkel": str(person.pk)},
        "om behandlingen": ABOUT,
        "person": _facts(person),
        "identitetsnumre": [{"type": KINDS.get(kind, kind), "nummer": number} for kind, number in numbers],
        "bosteder": [_residence(one, places) for one in person.residences.all()],
        "utleveringer": _dispensings(person),
        "endret av apoteket": [_amendment(one, read) for one in Amendment.objects.filter(key=person.pk).order_by("pk")],
        "rettelser": [correction(one, read) for one in _corrections(person)],
        "linjer i karantene": _quarantined([number for _, number in numbers]),
        "oppslag og hendelser": [event(one) for one in events_of(person.pk)],
    }


def _facts(person: Person) -> Record:
    return {
        "fødselsdato": day(person.birth_date),
        "kjønn": person.get_sex_display(),
        "dødsmåned": person.death_month.strftime("%Y-%m") if person.death_month else "",
    }


def _residence(residence: Any, places: dict[str, str]) -> Record:
    return {
        "kommune": with_name(residence.municipality, places),
        "fra": day(residence.valid_from),
        "til": day(residence.valid_to),
    }


def _dispensings(person: Person) -> list[Record]:
    rows = list(
        person.dispensings.select_related("product", "pharmacy", "prescriber", "delivery").order_by("date", "pk")
    )
    numbers = numbers_by_key(Subject.PRESCRIBER, {row.prescriber_id for row in rows if row.prescriber_id})
    known = Known(numbers, names(LEGAL_BASIS), municipalities(), _professions(rows))
    return [_dispensing(row, known) for row in rows]


def _dispensing(row: Dispensing, known: Known) -> Record:
    product, prescriber = row.product, row.prescriber_id or 0
    return {
        "dato": day(row.date),
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
        "refusjonshjemmel": with_name(row.legal_basis, known.bases),
        "refusjonskode": row.reimbursement_code,
        "bostedskommune": with_name(row.municipality, known.places),
        "rekvirent": f"HPR {known.numbers[prescriber]}" if prescriber in known.numbers else "",
        "rekvirentens profesjon": known.professions.get(prescriber, ""),
        "linje": f"{month(row.period)}/{row.line}",
        "mottatt": moment(row.delivery.received_at),
    }


def _professions(rows: Iterable[Dispensing]) -> dict[int, str]:
    called = names(PROFESSION)
    found: dict[int, str] = {}
    for row in rows:
        if row.prescriber and row.prescriber_id not in found:
            given = row.prescriber.authorisations.filter(valid_from__lte=row.date).last()
            found[row.prescriber_id] = called.get(given.profession, given.profession) if given else ""
    return found


def _corrections(person: Person) -> Iterable[Correction]:
    return Correction.objects.filter(key=person.pk).order_by("at")


def _amendment(one: Amendment, read: Read) -> Record:
    """The line as it was, with names beside its codes."""
    return {
        "linje": f"{month(one.original_period)}/{one.original_line}",
        "hva": one.get_kind_display(),
        **{name: read(CODED[name], value) if name in CODED else value for name, value in one.before.items()},
    }


def correction(one: Correction, read: Read) -> Record:
    model = model_of(one.table)
    return {
        "tidspunkt": moment(one.at),
        "hva": record_name(one.table),
        "felt": field_name(model, one.field),
        "fra": read(one.field, written(model, one.field, one.source_value)),
        "til": read(one.field, written(model, one.field, one.value)),
        "grunn": one.reason,
        "status": one.get_state_display(),
    }


def _quarantined(numbers: Collection[str]) -> list[Record]:
    """Lines with one of the person's numbers that were refused, as they came."""
    sealed = of_person(numbers)
    rows = QuarantinedLine.objects.filter(sealed__in=list(sealed)).select_related("delivery")
    return [
        {
            "levert": moment(row.delivery.received_at),
            "kilde": row.delivery.get_source_display(),
            "felt": row.field,
            "grunn": row.reason,
            "linje": sealed[row.sealed],
        }
        for row in rows
    ]


def events_of(key: int) -> Iterable[Event]:
    """Also those of the keys that became this one when an identity number was changed."""
    keys, new = {key}, {key}
    while new:
        joined = Event.objects.filter(key__in=new, details__has_key="fra").values_list("details", flat=True)
        new = {int(details["fra"]) for details in joined} - keys
        keys |= new
    return Event.objects.filter(key__in=keys).order_by("sequence")


def event(one: Event) -> Record:
    return {"tidspunkt": moment(one.at), "hvem": one.actor, "hva": one.action, "grunn": one.reason}


def _doses(per_package: Decimal | None, packages: int) -> str:
    return "" if per_package is None else _number(per_package * packages)


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"


def day(one: date | None) -> str:
    return one.isoformat() if one else ""


def moment(at: Any) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds")
