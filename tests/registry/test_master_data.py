"""Each source of master data: good lines stored, bad ones quarantined with the reason, repetition without effect."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from registry.models import (
    AtcCode,
    Authorisation,
    Code,
    County,
    Delivery,
    Municipality,
    Person,
    Pharmacy,
    Population,
    Prescriber,
    QuarantinedLine,
    Residence,
)
from tests.registry import world

FILE_OF: dict[str, tuple[str, Callable[..., str]]] = {
    "kodeverk": ("volven", world.codelist_file),
    "atc": ("volven", world.atc_file),
    "fylker": ("ssb", world.county_file),
    "kommuner": ("ssb", world.municipality_file),
    "folkemengde": ("ssb", world.population_file),
    "apotek": ("pharmacy_list", world.pharmacy_file),
    "helsepersonell": ("hpr", world.hpr_file),
    "personer": ("folkeregisteret", world.person_file),
}

BAD = [
    ("kodeverk", "tull;1;Navn;2004-01-01;", "oid", "OID"),
    ("kodeverk", "lmr:x;;Navn;2004-01-01;", "kode", "mangler"),
    ("kodeverk", f"lmr:x;{'9' * 21};Navn;2004-01-01;", "kode", "høyst 20 tegn"),
    ("kodeverk", "lmr:x;1;Navn;01.01.2004;", "gyldig_fra", "ÅÅÅÅ-MM-DD"),
    ("kodeverk", "lmr:x;1;Navn;2004-02-30;", "gyldig_fra", "ÅÅÅÅ-MM-DD"),
    ("kodeverk", "lmr:x;1;Navn;2004-01-01;2003-12-31", "gyldig_til", "slutter før"),
    ("kodeverk", "lmr:x;1;Navn;2004-01-01", "hele linjen", "4 felt; den skal ha 5"),
    ("atc", "C10AA;Statiner;;;;;2004-01-01;;", None, ""),
    ("atc", "C10AAA;Statiner;;;;;2004-01-01;;", "kode", "ATC-kode"),
    ("atc", "c10aa01;simvastatin;;;;;2004-01-01;;", "kode", "ATC-kode"),
    ("atc", "C10AA05;atorvastatin;;20;;O;2004-01-01;;", "enhet", "DDD skal ha enhet"),
    ("atc", "C10AA05;atorvastatin;;0;mg;O;2004-01-01;;", "ddd", "ikke være 0"),
    ("atc", "C10AA05;atorvastatin;;0,5;mg;O;2004-01-01;;", "ddd", "punktum"),
    ("fylker", "3;Oslo;OSL;", "kode", "to siffer"),
    ("fylker", "31;Østfold;ØSTF;", "kortnavn", "høyst 3 tegn"),
    ("kommuner", "301;Oslo;03;2004-01-01;", "kode", "fire siffer"),
    ("kommuner", "5001;Trondheim;50;2018-01-01;", "fylke", "fylker.csv først"),
    ("folkemengde", "2023;03;K;73;1", "aar", "filen gjelder 2024"),
    ("folkemengde", "2024;50;K;73;1", "region", "ukjent fylke"),
    ("folkemengde", "2024;03;U;73;1", "kjonn", "K eller M"),
    ("folkemengde", "2024;03;K;106;1", "alder", "mellom 0 og 105"),
    ("folkemengde", "2024;03;K;80;-1", "antall", "mellom 0"),
    ("apotek", "1234567;Ørn;;0301;2004-01-01;", "apoteknummer", "seks siffer"),
    ("apotek", "00200;Ørn;98765;0301;2004-01-01;", "orgnr", "ni siffer"),
    ("apotek", "00200;Ørn;;0302;2004-01-01;", "kommune", "ukjent kommunenummer"),
    ("apotek", "00200;Ørn;;0301;2004-01-01;2003-01-01", "stengt", "før apoteket åpnet"),
    ("helsepersonell", "0700;1970;K;LE;;2004-01-01;", "hprnummer", "1–9 siffer"),
    ("helsepersonell", ";1970;K;LE;;2004-01-01;", "hprnummer", "mangler"),
    ("helsepersonell", "7000009;70;K;LE;;2004-01-01;", "fodselsaar", "mellom 1900"),
    ("helsepersonell", "7000009;1970;X;LE;;2004-01-01;", "kjonn", "K, M eller U"),
    ("helsepersonell", "7000009;1970;K;XX;;2004-01-01;", "profesjon", "9060"),
    ("helsepersonell", "7000009;1970;K;LE;XXX;2004-01-01;", "spesialitet", "7426"),
    ("personer", f"{world.ANNA[:10]};1950-02-03;K;;0301;2004-01-01", "identifikator", "11 siffer"),
    ("personer", f"{world.NOT_IN_REGISTER};1990-01-01;K;2024;0301;2004-01-01", "dod", "ÅÅÅÅ-MM"),
    ("personer", f"{world.NOT_IN_REGISTER};1990-01-02;K;1989-12;0301;2004-01-01", "dod", "før fødselsdatoen"),
    ("personer", f"{world.NOT_IN_REGISTER};1990-01-01;K;;4601;2019-12-31", "kommune", "gjaldt ikke"),
    ("personer", f"{world.NOT_IN_REGISTER};1990-01-01;K;;0301;1989-12-31", "kommune", "gjaldt ikke"),
    ("personer", f"{world.NOT_IN_REGISTER};2010-01-01;K;;0301;2009-12-31", "gyldig_fra", "før fødselsdatoen"),
]


@pytest.mark.parametrize(("content", "line", "field", "reason"), BAD)
def test_line_is_refused_with_the_reason(register, content: str, line: str, field: str | None, reason: str) -> None:
    source, text = FILE_OF[content]
    summary = register(source, text(line))
    assert (summary.lines, summary.quarantined, summary.broken) == (1, int(field is not None), [])
    if field:
        quarantined = QuarantinedLine.objects.get()
        assert (quarantined.line, quarantined.field) == (3, field)
        assert reason in quarantined.reason


def test_whole_world_is_stored(register) -> None:
    assert Code.objects.count() == len(world.CODELISTS)
    simvastatin = AtcCode.objects.get(code="C10AA01")
    assert (simvastatin.level, simvastatin.parent, simvastatin.ddd, simvastatin.ddd_unit) == (5, "C10AA", 30, "mg")
    assert AtcCode.objects.get(code="C").parent == ""
    assert County.objects.count() == 3
    assert Municipality.objects.get(code="1201").valid_to == date(2019, 12, 31)
    assert Population.objects.get(region="03", sex="K").count == 2500
    assert Pharmacy.objects.get().name == "Svanen apotek"
    assert Prescriber.objects.count() == Authorisation.objects.count() == 2


def test_person_and_residences(register) -> None:
    anna = Person.objects.get(birth_date="1950-02-03")
    homes = list(anna.residences.values_list("municipality", "valid_from", "valid_to"))
    assert homes == [("1201", date(2004, 1, 1), date(2010, 6, 14)), ("0301", date(2010, 6, 15), None)]
    assert Person.objects.get(sex="M").death_month == date(2024, 2, 1)


def test_veterinary_codes_have_levels_of_their_own(deliver) -> None:
    deliver("volven", world.atc_file("QJ;Antiinfektiva;;;;;2004-01-01;;", "QJ51CE09;x;;;;;2004-01-01;;"))
    assert list(AtcCode.objects.values_list("code", "level", "parent")) == [("QJ", 1, "Q"), ("QJ51CE09", 5, "QJ51CE")]


@pytest.mark.parametrize("content", FILE_OF)
def test_same_lines_in_a_new_file_change_nothing(register, content: str) -> None:
    source, text = FILE_OF[content]
    name = {one.split("/")[1].split(".")[0].split("-")[0]: one for one in world.FILES}[
        "folkemengde" if content == "folkemengde" else content
    ]
    lines = world.FILES[name].splitlines()[2:-1]
    summary = register(source, text(*lines, lines[0]))  # one line twice: another content, so another delivery
    assert (summary.known, summary.stored, summary.quarantined) == (0, 0, 0)
    assert summary.unchanged == summary.lines == len(lines) + 1


def test_same_file_again_is_known(register) -> None:
    before = Delivery.objects.count()
    assert register("ssb", world.FILES["ssb/fylker.csv"]).known == 1
    assert Delivery.objects.count() == before


def test_line_that_differs_updates_the_row(register) -> None:
    summary = register("pharmacy_list", world.pharmacy_file("00123;Svanen apotek;987654321;0301;2004-01-01;2024-06-30"))
    assert (summary.stored, summary.unchanged) == (1, 0)
    assert Pharmacy.objects.get().closed == date(2024, 6, 30)


@pytest.mark.parametrize(
    ("content", "lines", "field"),
    [
        ("fylker", ("50;Trøndelag;TRØ;", "50;Trøndelag;TRD;"), "kode"),
        ("folkemengde", ("2024;03;K;80;1", "2024;03;K;80;2"), "antall"),
        ("apotek", ("00200;Ørn;;0301;2004-01-01;", "00200;And;;0301;2004-01-01;"), "apoteknummer"),
        ("helsepersonell", ("7000009;1970;K;LE;;2004-01-01;", "7000009;1971;K;LE;;2006-01-01;"), "hprnummer"),
        ("helsepersonell", ("7000009;1970;K;LE;;2004-01-01;", "7000009;1970;K;LE;;2004-01-01;2020-01-01"), "profesjon"),
        (
            "personer",
            (
                f"{world.NOT_IN_REGISTER};1990-01-01;K;;0301;2004-01-01",
                f"{world.NOT_IN_REGISTER};1990-01-02;K;;0301;2006-01-01",
            ),
            "identifikator",
        ),
        (
            "personer",
            (
                f"{world.NOT_IN_REGISTER};1990-01-01;K;;0301;2022-01-01",
                f"{world.NOT_IN_REGISTER};1990-01-01;K;;4601;2022-01-01",
            ),
            "kommune",
        ),
    ],
)
def test_two_lines_that_contradict_each_other(register, content: str, lines: tuple[str, ...], field: str) -> None:
    source, text = FILE_OF[content]
    summary = register(source, text(*lines))
    assert (summary.stored, summary.quarantined) == (1, 1)
    assert QuarantinedLine.objects.values_list("line", "field").get() == (4, field)


def test_new_residence_ends_the_one_before(register) -> None:
    register("folkeregisteret", world.person_file(f"{world.CILLE};2024-02-10;K;;0301;2024-08-01"))
    homes = Residence.objects.filter(person__birth_date="2024-02-10").values_list("municipality", "valid_to")
    assert list(homes) == [("4601", date(2024, 7, 31)), ("0301", None)]


def test_death_reaches_the_person(register) -> None:
    line = f"{world.ANNA};1950-02-03;K;2024-05;0301;2010-06-15"
    summary = register("folkeregisteret", world.person_file(line))
    assert (summary.stored, summary.unchanged) == (1, 0)
    assert Person.objects.get(birth_date="1950-02-03").death_month == date(2024, 5, 1)


def test_ddd_is_a_decimal_of_four_places(deliver) -> None:
    deliver("volven", world.atc_file("N02AB03;fentanyl;fentanyl;0.0125;mg;TD;2004-01-01;;"))
    assert AtcCode.objects.get().ddd == Decimal("0.0125")
