"""Names and texts in bokmål, nynorsk and English, in every format; the figures and the columns' names are the same."""

import csv
import io
import json
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from django.test import Client

from tests.api.conftest import body

DATA = "/api/v1/tables/legemidler/data"
QUERY = "atc=A10BA02&omr=0,56&kjonn=*&aar=2024&maal=brukere"
HIDDEN = {
    "nb": "skjult av hensyn til personvernet",
    "nn": "skjult av omsyn til personvernet",
    "en": "hidden to protect privacy",
}
WOMEN = {"nb": "Kvinner", "nn": "Kvinner", "en": "Women"}
USERS = {"nb": "Brukere", "nn": "Brukarar", "en": "Users"}
PEOPLE = {"nb": "personer", "nn": "personar", "en": "people"}
SYNTHETIC = {"nb": "syntetisk register. De", "nn": "syntetisk register. Dei", "en": "synthetic registry. They"}
LANGUAGES = tuple(HIDDEN)


def read(reader: Client, suffix: str, language: str) -> bytes:
    answer = reader.get(f"{DATA}.{suffix}?{QUERY}&sprak={language}")
    assert answer["Content-Language"] == language
    return body(answer)


@pytest.mark.parametrize("language", LANGUAGES)
def test_csv(reader: Client, language: str) -> None:
    rows = list(csv.DictReader(io.StringIO(read(reader, "csv", language).decode("utf-8-sig"))))
    assert {row["maal_navn"] for row in rows} == {USERS[language]}
    assert {row["enhet"] for row in rows} == {PEOPLE[language]}
    assert WOMEN[language] in {row["kjonn_navn"] for row in rows}
    assert {row["flagg_tekst"] for row in rows if row["flagg"] == ":"} == {HIDDEN[language]}
    assert SYNTHETIC[language] in rows[0]["merknad"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_json(reader: Client, language: str) -> None:
    told = json.loads(read(reader, "json", language))
    assert told["flags"][":"] == HIDDEN[language]
    assert {row["enhet"] for row in told["rows"]} == {PEOPLE[language]}
    assert {row["flagg_tekst"] for row in told["rows"]} == {None, HIDDEN[language]}
    stat = json.loads(read(reader, "jsonstat", language))
    assert stat["extension"]["flags"][":"] == HIDDEN[language]
    assert stat["dimension"]["maal"]["category"]["unit"]["brukere"]["base"] == PEOPLE[language]
    assert stat["label"] == told["title"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_workbook(reader: Client, language: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(read(reader, "xlsx", language)))
    figures, about = book.worksheets
    found = list(map(list, figures.iter_rows(max_row=2, values_only=True)))
    assert found[0][10:12] == ["maal_navn", "enhet"]
    assert found[1][10:12] == [USERS[language], PEOPLE[language]]
    told = dict(about.iter_rows(values_only=True))
    assert any(SYNTHETIC[language] in text for text in told.values())
    assert HIDDEN[language] in told.values()
    assert USERS[language] in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_parquet_and_px(reader: Client, language: str) -> None:
    table = pq.read_table(io.BytesIO(read(reader, "parquet", language)))
    assert set(table["enhet"].to_pylist()) == {PEOPLE[language]}
    assert set(table["flagg_tekst"].to_pylist()) == {None, HIDDEN[language]}
    assert json.loads(table.schema.metadata[b"flags"])[":"] == HIDDEN[language]
    px = read(reader, "px", language).decode()
    assert f": {HIDDEN[language]}" in " ".join(px.replace('"\r\n"', "").split())
    assert f'LANGUAGE="{language.replace("nb", "no")}"' in px


def test_the_figures_are_the_same(reader: Client) -> None:
    def cells(language: str) -> list[Any]:
        return [(row["omr"], row["verdi"], row["flagg"]) for row in json.loads(read(reader, "json", language))["rows"]]

    assert cells("nb") == cells("nn") == cells("en")


def test_the_sidecar(reader: Client) -> None:
    told = json.loads(read(reader, "csv-metadata.json", "en"))
    assert told["@context"][1] == {"@language": "en"}
    columns = {column["name"]: column["dc:description"] for column in told["tableSchema"]["columns"]}
    assert columns["flagg_tekst"] == "What the sign means"


def test_what_there_is_to_choose_from(reader: Client) -> None:
    one = reader.get("/api/v1/tables/legemidler/dimensions/maal/brukere?sprak=en").json()["category"]
    assert (one["label"], one["label_nn"], one["label_en"], one["unit"]) == ("Users", "Brukarar", "Users", "people")
    table = reader.get("/api/v1/tables/legemidler?sprak=nn").json()
    assert table["table"]["title"].startswith("Legemiddelbruk")
    assert SYNTHETIC["nn"] in table["about"]["notices"][0] + table["about"]["notices"][-1]
    assert reader.get("/api/v1/tables/legemidler").json()["table"]["title_en"].startswith("Use of medicines")


@pytest.mark.parametrize("given", ["de", "EN", "", "en,nn"])
def test_a_language_we_do_not_have(reader: Client, given: str) -> None:
    for address in (f"{DATA}.csv?{QUERY}&sprak={given}", f"/api/v1/tables?sprak={given}"):
        answer = reader.get(address)
        assert (answer.status_code, answer.json()["parameter"]) == (400, "sprak")


@pytest.mark.parametrize("address", ["/api/open/v1/lmr/table", "/api/pxwebapi/v2/tables", "/catalog.ttl"])
def test_it_is_our_own_apis_parameter_alone(reader: Client, address: str) -> None:
    for language in LANGUAGES:
        assert reader.get(f"{address}?sprak={language}").status_code == 400


def test_pxwebs_files_are_in_the_language_asked_for(reader: Client) -> None:
    address = "/api/pxwebapi/v2/tables/LMR01/data?lang=en&outputFormat="
    assert SYNTHETIC["en"] in body(reader.get(f"{address}html")).decode()
    assert HIDDEN["en"] in " ".join(body(reader.get(f"{address}px")).decode().replace('"\r\n"', "").split())
    book = openpyxl.load_workbook(io.BytesIO(body(reader.get(f"{address}xlsx"))))
    told = [text for row in book.worksheets[1].iter_rows(values_only=True) for text in row]
    assert any(SYNTHETIC["en"] in text for text in told)


def test_a_pages_own_files_are_in_the_pages_language(reader: Client) -> None:
    rows = list(csv.DictReader(io.StringIO(body(reader.get("/en/legemiddel/A10BA02.csv")).decode("utf-8-sig"))))
    assert HIDDEN["en"] in {row["flagg_tekst"] for row in rows}
    assert SYNTHETIC["en"] in rows[0]["merknad"]
