"""Every JSON-stat answer of the three dialects, held to the format by its validator and by what that passes over."""

import json
from math import prod
from typing import Any

import pytest
from django.test import Client
from jsonstat_validator import validate_jsonstat

from tests.api.conftest import body
from tests.api.test_fhi import API as FHI
from tests.api.test_fhi import EACH, asked
from tests.api.test_pxweb import API as PX
from tests.api.test_pxweb import QUERY

V1 = "/api/v1/tables"
EVERY = "valuecodes[Legemiddel]=*&valuecodes[Region]=*&valuecodes[ContentsCode]=*&valuecodes[Tid]=*"
OWN = (
    "legemidler/data.jsonstat?atc=*&omr=*&kjonn=*",
    "legemidler/data.jsonstat?atc=A10BJ06",
    "legemidler/data.jsonstat?atc=*&sprak=nn&maal=brukere",
    "legemidler/data.jsonstat?atc=*&sprak=en&alder=*",
    "legemidler/data.jsonstat?atc=A10*&omr=*&inndeling=slik-det-var",
    "legemidler-slik-det-var/data.jsonstat?atc=alle&omr=*",
    "folkemengde/data.jsonstat?omr=*&alder=*",
)
PXWEB = (
    f"tables/LMR01/data?{EVERY}",
    f"tables/LMR01/data?{EVERY}&lang=en&heading=Tid,Legemiddel",
    "tables/LMR01/data",
    "tables/LMR02/data",
    f"tables/LMR03/data?{EVERY}",
    "tables/LMR01/metadata",
    "tables/LMR01/metadata?lang=en",
    "tables/LMR01/metadata?codelist[Legemiddel]=vs_Legemiddel_niva5",
    "tables/LMR02/metadata?defaultSelection=true",
    "tables/LMR03/metadata",
)


def valid(content: dict[str, Any], *, full: bool = True) -> None:
    """Also what the validator passes over: as many cells as the sizes say, and each position of an index once."""
    assert validate_jsonstat(content)
    assert content["class"] == "dataset"
    for code, size in zip(content["id"], content["size"], strict=True):
        category = content["dimension"][code]["category"]
        index = category["index"]
        assert sorted(index.values() if isinstance(index, dict) else range(len(index))) == list(range(size))
        assert set(category["label"]) == set(index)
        assert len(set(category["label"].values())) == size, "programs take names for keys"
    if not full:
        assert content["value"] == []
        return
    assert len(content["value"]) == prod(content["size"])
    signs = content.get("status") or {}
    assert {int(at) for at in signs} == {at for at, value in enumerate(content["value"]) if value is None}


@pytest.mark.parametrize("address", OWN)
def test_our_own(reader: Client, address: str) -> None:
    valid(json.loads(body(reader.get(f"{V1}/{address}"))))


@pytest.mark.parametrize("address", PXWEB)
def test_pxweb(reader: Client, address: str) -> None:
    valid(json.loads(body(reader.get(f"{PX}/{address}"))), full="/data" in address)


def test_pxwebs_posts_and_saved_queries(reader: Client) -> None:
    selection = json.dumps(QUERY["selection"])
    answer = reader.post(f"{PX}/tables/LMR01/data?outputFormat=json-stat2", selection, content_type="application/json")
    valid(json.loads(body(answer)))
    saved = reader.post(
        f"{PX}/savedqueries", json.dumps(QUERY | {"outputFormatParams": []}), content_type="application/json"
    )["Location"]
    valid(json.loads(body(reader.get(f"{saved.removeprefix('http://testserver')}/data?outputFormat=json-stat2"))))


@pytest.mark.parametrize("number", [825, 10825, 20825])
def test_fhis(reader: Client, number: int) -> None:
    filters = EACH | ({} if number == 825 else {"GEO": ("all", ["*"])}) | {"MEASURE_TYPE": ("all", ["*"])}
    filters |= {"Kjonn_Verdi": ("all", ["*"])}
    table = f"{FHI}/lmr/table/{number}/data"
    answer = reader.post(table, json.dumps(asked(filters)), content_type="application/json")
    valid(as_the_format_has_it(json.loads(body(answer))))


def as_the_format_has_it(content: dict[str, Any]) -> dict[str, Any]:
    """Without what FHI's own answers have beside the format: null for what is not there, signs among the values."""
    signs = {str(at): value for at, value in enumerate(content["value"]) if isinstance(value, str)}
    assert signs.keys() & {str(at) for at, value in enumerate(content["value"]) if value is None} == set()
    numbers = [None if isinstance(value, str) else value for value in content.pop("value")]
    assert content.pop("status") == ""
    return without_nulls(content) | {"value": numbers, "status": signs}


def without_nulls(content: Any) -> Any:
    if isinstance(content, dict):
        return {name: without_nulls(value) for name, value in content.items() if value is not None}
    return [without_nulls(value) for value in content] if isinstance(content, list) else content
