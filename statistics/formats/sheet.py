"""A workbook that is sent while its rows are read.

XlsxWriter makes the book: head, styles, widths and notes. It writes a file only when all is known, so the rows are put
into its first sheet here, as the XML it would have written. Source: ECMA-376, part 1, 18.3.1 (c, row, sheetData).
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from itertools import islice
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from statistics.formats import numbers
from statistics.formats.sink import Sink

FIRST = "xl/worksheets/sheet1.xml"
MOST_COLUMNS = 16_384
MOST_ROWS = 1_048_575
"""Of a sheet, below its head. Source: Microsoft, Excel specifications and limits."""

AT = "\0"
"""Stands for the row's number in a cell that is made once and used in many rows; XML cannot hold it."""

ROWS_AT_A_TIME = 500
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest date a ZIP archive knows: the same cells are the same bytes."""

END = b"</sheetData>"
STYLES = re.compile(rb'<row r="2"[^>]*>(.*?)</row>', re.DOTALL)
STYLE = re.compile(rb's="(\d+)"')
DIMENSION = re.compile(rb'<dimension ref="[^"]*"/>')


def text(column: int, words: str) -> str:
    return words_in(xl_col_to_name(column), words)


def words_in(column: str, words: str) -> str:
    """A cell of text, which is never a formula or a link. `column` by its letters."""
    return f'<c r="{column}{AT}" t="inlineStr"><is><t>{escape(words, quote=False)}</t></is></c>'


def number(column: str, value: float, style: str) -> str:
    """`column` by its letters; `style` as `stream` gave it."""
    return f'<c r="{column}{AT}" s="{style}"><v>{numbers.text(value)}</v></c>'


def probe(sheet: Worksheet, styles: Sequence[Format]) -> None:
    """Uses each style once below the head, so that the book has it; `stream` takes that row away."""
    for column, style in enumerate(styles):
        sheet.write_number(1, column, 0, style)


def stream(
    make: Callable[[io.BytesIO], None], rows: Callable[[list[str]], Iterable[str]], last: str
) -> Iterator[bytes]:
    """`make` writes the book, with `probe`; `rows` gives each row's cells, from the styles' names. `last`: as N17."""
    made, sink = io.BytesIO(), Sink()
    make(made)
    with ZipFile(made) as empty, ZipFile(sink, "w", ZIP_DEFLATED, compresslevel=1) as out:
        for name in empty.namelist():
            if name != FIRST:
                out.writestr(_member(name), empty.read(name))
        before, styles, after = _opened(empty.read(FIRST), last)
        with out.open(_member(FIRST), "w") as sheet:
            sheet.write(before)
            yield sink.drain()
            for part in _numbered(rows(styles)):
                sheet.write(part.encode())
                yield sink.drain()
            sheet.write(after)
    yield sink.drain()


def _opened(xml: bytes, last: str) -> tuple[bytes, list[str], bytes]:
    """What stands before the rows, the names of the probed styles, and what stands after."""
    before, _, after = DIMENSION.sub(f'<dimension ref="A1:{last}"/>'.encode(), xml, count=1).partition(END)
    probed = STYLES.search(before)
    if probed is None:
        raise ValueError("the sheet has no row of styles")
    styles = [found.decode() for found in STYLE.findall(probed[1])]
    return before[: probed.start()], styles, END + after


def _numbered(rows: Iterable[str]) -> Iterator[str]:
    numbered = (f'<row r="{AT}">{cells}</row>'.replace(AT, str(at)) for at, cells in enumerate(rows, 2))
    while some := list(islice(numbered, ROWS_AT_A_TIME)):
        yield "".join(some)


def _member(name: str) -> ZipInfo:
    member = ZipInfo(name, EPOCH)
    member.compress_type = ZIP_DEFLATED
    return member


def book(out: io.BytesIO) -> xlsxwriter.Workbook:
    """Texts stay texts, and lie in the cells."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    return xlsxwriter.Workbook(out, options)
