"""All numbers of the site that say what they are of, in one pool: (code, region, sex, age, year, measure) → values."""

import csv
import io
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from itertools import product
from typing import Any

import openpyxl
import pyarrow.parquet as pq

from statistics.api.fhi import tables as fhi
from statistics.cube.axes import ROOT
from statistics.definitions import measures
from statistics.labels import REGION_NAMES, SEX_NAMES
from statistics.table import AXES, Category, Reason
from tests.crawl.site import Answer

Place = tuple[str, ...]
"""Codes in the order of AXES."""

Pool = dict[Place, set[float]]

NAMES = {
    "atc": ("atc", "legemiddel", "legemiddel (atc)", "medicine", "atc_verdi"),
    "omr": ("omr", "område", "region", "geografi", "geography", "bosted", "fylke", "geo"),
    "kjonn": ("kjonn", "kjønn", "sex", "gender", "kjonn_verdi"),
    "alder": ("alder", "age", "aldersgruppe_verdi"),
    "aar": ("aar", "år", "tid", "year", "utlevering_ar"),
    "maal": ("maal", "måltall", "contentscode", "measure_type"),
}
"""What an axis is called in the formats and dialects, in lower case."""

AXIS = {name: axis for axis, names in NAMES.items() for name in names} | {
    label.lower(): axis for axis, label in fhi.LABELS.items()
}
WHOLE = {"omr": "0", "kjonn": "begge", "alder": "alle"}
"""An axis that a table does not have is summed over."""

VALUES = ("verdi", "value")
"""What the column of values is called, where there is one for all measures."""


SIGNS = {reason.symbol for reason in Reason if reason}
"""Stand where there is no number; one dialect has them among the values."""


QUOTED = re.compile(r'"([^"]*)"')


class Unknown(ValueError):
    """Numbers under a name that this reader does not know: teach it, so that they are checked."""


def pooled(answers: Iterable[Answer]) -> tuple[Pool, dict[tuple[str, str], int]]:
    """The pool, and how many numbers each kind of address gave in each format."""
    pool: Pool = defaultdict(set)
    given: dict[tuple[str, str], int] = defaultdict(int)
    for answer in answers:
        for place, value in numbers(answer):
            pool[place].add(value)
            given[answer.route, answer.form] += 1
    return pool, given


def numbers(answer: Answer) -> Iterator[tuple[Place, float]]:
    if answer.content_type == "text/csv":
        yield from of_rows(rows_of(answer.text))
    elif answer.content_type.endswith("json") and "openapi" not in answer.content_type:
        yield from of_json(json.loads(answer.text))
    elif answer.content_type == "application/zip":
        with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
            for name in packed.namelist():
                if name.endswith(".csv"):
                    yield from of_rows(list(csv.reader(io.StringIO(packed.read(name).decode("utf-8-sig")))))
    elif answer.content_type == "text/html":
        for rows in tables_of(answer.text):
            yield from of_rows(rows)
    elif answer.content_type.endswith("pc-axis"):
        yield from of_px(answer.text)
    elif answer.content_type.endswith("sheet"):
        book = openpyxl.load_workbook(io.BytesIO(answer.content), read_only=True)
        for sheet in book:
            yield from of_rows([list(map(_text, row)) for row in sheet.iter_rows(values_only=True)])
    elif answer.content_type.endswith("parquet"):
        table = pq.read_table(io.BytesIO(answer.content))
        columns = [column.to_pylist() for column in table.columns]
        yield from of_rows([table.column_names, *(list(map(_text, row)) for row in zip(*columns, strict=True))])


def rows_of(text: str) -> list[list[str]]:
    """Of a CSV file with commas, or with semicolons: then a number may have a decimal comma."""
    if ";" not in text.partition("\n")[0]:
        return list(csv.reader(io.StringIO(text)))
    return [[_with_point(cell) for cell in row] for row in csv.reader(io.StringIO(text), delimiter=";")]


def _with_point(cell: str) -> str:
    return cell.replace(",", ".") if _is_number(cell.replace(",", ".")) else cell


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def of_rows(rows: list[list[str]]) -> Iterator[tuple[Place, float]]:
    """A table with a row a cell and one column of values, or a column a measure, or a column a year."""
    if not rows:
        return
    header = [name.lower() for name in rows[0]]
    codes = [_code("maal", name) for name in rows[0]]
    keys = {AXIS[name]: i for i, name in reversed(list(enumerate(header))) if name in AXIS}
    if "atc" not in keys or not ("maal" in keys or "aar" in keys):
        return  # lists of codes, and rankings, whose rows do not say of what their figures are
    for row in rows[1:]:
        known = {axis: _code(axis, row[i]) for axis, i in keys.items()}
        for i, name in enumerate(header):
            found = {"maal": codes[i]} if codes[i] in measures() else {"aar": name} if _is_year(name) else {}
            if (found or name in VALUES) and i not in keys.values() and _is_number(row[i]):
                yield _place(known | found), float(row[i])


class _Tables(HTMLParser):
    """Texts of every table's cells."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables and self.tables[-1]:
            self.tables[-1][-1].append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag not in ("td", "th", "table")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.tables[-1][-1][-1] += data


def tables_of(page: str) -> list[list[list[str]]]:
    """Rows of a document's tables. Of the site's own pages the rows do not say all that their figures are of."""
    reader = _Tables()
    reader.feed(page)
    return [[row for row in rows if len(row) == len(rows[0])] for rows in reader.tables if rows]


def of_json_px(content: dict[str, Any]) -> Iterator[tuple[Place, float]]:
    columns = [column["code"] for column in content["columns"]]
    for row in content["data"]:
        keys = columns[: len(row["key"])]
        known = {AXIS[name.lower()]: _code(AXIS[name.lower()], key) for name, key in zip(keys, row["key"], strict=True)}
        for measure, value in zip(columns[len(keys) :], row["values"], strict=True):
            if _is_number(value):
                yield _place(known | {"maal": _code("maal", measure)}), float(value)


def of_json(content: Any) -> Iterator[tuple[Place, float]]:
    if isinstance(content, list):
        for each in content:
            yield from of_json(each)
    elif isinstance(content, dict):
        if "akser" in content and "verdier" in content:
            axes = [(axis["kode"], [each["kode"] for each in axis["kategorier"]]) for axis in content["akser"]]
            yield from _cells(axes, content["verdier"])
        elif content.get("class") == "dataset" and "value" in content:
            yield from _cells(_jsonstat_axes(content), content["value"])
        elif {"columns", "data", "metadata"} <= content.keys():
            yield from of_json_px(content)
        elif {"atc", "maal", "verdi"} <= content.keys():
            if content["verdi"] is not None:
                yield _place({axis: str(content[axis]) for axis in AXES if axis in content}), float(content["verdi"])
        else:
            for each in content.values():
                yield from of_json(each)


def of_px(text: str) -> Iterator[tuple[Place, float]]:
    """Statements of a PX file end with a semicolon and a new line, which no string has within."""
    head, _, data = text.partition("DATA=")
    told = {name: QUOTED.findall(rest) for name, _, rest in (line.partition("=") for line in head.split(";\r\n"))}
    axes = [
        (told.get(f'VARIABLECODE("{label}")', [label])[0], told[f'CODES("{label}")'])
        for label in told.get("STUB", []) + told.get("HEADING", [])
    ]
    cells = (None if cell.startswith('"') else float(cell) for cell in data.strip().rstrip(";").split())
    yield from _cells(axes, list(cells))


def _jsonstat_axes(content: dict[str, Any]) -> list[tuple[str, list[str]]]:
    axes = []
    for name in content["id"]:
        index = content["dimension"][name]["category"].get("index") or list(
            content["dimension"][name]["category"]["label"]
        )
        codes = index if isinstance(index, list) else sorted(index, key=index.__getitem__)
        axes.append((name, codes))
    return axes


def _cells(axes: list[tuple[str, list[str]]], values: Any) -> Iterator[tuple[Place, float]]:
    named = []
    for name, codes in axes:
        if name.lower() not in AXIS:
            raise Unknown(f"an axis {name!r} of {codes[:5]}")
        named.append((AXIS[name.lower()], codes))
    at = values.items() if isinstance(values, dict) else enumerate(values)
    numbers = {int(i): value for i, value in at if value is not None and value not in SIGNS}
    for i, codes in enumerate(product(*(codes for _, codes in named))):
        if i in numbers:
            parts = ((axis, _code(axis, code)) for (axis, _), code in zip(named, codes, strict=True))
            yield _place(dict(parts)), float(numbers[i])


def _place(known: dict[str, str]) -> Place:
    whole = WHOLE | ({"atc": ROOT} if known.get("maal") == "folk" else {})
    try:
        return tuple((whole | known)[axis] for axis in AXES)
    except KeyError as missing:
        raise Unknown(f"numbers without {missing}: {known}") from missing


def _of_fhi(categories: dict[str, Category]) -> dict[str, str]:
    return {text: ours for ours, theirs in categories.items() for text in (theirs.label, theirs.code)}


TEXTS = {
    "atc": {fhi.TOTAL: ROOT, "Alle legemidler": ROOT},
    "omr": {name: code for code, name in REGION_NAMES.items()},
    "kjonn": {name: code for code, name in SEX_NAMES.items()} | _of_fhi(fhi.CATEGORIES["kjonn"]),
    "maal": {measure.label: code for code, measure in measures().items()} | _of_fhi(fhi.MEASURES),
    "alder": {"Alle aldre": "alle"} | _of_fhi(fhi.CATEGORIES["alder"]),
}
"""Our codes, by our labels and by the codes and labels of the dialects."""


def _code(axis: str, text: str) -> str:
    """Our code, from itself, its label in bokmål or another's code."""
    if axis == "atc":
        return TEXTS["atc"].get(text, text.split(" ")[0])
    if axis == "alder" and text.endswith(" år") and text not in TEXTS["alder"]:
        return text.removesuffix(" år").replace("–", "-")
    return TEXTS.get(axis, {}).get(text, text)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit()
