"""Helsepersonellregisteret: prescribers, and their authorisations in time. One line an authorisation."""

from datetime import date

from registry import queries
from registry.identity.actions import assign
from registry.identity.models import Subject
from registry.models import Authorisation, Prescriber
from registry.oids import PROFESSION, SPECIALITY
from registry.sources import fields as f
from registry.sources.checking import Field, Lines
from registry.sources.content import Content
from registry.sources.identified import hpr
from registry.sources.repeats import agree, validity
from registry.sources.storing import upsert


def _fields() -> list[Field]:
    return [
        Field("hprnummer", hpr),
        Field("fodselsaar", f.optional(f.integer(1900, 2100))),
        Field("kjonn", f.sex),
        Field("profesjon", f.one_of(queries.codes(PROFESSION), "ukjent profesjon; skal være en kode i Volven 9060")),
        Field(
            "spesialitet",
            f.optional(f.one_of(queries.codes(SPECIALITY), "ukjent spesialitet; skal være en kode i Volven 7426"), ""),
        ),
        Field("gyldig_fra", f.day),
        Field("gyldig_til", f.optional(f.day)),
    ]


def _check(lines: Lines, fields: list[Field]) -> None:
    lines.parse(fields)
    ahead = [year is not None and f.not_come(date(year, 1, 1)) for year in lines["fodselsaar"]]
    lines.rule("fodselsaar", ahead, "året er ikke kommet ennå")
    validity(lines)
    lines.drop()
    about = ("fodselsaar", "kjonn")
    agree(
        lines,
        "hprnummer",
        ("hprnummer",),
        "fødselsår og kjønn er ikke de samme som på rekvirentens første linje",
        about,
    )
    lines.drop()
    key = ("hprnummer", "profesjon", "spesialitet", "gyldig_fra")
    agree(lines, "profesjon", key, "autorisasjonen står to ganger i filen med ulikt innhold; den første gjelder")


def _enrol(lines: Lines) -> None:
    keys = assign(Subject.PRESCRIBER, lines["hprnummer"])
    lines.values["key"] = [keys[number] for number in lines["hprnummer"]]


def _store(lines: Lines, delivery: int) -> int:
    about = list(zip(lines["key"], lines["fodselsaar"], lines["kjonn"], strict=True))
    columns = ("key", "profesjon", "spesialitet", "gyldig_fra", "gyldig_til")
    rows = list(zip(*(lines[name] for name in columns), strict=True))
    new = upsert(Prescriber, ("key",), ("birth_year", "sex"), about)
    key = ("prescriber_id", "profession", "speciality", "valid_from")
    changed = upsert(Authorisation, key, ("valid_to",), rows)
    return sum(not (one or other) for one, other in zip(new, changed, strict=True))


CONTENTS = {
    "helsepersonell": Content(
        name="helsepersonell",
        columns=("hprnummer", "fodselsaar", "kjonn", "profesjon", "spesialitet", "gyldig_fra", "gyldig_til"),
        prepare=_fields,
        check=_check,
        enrol=_enrol,
        store=_store,
        hidden=frozenset({"hprnummer"}),
    )
}
