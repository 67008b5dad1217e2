"""Workbooks that are sent while their rows are read: a whole ZIP archive, the head, and every row in its place."""

import io
import re
import zipfile
from collections.abc import Iterator

import openpyxl
import pytest

from statistics.formats import sheet, xlsx


def book(rows: list[str], asked: list[int] | None = None) -> bytes:
    """Of numbers in the first column, with two styles. `asked`: how many rows had been read at each part sent."""
    read = 0

    def make(out: io.BytesIO) -> None:
        with sheet.book(out) as made:
            cells = made.add_worksheet("Tall")
            cells.write_string(0, 0, "n")
            sheet.probe(cells, [made.add_format({"num_format": code}) for code in ("0.0", "0.00")])
            made.add_worksheet("Mer").write_string(0, 0, "slutt")

    def counted(styles: list[str]) -> Iterator[str]:
        nonlocal read
        for row in rows:
            read += 1
            yield row.replace("STYLE", styles[1])

    body = b""
    for part in sheet.stream(make, counted, f"A{len(rows) + 1}"):
        body += part
        (asked if asked is not None else []).append(read)
    return body


def test_rows_stand_below_the_head_in_the_style_they_name() -> None:
    rows = [sheet.number("A", float(value), "STYLE") for value in range(1200)]
    made = openpyxl.load_workbook(io.BytesIO(book(rows)))
    assert made.sheetnames == ["Tall", "Mer"]
    assert made["Tall"].dimensions == "A1:A1201"
    assert [row[0].value for row in made["Tall"].iter_rows()] == ["n", *range(1200)]
    assert {row[0].number_format for row in made["Tall"].iter_rows(min_row=2)} == {"0.00"}
    assert made["Mer"]["A1"].value == "slutt"


def test_it_begins_before_a_row_is_read_and_goes_on_while_they_are() -> None:
    asked: list[int] = []
    book([sheet.number("A", 1.0, "STYLE")] * 1200, asked)
    assert (asked[0], asked[-1]) == (0, 1200)
    assert sheet.ROWS_AT_A_TIME in asked


@pytest.mark.parametrize("words", ["<&>\"'", "=1+1", "æøå – ½", "]]>", ""])
def test_texts_come_back_as_they_were(words: str) -> None:
    cell = openpyxl.load_workbook(io.BytesIO(book([sheet.text(0, words)])))["Tall"]["A2"]
    assert (cell.value or "", cell.hyperlink) == (words, None)
    assert cell.data_type != "f"


def test_the_archive_is_whole_and_its_bytes_depend_on_its_rows_alone() -> None:
    rows = [sheet.text(0, "a")] * 3
    assert zipfile.ZipFile(io.BytesIO(book(rows))).testzip() is None
    sheets = [zipfile.ZipFile(io.BytesIO(book(rows))).read(sheet.FIRST) for _ in range(2)]
    assert sheets[0] == sheets[1]
    assert re.findall(rb'<row r="(\d+)"', sheets[0]) == [b"1", b"2", b"3", b"4"]


def test_a_book_without_styles_is_refused() -> None:
    def make(out: io.BytesIO) -> None:
        with sheet.book(out) as made:
            made.add_worksheet("Tall").write_string(0, 0, "n")

    with pytest.raises(ValueError, match="no row of styles"):
        list(sheet.stream(make, lambda styles: [], "A1"))


def test_there_is_room_for_the_largest_answer() -> None:
    from statistics.api.v1.selecting import MOST_CELLS

    assert MOST_CELLS <= sheet.MOST_ROWS
    assert len(xlsx.HEADS) <= sheet.MOST_COLUMNS
