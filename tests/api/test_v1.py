"""Our own API: what it answers, and how it refuses."""

import io
import json
import re
from urllib.parse import quote

import pandas as pd
import pytest
from django.test import Client

from statistics.api.v1 import selecting
from statistics.api.v1.data import FORMATS
from statistics.table import Reason
from tests.api.conftest import body

API = "/api/v1"
DATA = f"{API}/tables/legemidler/data"


def rows(reader: Client, query: str) -> list[dict]:
    answer = reader.get(f"{DATA}?{query}")
    assert answer.status_code == 200, body(answer)
    return json.loads(body(answer))["rows"]


def values(reader: Client, query: str) -> dict[str, float | str]:
    """Code of the medicine → value, or the sign in its place."""
    return {row["atc"]: row["flagg"] or row["verdi"] for row in rows(reader, query)}


def problem(reader: Client, address: str, status: int = 400) -> dict:
    answer = reader.get(address)
    assert answer.status_code == status, body(answer)
    assert answer["Content-Type"] == "application/problem+json"
    told = json.loads(body(answer))
    assert told["status"] == status
    assert told["instance"] == address.partition("?")[0]
    return told


def test_the_entry_leads_everywhere(reader: Client) -> None:
    content = reader.get(f"{API}/").json()
    assert content["about"]["release"] == "2026-1"
    for address in content["links"].values():
        full = address.replace("{?q,limit}", "?q=metformin")
        assert reader.get(full).status_code == 200, full


def test_every_answer_says_release_licence_citation_and_signs(reader: Client) -> None:
    for path in ("/", "/tables", "/tables/legemidler", "/tables/legemidler/dimensions", "/releases", "/search?q=met"):
        about = reader.get(f"{API}{path}").json()["about"]
        assert (about["release"], about["licence"]) == ("2026-1", "CC BY 4.0")
        assert about["flags"] == {reason.symbol: reason.text for reason in Reason if reason}
        assert about["citation"].startswith("Legemiddelstatistikk (")
        assert about["notices"]


def test_figures_that_can_be_read_off_the_universe(reader: Client) -> None:
    assert values(reader, "atc=A10BA02,A10BJ06,D02AF&aar=2024&maal=brukere") == {
        "A10BA02": 9,
        "A10BJ06": 8,
        "D02AF": ":",
    }
    (row,) = rows(reader, "atc=A10BA02&aar=2024&maal=per1000")
    assert row["verdi"] == pytest.approx(10.975609756)
    assert row["atc_navn"] == "metformin"


@pytest.mark.parametrize(
    ("expression", "codes"),
    [
        ("A10BJ06", ["A10BJ06"]),
        ("a10bj06", ["A10BJ06"]),
        ("A10??", ["A10BA", "A10BJ"]),
        ("A10B*,D", ["A10B", "A10BA", "A10BA02", "A10BJ", "A10BJ06", "D"]),
        ("*06", ["A10BJ06"]),
        ("range(A,A10B)", ["A", "A10", "A10B"]),
        ("range(A10B,A)", ["A", "A10", "A10B"]),
        ("to(A)", ["alle", "A"]),
        ("from(D02A)", ["D02A", "D02AF"]),
        ("top(2)", ["alle", "A"]),
        ("top(2,1)", ["A", "A10"]),
        ("bottom(1)", ["D02AF"]),
    ],
)
def test_selections(reader: Client, expression: str, codes: list[str]) -> None:
    assert list(values(reader, f"atc={quote(expression)}&aar=2024&maal=folk")) == codes


def test_top_of_the_years_is_the_newest(reader: Client) -> None:
    assert [row["aar"] for row in rows(reader, "atc=A&aar=top(1)&maal=folk")] == ["2024"]


def test_what_is_not_chosen_is_the_total_of_every_year_and_measure(reader: Client) -> None:
    found = rows(reader, "atc=A10BA02")
    assert {(row["omr"], row["kjonn"], row["alder"]) for row in found} == {("0", "begge", "alle")}
    assert [row["aar"] for row in found[:1]] == ["2023"]
    assert len(found) == 2 * len({row["maal"] for row in found})


@pytest.mark.parametrize(
    ("query", "parameter", "near"),
    [
        ("atc=A10B06", "atc", "A10BJ06"),
        ("atc=metformn", "atc", "A10BA02"),
        ("atc=A&omr=3", "omr", "33"),
        ("atc=A&omr=oslo", "omr", "03"),
        ("atc=A&kjonn=kvinne", "kjonn", "kvinner"),
        ("atc=A&alder=5-10", "alder", "5-9"),
        ("atc=A&aar=2025", "aar", "2024"),
        ("atc=A&maal=user", "maal", "brukere"),
        ("atc=A&kjon=menn", "kjon", "kjonn"),
        ("atc=A&utgave=2020-1", "utgave", "2026-1"),
        ("atc=A&utgave=%00", "utgave", "2026-1"),
        ("atc=%00", "atc", None),
        ("atc=Z*", "atc", None),
        ("atc=top(0)", "atc", None),
        ("atc=range(A)", "atc", None),
        ("atc=[A-Z]*", "atc", None),
        ("omr=03", "atc", None),
        ("atc=", "atc", None),
        ("atc=A&atc=D", "atc", None),
        ("atc=A&csv=excel", "csv", None),
    ],
)
def test_what_is_wrong_is_named_with_what_was_meant(
    reader: Client, query: str, parameter: str, near: str | None
) -> None:
    told = problem(reader, f"{DATA}?{query}")
    assert told["parameter"] == parameter
    assert near is None or near in told["near"]


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("/tables/legemiddel", "table"),
        ("/tables/legemidler/dimensions/fylke", "dimension"),
        ("/tables/legemidler/dimensions/omr/57", "code"),
        ("/tables/folkemengde/dimensions/atc", "dimension"),
        ("/tables/legemidler/data.xml", "extension"),
    ],
)
def test_what_does_not_exist(reader: Client, path: str, parameter: str) -> None:
    assert problem(reader, API + path, 404)["parameter"] == parameter


def test_broken_utf8_is_an_unknown_code(reader: Client) -> None:
    assert problem(reader, f"{DATA}?atc=%ff%fe")["parameter"] == "atc"


def test_too_many_cells_say_how_to_ask_for_less(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selecting, "MOST_CELLS", 1_000)
    told = problem(reader, f"{DATA}.xlsx?atc=*&omr=*&kjonn=*&alder=*")
    assert told["limit"] == 1_000
    assert told["cells"] > told["limit"]
    assert told["parameter"] in told["sizes"]
    assert "/data/filer/" in told["detail"]


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("*/*", "application/json"),
        ("application/json", "application/json"),
        ("text/csv", "text/csv"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("text/csv,text/html;q=0.9", "text/csv"),
        ("application/vnd.apache.parquet;q=0.5, text/csv;q=0.9", "text/csv"),
        ("application/json;q=0, */*", "text/csv"),
        ("text/csv;q=nan, text/csv;q=-1, application/*;q=0.1", "application/json"),
        ("", "application/json"),
    ],
)
def test_the_format_that_is_accepted(reader: Client, accept: str, kind: str) -> None:
    answer = reader.get(f"{DATA}?atc=A10", headers={"accept": accept})
    assert answer["Content-Type"].partition(";")[0] == kind


def test_a_format_we_do_not_have(reader: Client) -> None:
    answer = reader.get(f"{DATA}?atc=A10", headers={"accept": "image/png"})
    assert answer.status_code == 406
    assert "text/csv" in answer.json()["near"]


def test_all_formats_are_one_table(reader: Client) -> None:
    """Each read by a library of its own kind; PX in tests/formats."""
    query = "atc=A10*&omr=0,03,56&kjonn=*&maal=brukere,per1000"
    wanted = [row["verdi"] for row in rows(reader, query)]
    csv = pd.read_csv(io.BytesIO(body(reader.get(f"{DATA}.csv?{query}"))), dtype={"omr": str})
    parquet = pd.read_parquet(io.BytesIO(body(reader.get(f"{DATA}.parquet?{query}"))))
    workbook = pd.read_excel(io.BytesIO(body(reader.get(f"{DATA}.xlsx?{query}"))), dtype={"omr": str})
    jsonstat = json.loads(body(reader.get(f"{DATA}.jsonstat?{query}")))["value"]
    for found in (csv["verdi"], parquet["verdi"], workbook["verdi"], pd.Series(jsonstat, dtype=float)):
        assert [None if value != value else value for value in found] == pytest.approx(wanted, nan_ok=True)


def test_the_sidecar_is_linked_and_there(reader: Client) -> None:
    answer = reader.get(f"{DATA}.csv?atc=A10")
    address = answer["Link"].partition(">")[0].removeprefix("<")
    assert json.loads(body(reader.get(address)))["url"].endswith("data.csv?atc=A10")


@pytest.mark.parametrize("path", ["/", "/search?q=met", "/tables/legemidler/data.csv?atc=A10*,range(A,D)&sprak=nn"])
def test_licence_and_a_lasting_address_are_linked_in_the_head(reader: Client, path: str) -> None:
    """Also of a format that holds no citation."""
    answer = reader.get(API + path)
    (own,) = re.findall(r'<([^>]+)>; rel="cite-as"', answer["Link"])
    assert '<https://creativecommons.org/licenses/by/4.0/>; rel="license"' in answer["Link"]
    assert own == f"http://testserver{API}{path}{'&' if '?' in path else '?'}utgave=2026-1"
    assert body(reader.get(own)) == body(answer)
    assert "Link" in answer["Access-Control-Expose-Headers"]
    assert not reader.get(f"{API}/tables/x").has_header("Link")


def test_the_tag_is_the_release(reader: Client) -> None:
    first = reader.get(f"{DATA}.csv?atc=A10")
    assert reader.get(f"{DATA}.csv?atc=A10", headers={"if-none-match": first["ETag"]}).status_code == 304
    assert reader.get(f"{DATA}.csv?atc=D", headers={"if-none-match": first["ETag"]}).status_code == 200
    assert not first.cookies
    assert first["Access-Control-Allow-Origin"] == "*"


def test_codes_have_names_parents_and_since_when(reader: Client) -> None:
    content = reader.get(f"{API}/tables/legemidler/dimensions/atc").json()
    found = {category["code"]: category for category in content["categories"]}
    assert found["A10BJ06"]["parent"] == "A10BJ"
    assert found["A10BJ06"]["first_year"] == 2024
    assert found["D02AF"]["first_year"] is None, "its only user is hidden"
    county = reader.get(f"{API}/tables/legemidler/dimensions/omr/56").json()["category"]
    assert (county["label"], county["valid_from"], county["parent"]) == ("Finnmark", "2024-01-01", "0")
    ages = reader.get(f"{API}/tables/legemidler/dimensions/alder").json()["categories"]
    assert (ages[1]["label"], ages[1]["label_en"]) == ("0–4 år", ages[1]["label_en"])


def test_search_leads_to_the_figures(reader: Client) -> None:
    hit = reader.get(f"{API}/search?q=ozempic").json()["hits"][0]
    assert (hit["code"], hit["kind"], hit["text"]) == ("A10BJ06", "product", "Ozempic")
    assert reader.get(hit["links"]["data"]).status_code == 200
    assert problem(reader, f"{API}/search?q=")["parameter"] == "q"
    assert problem(reader, f"{API}/search?q=a&limit=x")["parameter"] == "limit"


def test_population_is_a_table_of_its_own(reader: Client) -> None:
    content = json.loads(body(reader.get(f"{API}/tables/folkemengde/data?omr=03&kjonn=kvinner,menn&aar=2024")))
    assert [row["verdi"] for row in content["rows"]] == [400, 300]


def test_only_get(reader: Client) -> None:
    answer = reader.post(f"{DATA}?atc=A10")
    assert answer.status_code == 405
    assert answer.json()["status"] == 405
    assert reader.options(DATA).status_code == 204
    assert reader.head(f"{DATA}?atc=A10").status_code == 200


def test_each_address_of_figures_is_described_with_the_one_type_it_sends(reader: Client) -> None:
    """A client made from the description then reads each of them; CSV is text, what is packed is bytes."""
    paths = reader.get(f"{API}/openapi.json").json()["paths"]
    told = {path.rpartition("/data.")[2]: path for path in paths if "/data." in path}
    assert set(told) == set(FORMATS)
    for suffix, path in told.items():
        ((kind, shape),) = paths[path]["get"]["responses"]["200"]["content"].items()
        sent = reader.get(f"{DATA}.{suffix}?atc=A10BA02")["Content-Type"].partition(";")[0]
        assert kind == sent
        assert ("format" in shape["schema"]) == (suffix in ("xlsx", "parquet", "px"))
    names = [path["get"]["operationId"] for path in paths.values()]
    assert len(set(names)) == len(names)
