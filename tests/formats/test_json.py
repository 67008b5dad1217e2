"""JSON-stat, held by its validator and read by pyjstat; and one object a cell."""

import json

import pytest
from jsonstat_validator import validate_jsonstat
from pyjstat import pyjstat

from statistics.formats import jsonstat, rows
from statistics.table import Reason
from tests.formats.made import dataset_of, every_kind, expected, signs, stream_of


@pytest.fixture
def content() -> dict:
    return json.loads(b"".join(jsonstat.stream(dataset_of(every_kind()))))


def test_valid_jsonstat(content: dict) -> None:
    assert validate_jsonstat(content)
    assert content["size"] == [2, 2, 1, 1, 2, 2]
    assert len(content["value"]) == 16
    assert content["role"] == {"time": ["aar"], "geo": ["omr"], "metric": ["maal"]}


def test_a_cell_has_a_value_or_a_status(content: dict) -> None:
    assert content["value"] == expected(every_kind())
    found = [content["status"].get(str(i), "") for i in range(16)]
    assert found == signs(every_kind())


def test_the_answer_says_where_it_comes_from(content: dict) -> None:
    extension = content["extension"]
    assert extension["release"] == "2026-1"
    assert extension["licence"] == "CC BY 4.0"
    assert extension["flags"] == {reason.symbol: reason.text for reason in Reason if reason}
    assert "2026-1" in extension["citation"]
    assert content["updated"] == "2026-03-03"


@pytest.mark.filterwarnings("ignore:Shouldn't use this function:DeprecationWarning")  # its own, of itself
def test_pyjstat_reads_it(content: dict) -> None:
    frame = pyjstat.Dataset.read(json.dumps(content)).write("dataframe")
    assert [None if value != value else value for value in frame["value"]] == expected(every_kind())
    assert frame["Område"].unique().tolist() == ["Hele landet", "Finnmark"]


def test_rows_have_code_and_name_of_everything() -> None:
    content = json.loads(b"".join(rows.stream(stream_of(every_kind()), "Bruk")))
    assert [row["verdi"] for row in content["rows"]] == expected(every_kind())
    assert [row["flagg"] or "" for row in content["rows"]] == signs(every_kind())
    assert content["rows"][4]["flagg_tekst"] == "skjult av hensyn til personvernet"
    assert content["rows"][0]["atc_navn"] == "semaglutid"
    assert content["cells"] == 16
