"""Pharmacies' files: what is stored, and every reason for refusing a line."""

from datetime import date

import pytest

from registry.identity.numbers import masked
from registry.models import Delivery, Dispensing, Event, QuarantinedLine
from tests.registry import world

GOOD = world.DISPENSINGS[0].split(";")
NAMES = world.DISPENSING_COLUMNS.split(";")


def line(**changes: str) -> str:
    return ";".join(changes.get(name, value) for name, value in zip(NAMES, GOOD, strict=True))


BAD = [
    ("linje", line(linje="0"), "helt tall mellom 1"),
    ("linje", line(linje="x"), "helt tall"),
    ("dato", line(dato="2024-02-30"), "ÅÅÅÅ-MM-DD"),
    ("dato", line(dato="20240201"), "ÅÅÅÅ-MM-DD"),
    ("dato", line(dato="2024-03-01"), "filens måned"),
    ("dato", line(pasient=world.CILLE, dato="2024-02-09", kommune="4601"), "før pasientens fødselsdato"),
    ("pasient", line(pasient=world.ANNA[:10]), "11 siffer"),
    ("pasient", line(pasient=world.ANNA[:10] + str((int(world.ANNA[10]) + 1) % 10)), "kontrollsiffer 2"),
    ("pasient", line(pasient=world.NOT_IN_REGISTER), "Folkeregisteret må levere"),
    ("dyreart", line(dyreart="HUN"), "ikke begge"),
    ("dyreart", line(pasient="", kommune="", dyreart="XXX"), "lmr:dyreart"),
    ("rekvirent", line(rekvirent="0700"), "1–9 siffer"),
    ("rekvirent", line(rekvirent=world.UNKNOWN_DOCTOR), "HPR må levere"),
    ("varenummer", line(varenummer="999999"), "finnes ikke i FEST"),
    ("varenummer", line(varenummer=""), "finnes ikke i FEST"),
    ("pakninger", line(pakninger="0"), "ikke være 0"),
    ("pakninger", line(pakninger="1.5"), "helt tall"),
    ("pris", line(pris="123,40"), "punktum og to desimaler"),
    ("pris", line(pris="123"), "to desimaler"),
    ("pris", line(pakninger="-1"), "retur"),
    ("pris", line(pris="-1.00"), "bare en retur"),
    ("hjemmel", line(hjemmel="999"), "7427"),
    ("hjemmel", line(hjemmel="301"), "gjaldt ikke"),
    ("refusjonskode", line(refusjonskode="E11"), "ICD-10:<kode>"),
    ("refusjonskode", line(refusjonskode="ICD-10:T90"), "ukjent refusjonskode"),
    ("refusjonskode", line(hjemmel=""), "uten hjemmel"),
    ("refusjonskode", line(dato="2024-02-11", refusjonskode="ICD-10:E78"), "gjaldt ikke"),
    ("kommune", line(kommune=""), "mangler"),
    ("kommune", line(kommune="0302"), "ukjent kommunenummer"),
    ("kommune", line(kommune="1201"), "gjaldt ikke"),
    ("kommune", line(pasient=""), "skal være tom"),
    ("kommune", line(pasient="", dyreart="HUN"), "skal være tom"),
    ("hele linjen", "1;2", "2 felt; den skal ha 11"),
    ("hele linjen", "", "1 felt"),
    ("hele linjen", line() + ";", "12 felt"),
]


@pytest.mark.parametrize(("field", "text", "reason"), BAD)
def test_line_is_refused_with_the_reason(register, field: str, text: str, reason: str) -> None:
    summary = register("pharmacies", world.dispensing_file(text, line(linje="2")))
    assert (summary.lines, summary.stored, summary.quarantined, summary.broken) == (2, 1, 1, [])
    quarantined = QuarantinedLine.objects.get()
    assert (quarantined.line, quarantined.field) == (3, field)
    assert reason in quarantined.reason
    value = dict(zip(NAMES, text.split(";"), strict=False)).get(field, "")
    assert quarantined.value == ("(skjult)" if field in {"pasient", "rekvirent"} else masked(value))


def test_death_month_is_the_last(register) -> None:
    texts = [line(pasient=world.BJARNE, dato="2024-02-29"), line(pasient=world.BJARNE, dato="2024-03-01", linje="2")]
    assert register("pharmacies", world.dispensing_file(texts[0])).stored == 1
    summary = register("pharmacies", world.dispensing_file(texts[1], period="2024-03"))
    assert summary.quarantined == 1
    assert "etter måneden pasienten døde" in QuarantinedLine.objects.get().reason


def test_what_is_stored(register) -> None:
    assert register("pharmacies", world.dispensing_file(*world.DISPENSINGS)).stored == 6
    rows = Dispensing.objects.order_by("line").values_list(
        "date", "recipient", "species", "packages", "price_ore", "legal_basis", "reimbursement_code", "municipality"
    )
    assert list(rows) == [
        (date(2024, 2, 1), "P", "", 1, 12340, "200", "ICD-10:E11", "0301"),
        (date(2024, 2, 29), "P", "", 2, 24680, "", "", "0301"),
        (date(2024, 2, 10), "P", "", 1, 5000, "", "", "4601"),
        (date(2024, 2, 11), "A", "HUN", 3, 15000, "", "", ""),
        (date(2024, 2, 12), "R", "", 10, 50000, "", "", ""),
        (date(2024, 2, 13), "P", "", -1, -12340, "", "", "0301"),
    ]
    first = Dispensing.objects.select_related("person", "pharmacy", "product", "delivery").get(line=1)
    assert (first.period, first.person.birth_date, first.pharmacy.number) == (202402, date(1950, 2, 3), "00123")
    assert (first.product.item_number, first.delivery.subject) == ("012345", "00123 2024-02")
    assert first.prescriber.birth_year == 1970
    assert Dispensing.objects.get(line=3).prescriber is None


def test_receipt_and_event(register) -> None:
    register("pharmacies", world.dispensing_file(line(), "x"))
    receipt = Delivery.objects.get(source="pharmacies")
    assert (receipt.lines, receipt.stored, receipt.unchanged, receipt.quarantined) == (2, 1, 0, 1)
    event = Event.objects.filter(action="leveranse mottatt").first()
    assert (event.actor, event.subject) == ("ingest", "Apotek (utleveringer) 00123 2024-02")
    assert event.details == {"lagret": 1, "uendret": 0, "i karantene": 1}


def test_same_file_again_changes_nothing(register) -> None:
    text = world.dispensing_file(*world.DISPENSINGS)
    register("pharmacies", text)
    again = register("pharmacies", text)
    assert (again.files, again.known, again.lines) == (1, 1, 0)
    assert Dispensing.objects.count() == 6
    assert Delivery.objects.filter(source="pharmacies").count() == 1


def test_line_number_twice_in_the_file(register) -> None:
    register("pharmacies", world.dispensing_file(line(pris="x"), line(), line(pris="1.00")))
    assert Dispensing.objects.get().price_ore == 12340
    assert list(QuarantinedLine.objects.values_list("line", "field")) == [(3, "pris"), (5, "linje")]


def test_line_that_is_stored_already(register) -> None:
    register("pharmacies", world.dispensing_file(line()))
    summary = register("pharmacies", world.dispensing_file(line(), line(linje="2")))
    assert (summary.stored, summary.quarantined) == (1, 1)
    assert "alt lagret" in QuarantinedLine.objects.get().reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (world.dispensing_file(line())[:-9], "avkortet"),
        (world.dispensing_file(line())[:-1], "avkortet"),
        (world.dispensing_file(line()).replace("#SLUTT;1", "#SLUTT;2"), "sluttlinjen sier ikke 1 linjer"),
        (world.dispensing_file(line()).replace("#SLUTT;1\n", ""), "avkortet"),
        ("", "avkortet"),
        ("a\nb\n", "avkortet"),
        (world.dispensing_file(line()).replace("#LMR", "LMR"), "linje 1"),
        (world.dispensing_file(line()).replace("utleveringer;1", "utleveringer;3"), "formatversjon"),
        (world.dispensing_file(line()).replace("#LMR;pharmacies", "#LMR;hpr"), "ikke at den er fra pharmacies"),
        (world.dispensing_file(line()).replace(";utleveringer;", ";annet;"), "ukjent innhold"),
        (world.dispensing_file(line()).replace("linje;dato", "dato;linje"), "linje 2"),
        (world.dispensing_file(line(), period="2024-13"), "følger versjonen"),
        (world.dispensing_file(line(), period="2003-12"), "begynner i 2004"),
        (world.dispensing_file(line(), pharmacy="99999"), "apoteklisten"),
        (world.dispensing_file(line()).replace("\n", "\r\n"), "linjeskift"),
        (world.dispensing_file(line(pris="1\0")), "NUL"),
    ],
)
def test_broken_file_stores_nothing(register, text: str, reason: str) -> None:
    before = Delivery.objects.count()
    summary = register("pharmacies", text)
    assert [reason in why for _, why in summary.broken] == [True]
    assert Delivery.objects.count() == before
    assert not Dispensing.objects.exists()


def test_file_cut_anywhere_stores_nothing(register) -> None:
    text = world.dispensing_file(*world.DISPENSINGS[:2])
    for length in range(len(text)):
        assert register("pharmacies", text[:length]).broken
    assert not Dispensing.objects.exists()


def test_file_that_is_not_utf8(register, tmp_path) -> None:
    from registry.sources import ingest

    path = tmp_path / "latin1.csv"
    path.write_bytes(world.dispensing_file(line(dyreart="ø")).encode("latin-1"))
    assert "ikke UTF-8" in ingest("pharmacies", [path]).broken[0][1]


def test_empty_month_is_a_delivery(register) -> None:
    summary = register("pharmacies", world.dispensing_file())
    assert (summary.lines, summary.broken) == (0, [])
    assert Delivery.objects.filter(source="pharmacies").exists()
