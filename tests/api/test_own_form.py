"""What goes wrong before a dialect has read anything is told in that dialect's own form and language, too."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.api.conftest import body
from tests.api.test_fhi import EACH, asked

V1, PX, FHI = "/api/v1", "/api/pxwebapi/v2", "/api/open/v1"
PX_DATA, FHI_DATA = f"{PX}/tables/LMR01/data", f"{FHI}/lmr/table/825/data"


def told(answer: Any, status: int) -> dict[str, Any]:
    content = body(answer)
    assert answer.status_code == status, content
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    problem = json.loads(content)
    path = answer.wsgi_request.path
    if path.startswith(FHI):
        assert (problem["status"], problem["statusCode"]) == (problem["detail"], status)
    else:
        assert problem["status"] == status
    if path.startswith(PX):
        assert problem["instance"].startswith("http://testserver/")
        assert not set("æøå") & set(problem["detail"].lower() + problem["title"].lower()), "it is English"
    return problem


@pytest.mark.parametrize(
    "address",
    [
        "/api/v2/tables",
        f"{V1}/tabeller",
        f"{V1}/tables/legemidler/data/x",
        f"{PX}/",
        f"{PX}/tables/LMR01/dat",
        f"{FHI}/",
        f"{FHI}/lmr/table/825/nothing",
        f"{FHI}/lmr",
        f"{FHI}/lmr/table/825/dat%ff",
    ],
)
def test_an_address_that_is_not_there(reader: Client, address: str) -> None:
    assert "/api/" in told(reader.get(address), 404)["detail"]


@pytest.mark.parametrize("address", [f"{V1}/tables", f"{PX}/tables", f"{FHI}/lmr/table"])
def test_a_method_that_is_not_answered(reader: Client, address: str) -> None:
    answer = reader.delete(address)
    told(answer, 405)
    assert "GET" in answer["Allow"]


@pytest.mark.parametrize("address", [f"{V1}/tables/legemidler/data", PX_DATA, f"{FHI}/lmr/table", "/api/x"])
def test_more_parameters_than_django_reads(reader: Client, address: str) -> None:
    many = "&".join(f"valuecodes[x{i}]=1" for i in range(1500))
    assert "1000" in told(reader.get(f"{address.partition('?')[0]}?{many}"), 400)["detail"]


@pytest.mark.parametrize(
    "address",
    [f"{V1}/search?q=%ff%fe", f"{V1}/tables/legemidler/data?atc=A10%C3", f"{PX}/tables?query=%ff", f"{PX_DATA}?%ff=1"],
)
def test_a_query_that_is_no_text(reader: Client, address: str) -> None:
    assert "UTF-8" in told(reader.get(address), 400)["detail"]


@pytest.mark.parametrize(
    "raw",
    [
        b"\xff\xfe{",
        b"{",
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b"[" * 5000 + b"]" * 5000,
        b"[" * 25 + b"]" * 25,
        b"1" * 5000,
        b'{"selection": [], "selection": [1]}',
        b'{"dimensions": [], "dimensions": [1]}',
    ],
)
def test_a_body_that_is_no_plain_json(reader: Client, raw: bytes) -> None:
    for address in (PX_DATA, f"{PX}/savedqueries", FHI_DATA):
        told(reader.post(address, raw, content_type="application/json"), 400)


def test_a_part_of_a_body_that_would_be_ignored(reader: Client) -> None:
    """A name that comes twice: most readers of JSON keep the last, and say nothing."""
    filters = json.dumps(asked(EACH))
    twice = filters.replace('"filter": "item"', '"filter": "all", "filter": "item"', 1)
    problem = told(reader.post(FHI_DATA, twice, content_type="application/json"), 400)
    assert problem["parameter"] == "filter"


@pytest.mark.parametrize("address", [PX_DATA, FHI_DATA])
def test_a_body_of_another_kind_or_too_large(reader: Client, address: str) -> None:
    told(reader.post(address, b"<a/>", content_type="text/xml"), 415)
    told(reader.post(address, b" " * 1_500_000, content_type="application/json"), 413)


@pytest.mark.parametrize(
    "address",
    [
        f"{V1}/openapi.json?lang=en",
        f"{FHI}/lmr/table?modifiedAfter=",
        f"{FHI}/lmr/table?modifiedAfter=2020-01-01&MODIFIEDAFTER=2030-01-01",
    ],
)
def test_a_parameter_that_would_be_ignored(reader: Client, address: str) -> None:
    told(reader.get(address), 400)


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "application/json; charset=latin-1"},
        {"content-type": "application/json; charset=utf-16"},
        {"content-type": "application/json", "content-encoding": "gzip"},
    ],
)
def test_a_body_in_another_writing_than_json_has(reader: Client, headers: dict[str, str]) -> None:
    for address in (PX_DATA, f"{PX}/savedqueries", FHI_DATA):
        kind = headers["content-type"]
        more = {name: value for name, value in headers.items() if name != "content-type"}
        problem = told(reader.post(address, json.dumps(asked(EACH)), content_type=kind, headers=more), 415)
        assert problem["value"] in headers.values()
    utf8 = "application/json; charset=UTF-8"
    assert reader.post(FHI_DATA, json.dumps(asked(EACH)), content_type=utf8).status_code == 200


def test_a_body_so_large_that_django_does_not_read_it(reader: Client) -> None:
    for address in (PX_DATA, f"{PX}/savedqueries", FHI_DATA):
        told(reader.post(address, b" " * 3_000_000, content_type="application/json"), 413)


@pytest.mark.parametrize(
    "address", [f"{V1}/tables", f"{V1}/tables/legemidler/data.xlsx?atc=A10", PX_DATA, f"{FHI}/lmr/table"]
)
def test_an_answer_that_is_another_than_the_reader_means(reader: Client, address: str) -> None:
    answer = reader.get(address, headers={"if-match": '"another"'})
    told(answer, 412)
    assert reader.get(address, headers={"if-match": answer["ETag"]}).status_code == 200


@pytest.mark.parametrize("address", [f"{V1}/", f"{V1}/tables/legemidler/dimensions/omr", f"{V1}/search?q=met"])
def test_what_is_not_json_is_refused_where_nothing_else_is_answered(reader: Client, address: str) -> None:
    for accepted in ("text/csv", "application/xml;q=0.9", "application/json;q=0", "*/*;q=0", "nothing"):
        assert told(reader.get(address, headers={"accept": accepted}), 406)["parameter"] == "Accept"
    for accepted in ("", "*/*", "application/*", "text/html,application/xml;q=0.9,*/*;q=0.8", "APPLICATION/JSON;q=0.1"):
        assert reader.get(address, headers={"accept": accepted}).status_code == 200


@pytest.mark.parametrize(
    "address", [f"{V1}/tables/legemidler/data.csv?atc=*", f"{V1}/openapi.json", f"{PX_DATA}?outputFormat=xlsx"]
)
def test_what_is_made_while_it_is_sent_is_not_sent_in_parts(reader: Client, address: str) -> None:
    """A part of another making could be of another release: the whole is the answer, and says that it always is."""
    whole = reader.get(address)
    for wanted in ("bytes=0-99", "bytes=5-", "bytes=99999999999-", "bytes=-5"):
        answer = reader.get(address, headers={"range": wanted, "if-range": whole["ETag"]})
        assert (answer.status_code, answer["Accept-Ranges"], answer["ETag"]) == (200, "none", whole["ETag"])
        assert len(body(answer)) > 100


def test_the_description_has_a_tag_of_its_own(reader: Client) -> None:
    address = f"{V1}/openapi.json"
    tag = reader.get(address)["ETag"]
    assert reader.get(address, headers={"if-none-match": tag}).status_code == 304
    assert reader.get(address, headers={"if-none-match": '"old"'}).json()["openapi"].startswith("3.")
    told(reader.get(address, headers={"if-match": '"old"'}), 412)


@pytest.mark.parametrize("query", ["heading=,", "stub=Tid,", "heading=,Tid", "outputFormat=csv&outputFormatParams=,"])
def test_a_comma_with_nothing_beside_it(reader: Client, query: str) -> None:
    told(reader.get(f"{PX_DATA}?{query}"), 400)
    assert reader.get(f"{PX_DATA}?heading=&stub=").status_code == 200, "as PxWeb writes a placement without stub"


@pytest.mark.parametrize("address", [f"{V1}/tables", f"{V1}/openapi.json", PX_DATA, f"{FHI}/lmr/table"])
def test_head_is_answered_and_told_of(reader: Client, address: str) -> None:
    assert reader.head(address).status_code == 200
    assert "GET, HEAD" in reader.options(address)["Allow"]
    assert "GET, HEAD" in reader.delete(address)["Allow"]


@pytest.mark.parametrize(
    "content",
    [
        {"selection": [{"variableCode": "Tid", "valueCodes": 0}]},
        {"selection": [{"variableCode": "Tid", "valueCodes": ["2024"], "codelist": False}]},
        {"selection": [], "placement": []},
        {"selection": [], "placement": {"heading": ""}},
    ],
)
def test_a_value_of_another_kind_is_not_taken_for_none(reader: Client, content: object) -> None:
    told(reader.post(PX_DATA, json.dumps(content), content_type="application/json"), 400)


def test_nor_is_fhis(reader: Client) -> None:
    told(reader.post(FHI_DATA, json.dumps(asked(EACH) | {"response": []}), content_type="application/json"), 400)
