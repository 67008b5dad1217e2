"""What PxWebApi 2 promises of its answers, in JSON Schema. Source: PxTools/PxApiSpecs, PxAPI-2.yml (2026-01-19).

With PXAPI_SPEC, the path of that file, tests/api/test_pxweb_specification.py holds the answers to the file itself.
"""

from typing import Any

from jsonschema import Draft202012Validator

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer"}


def shape(required: Schema, optional: Schema | None = None, *, closed: bool = False) -> Schema:
    made: Schema = {"type": "object", "required": list(required), "properties": required | (optional or {})}
    return made | {"additionalProperties": False} if closed else made


def listed(of: Schema) -> Schema:
    return {"type": "array", "items": of}


LINK = shape({"rel": TEXT, "hreflang": TEXT, "href": TEXT})
CONFIG = shape(
    {
        "apiVersion": {"type": "string", "pattern": r"^2\."},
        "appVersion": TEXT,
        "languages": listed(shape({"id": TEXT, "label": TEXT})),
        "defaultLanguage": TEXT,
        "maxDataCells": {"type": "integer", "minimum": 0},
        "maxCallsPerTimeWindow": {"type": "integer", "minimum": 1},
        "timeWindow": {"type": "integer", "minimum": 1},
        "license": TEXT,
        "defaultDataFormat": TEXT,
        "dataFormats": listed(TEXT),
    },
    {"sourceReferences": listed(shape({"language": TEXT, "text": TEXT}))},
)
DAY: Schema = {"type": "string", "pattern": r"^(19|20)\d\d-\d\d-\d\d$"}
TABLE = shape(
    {
        "id": TEXT,
        "label": TEXT,
        "updated": DAY,
        "firstPeriod": TEXT,
        "lastPeriod": TEXT,
        "variableNames": listed(TEXT),
        "links": listed(LINK),
    },
    {"category": {"enum": ["internal", "public", "private", "section"]}, "timeUnit": {"enum": ["Annual"]}},
)
PAGE = shape(
    {
        "pageNumber": {"type": "integer", "minimum": 1},
        "pageSize": {"type": "integer", "minimum": 1},
        "totalElements": {"type": "integer", "minimum": 0},
        "totalPages": {"type": "integer", "minimum": 1},
    }
)
TABLES = shape({"language": TEXT, "tables": listed(TABLE), "page": PAGE})
SELECTION = shape(
    {
        "language": TEXT,
        "links": listed(LINK),
        "selection": listed(shape({"variableCode": TEXT, "valueCodes": listed(TEXT)})),
    }
)
CODELIST = shape(
    {
        "id": TEXT,
        "label": TEXT,
        "language": TEXT,
        "languages": listed(TEXT),
        "type": {"enum": ["Aggregation", "Valueset"]},
        "values": listed(shape({"code": TEXT, "label": TEXT, "valueMap": listed(TEXT)})),
        "links": listed(LINK),
    }
)
CATEGORY = shape(
    {"index": {"type": "object", "additionalProperties": WHOLE}, "label": {"type": "object"}},
    {"unit": {"type": "object"}, "note": {"type": "object"}, "child": {"type": "object"}},
    closed=True,
)
DIMENSION = shape({"label": TEXT, "category": CATEGORY, "extension": shape({"elimination": {"type": "boolean"}})})
DATASET = shape(
    {
        "version": {"const": "2.0"},
        "class": {"const": "dataset"},
        "value": listed({"type": ["number", "null"]}),
        "id": listed(TEXT),
        "size": listed(WHOLE),
        "dimension": {"type": "object", "additionalProperties": DIMENSION},
        "updated": DAY,
    },
    {
        "href": TEXT,
        "label": TEXT,
        "source": TEXT,
        "link": {"type": "object"},
        "note": listed(TEXT),
        "role": {"type": "object"},
        "extension": {"type": "object"},
        "status": {"type": "object", "additionalProperties": TEXT},
    },
    closed=True,
)
SAVED = shape(
    {
        "language": TEXT,
        "id": TEXT,
        "savedQuery": shape({"selection": {"type": "object"}, "language": TEXT, "tableId": TEXT}),
        "links": listed(LINK),
    }
)
PROBLEM = shape({"type": TEXT, "title": TEXT, "status": {"type": "integer", "minimum": 400}, "detail": TEXT})


def check(content: Any, schema: Schema) -> None:
    """Raises AssertionError with every place that is not as promised."""
    wrong = [f"{error.json_path}: {error.message[:200]}" for error in Draft202012Validator(schema).iter_errors(content)]
    assert wrong == []
