"""How numbers are found in what the site serves."""

import json

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
