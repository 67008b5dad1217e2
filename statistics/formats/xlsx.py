"""XLSX: a sheet of figures with a frozen, filtered head, and one with source, definitions and signs.

Text is always written as text: a cell that begins with =, +, - or @ is never a formula.
"""

import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import cycle, product

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from statistics.definitions import Measure, measures
from statistics.formats import sheet as streamed
from statistics.formats.csv import COLUMNS
from statistics.formats.notices import LICENCE_URL, citation, flags, notices
from statistics.formats.words import said
from statistics.table import Axis, Reason, ReleaseInfo, Table, TableStream

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADS = (*COLUMNS[:15],)
WIDTHS = (10, 30, 8, 20, 10, 14, 9, 12, 7, 14, 34, 18, 16, 7, 24)
VERDI, FLAGG = HEADS.index("verdi"), HEADS.index("flagg")
LETTERS = tuple(map(xl_col_to_name, range(len(HEADS))))

About = Sequence[tuple[str, str]]


def render(table: TableStream, title: str, measures: dict[str, Measure], about: About = ()) -> bytes:
    """Of parts of any shape, each with all its cells; else as `stream`."""
    parts = list(table.parts)
    cells = sum(part.values.size for part in parts)
    return b"".join(stream(replace(table, parts=iter(parts)), title, measures, about, cells))


def stream(
    table: TableStream, title: str, measures: dict[str, Measure], about: About = (), cells: int | None = None
) -> Iterator[bytes]:
    """`measures`: definitions of the codes on the table's last axis. `about`: further lines of what this is."""
    last = table.cells if cells is None else cells

    def make(out: io.BytesIO) -> None:
        with workbook(out, title, table.release) as book:
            sheet = book.add_worksheet(said("Tall"))
            heads(sheet, HEADS, WIDTHS, book.add_format(HEAD))
            formats = [book.add_format({"num_format": _number_format(m.decimals)}) for m in measures.values()]
            streamed.probe(sheet, formats)
            sheet.autofilter(0, 0, last, len(HEADS) - 1)
            told = ((said(m.label), _defined(m)) for m in measures.values())
            describe(book, title, table.release, [*about, *told])

    def rows(styles: list[str]) -> Iterator[str]:
        return _rows(table.parts, dict(zip(measures, styles, strict=True)))

    return streamed.stream(make, rows, f"{LETTERS[-1]}{last + 1}")


def _defined(measure: Measure) -> str:
    told = {"definition": said(measure.definition), "unit": said(measure.unit), "source": measure.source}
    return said("{definition} Enhet: {unit}. Kilde: {source}.", **told)


HEAD = {"bold": True, "bottom": 1, "bg_color": "#E8EEF2"}


def workbook(out: io.BytesIO, title: str, release: ReleaseInfo) -> xlsxwriter.Workbook:
    """One whose bytes depend on its content alone: the file's date is the release's."""
    book = streamed.book(out)
    made = dt.datetime.combine(release.published or dt.date(2000, 1, 1), dt.time(8))
    said = " ".join((citation(release), *notices(release)))
    book.set_properties({"title": title, "author": release.source, "comments": said, "created": made})
    return book


def heads(sheet: Worksheet, texts: Sequence[str], widths: Sequence[int], style: Format) -> None:
    for column, (text, width) in enumerate(zip(texts, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, text, style)
    sheet.freeze_panes(1, 0)


def describe(book: xlsxwriter.Workbook, title: str, release: ReleaseInfo, about: About) -> None:
    sheet = book.add_worksheet(said("Om tallene"))
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 110)
    bold, wrapped = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True})
    published = f"{release.published:%d.%m.%Y}" if release.published else ""
    lines = [
        (said("Tittel"), title),
        (said("Kilde"), release.source),
        (said("Utgave"), release.number),
        (said("Publisert"), published),
        (said("Lisens"), f"{release.licence} {LICENCE_URL}"),
        (said("Slik siterer du"), citation(release)),
        *((said("Merk"), text) for text in notices(release)),
        *about,
        *((said("Tegnet {sign}", sign=sign), text) for sign, text in flags().items()),
    ]
    for row, (name, text) in enumerate(lines):
        sheet.write_string(row, 0, name, bold)
        sheet.write_string(row, 1, text, wrapped)


def _rows(parts: Iterable[Table], styles: dict[str, str]) -> Iterator[str]:
    """The cells of each row. Where there is no number, its sign and what that means stand in the two columns after."""
    empty = [streamed.text(FLAGG, r.symbol) + streamed.text(FLAGG + 1, said(r.text)) if r else "" for r in Reason]
    for part in parts:
        names = product(*(_cells_of(axis) for axis in part.axes))
        style = cycle([styles[code] for code in part.axes[-1].codes])
        cells = zip(names, style, part.values.ravel().tolist(), part.reasons.ravel().tolist(), strict=False)
        for texts, named, value, reason in cells:
            yield "".join(texts) + (empty[reason] or streamed.number(LETTERS[VERDI], value, named))


def _cells_of(axis: Axis) -> list[str]:
    """Code and name of each category, in their columns; a year is its own name."""
    first = HEADS.index(axis.code)
    codes = [streamed.text(first, c.code) for c in axis.categories]
    if axis.code == "aar":
        return codes
    names = [streamed.text(first + 1, c.label) for c in axis.categories]
    if axis.code == "maal":
        units = [streamed.text(first + 2, said(measures()[code].unit)) for code in axis.codes]
        names = [name + unit for name, unit in zip(names, units, strict=True)]
    return [code + name for code, name in zip(codes, names, strict=True)]


def _number_format(decimals: int) -> str:
    return "#,##0" + ("." + "0" * decimals if decimals else "")
