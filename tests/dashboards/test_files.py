"""The files' bytes, from tables made by hand."""

import csv as reading
import io
import json as decoding

import pytest

from statistics.formats import csv, json
from tests.dashboards.made import HIDDEN, MISSING, NOT_AVAILABLE, NOT_COMPUTABLE, table, years


def rows(body: bytes, delimiter: str = ",") -> list[dict[str, str]]:
    return list(reading.DictReader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_every_cell_has_code_name_and_either_value_or_flag() -> None:
    made = years(29.203947368421, HIDDEN, NOT_COMPUTABLE, MISSING, NOT_AVAILABLE, 7)
    found = rows(csv.render([made]))
    assert [row["verdi"] for row in found] == ["29.203947368421", "", "", "", "", "7"]
    assert [row["flagg"] for row in found] == ["", ":", ".", "..", "-", ""]
    assert found[1]["flagg_tekst"] == "skjult av hensyn til personvernet"
    assert tuple(found[0]) == csv.COLUMNS
    assert found[0]["atc_navn"] == "semaglutid"
    assert found[0]["utgave"] == "2026-1"
    assert found[0]["merknad"].startswith("Skjulte tall (:) er foreløpig ikke vernet mot å bli regnet tilbake.")


def test_utf8_with_bom_and_the_line_ends_of_rfc_4180() -> None:
    body = csv.render([years(1, 2)])
    assert body.startswith(b"\xef\xbb\xbfatc,atc_navn,")
    assert body.count(b"\r\n") == body.count(b"\n") == 3


def test_excel_has_semicolons_and_decimal_comma() -> None:
    body = csv.render([years(29.25, 1234567)], "excel")
    assert [row["verdi"] for row in rows(body, ";")] == ["29,25", "1234567"]


def test_a_cell_in_two_tables_is_written_once() -> None:
    assert len(rows(csv.render([years(1, 2), years(1, 2, 3)]))) == 3


@pytest.mark.parametrize("text", ["=1+1", "+47", "-1", "@SUM(A1)", "\t=1", "\r=1", "--"])
def test_no_text_becomes_a_formula(text: str) -> None:
    assert csv.plain(text) == f"'{text}"


def test_the_dash_alone_is_no_formula_and_keeps_its_symbol() -> None:
    assert csv.plain("-") == "-"
    assert [csv.plain(text) for text in (":", ".", "..", "", "A10BJ06")] == [":", ".", "..", "", "A10BJ06"]


def test_json_is_the_table() -> None:
    made = table({"0": 29.25, "56": HIDDEN, "99": NOT_COMPUTABLE}, omr=("0", "56", "99"))
    content = decoding.loads(json.render({"fylker": [made]}, made.release))
    (figure,) = content["figurer"]["fylker"]
    assert figure["verdier"] == [29.25, None, None]
    assert figure["flagg"] == ["", ":", "."]
    assert [axis["kode"] for axis in figure["akser"]] == ["atc", "omr", "kjonn", "alder", "aar", "maal"]
    assert content["utgave"]["nummer"] == "2026-1"
    assert content["tegn"][":"] == "skjult av hensyn til personvernet"
