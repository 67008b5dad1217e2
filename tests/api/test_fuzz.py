"""Whatever is asked, every dialect answers with figures or with what is wrong: never a server error, never silence."""

import json
from typing import Any
from urllib.parse import urlencode

from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.api.conftest import body
from tests.api.test_fhi import EACH, asked
from website.straight import marked

REFUSED = {400, 403, 404, 405, 406, 413, 415}
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

WORDS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            "*",
            "",
            "A10*",
            "top(1)",
            "top(-1)",
            "top(99999999)",
            "range(A,D)",
            "range(,)",
            "from()",
            "to(A",
            "?",
            "a10ba02",
        ]
    ),
    st.sampled_from(["03,56", ",", "0,,0", "\x00", "\ud7ff", "..", "../..", "'; DROP TABLE", "%", "=1+1", "{", "[*"]),
)
NAMES = st.one_of(
    st.text(max_size=12).filter(lambda name: not marked(name)),  # those lead to the address without them
    st.sampled_from(["atc", "omr", "kjonn", "alder", "aar", "maal", "utgave", "csv"]),
)
VARIABLES = st.sampled_from(["Region", "region", "Legemiddel", "Kjonn", "Alder", "ContentsCode", "Tid", "X", ""])
PX_NAMES = st.one_of(
    st.sampled_from(["lang", "outputFormat", "outputFormatParams", "heading", "stub", "query", "pageSize", "pastDays"]),
    st.builds("{}[{}]".format, st.sampled_from(["valuecodes", "valueCodes", "codelist"]), VARIABLES),
    st.text(max_size=12).filter(lambda name: not marked(name)),
)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=10)),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)),
    max_leaves=12,
)


def told(answer: Any) -> None:
    """A refusal is problem+json that says what is wrong; figures name their release."""
    content = body(answer)
    if answer.status_code == 200:
        assert content
        return
    assert answer.status_code in REFUSED, content
    assert answer["Content-Type"] == "application/problem+json"
    assert json.loads(content)["detail"]


@QUICK
@given(query=st.dictionaries(NAMES, WORDS, max_size=4), suffix=st.sampled_from(["", ".csv", ".json", ".px", ".xlsx"]))
@example(query={"atc": "A10", "omr": "0,"}, suffix="")
@example(query={"atc": "A10", "inndeling": ""}, suffix=".csv")
def test_our_own(reader: Client, query: dict[str, str], suffix: str) -> None:
    """A browser is told the same, on a page."""
    address = f"/api/v1/tables/legemidler/data{suffix}?{urlencode(query, errors='replace')}"
    answer = reader.get(address)
    told(answer)
    page = reader.get(address, headers={"accept": "text/html"})
    assert page.status_code == answer.status_code
    if page.status_code != 200 or not suffix:
        assert page["Content-Type"].startswith("text/html"), body(page)


@QUICK
@given(
    query=st.dictionaries(PX_NAMES, WORDS, max_size=4),
    path=st.sampled_from(["LMR01/data", "LMR02/data", "LMR01/metadata", "LMR01", ""]),
)
def test_pxweb_queries(reader: Client, query: dict[str, str], path: str) -> None:
    told(reader.get(f"/api/pxwebapi/v2/tables{'/' if path else ''}{path}?{urlencode(query, errors='replace')}"))


@QUICK
@given(content=st.one_of(JSON, st.fixed_dictionaries({"selection": JSON, "placement": JSON})))
def test_pxweb_bodies(reader: Client, content: Any) -> None:
    raw = json.dumps(content)
    told(reader.post("/api/pxwebapi/v2/tables/LMR01/data", raw, content_type="application/json"))
    answer = reader.post("/api/pxwebapi/v2/savedqueries", raw, content_type="application/json")
    assert answer.status_code in {*REFUSED, 201}


@QUICK
@given(
    code=st.sampled_from(list(EACH)),
    kind=st.one_of(st.sampled_from(["item", "top", "all", "TOP", ""]), st.text(max_size=5)),
    values=st.lists(WORDS, max_size=3),
    response=st.dictionaries(st.sampled_from(["format", "maxRowCount", "x"]), JSON, max_size=2),
)
def test_fhi_bodies(reader: Client, code: str, kind: str, values: list[str], response: dict[str, Any]) -> None:
    content = asked(EACH | {code: (kind, values)}) | {"response": response}
    told(reader.post("/api/open/v1/lmr/table/825/data", json.dumps(content), content_type="application/json"))


@QUICK
@given(content=JSON)
def test_fhi_bodies_of_any_kind(reader: Client, content: Any) -> None:
    told(reader.post("/api/open/v1/LMR/Table/825/Data", json.dumps(content), content_type="application/json"))


@QUICK
@given(
    name=st.text(
        alphabet=st.characters(exclude_characters="/?#\\.%", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40
    )
)
def test_names_that_are_nothing(reader: Client, name: str) -> None:
    for path in ("pxwebapi/v2/savedqueries/{}/data", "pxwebapi/v2/codelists/{}", "v1/tables/{}", "open/v1/{}/table"):
        told(reader.get(f"/api/{path.format(name)}"))
