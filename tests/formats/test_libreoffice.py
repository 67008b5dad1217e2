"""Files opened by LibreOffice, as somebody opens them by a double click, and read back cell by cell.

It is asked for its own XML (.fods), where a cell says whether it is a number, a text or a formula.
"""

import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from statistics.definitions import measures
from statistics.formats import csv, xlsx
from statistics.table import Category, Table
from tests.formats.made import every_kind, expected, hostile, signs, stream_of

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
OF = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}
HOSTILE = ("=1+1", "+47", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://a.example")', "æøå ÆØÅ – ½", 'a "b", c;d')

OPTIONS = {
    "komma": "44,34,76,1,,1033,false,true,false,false,false,-1",
    "excel": "59,34,76,1,,1044,false,true,false,false,false,-1",
}
"""Separator, quotation mark, UTF-8, first line, columns, language (American, bokmål), quoted are text, numbers are
recognised, and no formulas are kept: the program's own way of writing what its dialogue asks."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: make programs"),
]


class Cell:
    """`kind`: float, string, … or empty."""

    def __init__(self, element: etree._Element) -> None:
        self.kind = element.get(f"{{{OF['office']}}}value-type", "")
        self.value = element.get(f"{{{OF['office']}}}value", "")
        self.formula = element.get(f"{{{OF['table']}}}formula")
        self.text = "\n".join("".join(p.itertext()) for p in element.findall("text:p", OF))
        self.links = len(element.findall(".//text:a", OF))
        self.times = int(element.get(f"{{{OF['table']}}}number-columns-repeated", "1"))


def opened(folder: Path, name: str, content: bytes, filter_options: str = "") -> list[list[Cell]]:
    """Rows of the first sheet, as the program has them in its memory."""
    (folder / name).write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    infilter = [f"--infilter=Text - txt - csv (StarCalc):{filter_options}"] if filter_options else []
    command = [OFFICE, "--headless", profile, *infilter, "--convert-to", "fods", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / name)], check=True, capture_output=True, timeout=100)
    tree = etree.parse(str((folder / name).with_suffix(".fods")))
    sheet = tree.find(".//table:table", OF)
    assert sheet is not None
    return [_cells(row) for row in sheet.iter(f"{{{OF['table']}}}table-row")]


def _cells(row: etree._Element) -> list[Cell]:
    """Without the empty ones to the sheet's end."""
    found = [Cell(cell) for cell in row.findall("table:table-cell", OF)]
    spread = [cell for cell in found for _ in range(cell.times if cell.times < 100 else 1)]
    while spread and not spread[-1].kind:
        spread.pop()
    return spread


def column(rows: list[list[Cell]], name: str) -> list[Cell]:
    at = [cell.text for cell in rows[0]].index(name)
    nothing = Cell(etree.Element("nothing"))
    return [row[at] if at < len(row) else nothing for row in rows[1:] if row]


def check(rows: list[list[Cell]], table: Table) -> None:
    """Numbers are numbers, in full; a cell without one has its sign; codes with a leading zero stay texts."""
    numbers = column(rows, "verdi")
    assert [float(cell.value) if cell.kind == "float" else None for cell in numbers] == pytest.approx(expected(table))
    assert {cell.kind for cell in numbers} <= {"float", ""}
    assert [cell.text for cell in column(rows, "flagg")] == signs(table)
    assert {cell.text for cell in column(rows, "omr_navn")} == {"Hele landet", "Finnmark"}
    assert [cell.text for row in rows for cell in row if cell.formula is not None or cell.links] == []


@pytest.mark.parametrize("dialect", ["komma", "excel"])
def test_csv(tmp_path: Path, dialect: csv.Dialect) -> None:
    written = b"".join(csv.stream(stream_of(every_kind()).parts, dialect))
    check(opened(tmp_path, "tall.csv", written, OPTIONS[dialect]), every_kind())


def test_workbook(tmp_path: Path) -> None:
    rows = opened(tmp_path, "tall.xlsx", book(every_kind()))
    check(rows, every_kind())
    assert {cell.kind for cell in column(rows, "omr")} == {"string"}, "a code is no number"


def book(table: Table) -> bytes:
    return xlsx.render(stream_of(table), "Bruk", {code: measures()[code] for code in table.axes[-1].codes})


def every_name() -> Table:
    """A row for each name that would like to be something else."""
    one = hostile("x")
    axis = one.axis("atc").__class__("atc", tuple(Category(f"A{at}", name) for at, name in enumerate(HOSTILE)))
    shape = (len(HOSTILE), *one.values.shape[1:])
    return Table(
        one.release,
        (axis, *one.axes[1:]),
        *(part.repeat(len(HOSTILE), 0).reshape(shape) for part in (one.values, one.reasons)),
    )


@pytest.mark.parametrize("dialect", ["komma", "excel"])
def test_no_name_in_csv_is_a_formula(tmp_path: Path, dialect: csv.Dialect) -> None:
    """With the program's own reading of formulas turned on, as it is for who has ticked it."""
    options = OPTIONS[dialect].removesuffix("false,-1") + "true,-1"
    raw = opened(tmp_path, "raw.csv", b"atc_navn\r\n=1+1\r\n", options)
    assert column(raw, "atc_navn")[0].formula == "of:=1+1", "so it would be without our sign before it"
    rows = opened(tmp_path, "tall.csv", csv.render([every_name()], dialect), options)
    found = column(rows, "atc_navn")
    assert [cell.text for cell in found] == [csv.plain(name).replace("\t", "") for name in HOSTILE]
    assert {(cell.kind, cell.formula) for cell in found} == {("string", None)}


def test_no_name_in_a_workbook_is_a_formula_or_a_link(tmp_path: Path) -> None:
    found = column(opened(tmp_path, "tall.xlsx", book(every_name())), "atc_navn")
    assert [cell.text.strip() for cell in found] == [name.strip() for name in HOSTILE]
    assert {(cell.kind, cell.formula, cell.links) for cell in found} == {("string", None, 0)}
