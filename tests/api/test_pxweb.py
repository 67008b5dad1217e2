"""PxWebApi 2: its addresses, selection expressions, formats and refusals."""

import io
import json
from math import prod
from pathlib import Path

import pandas as pd
import pytest
from django.test import Client
from jsonstat_validator import validate_jsonstat
from pyaxis import pyaxis

from tests.api import pxweb_contract as contract
from tests.api.conftest import body

API = "/api/pxwebapi/v2"
TABLE = f"{API}/tables/LMR01"
ALL = "valuecodes[Tid]=*&valuecodes[ContentsCode]=brukere"


def get(reader: Client, address: str, status: int = 200) -> dict:
    answer = reader.get(address)
    assert answer.status_code == status, body(answer)
    return json.loads(body(answer))


def post(reader: Client, address: str, content: object, status: int = 200) -> dict:
    answer = reader.post(address, json.dumps(content), content_type="application/json")
    assert answer.status_code == status, body(answer)
    return json.loads(body(answer))


def problem(reader: Client, address: str, status: int = 400) -> dict:
    answer = reader.get(address)
    assert answer.status_code == status, body(answer)
    assert answer["Content-Type"] == "application/problem+json"
    contract.check(json.loads(body(answer)), contract.PROBLEM)
    return json.loads(body(answer))


def selected(content: dict, variable: str) -> list[str]:
    return list(content["dimension"][variable]["category"]["index"])


def test_every_description_is_as_specified(reader: Client) -> None:
    contract.check(get(reader, f"{API}/config"), contract.CONFIG)
    contract.check(get(reader, f"{API}/tables"), contract.TABLES)
    contract.check(get(reader, TABLE), contract.TABLE)
    contract.check(get(reader, f"{TABLE}/metadata"), contract.DATASET)
    contract.check(get(reader, f"{TABLE}/defaultselection"), contract.SELECTION)
    contract.check(get(reader, f"{API}/codelists/vs_Region_fylker"), contract.CODELIST)
    contract.check(get(reader, f"{TABLE}/data"), contract.DATASET)


def test_tables_are_found_by_words_and_pages(reader: Client) -> None:
    assert [t["id"] for t in get(reader, f"{API}/tables?query=folkemengde")["tables"]] == ["LMR02"]
    assert get(reader, f"{API}/tables?query=fisk")["tables"] == []
    last = get(reader, f"{API}/tables?pageSize=1&pageNumber=3")
    assert [t["id"] for t in last["tables"]] == ["LMR03"]
    assert last["page"]["totalPages"] == 3
    assert [link["rel"] for link in last["page"]["links"]] == ["previous", "last"]
    assert len(get(reader, f"{API}/tables?pastDays=1")["tables"]) == 3
    assert get(reader, f"{API}/tables?lang=en")["tables"][0]["label"].startswith("Use of medicines")
    problem(reader, f"{API}/tables?pageNumber=9", 404)


def test_metadata_has_region_first_and_tells_what_can_be_left_out(reader: Client) -> None:
    content = get(reader, f"{TABLE}/metadata")
    assert content["id"] == ["Region", "Legemiddel", "Kjonn", "Alder", "ContentsCode", "Tid"]
    assert content["role"] == {"time": ["Tid"], "geo": ["Region"], "metric": ["ContentsCode"]}
    told = {code: content["dimension"][code]["extension"] for code in content["id"]}
    assert told["Region"]["elimination"] is True
    assert told["Region"]["eliminationValueCode"] == "0"
    assert told["Tid"]["elimination"] is False
    assert told["Legemiddel"]["codelists"] == told["Legemiddel"]["codeLists"]
    assert content["value"] == []
    labels = list(content["dimension"]["Legemiddel"]["category"]["label"].values())
    assert len(set(labels)) == len(labels), "D02 and D02A have one name"


def test_metadata_as_if_selected(reader: Client) -> None:
    default = get(reader, f"{TABLE}/metadata?defaultSelection=true")
    assert selected(default, "Legemiddel") == ["alle"]
    listed = get(reader, f"{TABLE}/metadata?codelist[Legemiddel]=vs_Legemiddel_niva1")
    assert selected(listed, "Legemiddel") == ["A", "D"]


def test_data_is_dense_valid_jsonstat_with_signs_apart(reader: Client) -> None:
    content = get(reader, f"{TABLE}/data?{ALL}&valuecodes[Legemiddel]=*&valuecodes[Region]=*&valuecodes[Kjonn]=*")
    assert validate_jsonstat(content)
    contract.check(content, contract.DATASET)
    assert len(content["value"]) == prod(content["size"])
    assert content["id"] == ["Region", "Legemiddel", "Kjonn", "ContentsCode", "Tid"]
    empty = {str(i) for i, value in enumerate(content["value"]) if value is None}
    assert empty == set(content["status"])
    assert content["extension"]["release"] == "2026-1"
    assert content["extension"]["flags"][":"] == "skjult av hensyn til personvernet"


def test_cells_stand_where_the_dimensions_say(reader: Client) -> None:
    query = "valuecodes[Tid]=2023,2024&valuecodes[ContentsCode]=brukere&valuecodes[Region]=03,56"
    content = get(reader, f"{TABLE}/data?{query}&valuecodes[Legemiddel]=A10BA02,A10BJ06")
    assert content["value"] == [7, 6, 0, None, 0, None, 0, 5]
    assert content["status"] == {"3": ":", "5": ":"}


def test_english(reader: Client) -> None:
    content = get(reader, f"{TABLE}/data?{ALL}&lang=en&valuecodes[Kjonn]=*")
    assert content["dimension"]["Kjonn"]["label"] == "sex"
    assert list(content["dimension"]["Kjonn"]["category"]["label"].values()) == ["Both sexes", "Women", "Men"]
    assert any("synthetic registry" in note for note in content["note"])
    assert "privacy" in content["extension"]["flags"][":"]


@pytest.mark.parametrize(
    ("expression", "codes"),
    [
        ("*", ["2023", "2024"]),
        ("2024", ["2024"]),
        ("top(1)", ["2024"]),
        ("TOP(1,1)", ["2023"]),
        ("bottom(1)", ["2023"]),
        ("from(2024)", ["2024"]),
        ("to(2023)", ["2023"]),
        ("range(2023,2024)", ["2023", "2024"]),
        ("202?", ["2023", "2024"]),
        ("*4", ["2024"]),
    ],
)
def test_every_selection_expression(reader: Client, expression: str, codes: list[str]) -> None:
    address = f"{TABLE}/data?valueCodes[tid]={expression}&valuecodes[CONTENTSCODE]=folk"
    by_get = get(reader, address)
    assert selected(by_get, "Tid") == codes
    chosen = [
        {"variableCode": "Tid", "valueCodes": [expression]},
        {"variableCode": "ContentsCode", "valueCodes": ["folk"]},
    ]
    assert post(reader, f"{TABLE}/data", {"selection": chosen})["value"] == by_get["value"]


def test_code_lists(reader: Client) -> None:
    listed = get(reader, f"{TABLE}/data?{ALL}&codelist[Legemiddel]=vs_Legemiddel_niva5&valuecodes[Legemiddel]=*")
    assert selected(listed, "Legemiddel") == ["A10BA02", "A10BJ06"]
    told = problem(reader, f"{TABLE}/data?{ALL}&codelist[Legemiddel]=vs_Region_fylker&valuecodes[Legemiddel]=*")
    assert "vs_Legemiddel_niva5" in told["near"]


def test_the_default_selection_is_what_is_sent_without_one(reader: Client) -> None:
    told = get(reader, f"{TABLE}/defaultselection")
    codes = {one["variableCode"]: one["valueCodes"] for one in told["selection"]}
    content = get(reader, f"{TABLE}/data")
    assert {variable: selected(content, variable) for variable in content["id"]} == codes


def test_every_format_has_the_same_cells(reader: Client) -> None:
    query = f"{ALL}&valuecodes[Region]=0,03,56&valuecodes[Legemiddel]=A10BA02,A10BJ06"
    wanted = get(reader, f"{TABLE}/data?{query}")["value"]

    def fetched(name: str, more: str = "") -> bytes:
        answer = reader.get(f"{TABLE}/data?{query}&outputFormat={name}{more}")
        assert answer.status_code == 200
        return body(answer)

    def numbers(frame: pd.DataFrame) -> list[float | None]:
        cells = pd.to_numeric(frame.stack(future_stack=True), errors="coerce")
        return [None if value != value else value for value in cells]

    csv = pd.read_csv(io.BytesIO(fetched("csv")), keep_default_na=False)
    assert list(csv.columns) == ["region", "legemiddel", "måltall", "2023", "2024"]
    assert numbers(csv[["2023", "2024"]]) == wanted
    (page,) = pd.read_html(io.StringIO(fetched("html").decode()), keep_default_na=False)
    assert numbers(page[["2023", "2024"]]) == wanted
    book = pd.read_excel(io.BytesIO(fetched("xlsx")), dtype={"region": str}, keep_default_na=False)
    assert numbers(book[["2023", "2024"]]) == wanted
    parquet = pd.read_parquet(io.BytesIO(fetched("parquet")))
    assert [None if value != value else value for value in parquet["value"]] == wanted
    old = json.loads(fetched("json-px"))
    assert [row["values"] for row in old["data"]] == [
        ["" if v is None else str(v)] if v is not None else [":"] for v in wanted
    ]
    codes = fetched("csv", "&outputFormatParams=UseCodes,SeparatorSemicolon,IncludeTitle").decode("utf-8-sig")
    assert codes.splitlines()[2] == '"region";"legemiddel";"måltall";"2023";"2024"'
    assert codes.splitlines()[4].startswith('"0";"A10BJ06";"brukere";')


def test_px_file_is_read_by_another_program(reader: Client, tmp_path: Path) -> None:
    query = f"{ALL}&valuecodes[Region]=0,03,56&valuecodes[Legemiddel]=A10BA02,A10BJ06"
    path = tmp_path / "t.px"
    path.write_bytes(body(reader.get(f"{TABLE}/data?{query}&outputFormat=px&lang=en&stub=Tid,Region")))
    frame = pyaxis.parse(str(path), encoding="utf-8")["DATA"]
    found = frame[(frame["region"] == "Oslo") & (frame["medicine"] == "A10BA02 metformin")]
    assert dict(zip(found["year"], found["DATA"], strict=True)) == {"2023": "7", "2024": "6"}


def test_placement(reader: Client) -> None:
    query = f"{TABLE}/data?{ALL}&valuecodes[Region]=0,03&outputFormat=csv&outputFormatParams=UseCodes"
    text = body(reader.get(f"{query}&heading=Region")).decode("utf-8-sig")
    assert text.splitlines()[0] == '"måltall","år","0","03"'
    assert problem(reader, f"{query}&heading=Region&stub=Region")["parameter"] == "Region"
    assert problem(reader, f"{query}&heading=Region&stub=Tid")["parameter"] == "ContentsCode"
    assert problem(reader, f"{query}&heading=Alder")["value"] == "Alder"


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("valuecodes[Tid]=*", "ContentsCode"),
        ("valuecodes[ContentsCode]=folk", "Tid"),
        (f"{ALL}&valuecodes[Fylke]=03", "Fylke"),
        (f"{ALL}&valuecodes[Region]=3", "Region"),
        (f"{ALL}&valuecodes[Region]=top(x)", "Region"),
        (f"{ALL}&valuecodes[Region]=9?9", "Region"),
        (f"{ALL}&valuecodes[Region]=0&valuecodes[region]=0", "region"),
        (f"{ALL}&outputFormat=pdf", "outputFormat"),
        (f"{ALL}&outputFormatParams=UseCodes", "outputFormatParams"),
        (f"{ALL}&outputFormat=csv&outputFormatParams=UseCodes,UseTexts", "outputFormatParams"),
        (f"{ALL}&lang=sv", "lang"),
        (f"{ALL}&region=03", "region"),
        (f"{ALL}&valuecodes=03", "valuecodes"),
    ],
)
def test_what_is_wrong_is_named(reader: Client, query: str, parameter: str) -> None:
    assert problem(reader, f"{TABLE}/data?{query}")["parameter"].lower() == parameter.lower()


def test_too_many_cells_are_forbidden(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("statistics.api.pxweb.selecting.select.__defaults__", (3,))
    assert problem(reader, f"{TABLE}/data?{ALL}&valuecodes[Region]=*", 403)["limit"] == 3


@pytest.mark.parametrize(
    "path",
    ["/tables/LMR99", "/tables/LMR99/data", "/tables/LMR99/metadata", "/codelists/agg_x", "/savedqueries/abc"],
)
def test_what_is_not_there(reader: Client, path: str) -> None:
    assert problem(reader, API + path, 404)["parameter"] == "id"


QUERY = {
    "tableId": "LMR01",
    "language": "en",
    "selection": {
        "selection": [
            {"variableCode": "Tid", "valueCodes": ["top(1)"]},
            {"variableCode": "ContentsCode", "valueCodes": ["brukere"]},
            {"variableCode": "Legemiddel", "valueCodes": ["A10B*"]},
        ],
        "placement": {"heading": ["Tid"], "stub": ["Legemiddel", "ContentsCode"]},
    },
    "outputFormat": "csv",
    "outputFormatParams": ["UseCodes"],
}


def test_a_saved_query_is_kept_in_its_id(reader: Client) -> None:
    made = post(reader, f"{API}/savedqueries", QUERY, 201)
    contract.check(made, contract.SAVED)
    again = get(reader, f"{API}/savedqueries/{made['id']}")
    assert again["savedQuery"] == {**QUERY, "id": made["id"]}
    text = body(reader.get(f"{API}/savedqueries/{made['id']}/data")).decode("utf-8-sig")
    assert text.splitlines()[-1] == '"A10BJ06","brukere",8'
    told = get(reader, f"{API}/savedqueries/{made['id']}/selection")
    contract.check(told, contract.SELECTION)
    assert told["selection"][0]["valueCodes"] == ["A10B", "A10BA", "A10BA02", "A10BJ", "A10BJ06"]
    assert selected(get(reader, f"{TABLE}/metadata?savedQuery={made['id']}"), "Tid") == ["2024"]


@pytest.mark.parametrize(
    ("content", "status"),
    [
        ([], 400),
        ({}, 400),
        ({**QUERY, "tableId": "X"}, 400),
        ({**QUERY, "language": 5}, 400),
        ({**QUERY, "more": 1}, 400),
        ({**QUERY, "selection": {"selection": [{"variableCode": "Tid", "valueCodes": ["1999"]}]}}, 400),
        ({**QUERY, "selection": {"selection": [{"variableCode": "Tid"}, {"variableCode": "tid"}]}}, 400),
    ],
)
def test_a_query_that_cannot_be_run_is_not_saved(reader: Client, content: object, status: int) -> None:
    contract.check(post(reader, f"{API}/savedqueries", content, status), contract.PROBLEM)


@pytest.mark.parametrize(
    ("raw", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"selection":' + b"[" * 30 + b"]" * 30 + b"}", "application/json", 400),
        (b"{}" + b" " * 2_000_000, "application/json", 413),
        (b"selection=1", "application/x-www-form-urlencoded", 415),
        (b'{"selection":[5]}', "application/json", 400),
        (b'{"selection":[{"variableCode":"Tid","valueCodes":"2024"}]}', "application/json", 400),
        (b'{"Selection":[]}', "application/json", 400),
    ],
)
def test_bodies_that_are_no_selection(reader: Client, raw: bytes, kind: str, status: int) -> None:
    answer = reader.post(f"{TABLE}/data", raw, content_type=kind)
    assert answer.status_code == status, answer.content
    contract.check(answer.json(), contract.PROBLEM)


def test_a_sheet_with_too_many_columns_is_refused_with_what_to_do(reader: Client) -> None:
    """Excel has 16,384: what stands beyond would be lost. Other formats have no such limit."""
    wide = f"{TABLE}/data?{ALL}&valuecodes[Region]=*&valuecodes[Legemiddel]=*&valuecodes[Alder]=*&valuecodes[Kjonn]=*"
    placed = f"{wide}&heading=Region,Legemiddel,Alder,Kjonn,Tid&stub=ContentsCode"
    told = problem(reader, f"{placed}&outputFormat=xlsx")
    assert told["parameter"] == "heading"
    assert "24481 columns, and a workbook can have 16384" in told["detail"]
    assert reader.get(f"{placed}&outputFormat=csv").status_code == 200
    assert reader.get(f"{wide}&outputFormat=xlsx").status_code == 200
