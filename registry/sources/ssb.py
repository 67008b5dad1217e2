"""SSB: counties and municipalities (Klass 104 and 131), and the population on 1 January (table 07459).

The population comes a year a file, or in SSB's own forms, any number of years at once: see `ssb_table`.
"""

from registry import queries
from registry.models import County, Municipality, Population
from registry.sources import fields as f
from registry.sources.checking import Field, Lines
from registry.sources.content import Content
from registry.sources.repeats import agree, validity
from registry.sources.storing import upsert

NATION = "0"
OLDEST = 105
FIRST_YEAR = 1986
"""Of table 07459."""

MUNICIPALITY = f.pattern(r"[0-9]{4}", "et kommunenummer med fire siffer")
TWICE = "står to ganger i filen med ulikt innhold; den første gjelder"
NO_COUNTY = "ukjent fylke; lever fylker.csv først"


def _county_fields() -> list[Field]:
    return [
        Field("kode", f.pattern(r"[0-9]{2}", "et fylkesnummer med to siffer")),
        Field("navn", f.text(60)),
        Field("kortnavn", f.text(3)),
        Field("helseregion", f.optional(f.text(3), "")),
    ]


def _check_counties(lines: Lines, fields: list[Field]) -> None:
    lines.parse(fields)
    agree(lines, "kode", ("kode",), TWICE)


def _store_counties(lines: Lines, delivery: int) -> int:
    rows = list(zip(*(lines[name] for name in lines.columns), strict=True))
    return upsert(County, ("code",), ("name", "short", "health_region"), rows).count(False)


def _municipality_fields() -> list[Field]:
    return [
        Field("kode", MUNICIPALITY),
        Field("navn", f.text(60)),
        Field("fylke", f.one_of(queries.counties(), NO_COUNTY)),
        Field("gyldig_fra", f.day),
        Field("gyldig_til", f.optional(f.day)),
    ]


def _check_municipalities(lines: Lines, fields: list[Field]) -> None:
    lines.parse(fields)
    validity(lines)
    lines.drop()
    agree(lines, "kode", ("kode", "gyldig_fra"), TWICE)


def _store_municipalities(lines: Lines, delivery: int) -> int:
    rows = list(zip(*(lines[name] for name in ("kode", "gyldig_fra", "navn", "fylke", "gyldig_til")), strict=True))
    return upsert(Municipality, ("code", "valid_from"), ("name", "county_id", "valid_to"), rows).count(False)


def _population_fields() -> list[Field]:
    return [
        Field("aar", f.integer(FIRST_YEAR, 2100)),
        Field("region", f.one_of(queries.counties() | {NATION}, NO_COUNTY)),
        Field("kjonn", f.one_of(frozenset("KM"), "skal være K eller M")),
        Field("alder", f.integer(0, OLDEST)),
        Field("antall", f.integer(0, 999_999_999)),
    ]


def _check_population(lines: Lines, fields: list[Field]) -> None:
    lines.parse(fields)
    year = int(lines.subject[0])
    lines.rule("aar", [found != year for found in lines["aar"]], f"filen gjelder {year}; se linje 1")
    lines.drop()
    _check_agreement(lines)


def _check_years(lines: Lines, fields: list[Field]) -> None:
    lines.parse(fields)
    _check_agreement(lines)


def _check_agreement(lines: Lines) -> None:
    agree(lines, "antall", ("aar", "region", "kjonn", "alder"), TWICE)


def _store_population(lines: Lines, delivery: int) -> int:
    rows = list(zip(*(lines[name] for name in lines.columns), strict=True))
    return upsert(Population, ("year", "region", "sex", "age"), ("count",), rows).count(False)


CONTENTS = {
    "fylker": Content(
        name="fylker",
        columns=("kode", "navn", "kortnavn", "helseregion"),
        prepare=_county_fields,
        check=_check_counties,
        store=_store_counties,
    ),
    "kommuner": Content(
        name="kommuner",
        columns=("kode", "navn", "fylke", "gyldig_fra", "gyldig_til"),
        prepare=_municipality_fields,
        check=_check_municipalities,
        store=_store_municipalities,
    ),
    "folkemengde": Content(
        name="folkemengde",
        columns=("aar", "region", "kjonn", "alder", "antall"),
        prepare=_population_fields,
        check=_check_population,
        store=_store_population,
        subject=r"[0-9]{4}",
        title="folkemengde {0}",
    ),
    "folkemengde;2": Content(
        name="folkemengde",
        columns=("aar", "region", "kjonn", "alder", "antall"),
        prepare=_population_fields,
        check=_check_years,
        store=_store_population,
        subject=r"[0-9]{4};[0-9]{4}",
        title="folkemengde {0}–{1}",
        version=2,
    ),
}
