"""A ranked list as something to take along: every row as a file, the first of them as a picture."""

import csv as standard_csv
import io
import json as standard_json
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse

from statistics.dashboards.answering import file
from statistics.dashboards.drawing import Picture, picture
from statistics.dashboards.drawing.listed import MOST, Line, listed
from statistics.dashboards.drawing.raster import png
from statistics.dashboards.figures import source
from statistics.formats import xlsx
from statistics.formats.csv import BOM, SEPARATORS, Dialect, plain
from statistics.formats.json import edition
from statistics.table import ReleaseInfo

Value = str | int | float | None
KINDS = ("csv", "xlsx", "json", "svg", "png")


@dataclass(frozen=True)
class Listing:
    """`heads`: names of the columns of `rows`, for programs. `lines`: the first rows as they are drawn."""

    title: str
    finding: str
    unit: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[Value, ...]]
    lines: Sequence[Line]

    def around(self, release: ReleaseInfo) -> Picture:
        return Picture(self.title, self.finding, self.unit, source(release))


def answer(listing: Listing, kind: str, release: ReleaseInfo, name: str, dialect: Dialect = "komma") -> HttpResponse:
    """One of `KINDS`. `name`: of the file, without what every file's name has."""
    filename = f"legemiddelstatistikk_{name}_{release.number}.{kind}"
    if kind == "csv":
        return file(as_csv(listing, release, dialect), "text/csv; charset=utf-8", filename)
    if kind == "xlsx":
        return file(as_xlsx(listing, release), xlsx.MEDIA_TYPE, filename)
    if kind == "json":
        return file(as_json(listing, release), "application/json", filename)
    svg = picture(listing.around(release), listed(listing.lines[:MOST]))
    if kind == "png":
        return HttpResponse(png(svg), content_type="image/png")
    return HttpResponse(svg, content_type="image/svg+xml")


def as_csv(listing: Listing, release: ReleaseInfo, dialect: Dialect = "komma") -> bytes:
    out = io.StringIO()
    out.write(BOM)
    writer = standard_csv.writer(out, lineterminator="\r\n", delimiter=SEPARATORS[dialect])
    writer.writerow((*listing.heads, "utgave"))
    for row in listing.rows:
        writer.writerow((*(_text(value, dialect) for value in row), release.number))
    return out.getvalue().encode()


def as_json(listing: Listing, release: ReleaseInfo) -> bytes:
    """A row is an object; what a row does not have is null."""
    content = {
        "utgave": edition(release),
        "tittel": listing.title,
        "enhet": listing.unit,
        "rader": [dict(zip(listing.heads, row, strict=True)) for row in listing.rows],
    }
    return standard_json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def as_xlsx(listing: Listing, release: ReleaseInfo) -> bytes:
    out = io.BytesIO()
    with xlsx.workbook(out, listing.title, release) as book:
        sheet = book.add_worksheet("Tall")
        widths = [34 if head == "atc_navn" else 14 for head in listing.heads]
        xlsx.heads(sheet, listing.heads, widths, book.add_format(xlsx.HEAD))
        for at, row in enumerate(listing.rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(at, column, value)
                elif value is not None:
                    sheet.write_number(at, column, value)
        xlsx.describe(book, listing.title, release, [("Enhet", listing.unit)])
    return out.getvalue()


def _text(value: Value, dialect: Dialect) -> str:
    """A number in full; text that no spreadsheet takes for a formula; nothing where there is nothing."""
    if value is None:
        return ""
    if isinstance(value, str):
        return plain(value)
    return repr(value).replace(".", ",") if dialect == "excel" else repr(value)
