"""Saved queries. A query's id is the query itself, packed: nothing is stored, and none is ever lost.

An anonymous reader can then not fill a database of ours, and an id works on every machine and in every release.
"""

import base64
import json
import zlib
from dataclasses import dataclass
from typing import Any

from statistics.api import tables
from statistics.api.pxweb import errors
from statistics.api.pxweb.asking import ALIASES, LANGUAGES, Chosen, Layout, body, checked, layout
from statistics.api.pxweb.errors import bad

LONGEST_ID = 6_000
"""An address of eight thousand characters passes everywhere."""

LARGEST = 200_000
PROPERTIES = ("id", "selection", "language", "tableId", "outputFormat", "outputFormatParams")


@dataclass(frozen=True)
class Saved:
    table: tables.PublishedTable
    language: str
    chosen: dict[str, Chosen]
    layout: Layout
    content: dict[str, Any]


def pack(content: dict[str, Any]) -> str:
    kept = {name: content[name] for name in PROPERTIES[1:] if name in content}
    raw = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    packed = base64.urlsafe_b64encode(zlib.compress(raw, 9)).decode().rstrip("=")
    if len(packed) > LONGEST_ID:
        raise bad("The query is too long to be saved. Use expressions such as A10* instead of single codes.")
    return packed


def unpack(name: str) -> Saved:
    """Raises Problem 404 for what was never an id."""
    try:
        raw = base64.urlsafe_b64decode(name + "=" * (-len(name) % 4))
        inflate = zlib.decompressobj()
        text = inflate.decompress(raw, LARGEST)
        content = json.loads(text) if inflate.eof and not inflate.unused_data else None
    except (ValueError, zlib.error, RecursionError):
        content = None
    if not isinstance(content, dict) or len(name) > LONGEST_ID:
        raise errors.not_found("saved query", name, ())
    return read(content)


def read(content: Any) -> Saved:
    """Raises Problem for what is no query of a table that exists."""
    if not isinstance(content, dict):
        raise bad("A JSON object was expected for the body.")
    for name in content:
        if name not in PROPERTIES:
            raise bad("There is no such property in a saved query.", name, near=PROPERTIES)
    for name in ("selection", "language", "tableId"):
        if name not in content:
            raise bad("The property is missing.", name)
    table = _table(content["tableId"])
    language = _language(content["language"])
    before, chosen = body(content["selection"])
    return Saved(table, language, chosen, checked(layout(_told(content), before)), content)


def _told(content: dict[str, Any]) -> dict[str, str]:
    told: dict[str, str] = {}
    if content.get("outputFormat") is not None:
        told["outputFormat"] = _text(content["outputFormat"], "outputFormat")
    if content.get("outputFormatParams") is not None:
        parameters = content["outputFormatParams"]
        if not isinstance(parameters, list):
            raise bad("A JSON array was expected.", "outputFormatParams")
        told["outputFormatParams"] = ",".join(_text(name, "outputFormatParams") for name in parameters)
    return told


def _table(given: Any) -> tables.PublishedTable:
    try:
        return tables.by_px_id(_text(given, "tableId"))
    except tables.UnknownTable:
        near = [table.px_id for table in tables.TABLES]
        raise bad("There is no such table.", "tableId", given, near) from None


def _language(given: Any) -> str:
    text = _text(given, "language").lower()
    if ALIASES.get(text, text) not in LANGUAGES:
        raise bad("The language is not supported.", "language", text, LANGUAGES)
    return ALIASES.get(text, text)


def _text(content: Any, what: str) -> str:
    if not isinstance(content, str):
        raise bad("A JSON string was expected.", what)
    return content
