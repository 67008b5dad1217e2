"""Volven, and WHO's ATC index: national code lists, with the time each code is in force."""

from registry.models import AtcCode, Code
from registry.sources import fields as f
from registry.sources.checking import Field, Lines
from registry.sources.content import Content
from registry.sources.repeats import agree, validity
from registry.sources.storing import upsert

OID = r"[0-9]+(\.[0-9]+){3,}|lmr:[a-z_]+"
TWICE = "koden står to ganger i filen med ulikt innhold; den første gjelder"
LEVELS = {1: 1, 3: 2, 4: 3, 5: 4, 7: 5}


def level(code: str) -> int:
    """1 to 5; the Q of a veterinary code does not count."""
    return LEVELS[len(code) - _veterinary(code)]


def parent(code: str) -> str:
    """The code one level up; above a veterinary main group is Q, above the others nothing."""
    shorter = [size for size in (0, *LEVELS) if size < len(code) - _veterinary(code)]
    return code[: shorter[-1] + _veterinary(code)]


def _veterinary(code: str) -> bool:
    return code[0] == "Q" and len(code) > 1


def _codelist_fields() -> list[Field]:
    return [
        Field("oid", f.pattern(OID, "kodeverkets OID, som 2.16.578.1.12.4.1.1.7427")),
        Field("kode", f.text(20)),
        Field("navn", f.text(300)),
        Field("gyldig_fra", f.day),
        Field("gyldig_til", f.optional(f.day)),
    ]


def _check_codelist(lines: Lines, fields: list[Field]) -> None:
    lines.parse(fields)
    validity(lines)
    lines.drop()
    agree(lines, "kode", ("oid", "kode", "gyldig_fra"), TWICE)


def _store_codelist(lines: Lines, delivery: int) -> int:
    rows = list(zip(*(lines[name] for name in ("oid", "kode", "gyldig_fra", "navn", "gyldig_til")), strict=True))
    return upsert(Code, ("oid", "value", "valid_from"), ("name", "valid_to"), rows).count(False)


def _atc_fields() -> list[Field]:
    return [
        Field("kode", f.atc),
        Field("navn", f.text(200)),
        Field("navn_en", f.optional(f.text(200), "")),
        Field("ddd", f.optional(f.not_zero(f.decimal))),
        Field("enhet", f.optional(f.text(10), "")),
        Field("administrasjonsvei", f.optional(f.text(10), "")),
        Field("gyldig_fra", f.day),
        Field("gyldig_til", f.optional(f.day)),
        Field("erstattet_av", f.optional(f.atc, "")),
    ]


def _check_atc(lines: Lines, fields: list[Field]) -> None:
    lines.parse(fields)
    validity(lines)
    unitless = [ddd is not None and not unit for ddd, unit in zip(lines["ddd"], lines["enhet"], strict=True)]
    lines.rule("enhet", unitless, "en DDD skal ha enhet")
    lines.drop()
    agree(lines, "kode", ("kode", "gyldig_fra"), TWICE)


def _store_atc(lines: Lines, delivery: int) -> int:
    values = ("name", "name_en", "ddd", "ddd_unit", "ddd_route", "valid_to", "replaced_by", "level", "parent")
    columns = ("navn", "navn_en", "ddd", "enhet", "administrasjonsvei", "gyldig_til", "erstattet_av")
    rows = zip(lines["kode"], lines["gyldig_fra"], *(lines[name] for name in columns), strict=True)
    full = [(*row, level(row[0]), parent(row[0])) for row in rows]
    return upsert(AtcCode, ("code", "valid_from"), values, full).count(False)


CONTENTS = {
    "kodeverk": Content(
        name="kodeverk",
        columns=("oid", "kode", "navn", "gyldig_fra", "gyldig_til"),
        prepare=_codelist_fields,
        check=_check_codelist,
        store=_store_codelist,
    ),
    "atc": Content(
        name="atc",
        columns=(
            "kode",
            "navn",
            "navn_en",
            "ddd",
            "enhet",
            "administrasjonsvei",
            "gyldig_fra",
            "gyldig_til",
            "erstattet_av",
        ),
        prepare=_atc_fields,
        check=_check_atc,
        store=_store_atc,
    ),
}
