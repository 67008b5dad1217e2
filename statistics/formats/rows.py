"""JSON with one object a cell: code and name of everything, `verdi`, `flagg`. Easy to read in any language."""

import json
from collections.abc import Iterator
from itertools import islice, product
from typing import Any

from statistics.definitions import measures
from statistics.formats import numbers
from statistics.formats.jsonstat import provenance
from statistics.formats.notices import flags, notices
from statistics.formats.words import said
from statistics.table import Axis, Category, Reason, Table, TableStream

MEDIA_TYPE = "application/json"


def head(table: TableStream, title: str) -> dict[str, Any]:
    """What stands before the rows."""
    return {
        "title": title,
        **provenance(table.release),
        "source": table.release.source,
        "published": table.release.published.isoformat() if table.release.published else None,
        "notices": notices(table.release),
        "flags": flags(),
        "cells": table.cells,
        "dimensions": [
            {"code": axis.code, "label": said(axis.label), "categories": len(axis.categories)} for axis in table.axes
        ],
    }


def stream(table: TableStream, title: str) -> Iterator[bytes]:
    yield _dump(head(table, title))[:-1].encode() + b',"rows":['
    comma = ""
    for part in table.parts:
        yield (comma + ",".join(_rows(part))).encode()
        comma = ","
    yield b"]}"


def first(table: TableStream, count: int) -> list[dict[str, Any]]:
    """The first rows; no more of the table is read than they take."""
    found = islice((row for part in table.parts for row in _rows(part)), count)
    return [json.loads(row) for row in found]


def _rows(table: Table) -> Iterator[str]:
    fields = product(*([_fields(axis, category) for category in axis.categories] for axis in table.axes))
    signs = [
        f'"flagg":{_dump(reason.symbol or None)},"flagg_tekst":{_dump(said(reason.text) or None)}' for reason in Reason
    ]
    cells = zip(fields, table.values.ravel().tolist(), table.reasons.ravel().tolist(), strict=True)
    for names, value, reason in cells:
        yield "{" + ",".join((*names, f'"verdi":{numbers.text(value) or "null"}', signs[reason])) + "}"


def _fields(axis: Axis, category: Category) -> str:
    pair = {axis.code: category.code, f"{axis.code}_navn": category.label}
    if axis.code == "maal":
        pair["enhet"] = said(measures()[category.code].unit)
    return _dump(pair)[1:-1]


def _dump(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
