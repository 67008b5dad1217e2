"""Sales for each user and each daily dose: computed from printed cells, where both are printed."""

from statistics.dashboards import numbers
from statistics.dashboards.params import Filters
from statistics.dashboards.presenters import words
from statistics.dashboards.presenters.cells import Shown, shown, shown_in_words
from statistics.dashboards.presenters.twins import Row, Twin
from statistics.labels import reason_text
from statistics.language import say
from statistics.table import Cell, Reason, Table


def ratio(table: Table, year: str, over: str) -> Cell:
    """Kroner for each of the other measure. What is hidden in either is hidden; nothing is divided by nothing."""
    sales, other = table.cell(aar=year, maal="nok"), table.cell(aar=year, maal=over)
    for cell in (sales, other):
        if cell.value is None:
            return cell
    if not other.value or sales.value is None:
        return Cell(None, Reason.NOT_COMPUTABLE)
    return Cell(sales.value / other.value, Reason.NONE)


def twin(table: Table, filters: Filters, what: str) -> Twin:
    years = table.axis("aar").codes
    heads = [say("År"), say("Omsetning (kr)"), say("Kroner per bruker"), say("Kroner per DDD")]
    rows = [
        Row(
            year,
            [
                shown(table.cell(aar=year, maal="nok"), "nok"),
                _money(ratio(table, year, "brukere")),
                _money(ratio(table, year, "ddd")),
            ],
        )
        for year in years
    ]
    return Twin(f"{words.costs_unit(filters)}. {what}.", heads, rows)


def readings(table: Table) -> dict[str, str]:
    """What the reading ruler writes at each year."""
    return {year: shown_in_words(table.cell(aar=year, maal="nok"), "nok").said for year in table.axis("aar").codes}


def _money(cell: Cell) -> Shown:
    if cell.value is None:
        return Shown(cell.reason.symbol, reason_text(cell.reason), cell.reason is Reason.HIDDEN)
    return Shown(numbers.decimal(cell.value, 2 if cell.value < 100 else 0))
