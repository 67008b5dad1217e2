"""The chosen cells as rows and columns: one axis across, the others down, those with one value in the title."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from statistics.dashboards.builder.params import Wanted
from statistics.dashboards.presenters import words
from statistics.dashboards.presenters.cells import Shown, shown
from statistics.language import say
from statistics.table import AXES, Axis, Category, Reason, Table

PREVIEW = 200
YEARS = "aar"
"""The columns of a table where nothing else is asked for; in files they are the last to change but for measures."""


@dataclass(frozen=True)
class Line:
    heads: list[str]
    cells: list[Shown]


@dataclass(frozen=True)
class Column:
    """`href`: the page sorted by it. `way`: how the rows are sorted by it now, as `aria-sort` has it; empty if not."""

    text: str
    href: str
    way: str


@dataclass(frozen=True)
class Grid:
    """`heads`: names of the row axes."""

    title: str
    heads: list[str]
    columns: list[Column]
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
        for i in _order([row[abs(wanted.sorter) - 1].value for row in cells], wanted.sorter)[:PREVIEW]
    ]
    columns = [
        Column(text(wanted.kol, c.code, c.label), _sorted(wanted, n), _way(wanted, n)) for n, c in enumerate(across, 1)
    ]
    hidden = int((table.reasons == Reason.HIDDEN).sum())
    return Grid(_title(table, wanted), [axis_name(axis) for axis in down], columns, lines, len(heads), hidden)


def in_order(table: Table, wanted: Wanted) -> list[Table]:
    """The rows as they stand on the page, a table each, so that what is sorted there is sorted in a file."""
    if wanted.kol == YEARS and not wanted.sorter:
        return [table]
    heads = list(product(*(axis.categories for axis in table.axes if axis.code != wanted.kol)))
    values, reasons = (
        np.moveaxis(part, AXES.index(wanted.kol), -1).reshape(len(heads), -1) for part in (table.values, table.reasons)
    )
    at = abs(wanted.sorter) - 1
    column = [None if reasons[i, at] else float(values[i, at]) for i in range(len(heads))]
    return [_row(table, wanted.kol, heads[i], values[i], reasons[i]) for i in _order(column, wanted.sorter)]


def _row(table: Table, kol: str, head: tuple[Category, ...], values: np.ndarray, reasons: np.ndarray) -> Table:
    rest = iter(head)
    axes = tuple(axis if axis.code == kol else Axis(axis.code, (next(rest),)) for axis in table.axes)
    shape = [len(axis.categories) for axis in axes]
    return Table(table.release, axes, values.reshape(shape), reasons.reshape(shape))


def _measure(table: Table, place: dict[str, str]) -> str:
    return place.get("maal") or table.axis("maal").codes[0]


def _order(column: Sequence[float | None], sorter: int) -> list[int]:
    """Rows by their values in the column that `sorter` names; those without a value come last, as they stood."""
    sign = (sorter > 0) - (sorter < 0)
    return sorted(range(len(column)), key=lambda i: (sign != 0 and column[i] is None, sign * (column[i] or 0)))


def _sorted(wanted: Wanted, column: int) -> str:
    """Falling first, then rising."""
    return wanted.address(sorter=column if wanted.sorter == -column else -column)


def _way(wanted: Wanted, column: int) -> str:
    if abs(wanted.sorter) != column:
        return ""
    return "ascending" if wanted.sorter > 0 else "descending"


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
