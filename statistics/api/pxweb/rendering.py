"""A dataset of the dialect in each of its formats."""

from collections.abc import Callable
from typing import Any

from statistics.api.answers import Body
from statistics.api.pxweb.asking import Layout
from statistics.formats import jsonstat, page, parquet, px, xlsx
from statistics.formats.dataset import Dataset
from statistics.formats.pivot import Pivot, Text, pivot
from statistics.table import Category

MEDIA_TYPES = {
    "json-stat2": "application/json",
    "json-px": "application/json",
    "csv": "text/csv; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "xlsx": xlsx.MEDIA_TYPE,
    "parquet": parquet.MEDIA_TYPE,
    "px": px.MEDIA_TYPE,
}
SAVED = {"csv": "csv", "xlsx": "xlsx", "parquet": "parquet", "px": "px"}
"""Formats that a browser keeps as a file, and the file's ending."""

TEXTS: dict[str, Text] = {
    "UseCodes": lambda category: category.code,
    "UseTexts": lambda category: category.label,
    "UseCodesAndTexts": lambda category: _both(category),
}


def render(dataset: Dataset, stub: int, layout: Layout, head: Callable[[], dict[str, Any]]) -> Body:
    """`head`: the metadata that JSON-stat carries before its cells."""
    codes = tuple(dimension.code for dimension in dataset.dimensions)
    if layout.format == "json-stat2":
        return jsonstat.stream(dataset, head())
    if layout.format == "px":
        return px.stream(dataset, codes[:stub], codes[stub:])
    if layout.format == "parquet":
        return parquet.of_dataset(dataset)
    if layout.format == "json-px":
        return page.json_px(dataset)
    return laid_out(dataset, pivot(dataset, stub, TEXTS[layout.text]), layout)


def laid_out(dataset: Dataset, made: Pivot, layout: Layout) -> Body:
    title = dataset.title if "IncludeTitle" in layout.parameters else ""
    if layout.format == "xlsx":
        return page.workbook(title, dataset, made)
    return page.page(title, dataset, made) if layout.format == "html" else page.csv(title, made, layout.separator)


def _both(category: Category) -> str:
    """A name that begins with the code has both."""
    return category.label if category.label.startswith(f"{category.code} ") else f"{category.code} {category.label}"
