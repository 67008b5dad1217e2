"""How numbers are found in what the site serves."""

import io
import json

import openpyxl
import pytest

from tests.crawl.pool import Unknown, numbers
from tests.crawl.site import Answer, links

PLACE = ("A10", "03", "kvinner", "0-4", "2024", "brukere")


def said(content_type: str, text: str) -> dict[tuple[str, ...], float]:
    return dict(numbers(Answer("/x", "x", content_type, text.encode())))


def test_rows_of_cells_of_measures_and_of_years() -> None:
    assert said("text/csv", "atc,omr,kjonn,alder,aar,maal,verdi\nA10,03,kvinner,0-4,2024,brukere,7\n") == {PLACE: 7}
    assert said("text/csv", "atc,omr,kjonn,alder,aar,brukere,ddd\nA10,03,kvinner,0-4,2024,7,\n") == {PLACE: 7}
    wide = (
        '"region","legemiddel","kjønn","alder","måltall","2024"\n"Oslo","A10 Diabetes","Kvinner","0–4 år","Brukere",7\n'
    )
    assert said("text/csv", wide) == {PLACE: 7}


def test_json_of_three_kinds() -> None:
    codes = dict(zip(("atc", "omr", "kjonn", "alder", "aar", "maal"), PLACE, strict=True))
    axes = [{"kode": axis, "kategorier": [{"kode": code}]} for axis, code in codes.items()]
    assert said("application/json", json.dumps({"figurer": {"tid": [{"akser": axes, "verdier": [7]}]}})) == {PLACE: 7}
    assert said("application/json", json.dumps({"rows": [codes | {"verdi": 7}]})) == {PLACE: 7}
    stat = {
        "class": "dataset",
        "id": list(codes),
        "dimension": {axis: {"category": {"index": {code: 0}}} for axis, code in codes.items()},
        "value": [7],
    }
    assert said("application/json", json.dumps(stat)) == {PLACE: 7}
    assert said("application/json", json.dumps(stat | {"value": [":"]})) == {}


def test_an_axis_that_is_not_known_is_not_passed_over() -> None:
    stat = {
        "class": "dataset",
        "id": ["Forskriver"],
        "dimension": {"Forskriver": {"category": {"index": ["1"]}}},
        "value": [7],
    }
    with pytest.raises(Unknown, match="Forskriver"):
        said("application/json", json.dumps(stat))


def test_links_of_pages_and_answers() -> None:
    page = '<a href="/legemiddel/A10?del=kjonn&amp;aar=2024">x</a><a href="https://ssb.no/">y</a><a href="#top">z</a>'
    assert links(page) == ["/legemiddel/A10?del=kjonn&aar=2024"]
    assert links('{"href":"http://testserver/api/v1/tables"}') == ["/api/v1/tables"]


def test_a_laid_out_page_and_its_older_json() -> None:
    heads = "".join(f"<th>{name}</th>" for name in ("region", "legemiddel", "kjønn", "alder", "måltall", "2024"))
    cells = "".join(f"<td>{text}</td>" for text in ("Oslo", "A10 Diabetes", "Kvinner", "0–4 år", "Brukere", "7"))
    assert said("text/html", f"<p>1</p><table><tr>{heads}</tr><tr>{cells}</tr></table>") == {PLACE: 7}
    columns = [{"code": code} for code in ("Region", "Legemiddel", "Kjonn", "Alder", "Tid", "brukere")]
    row = {"key": ["03", "A10", "kvinner", "0-4", "2024"], "values": ["7"]}
    assert said("application/json", json.dumps({"columns": columns, "data": [row], "metadata": []})) == {PLACE: 7}
    assert (
        said("application/json", json.dumps({"columns": columns, "data": [row | {"values": [":"]}], "metadata": []}))
        == {}
    )


def test_a_px_file() -> None:
    codes = dict(
        zip(
            ("region", "legemiddel", "kjønn", "alder", "måltall", "år"),
            ("03", "A10", "kvinner", "0-4", "brukere", "2024"),
            strict=True,
        )
    )
    lines = ['STUB="region",\r\n"legemiddel",\r\n"kjønn",\r\n"alder",\r\n"måltall";', 'HEADING="år";']
    lines += [f'CODES("{name}")="{code}";' for name, code in codes.items()]
    assert said("application/x-pc-axis", "\r\n".join([*lines, "DATA=", "7 ", ";\r\n"])) == {PLACE: 7}
    assert said("application/x-pc-axis", "\r\n".join([*lines, "DATA=", '"..." ', ";\r\n"])) == {}


def test_a_workbook() -> None:
    book = openpyxl.Workbook()
    for row in (["atc", "omr", "kjonn", "alder", "aar", "maal", "verdi"], [*PLACE, 7], [*PLACE[:-1], "ddd", None]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    answer = Answer("/x", "x", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", out.getvalue())
    assert dict(numbers(answer)) == {PLACE: 7}
