"""Folkeregisteret: people, and where they are registered as living. One line a residence."""

from registry import queries
from registry.identity.actions import assign
from registry.identity.models import Subject
from registry.models import Person, Residence
from registry.queries import InForce
from registry.sources import fields as f
from registry.sources.checking import Field, Lines
from registry.sources.content import Content
from registry.sources.identified import national_id
from registry.sources.repeats import agree
from registry.sources.ssb import MUNICIPALITY
from registry.sources.storing import upsert, upsert_periods


def _fields() -> list[Field]:
    return [
        Field("identifikator", national_id),
        Field("fodselsdato", f.day),
        Field("kjonn", f.sex),
        Field("dod", f.optional(f.month)),
        Field("kommune", MUNICIPALITY),
        Field("gyldig_fra", f.day),
    ]


def _check(lines: Lines, municipalities: InForce) -> None:
    lines.parse(_fields())
    born, died, since = lines["fodselsdato"], lines["dod"], lines["gyldig_fra"]
    early = [month is not None and month < day.replace(day=1) for day, month in zip(born, died, strict=True)]
    lines.rule("dod", early, "dødsmåneden er før fødselsdatoen")
    lines.rule("fodselsdato", [f.not_come(day) for day in born], "datoen er ikke kommet ennå")
    lines.rule("dod", [month is not None and f.not_come(month) for month in died], "måneden er ikke kommet ennå")
    lines.rule("gyldig_fra", [f.not_come(day) for day in since], "datoen er ikke kommet ennå")
    where = lines["kommune"]
    unknown = [not municipalities.on(*pair) for pair in zip(where, map(str, since), strict=True)]
    lines.rule("kommune", unknown, "kommunenummeret gjaldt ikke den dagen bostedet begynner")
    before = [start < day for day, start in zip(born, since, strict=True)]
    lines.rule("gyldig_fra", before, "bostedet begynner før fødselsdatoen")
    lines.drop()
    facts = ("fodselsdato", "kjonn", "dod")
    agree(
        lines,
        "identifikator",
        ("identifikator",),
        "opplysningene er ikke de samme som på personens første linje",
        facts,
    )
    lines.drop()
    twice = "personen har to bosteder fra samme dag; det første gjelder"
    agree(lines, "kommune", ("identifikator", "gyldig_fra"), twice)


def _enrol(lines: Lines) -> None:
    keys = assign(Subject.PERSON, lines["identifikator"])
    lines.values["key"] = [keys[number] for number in lines["identifikator"]]


def _store(lines: Lines, delivery: int) -> int:
    about = list(zip(*(lines[name] for name in ("key", "fodselsdato", "kjonn", "dod")), strict=True))
    rows = list(zip(lines["key"], lines["gyldig_fra"], lines["kommune"], strict=True))
    new = upsert(Person, ("key",), ("birth_date", "sex", "death_month"), about)
    moved = upsert_periods(Residence, "person_id", "municipality", rows)
    return sum(not (one or other) for one, other in zip(new, moved, strict=True))


CONTENTS = {
    "personer": Content(
        name="personer",
        columns=("identifikator", "fodselsdato", "kjonn", "dod", "kommune", "gyldig_fra"),
        prepare=queries.municipalities,
        check=_check,
        enrol=_enrol,
        store=_store,
        hidden=frozenset({"identifikator"}),
    )
}
