"""Answers held to the published specification itself, where this machine has it (it is not ours to keep here)."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.api.conftest import body
from tests.api.test_pxweb import ALL, API, QUERY, TABLE, post

SPEC = os.environ.get("PXAPI_SPEC", "")

pytestmark = pytest.mark.skipif(not SPEC, reason="PXAPI_SPEC is not set: the path of PxTools/PxApiSpecs' PxAPI-2.yml")


def nullable(node: Any) -> Any:
    """OpenAPI 3.0's `nullable` and `exclusiveMaximum` in JSON Schema's words."""
    if isinstance(node, list):
        return [nullable(item) for item in node]
    if not isinstance(node, dict):
        return node
    made = {name: nullable(value) for name, value in node.items()}
    if made.pop("nullable", False) and isinstance(made.get("type"), str):
        made["type"] = [made["type"], "null"]
    if made.get("exclusiveMaximum") is True:
        made["exclusiveMaximum"] = made.pop("maximum")
    return made


def wrong(content: Any, name: str) -> list[str]:
    spec = nullable(yaml.safe_load(Path(SPEC).read_text()))
    # It requires «values», which it does not define beside «valueCodes»: a slip of version 2.0.
    spec["components"]["schemas"]["VariableSelection"]["required"].remove("values")
    registry = Registry().with_resource("spec:", Resource(spec, DRAFT202012))
    schema = {"$ref": f"spec:#/components/schemas/{name}"}
    return [
        f"{e.json_path}: {e.message[:150]}"
        for e in Draft202012Validator(schema, registry=registry).iter_errors(content)
    ]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        (f"{API}/config", "ConfigResponse"),
        (f"{API}/tables", "TablesResponse"),
        (f"{API}/tables?lang=en&pageSize=1", "TablesResponse"),
        (TABLE, "TableResponse"),
        (f"{TABLE}/metadata", "Dataset"),
        (f"{TABLE}/metadata?lang=en&defaultSelection=true", "Dataset"),
        (f"{TABLE}/data", "Dataset"),
        (f"{TABLE}/data?{ALL}&valuecodes[Region]=*&valuecodes[Legemiddel]=*", "Dataset"),
        (f"{API}/tables/LMR02/data", "Dataset"),
        (f"{TABLE}/defaultselection", "SelectionResponse"),
        (f"{API}/codelists/vs_Legemiddel_niva5", "CodelistResponse"),
        (f"{TABLE}/data?valuecodes[Tid]=x", "Problem"),
    ],
)
def test_the_answer_is_as_specified(reader: Client, address: str, name: str) -> None:
    assert wrong(json.loads(body(reader.get(address))), name) == []


def test_saved_queries_are_as_specified(reader: Client) -> None:
    assert wrong(post(reader, f"{API}/savedqueries", QUERY, 201), "SavedQueryResponse") == []
