"""The change from a common start as a file: the index that the page shows, which is no measure of the register."""

from collections.abc import Sequence

from statistics import queries
from statistics.dashboards.comparing import tables
from statistics.dashboards.comparing.context import made
from statistics.dashboards.comparing.params import Comparison, One
from statistics.dashboards.listing import Listing, Value
from statistics.dashboards.presenters import words
from statistics.labels import label
from statistics.table import Cell, Table

HEADS = (
    *("aar", "atc", "atc_navn", "omr", "omr_navn", "kjonn", "kjonn_navn", "alder", "alder_navn"),
    *("maaltall", "startaar", "indeks", "flagg"),
)


def listing(asked: Comparison, cells: Sequence[Table]) -> Listing:
    """A row a series and year. `cells`: of each series, as `tables.tables` gives them."""
    figure, (start, index) = made(asked, cells), tables.indexed(tables.lines(asked, cells), cells)
    rows = [
        _row(asked, one, year, start, cell)
        for one, series in zip(asked.series, index, strict=True)
        for year, cell in zip(series.years, series.cells, strict=True)
    ]
    return Listing(figure.title, figure.finding, figure.unit, HEADS, rows, ())


def _row(asked: Comparison, one: One, year: int, start: int | None, cell: Cell) -> tuple[Value, ...]:
    """`flagg` has the sign where there is no index; it is 100 in the first year that all series have."""
    name = queries.node(one.code, asked.utgave).label
    parts = ((axis, getattr(one, axis)) for axis in ("omr", "kjonn", "alder"))
    described = [text for axis, code in parts for text in (code, label(axis, code))]
    return (
        *(year, one.code, name, *described, words.measure(asked.maal)),
        *(start, cell.value, cell.reason.symbol),
    )
