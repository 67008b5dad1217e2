"""The counties as they were, in every dialect: the same cells, and 4xx for what does not fit."""

import json

import pytest
from django.test import Client

from statistics import queries
from statistics.definitions.divisions import THEN
from statistics.queries import Selection
from tests.api.conftest import body
from tests.api.test_v1 import API, problem, rows

pytestmark = pytest.mark.usefixtures("release")


def test_troms_og_finnmark_is_todays_two_and_the_next_year_they_are_themselves(reader: Client) -> None:
    """In 2024 five got semaglutide in Finnmark; in 2023 nobody there got any of it, nor in Troms."""
    found = rows(reader, "atc=A10BJ06&maal=brukere&omr=54,55,56&inndeling=slik-det-var")
    assert [(row["omr"], row["aar"], row["verdi"], row["flagg"]) for row in found] == [
        ("54", "2023", 0, None), ("54", "2024", None, "-"),
        ("55", "2023", None, "-"), ("55", "2024", 0, None),
        ("56", "2023", None, "-"), ("56", "2024", 5, None),
    ]  # fmt: skip
    assert found[0]["omr_navn"] == "Troms og Finnmark"


def test_rates_of_a_sum_are_by_the_population_of_the_sum(reader: Client) -> None:
    """The population of 2023 is not known; 2024 has Finnmark's 100 men."""
    found = rows(reader, "atc=A10BJ06&maal=per1000,folk&omr=54,56&aar=2023,2024&inndeling=slik-det-var")
    assert [row["flagg"] or row["verdi"] for row in found] == [".", "..", "-", "-", "-", "-", 50.0, 100]


def test_the_regions_are_those_of_the_releases_years(reader: Client) -> None:
    told = reader.get(f"{API}/tables/legemidler/dimensions/omr?inndeling=slik-det-var").json()["categories"]
    assert [one["code"] for one in told if one["valid_to"]] == ["30", "38", "54"]
    assert {one["code"]: one["valid_from"] for one in told}["30"] == "2020-01-01"
    assert len(told) == 1 + 15 + 3 + 1


def test_every_dialect_has_the_same_cells(reader: Client) -> None:
    regions = queries.regions(inndeling=THEN)
    wanted = queries.table(Selection(("A10BJ06",), ("brukere",), regions, inndeling=THEN))
    flat = [sign or value for sign, value in zip(wanted.frame()["flagg"], wanted.frame()["verdi"], strict=True)]
    own = rows(reader, "atc=A10BJ06&maal=brukere&omr=*&inndeling=slik-det-var")
    assert [row["flagg"] or row["verdi"] for row in own] == flat
    table = rows_of(reader, "/api/pxwebapi/v2/tables/LMR03/data?valuecodes[Region]=*&valuecodes[Legemiddel]=A10BJ06"
                            "&valuecodes[ContentsCode]=brukere&valuecodes[Tid]=*&outputFormat=json-px")  # fmt: skip
    assert [value if value in ("-", ":", ".", "..") else float(value) for value in table] == flat
    other = {"code": "GEO", "filter": "all", "values": ["*"]}
    query = [other, *({"code": c, "filter": "item", "values": [v]} for c, v in (
        ("Atc_Verdi", "A10BJ06"), ("Kjonn_Verdi", "TOTALT"), ("Aldersgruppe_Verdi", "TOTALT"),
        ("MEASURE_TYPE", "AntallBrukere"))), {"code": "Utlevering_Ar", "filter": "all", "values": ["*"]}]  # fmt: skip
    asked = json.dumps({"dimensions": query, "response": {"format": "json-stat2", "maxRowCount": 1000}})
    answer = reader.post("/api/open/v1/lmr/table/20825/data", asked, content_type="application/json")
    assert json.loads(body(answer))["value"] == flat


def rows_of(reader: Client, address: str) -> list[str]:
    return [row["values"][0] for row in json.loads(body(reader.get(address)))["data"]]


def test_what_does_not_fit_is_refused(reader: Client) -> None:
    told = problem(reader, f"{API}/tables/legemidler/data?atc=A&inndeling=i-morgen")
    assert (told["parameter"], told["near"]) == ("inndeling", ["idag", "slik-det-var"])
    assert problem(reader, f"{API}/tables/legemidler-slik-det-var/data?atc=A&inndeling=idag")["near"] == [
        "slik-det-var"
    ]
    assert problem(reader, f"{API}/tables/legemidler/data?atc=A&omr=54")["parameter"] == "omr"
    assert problem(reader, f"{API}/tables/legemidler/data?atc=A&omr=01&inndeling=slik-det-var")["parameter"] == "omr"
    with pytest.raises(ValueError, match="inndeling has no 'i-morgen'"):
        queries.table(Selection(("A",), inndeling="i-morgen"))
