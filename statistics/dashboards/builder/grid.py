"""The chosen cells as rows and columns: one axis across, the others down, those with one value in the title."""

from dataclasses import dataclass
from itertools import product

from statistics.dashboards.builder.params import Wanted
from statistics.dashboards.presenters import words
from statistics.dashboards.presenters.cells import Shown, shown
from statistics.language import say
from statistics.table import AXES, Cell, Reason, Table

PREVIEW = 200


@dataclass(frozen=True)
class Line:
    heads: list[str]
    cells: list[Shown]


@dataclass(frozen=True)
class Grid:
    """`heads`: names of the row axes. `columns`: text of each column and the address sorted by it."""

    title: str
    heads: list[str]
    columns: list[tuple[str, str]]
    lines: list[Line]
    rows: int
    hidden: int


def grid(table: Table, wanted: Wanted) -> Grid:
    down = [axis for axis in AXES if axis != wanted.kol and len(table.axis(axis).categories) > 1]
    across = table.axis(wanted.kol).categories
    heads = list(product(*(table.axis(axis).categories for axis in down)))
    places = [{axis: c.code for axis, c in zip(down, head, strict=True)} for head in heads]
    cells = [[table.cell(**place, **{wanted.kol: column.code}) for column in across] for place in places]
    measures = [[_measure(table, {**place, wanted.kol: column.code}) for column in across] for place in places]
    lines = [
        Line(
            [text(axis, c.code, c.label) for axis, c in zip(down, heads[i], strict=True)],
            [shown(c, measure) for c, measure in zip(cells[i], measures[i], strict=True)],
        )
        for i in _order(cells, wanted.sorter)[:PREVIEW]
    ]
    columns = [(text(wanted.kol, c.code, c.label), _sorted(wanted, n)) for n, c in enumerate(across, 1)]
    hidden = int((table.reasons == Reason.HIDDEN).sum())
    return Grid(_title(table, wanted), [axis_name(axis) for axis in down], columns, lines, len(heads), hidden)


def _measure(table: Table, place: dict[str, str]) -> str:
    return place.get("maal") or table.axis("maal").codes[0]


def _order(cells: list[list[Cell]], sorter: int) -> list[int]:
    """Rows by the values of a column; those without a value come last, as they stood."""
    rows = list(range(len(cells)))
    if not sorter:
        return rows
    column, sign = [row[abs(sorter) - 1].value for row in cells], 1 if sorter > 0 else -1
    return sorted(rows, key=lambda i: (column[i] is None, sign * (column[i] or 0)))


def _sorted(wanted: Wanted, column: int) -> str:
    """Falling first, then rising."""
    return wanted.address(sorter=column if wanted.sorter == -column else -column)


def _title(table: Table, wanted: Wanted) -> str:
    """The measure and the axes with one value, in words."""
    single = [axis for axis in AXES if axis not in ("maal", wanted.kol) and len(table.axis(axis).categories) == 1]
    parts = [words.measure(table.axis("maal").codes[0])] if len(table.axis("maal").codes) == 1 else []
    parts += [text(axis, c.code, c.label) for axis in single for c in table.axis(axis).categories]
    first, *rest = parts or [say("Tabell")]
    return ", ".join((first, *(words.inside(part) if not part[:3].isupper() else part for part in rest)))


def text(axis: str, code: str, name: str) -> str:
    if axis == "maal":
        return words.measure(code)
    return f"{code} {name}" if axis == "atc" and code != "alle" else name


def axis_name(axis: str) -> str:
    return {
        "atc": say("Legemiddel"),
        "omr": say("Område"),
        "kjonn": say("Kjønn"),
        "alder": say("Alder"),
        "aar": say("År"),
        "maal": say("Måltall"),
    }[axis]
