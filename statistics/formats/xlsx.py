"""XLSX: a sheet of figures with a frozen, filtered head, and one with source, definitions and signs.

Text is always written as text: a cell that begins with =, +, - or @ is never a formula.
"""

import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from statistics.definitions import Measure
from statistics.formats.csv import COLUMNS
from statistics.formats.notices import FLAGS, LICENCE_URL, citation, notices
from statistics.table import Reason, ReleaseInfo, TableStream

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 1_000_000
"""A sheet has 1,048,576."""

HEADS = (*COLUMNS[:14],)
WIDTHS = (10, 30, 8, 20, 10, 14, 9, 12, 7, 14, 34, 16, 7, 24)
VERDI, FLAGG = HEADS.index("verdi"), HEADS.index("flagg")

About = Sequence[tuple[str, str]]


def render(table: TableStream, title: str, measures: dict[str, Measure], about: About = ()) -> bytes:
    """`measures`: definitions of the codes on the table's last axis. `about`: further lines of what this is."""
    out = io.BytesIO()
    with workbook(out, title, table.release) as book:
        cells = book.add_worksheet("Tall")
        heads(cells, HEADS, WIDTHS, book.add_format(HEAD))
        styles = {code: book.add_format({"num_format": _number_format(m.decimals)}) for code, m in measures.items()}
        last = 0
        for last, (texts, value, reason, style) in enumerate(_rows(table, styles), 1):
            for column, text in enumerate(texts):
                cells.write_string(last, column, text)
            write_cell(cells, last, VERDI, value, reason, style)
        cells.autofilter(0, 0, last, len(HEADS) - 1)
        lines = [*about, *((m.label, f"{m.definition} Enhet: {m.unit}. Kilde: {m.source}.") for m in measures.values())]
        describe(book, title, table.release, lines)
    return out.getvalue()


HEAD = {"bold": True, "bottom": 1, "bg_color": "#E8EEF2"}


def workbook(out: io.BytesIO, title: str, release: ReleaseInfo) -> xlsxwriter.Workbook:
    """One whose bytes depend on its content alone: the file's date is the release's."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    made = dt.datetime.combine(release.published or dt.date(2000, 1, 1), dt.time(8))
    said = " ".join((citation(release), *notices(release)))
    book.set_properties({"title": title, "author": release.source, "comments": said, "created": made})
    return book


def heads(sheet: Worksheet, texts: Sequence[str], widths: Sequence[int], style: Format) -> None:
    for column, (text, width) in enumerate(zip(texts, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, text, style)
    sheet.freeze_panes(1, 0)


def write_cell(sheet: Worksheet, row: int, column: int, value: float, reason: Reason, style: Format) -> None:
    """The number; where there is none the cell is empty, with the sign and its meaning in the two columns after."""
    if not reason:
        sheet.write_number(row, column, value, style)
    else:
        sheet.write_string(row, column + 1, reason.symbol)
        sheet.write_string(row, column + 2, reason.text)


def describe(book: xlsxwriter.Workbook, title: str, release: ReleaseInfo, about: About) -> None:
    sheet = book.add_worksheet("Om tallene")
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 110)
    bold, wrapped = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True})
    published = f"{release.published:%d.%m.%Y}" if release.published else ""
    lines = [
        ("Tittel", title),
        ("Kilde", release.source),
        ("Utgave", release.number),
        ("Publisert", published),
        ("Lisens", f"{release.licence} {LICENCE_URL}"),
        ("Slik siterer du", citation(release)),
        *(("Merk", text) for text in notices(release)),
        *about,
        *((f"Tegnet {symbol}", text) for symbol, text in FLAGS.items()),
    ]
    for row, (name, text) in enumerate(lines):
        sheet.write_string(row, 0, name, bold)
        sheet.write_string(row, 1, text, wrapped)


def _rows(table: TableStream, styles: dict[str, Format]) -> Iterator[tuple[list[str], float, Reason, Format]]:
    for part in table.parts:
        names: Iterable[tuple[tuple[str, ...], ...]] = product(
            *([(c.code,) if axis.code == "aar" else (c.code, c.label) for c in axis.categories] for axis in part.axes)
        )
        cells = zip(names, part.values.ravel().tolist(), part.reasons.ravel().tolist(), strict=True)
        for fields, value, reason in cells:
            yield [text for pair in fields for text in pair], value, Reason(reason), styles[fields[-1][0]]


def _number_format(decimals: int) -> str:
    return "#,##0" + ("." + "0" * decimals if decimals else "")
