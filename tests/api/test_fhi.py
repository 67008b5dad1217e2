"""FHI's open API: what its user guide and its programs expect, and its quirks."""

import csv
import io
import json
from typing import Any

import pandas as pd
import pytest
from django.test import Client

from tests.api.conftest import body

API = "/api/open/v1"
TABLE = f"{API}/lmr/table/825"
GEO = f"{API}/lmr/table/10825"

Filters = dict[str, tuple[str, list[str]]]
EACH: Filters = {
    "Atc_Verdi": ("item", ["A10BA02", "A10BJ06"]),
    "Kjonn_Verdi": ("item", ["TOTALT"]),
    "Aldersgruppe_Verdi": ("item", ["TOTALT"]),
    "Utlevering_Ar": ("all", ["*"]),
    "MEASURE_TYPE": ("item", ["AntallBrukere"]),
}


def asked(filters: Filters, form: str = "json-stat2", **response: object) -> dict[str, Any]:
    told = [{"code": code, "filter": kind, "values": values} for code, (kind, values) in filters.items()]
    return {"dimensions": told, "response": {"format": form, **response}}


def post(reader: Client, content: object, status: int = 200, table: str = TABLE) -> bytes:
    answer = reader.post(f"{table}/data", json.dumps(content), content_type="application/json")
    assert answer.status_code == status, body(answer)
    return body(answer)


def rows(raw: bytes) -> list[list[str]]:
    assert raw.startswith(b"\xef\xbb\xbf"), "as FHI's own"
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_sources_and_tables(reader: Client) -> None:
    (source,) = reader.get(f"{API}/Common/source").json()
    assert set(source) == {"id", "title", "description", "aboutUrl", "publishedBy"}
    assert source["id"] == "lmr"
    listed = reader.get(f"{API}/lmr/table").json()
    assert [table["tableId"] for table in listed] == [825, 10825, 20825]
    assert set(listed[0]) == {"tableId", "title", "publishedAt", "modifiedAt"}
    assert reader.get(TABLE).json() == listed[0]
    assert reader.get(f"{API}/lmr/table?modifiedAfter=2023-06-20").json() == listed
    assert reader.get(f"{API}/lmr/table?modifiedAfter=2199-01-01").json() == []


@pytest.mark.parametrize("path", ["/common/Source", "/LMR/Table/825/Dimension", "/lmr/table/825/FLAG", "/lmr/Table"])
def test_paths_in_any_case(reader: Client, path: str) -> None:
    assert reader.get(API + path).status_code == 200


def test_dimensions_are_trees_with_fhis_codes(reader: Client) -> None:
    told = {d["code"]: d for d in reader.get(f"{TABLE}/dimension").json()["dimensions"]}
    assert list(told) == ["Atc_Verdi", "Kjonn_Verdi", "Aldersgruppe_Verdi", "Utlevering_Ar", "MEASURE_TYPE"]
    (both,) = told["Kjonn_Verdi"]["categories"]
    assert (both["value"], both["label"]) == ("TOTALT", "Begge kjønn")
    assert [(c["value"], c["label"]) for c in both["children"]] == [("2", "Kvinne"), ("1", "Mann")]
    (ages,) = told["Aldersgruppe_Verdi"]["categories"]
    assert [(c["value"], c["label"]) for c in ages["children"]][::18] == [("1", "0 - 4 år"), ("19", "90+ år")]
    groups = told["Atc_Verdi"]["categories"]
    assert [group["value"] for group in groups] == ["A", "D"]
    deepest = groups[0]["children"][0]["children"][0]["children"][1]["children"][0]
    assert (deepest["value"], deepest["label"], deepest["children"]) == ("A10BJ06", "A10BJ06 - semaglutid", [])
    measures = [c["value"] for c in told["MEASURE_TYPE"]["categories"]]
    assert measures == ["AntallBrukere", "Brukere_Per1000_Innbyggere", "DDD", "Befolkning"]


def test_the_ready_query_is_the_whole_table(reader: Client) -> None:
    query = reader.get(f"{TABLE}/query").json()
    content = json.loads(post(reader, query))
    assert content["size"] == [11, 3, 20, 2, 4]
    assert len(content["value"]) == 11 * 3 * 20 * 2 * 4


def test_jsonstat_with_fhis_quirks(reader: Client) -> None:
    """A list of codes, an empty text as status, and signs among the values."""
    content = json.loads(post(reader, asked(EACH | {"Kjonn_Verdi": ("item", ["TOTALT", "1"])})))
    assert content["value"] == [7, 9, 0, ":", 0, 8, 0, 5]
    assert content["status"] == ""
    assert (content["href"], content["source"]) == (None, None)
    assert content["role"] == {"time": None, "geo": None, "metric": ["MEASURE_TYPE"]}
    assert content["dimension"]["Kjonn_Verdi"]["category"]["index"] == ["TOTALT", "1"]
    assert content["dimension"]["MEASURE_TYPE"]["category"]["unit"]["AntallBrukere"]["decimals"] == 0
    assert content["extension"]["flags"]["index"] == ["..", ".", ":", "-"]
    assert content["extension"]["release"] == "2026-1"
    assert content["updated"].endswith("+00:00")


def test_csv_with_names_with_codes_and_with_both(reader: Client) -> None:
    named = rows(post(reader, asked(EACH, "csv2")))
    assert named[0] == ["ATC-kode", "Kjønn", "Alder", "År", "Antall individ", "FLAGG"]
    assert named[2] == ["A10BA02 - metformin", "Begge kjønn", "Alle aldre", "2024", "9", ""]
    coded = rows(post(reader, asked(EACH, "csv3")))
    assert coded[0] == ["Atc_Verdi", "Kjonn_Verdi", "Aldersgruppe_Verdi", "Utlevering_Ar", "AntallBrukere", "FLAGG"]
    assert coded[2] == ["A10BA02", "TOTALT", "TOTALT", "2024", "9", ""]
    both = rows(post(reader, asked(EACH, "csv")))
    assert both[2][:2] == ["A10BA02", "A10BA02 - metformin"]


def test_a_hidden_figure_is_empty_with_a_flag(reader: Client) -> None:
    hidden = EACH | {
        "Kjonn_Verdi": ("item", ["1"]),
        "MEASURE_TYPE": ("all", ["*"]),
        "Utlevering_Ar": ("item", ["2024"]),
    }
    found = rows(post(reader, asked(hidden, "csv3")))
    assert found[1] == ["A10BA02", "1", "TOTALT", "2024", "", "", "", "405", ":"]
    frame = pd.read_parquet(io.BytesIO(post(reader, asked(hidden, "parquet"))))
    assert frame["FLAGG"].tolist() == [":", ""]
    assert frame["AntallBrukere"].isna().tolist() == [True, False]


@pytest.mark.parametrize(
    ("code", "kind", "values", "chosen"),
    [
        ("Atc_Verdi", "all", ["A10B*"], ["A10B", "A10BA", "A10BA02", "A10BJ", "A10BJ06"]),
        ("Atc_Verdi", "all", ["A10BA*", "D*"], ["A10BA", "A10BA02", "D", "D02", "D02A", "D02AF"]),
        ("Atc_Verdi", "top", ["2"], ["A", "A10"]),
        ("Utlevering_Ar", "top", ["1"], ["2023"]),
        ("Aldersgruppe_Verdi", "top", ["100"], ["TOTALT", *map(str, range(1, 20))]),
        ("atc_verdi", "ITEM", ["a10"], ["A10"]),
    ],
)
def test_filters(reader: Client, code: str, kind: str, values: list[str], chosen: list[str]) -> None:
    others = {name: told for name, told in EACH.items() if name.lower() != code.lower()}
    content = json.loads(post(reader, asked({code: (kind, values), **others})))
    named = next(name for name in EACH if name.lower() == code.lower())
    assert content["dimension"][named]["category"]["index"] == chosen


def test_zero_rows_is_no_limit_and_a_limit_is_kept(reader: Client) -> None:
    assert len(rows(post(reader, asked(EACH, "csv2", maxRowCount=0)))) == 5
    assert len(rows(post(reader, asked(EACH, "csv2", maxRowCount=4)))) == 5
    told = json.loads(post(reader, asked(EACH, "csv2", maxRowCount=3), 400))
    assert "maxRowCount" in told["status"], "the text is in status, as FHI's guide says"
    assert told["statusCode"] == 400


def test_our_table_has_geography_and_all_measures(reader: Client) -> None:
    filters = {
        "GEO": ("item", ["0", "03", "56"]),
        **EACH,
        "Atc_Verdi": ("item", ["TOTALT"]),
        "MEASURE_TYPE": ("item", ["AntallBrukere", "Befolkning"]),
        "Utlevering_Ar": ("item", ["2024"]),
    }
    content = json.loads(post(reader, asked(filters), table=GEO))
    assert content["role"]["geo"] == ["GEO"]
    assert content["value"] == [13, 820, 6, 700, 7, 100]
    told = {d["code"]: d for d in reader.get(f"{GEO}/dimension").json()["dimensions"]}
    assert [c["value"] for c in told["Atc_Verdi"]["categories"]] == ["TOTALT"]
    assert len(told["GEO"]["categories"][0]["children"]) == 16


def test_flags_and_metadata(reader: Client) -> None:
    flags = {flag["title"]: flag["text"] for flag in reader.get(f"{TABLE}/flag").json()}
    assert flags[":"] == "skjult av hensyn til personvernet"
    told = reader.get(f"{TABLE}/metadata").json()
    assert set(told) == {"name", "isOfficialStatistics", "paragraphs"}
    assert {"Om tabellen", "Brukere", "Lisens", "Utgave"} <= {p["header"] for p in told["paragraphs"]}


WITHOUT_SEX = {name: told for name, told in EACH.items() if name != "Kjonn_Verdi"}


@pytest.mark.parametrize(
    ("content", "parameter"),
    [
        (asked(WITHOUT_SEX), "Kjonn_Verdi"),
        (asked(EACH | {"GEO": ("all", ["*"])}), "code"),
        (asked(EACH | {"Atc_Verdi": ("item", ["A10BJ07"])}), "Atc_Verdi"),
        (asked(EACH | {"Atc_Verdi": ("item", ["A10*"])}), "Atc_Verdi"),
        (asked(EACH | {"Atc_Verdi": ("item", [])}), "Atc_Verdi"),
        (asked(EACH | {"Atc_Verdi": ("all", ["Z*"])}), "Atc_Verdi"),
        (asked(EACH | {"Atc_Verdi": ("all", ["top(3)"])}), "Atc_Verdi"),
        (asked(EACH | {"Atc_Verdi": ("top", ["0"])}), "Atc_Verdi"),
        (asked(EACH | {"Atc_Verdi": ("top", ["1", "2"])}), "Atc_Verdi"),
        (asked(EACH | {"Atc_Verdi": ("bottom", ["1"])}), "filter"),
        (asked(EACH, "xml"), "format"),
        (asked(EACH, maxRowCount=-1), "maxRowCount"),
        (asked(EACH, maxRowCount="5"), "maxRowCount"),
        (asked(EACH) | {"sort": 1}, "sort"),
        ({"dimensions": asked(EACH)["dimensions"] * 2}, "Atc_Verdi"),
        ({"dimensions": {}}, "dimensions"),
        ([], "forespørselen"),
    ],
)
def test_what_is_wrong_is_named(reader: Client, content: object, parameter: str) -> None:
    told = json.loads(post(reader, content, 400))
    assert told["parameter"] == parameter
    assert told["status"]


@pytest.mark.parametrize("path", ["/gs/table", "/lmr/table/615", "/lmr/table/615/dimension", "/xx/table/825/query"])
def test_what_is_not_there(reader: Client, path: str) -> None:
    answer = reader.get(API + path)
    assert answer.status_code == 404
    assert json.loads(answer.content)["near"]


def test_parameters_are_never_ignored(reader: Client) -> None:
    assert reader.get(f"{TABLE}/dimension?lang=en").status_code == 400
    assert reader.get(f"{API}/lmr/table?modifiedAfter=i-går").status_code == 400
    assert reader.get(f"{TABLE}/data").status_code == 405
