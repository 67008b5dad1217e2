"""The answers' forms: JSON-stat with signs among the values, CSV with a column for each measure, Parquet."""

import csv
import io
import json
from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np
import pyarrow as pa

from statistics.formats import jsonstat, numbers, parquet
from statistics.formats.csv import BOM, CHUNK, plain
from statistics.formats.dataset import Dataset, Dimension
from statistics.formats.notices import FLAGS
from statistics.table import Category, Reason

FLAG = "FLAGG"
MEDIA_TYPES = {
    "json-stat2": "application/json; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "csv2": "text/csv; charset=utf-8",
    "csv3": "text/csv; charset=utf-8",
    "parquet": parquet.MEDIA_TYPE,
}
LEGEND_ORDER = (Reason.MISSING, Reason.NOT_COMPUTABLE, Reason.HIDDEN, Reason.NOT_AVAILABLE)


def render(dataset: Dataset, form: str) -> Iterator[bytes]:
    if form == "json-stat2":
        return json_stat(dataset)
    return parquet_file(dataset) if form == "parquet" else csv_file(dataset, form)


def json_stat(dataset: Dataset) -> Iterator[bytes]:
    head = json.dumps(_head(dataset), ensure_ascii=False, separators=(",", ":"))
    yield head[:-1].encode() + b',"value":['
    signs = [json.dumps(reason.symbol) for reason in Reason]
    comma = ""
    for values, reasons in dataset.chunks:
        cells = zip(values.tolist(), reasons.tolist(), strict=True)
        text = ",".join(signs[reason] if reason else numbers.text(value) for value, reason in cells)
        yield (comma + text).encode()
        comma = ","
    yield b'],"status":""}'


def csv_file(dataset: Dataset, form: str) -> Iterator[bytes]:
    """`csv2` has names, `csv3` codes, `csv` both. A row's sign is that of its first measure without a number."""
    *left, metric = dataset.dimensions
    out = io.StringIO(newline="")
    out.write(BOM)
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([*_heads(left, form), *(c.code if form == "csv3" else c.label for c in metric.categories), FLAG])
    width = len(metric.categories)
    names = product(*([_texts(category, form) for category in d.categories] for d in left))
    for values, reasons in dataset.chunks:
        rows = zip(values.reshape(-1, width).tolist(), reasons.reshape(-1, width).tolist(), strict=True)
        for row, why in rows:
            texts = [text for pair in next(names) for text in pair]
            writer.writerow([*texts, *map(numbers.text, row), Reason(next(filter(None, why), 0)).symbol])
        if out.tell() > CHUNK:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def parquet_file(dataset: Dataset) -> Iterator[bytes]:
    """Columns as `csv3`: codes, a number for each measure, the sign."""
    *left, metric = dataset.dimensions
    width = len(metric.categories)
    fields = [*((d.code, parquet.WORDS) for d in left), *((code, pa.float64()) for code in metric.codes)]
    wanted = pa.schema([*fields, (FLAG, pa.string())], metadata=parquet.metadata(dataset.release, dataset.title))

    def rows(values: np.ndarray, why: np.ndarray, at: tuple[np.ndarray, ...]) -> pa.Table:
        cells, reasons = values.reshape(-1, width), why.reshape(-1, width)
        numbers = [pa.array(cells[:, i], mask=reasons[:, i] != Reason.NONE) for i in range(width)]
        named = [parquet.words(places, d.codes) for d, places in zip(left, at, strict=True)]
        return pa.Table.from_arrays([*named, *numbers, _flags(reasons)], schema=wanted)

    size = tuple(len(d.categories) for d in left)
    return parquet.written(wanted, (rows(*cells) for cells in parquet.placed(dataset.chunks, size, width)))


def _flags(reasons: np.ndarray) -> pa.Array:
    """A row's sign is that of its first measure without a number."""
    first = np.argmax(reasons != Reason.NONE, axis=1)
    signs = np.array([reason.symbol for reason in Reason], dtype=object)
    return pa.array(signs[reasons[np.arange(len(reasons)), first]], pa.string())


def _head(dataset: Dataset) -> dict[str, Any]:
    release = dataset.release
    geo, metric = ([d.code for d in dataset.dimensions if d.role == role] for role in ("geo", "metric"))
    legend = {reason.symbol: FLAGS[reason.symbol] for reason in LEGEND_ORDER}
    return {
        "class": "dataset",
        "version": "2.0",
        "href": None,
        "label": dataset.title,
        "updated": f"{release.published}T07:00:00+00:00" if release.published else None,
        "source": None,
        "note": list(dataset.notes),
        "id": [d.code for d in dataset.dimensions],
        "size": list(dataset.size),
        "role": {"time": None, "geo": geo or None, "metric": metric},
        "dimension": {d.code: {"label": d.label, "category": _category(d, dataset)} for d in dataset.dimensions},
        "extension": {"flags": {"index": list(legend), "label": legend}, **jsonstat.provenance(release)},
    }


def _category(dimension: Dimension, dataset: Dataset) -> dict[str, Any]:
    told: dict[str, Any] = {
        "index": list(dimension.codes),
        "label": {category.code: category.label for category in dimension.categories},
    }
    if dimension.role == "metric":
        units = {code: dataset.units[code] for code in dimension.codes}
        told["unit"] = {
            code: {"decimals": unit.decimals, "label": unit.label, "symbol": None, "position": None}
            for code, unit in units.items()
        }
    return told


def _heads(dimensions: list[Dimension], form: str) -> list[str]:
    if form == "csv":
        return [text for d in dimensions for text in (d.code, d.label)]
    return [d.code if form == "csv3" else d.label for d in dimensions]


def _texts(category: Category, form: str) -> tuple[str, ...]:
    if form == "csv":
        return plain(category.code), plain(category.label)
    return (plain(category.code if form == "csv3" else category.label),)
