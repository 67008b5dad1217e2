"""One cell as text."""

from dataclasses import dataclass

from statistics.dashboards import numbers
from statistics.labels import reason_text
from statistics.table import Cell, Reason


@dataclass(frozen=True)
class Shown:
    """`text` is the figure, or the reason's symbol; then `reason` says it in words."""

    text: str
    reason: str = ""
    hidden: bool = False

    @property
    def said(self) -> str:
        return self.reason or self.text


def shown(cell: Cell, measure: str) -> Shown:
    return Shown(numbers.cell(cell, measure), reason_text(cell.reason), cell.reason is Reason.HIDDEN)


def shown_short(cell: Cell, measure: str) -> Shown:
    if cell.value is None:
        return shown(cell, measure)
    return Shown(numbers.short(cell.value, measure))


def shown_in_words(cell: Cell, measure: str) -> Shown:
    if cell.value is None:
        return shown(cell, measure)
    return Shown(numbers.in_words(cell.value, measure))
