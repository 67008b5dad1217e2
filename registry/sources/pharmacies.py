"""Pharmacies: dispensings, one file a pharmacy and month. Measured speed: docs/sources.md."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import repeat

import numpy as np
import numpy.typing as npt

from registry import partitions, quality, queries
from registry.bulk import bulk_insert
from registry.identity.models import Subject
from registry.identity.queries import keys_for
from registry.models import Dispensing, Recipient
from registry.oids import LEGAL_BASIS, REIMBURSEMENT, SPECIES
from registry.queries import InForce, People
from registry.sources import fields as f
from registry.sources.checking import Field, Lines, Refusal
from registry.sources.content import Content
from registry.sources.delivery_file import DISPENSING, BrokenFile
from registry.sources.identified import hpr, national_id
from registry.sources.pharmacy_list import NUMBER

FIRST_YEAR = 2004
NOBODY = -1
STORED = {
    "pharmacy": "pharmacy",
    "period": "period",
    "line": "linje",
    "date": "date",
    "recipient": "recipient",
    "person": "person",
    "species": "dyreart",
    "prescriber": "rekvirent",
    "product": "varenummer",
    "packages": "pakninger",
    "price_ore": "pris",
    "legal_basis": "hjemmel",
    "reimbursement_code": "refusjonskode",
    "municipality": "kommune",
}
PERSON, ANIMAL, REQUISITION = Recipient.PERSON.value, Recipient.ANIMAL.value, Recipient.REQUISITION.value
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Needed:
    """What a dispensing may refer to, read once for all files; `fields` hold what has been judged so far."""

    pharmacies: dict[str, int]
    people: People
    municipalities: InForce
    legal_bases: InForce
    reimbursement: InForce
    prices: dict[int, int]
    fields: dict[str, Field] = field(default_factory=dict)


@dataclass(frozen=True)
class Month:
    """What the quality watch needs of a file: whose it is, which month (yyyymm), and what products cost."""

    pharmacy: int
    period: int
    prices: dict[int, int]


def prepare() -> Needed:
    needed = Needed(
        pharmacies=queries.pharmacies(),
        people=queries.people(),
        municipalities=queries.municipalities(),
        legal_bases=queries.codes(LEGAL_BASIS),
        reimbursement=queries.reimbursement_codes(REIMBURSEMENT),
        prices=queries.prices(),
    )
    needed.fields.update((one.name, one) for one in _fields(needed))
    return needed


def _fields(needed: Needed) -> list[Field]:
    prescribers, species = queries.prescribers(), queries.codes(SPECIES)
    return [
        Field("linje", f.integer(1, 999_999_999)),
        Field("pasient", many=lambda numbers: _patients(numbers, needed.people)),
        Field("dyreart", f.optional(f.one_of(species, "ukjent dyreart; skal være en kode i lmr:dyreart"), "")),
        Field("rekvirent", many=lambda numbers: _prescribers(numbers, prescribers)),
        Field("varenummer", f.looked_up(queries.products(), "varenummeret finnes ikke i FEST")),
        Field("pakninger", f.not_zero(f.integer(-99_999, 99_999))),
        Field("pris", f.money),
        Field(
            "hjemmel", f.optional(f.one_of(needed.legal_bases, "ukjent hjemmel; skal være en kode i Volven 7427"), "")
        ),
        Field(
            "refusjonskode",
            f.optional(
                f.one_of(
                    needed.reimbursement,
                    "ukjent refusjonskode; skal være ICD-10:<kode>, ICPC-2:<kode> eller PUNKT:<punkt>",
                ),
                "",
            ),
        ),
        Field(
            "kommune",
            f.optional(f.one_of(needed.municipalities, "ukjent kommunenummer; skal være fra SSB Klass 131"), ""),
        ),
    ]


def _patients(numbers: set[str], people: People) -> dict[str, object]:
    """Each number's position in `people`; the empty text is nobody."""
    judged: dict[str, object] = {number: national_id(number) if number else NOBODY for number in numbers}
    valid = [number for number, verdict in judged.items() if verdict == number]
    keys = keys_for(Subject.PERSON, valid)
    unknown = Refusal("personen finnes ikke i registeret; Folkeregisteret må levere den først")
    places = people.positions([keys.get(number, 0) for number in valid])
    judged.update((number, unknown if place is None else place) for number, place in zip(valid, places, strict=True))
    return judged


def _prescribers(numbers: set[str], known: set[int]) -> dict[str, object]:
    judged: dict[str, object] = {number: hpr(number) if number else None for number in numbers}
    valid = [number for number, verdict in judged.items() if verdict == number]
    keys = keys_for(Subject.PRESCRIBER, valid)
    unknown = Refusal("rekvirenten finnes ikke i registeret; HPR må levere den først")
    judged.update((number, keys[number] if keys.get(number) in known else unknown) for number in valid)
    return judged


def _date(period: str) -> Field:
    def judge(text: str) -> object:
        found = f.day(text)
        if isinstance(found, date) and text[:7] != period:
            return Refusal("datoen ligger utenfor filens måned; se linje 1")
        return found

    return Field("dato", judge)


def sender(lines: Lines, needed: Needed) -> int:
    """The id of the pharmacy that line 1 names. Raises BrokenFile where there is none, or no such month."""
    number, period = lines.subject
    pharmacy = needed.pharmacies.get(number)
    if pharmacy is None:
        raise BrokenFile("apoteket i linje 1 finnes ikke i registeret; apoteklisten må leveres først")
    if int(period[:4]) < FIRST_YEAR:
        raise BrokenFile(f"registeret begynner i {FIRST_YEAR}; måneden i linje 1 skal ikke være før det")
    if f.not_come(date.fromisoformat(f"{period}-01")):
        raise BrokenFile("måneden i linje 1 er ikke kommet ennå; rett den, eller lever når den er over")
    return pharmacy


def _check(lines: Lines, needed: Needed) -> None:
    pharmacy = sender(lines, needed)
    fields = {**needed.fields, "dato": _date(lines.subject[1])}
    lines.parse([fields[name] for name in DISPENSING])
    judge(lines, needed, pharmacy)


def judge(lines: Lines, needed: Needed, pharmacy: int) -> None:
    """The rules between fields, and against what is stored; completes the lines that stand."""
    _check_recipient(lines, needed)
    _check_amounts(lines)
    _check_reimbursement(lines, needed)
    _check_municipality(lines, needed)
    lines.drop()
    lines.unique("linje", lines["linje"], "linjenummeret står to ganger i filen; den første linjen gjelder")
    if stored := queries.stored_lines(pharmacy, period_of(lines), lines["linje"]):
        again = [line in stored for line in lines["linje"]]
        lines.rule("linje", again, "linjen er alt lagret fra en tidligere fil for samme apotek og måned")
    if erased := queries.erased_lines(pharmacy, period_of(lines), lines["linje"]):
        gone = [line in erased for line in lines["linje"]]
        lines.rule("linje", gone, "linjen er slettet fra registeret etter loven og tas ikke inn igjen")
    lines.drop()
    _complete(lines, pharmacy, needed.people)
    lines.about = Month(pharmacy, period_of(lines), needed.prices)


def _check_recipient(lines: Lines, needed: Needed) -> None:
    rows = np.array(lines["pasient"], dtype=np.int64)
    days = np.fromiter(map(date.toordinal, lines["dato"]), dtype=np.int64, count=len(lines))
    lines.rule("dato", days < needed.people.born[rows], "datoen er før pasientens fødselsdato")
    lines.rule("dato", days > needed.people.last[rows], "datoen er etter måneden pasienten døde")
    lines.rule(
        "dyreart", (rows != NOBODY) & _filled(lines["dyreart"]), "pasient og dyreart kan ikke begge være fylt ut"
    )


def _check_amounts(lines: Lines) -> None:
    packages, price = np.array(lines["pakninger"], dtype=np.int64), np.array(lines["pris"], dtype=np.int64)
    lines.rule("pris", (packages < 0) & (price > 0), "en retur (negative pakninger) kan ikke ha positiv pris")
    lines.rule("pris", (packages > 0) & (price < 0), "bare en retur (negative pakninger) kan ha negativ pris")


def _check_reimbursement(lines: Lines, needed: Needed) -> None:
    basis, code = _filled(lines["hjemmel"]), _filled(lines["refusjonskode"])
    lines.rule("refusjonskode", code & ~basis, "refusjonskode uten hjemmel; hjemmel må være fylt ut")
    expired = "gjaldt ikke den dagen legemidlet ble utlevert"
    lines.rule("hjemmel", _not_in_force(lines, "hjemmel", needed.legal_bases), f"hjemmelen {expired}")
    lines.rule(
        "refusjonskode", _not_in_force(lines, "refusjonskode", needed.reimbursement), f"refusjonskoden {expired}"
    )


def _check_municipality(lines: Lines, needed: Needed) -> None:
    person, filled = np.array(lines["pasient"], dtype=np.int64) != NOBODY, _filled(lines["kommune"])
    lines.rule("kommune", person & ~filled, "mangler; pasientens bostedskommune, 9999 når den er ukjent")
    lines.rule("kommune", ~person & filled, "skal være tom når utleveringen ikke er til en person")
    expired = "kommunenummeret gjaldt ikke den dagen legemidlet ble utlevert"
    lines.rule("kommune", _not_in_force(lines, "kommune", needed.municipalities), expired)


def _filled(texts: Sequence[str]) -> Mask:
    return np.fromiter(map(bool, texts), dtype=np.bool_, count=len(texts))


def _not_in_force(lines: Lines, name: str, periods: InForce) -> Mask:
    pairs = list(zip(lines[name], lines["dato"], strict=True))
    broken = {(code, day) for code, day in set(pairs) if code and not periods.on(code, str(day))}
    return np.fromiter(
        (pair in broken for pair in pairs) if broken else repeat(False, len(pairs)), np.bool_, len(pairs)
    )


def period_of(lines: Lines) -> int:
    return int(lines.subject[1].replace("-", ""))


def _complete(lines: Lines, pharmacy: int, people: People) -> None:
    """The columns of the table that are not in the file. Kept as text: SQLite takes it fastest, and it fits in COPY."""
    patients, count = lines["pasient"], len(lines)
    lines.values |= {
        "pharmacy": [pharmacy] * count,
        "period": [period_of(lines)] * count,
        "date": list(map(str, lines["dato"])),
        "recipient": list(map(_recipient, patients, lines["dyreart"])),
        "person": people.keys_at(patients),
    }


def _recipient(patient: int, species: str) -> str:
    if patient != NOBODY:
        return PERSON
    return ANIMAL if species else REQUISITION


def _store(lines: Lines, delivery: int) -> int:
    columns = (lines[name] for name in STORED.values())
    rows = zip(repeat(delivery), *columns, strict=False)
    bulk_insert(Dispensing, ("delivery", *STORED), rows, straight=partitions.table_of(period_of(lines)))
    note_month(lines)
    return 0


def note_month(lines: Lines) -> None:
    """Tell the quality watch what these lines add to their pharmacy's month."""
    month: Month = lines.about
    products, packages, price = (lines[name] for name in ("varenummer", "pakninger", "pris"))
    sums = {
        "lines": len(lines),
        "packages": sum(packages),
        "price_ore": sum(price),
        "refused": len(lines.refused),
        "unknown_products": sum(one.field == "varenummer" for one in lines.refused),
        "odd_prices": quality.odd_prices(products, packages, price, month.prices),
    }
    quality.note(month.pharmacy, month.period, sums)


CONTENTS = {
    "utleveringer": Content(
        name="utleveringer",
        columns=DISPENSING,
        prepare=prepare,
        check=_check,
        store=_store,
        subject=rf"{NUMBER};[0-9]{{4}}-(0[1-9]|1[0-2])",
        title="{0} {1}",
        hidden=frozenset({"pasient", "rekvirent"}),
    )
}
