"""A ranking's rows as a list to take along."""

from collections.abc import Sequence

from statistics.dashboards import numbers
from statistics.dashboards.drawing.listed import Line
from statistics.dashboards.listing import Listing
from statistics.dashboards.ranking.params import Ranking
from statistics.dashboards.ranking.rows import Row
from statistics.labels import label

HEADS = ("plass", "atc", "atc_navn", "verdi", "endring", "hoyest", "hoyest_verdi", "lavest", "lavest_verdi")


def listing(title: str, finding: str, unit: str, view: str, asked: Ranking, rows: Sequence[Row]) -> Listing:
    """`view`: which of the three rankings."""
    longest = max((_size(row, view) for row in rows), default=1.0)
    lines = [
        Line(row.place, row.name, row.code, round(100 * _size(row, view) / longest, 1), _figures(row, view, asked.maal))
        for row in rows
    ]
    return Listing(title, finding, unit, HEADS, [_row(row, view) for row in rows], lines)


def _size(row: Row, view: str) -> float:
    return abs(row.change) if view == "most_changed" else row.value


def _figures(row: Row, view: str, measure: str) -> tuple[str, ...]:
    if view == "most_used":
        return (numbers.figure(row.value, measure),)
    if view == "most_changed":
        return numbers.figure(row.value, measure), numbers.percent_sign(row.change)
    ends = ((row.high, row.high_value), (row.low, row.low_value))
    counties = (f"{label('omr', code)} {numbers.figure(value, measure)}" for code, value in ends)
    return *counties, numbers.decimal(row.value, 1) + numbers.NBSP + "×"


def _row(row: Row, view: str) -> tuple[str | int | float | None, ...]:
    change = row.change if view == "most_changed" else None
    span = (row.high, row.high_value, row.low, row.low_value) if row.high else (None, None, None, None)
    return (row.place, row.code, row.name, row.value, change, *span)
