"""Gathering what the register and the vault have about one prescriber.

The patients are not in it: what concerns them is theirs (personvernforordningen article 15 no. 4). So a dispensing is
told without the patient, the place and the pharmacy, and a refused line without its text.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from registry.identity.queries import numbers_of
from registry.insight.about import ABOUT
from registry.insight.called import names, reader, with_name
from registry.insight.gather import correction, day, event, events_of, moment
from registry.insight.sealed import of_prescriber
from registry.models import Authorisation, Correction, Dispensing, Prescriber, QuarantinedLine
from registry.oids import LEGAL_BASIS, PROFESSION, SPECIALITY

Record = dict[str, Any]
LINES = "utleveringer"
ABOUT_PRESCRIBERS = {
    **ABOUT,
    "kategorier": "HPR-nummer, fødselsår, kjønn, autorisasjoner, og hva som er utlevert på resepter fra deg.",
    "pasientene": "Opplysninger om pasientene er deres og er ikke med (personvernforordningen artikkel 15 nr. 4).",
}


def everything_of_prescriber(prescriber: Prescriber) -> Record:
    """A tree of texts and numbers with Norwegian names, as `everything` of a person. Never cache or log it."""
    numbers = [number for _, number in numbers_of(prescriber.pk)]
    lines, read = list(_lines(prescriber)), reader()
    return {
        "utskrift": {"laget": moment(timezone.now()), "nøkkel": str(prescriber.pk)},
        "om behandlingen": ABOUT_PRESCRIBERS,
        "helsepersonell": {"fødselsår": prescriber.birth_year or "", "kjønn": prescriber.get_sex_display()},
        "identitetsnumre": [{"type": "HPR-nummer", "nummer": number} for number in numbers],
        "autorisasjoner": _authorisations(prescriber),
        "utlevert, år for år": _sums(lines),
        LINES: lines,
        "rettelser": [correction(one, read) for one in Correction.objects.filter(key=prescriber.pk).order_by("at")],
        "linjer i karantene": [_refused(one) for one in of_prescriber(numbers).values()],
        "oppslag og hendelser": [event(one) for one in events_of(prescriber.pk)],
    }


def for_print(content: Record) -> Record:
    """Without the single dispensings, of which a doctor has hundreds of thousands: they are in the JSON."""
    shown = {name: part for name, part in content.items() if name != LINES}
    shown["utskrift"] = {
        **shown["utskrift"],
        "enkeltlinjer": f"{len(content[LINES])} utleveringer, hver for seg, står i innsynet som JSON.",
    }
    return shown


def _authorisations(prescriber: Prescriber) -> list[Record]:
    professions, specialities = names(PROFESSION), names(SPECIALITY)

    def shown(one: Authorisation) -> Record:
        return {
            "profesjon": professions.get(one.profession, one.profession),
            "spesialitet": specialities.get(one.speciality, one.speciality),
            "fra": day(one.valid_from),
            "til": day(one.valid_to),
        }

    return [shown(one) for one in prescriber.authorisations.all()]


def _lines(prescriber: Prescriber) -> Iterable[Record]:
    bases = names(LEGAL_BASIS)
    rows = Dispensing.objects.filter(prescriber=prescriber).select_related("product").order_by("date", "pk")
    for row in rows.iterator(chunk_size=2_000):
        yield {
            "dato": day(row.date),
            "mottaker": row.get_recipient_display(),
            "legemiddel": f"{row.product.name} {row.product.strength}".strip(),
            "varenummer": row.product.item_number,
            "ATC-kode": row.product.atc,
            "pakninger": row.packages,
            "pris i kroner": f"{row.price_ore / 100:.2f}",
            "refusjonshjemmel": with_name(row.legal_basis, bases),
            "refusjonskode": row.reimbursement_code,
        }


def _sums(lines: Iterable[Record]) -> list[Record]:
    """Lines and packages by year and ATC code."""
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for line in lines:
        found = sums[line["dato"][:4], line["ATC-kode"]]
        found[0] += 1
        found[1] += line["pakninger"]
    return [
        {"år": year, "ATC-kode": atc, "utleveringer": count, "pakninger": packages}
        for (year, atc), (count, packages) in sorted(sums.items())
    ]


def _refused(line: QuarantinedLine) -> Record:
    return {
        "levert": moment(line.delivery.received_at),
        "kilde": line.delivery.get_source_display(),
        "felt": line.field,
        "grunn": line.reason,
    }
