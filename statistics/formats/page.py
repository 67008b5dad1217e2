"""The laid-out table of the statistical dialects as CSV, HTML and workbook, and their older JSON."""

import html
import io
import json
from collections.abc import Iterator
from itertools import product

from xlsxwriter.utility import xl_col_to_name

from statistics.formats import numbers, sheet, xlsx
from statistics.formats.csv import BOM, plain
from statistics.formats.dataset import Dataset
from statistics.formats.notices import citation, notices
from statistics.formats.pivot import Pivot
from statistics.table import Reason


def csv(title: str, made: Pivot, separator: str) -> Iterator[bytes]:
    """`title` empty: no line for it. Texts are quoted; a sign stands in place of a number."""
    start = [f"{_quoted(title)}\r\n\r\n"] if title else []
    yield "".join([BOM, *start, separator.join(map(_quoted, (*made.heads, *made.columns))), "\r\n"]).encode()
    for texts, cells in made.rows:
        fields = [*map(_quoted, texts), *(_cell(value, reason) for value, reason in cells)]
        yield (separator.join(fields) + "\r\n").encode()


def page(title: str, dataset: Dataset, made: Pivot) -> Iterator[bytes]:
    """A whole document, without style or script. `title` empty: the table alone has a name for screen readers."""
    name = html.escape(dataset.title)
    heads = "".join(f'<th scope="col">{html.escape(text)}</th>' for text in (*made.heads, *made.columns))
    yield f'<!doctype html><html lang="{dataset.language}"><head><meta charset="utf-8">'.encode()
    yield f"<title>{name}</title></head><body>".encode()
    yield f"<table>{f'<caption>{name}</caption>' if title else ''}<thead><tr>{heads}</tr></thead><tbody>".encode()
    for texts, cells in made.rows:
        left = "".join(f'<th scope="row">{html.escape(text)}</th>' for text in texts)
        right = "".join(f"<td>{numbers.text(value) or html.escape(reason.symbol)}</td>" for value, reason in cells)
        yield f"<tr>{left}{right}</tr>".encode()
    said = "".join(f"<p>{html.escape(text)}</p>" for text in (citation(dataset.release), *notices(dataset.release)))
    yield f"</tbody></table>{said}</body></html>".encode()


def workbook(title: str, dataset: Dataset, made: Pivot) -> Iterator[bytes]:
    """Text as text; signs stand in the cells. There must be room for its columns (sheet.MOST_COLUMNS)."""
    names = (*made.heads, *made.columns)

    def make(out: io.BytesIO) -> None:
        with xlsx.workbook(out, dataset.title, dataset.release) as book:
            cells = book.add_worksheet("Tall" if dataset.language == "no" else "Figures")
            xlsx.heads(cells, names, [20] * len(names), book.add_format(xlsx.HEAD))
            sheet.probe(cells, [book.add_format({"num_format": "#,##0.##########"})])
            xlsx.describe(book, title or dataset.title, dataset.release, [("Merk", text) for text in dataset.notes])

    def rows(styles: list[str]) -> Iterator[str]:
        for texts, cells in made.rows:
            left = [sheet.text(column, words) for column, words in enumerate(texts)]
            yield "".join([*left, *_numbers(cells, letters[len(left) :], styles[0])])

    letters = [xl_col_to_name(column) for column in range(len(names))]
    return sheet.stream(make, rows, f"{letters[-1]}{dataset.cells // len(made.columns) + 1}")


def _numbers(cells: list[tuple[float, Reason]], letters: list[str], style: str) -> Iterator[str]:
    for column, (value, reason) in zip(letters, cells, strict=True):
        yield sheet.words_in(column, reason.symbol) if reason else sheet.number(column, value, style)


def json_px(dataset: Dataset) -> Iterator[bytes]:
    """One object a combination of all dimensions but the measures, which are the values."""
    metric = dataset.dimension("metric")
    dimensions = [d for d in dataset.dimensions if d is not metric]
    if metric is None or dataset.dimensions[-1] is not metric:
        raise ValueError("the measures must be the last dimension")
    kinds = {"time": "t", "geo": "d", "": "d"}
    columns = [{"code": d.code, "text": d.label, "type": kinds[d.role]} for d in dimensions]
    columns += [{"code": c.code, "text": c.label, "type": "c"} for c in metric.categories]
    head = {"columns": columns, "comments": list(dataset.notes), "metadata": [_about(dataset)]}
    yield json.dumps(head, ensure_ascii=False).encode()[:-1] + b', "data": ['
    width = len(metric.categories)
    keys = product(*(d.codes for d in dimensions))
    comma = ""
    for values, reasons in dataset.chunks:
        cells = [numbers.text(v) or Reason(r).symbol for v, r in zip(values.tolist(), reasons.tolist(), strict=True)]
        for at in range(0, len(cells), width):
            yield (comma + json.dumps({"key": next(keys), "values": cells[at : at + width]})).encode()
            comma = ","
    yield b"]}"


def _about(dataset: Dataset) -> dict[str, str]:
    day = dataset.release.published.isoformat() if dataset.release.published else ""
    return {"updated": day, "label": dataset.title, "source": citation(dataset.release)}


def _cell(value: float, reason: Reason) -> str:
    return _quoted(reason.symbol) if reason else numbers.text(value)


def _quoted(text: str) -> str:
    return '"' + plain(text).replace('"', '""') + '"'
