"""A column chart of the months as numbers for a template to draw: what was stored, and above it what was refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from registry.status import MonthStatus

WIDTH, STEP = 24, 34  # of a column, and from one to the next
TOP, HEIGHT, LEFT, FOOT = 10, 150, 62, 34


@dataclass(frozen=True)
class Column:
    month: MonthStatus
    x: int
    stored: int
    """Height in the drawing's units."""
    refused: int

    @property
    def middle(self) -> int:
        return self.x + WIDTH // 2

    @property
    def stored_y(self) -> int:
        return TOP + HEIGHT - self.stored

    @property
    def refused_y(self) -> int:
        return self.stored_y - self.refused


@dataclass(frozen=True)
class Chart:
    columns: list[Column]
    ticks: list[tuple[int, int]]
    """(figure, y) of the lines across."""

    column_width = WIDTH
    left, bottom, labels = LEFT, TOP + HEIGHT, TOP + HEIGHT + 15
    height = TOP + HEIGHT + FOOT

    @property
    def width(self) -> int:
        return LEFT + STEP * len(self.columns) + 6


def columns(months: Sequence[MonthStatus]) -> Chart:
    """A refused line is seen: the least height of some is one unit."""
    highest = max((month.lines + month.refused for month in months), default=0)
    step = round_step(highest)
    top = step * ceil(highest / step)
    found = [
        Column(month, LEFT + STEP * place, _height(month.lines, top), _height(month.refused, top))
        for place, month in enumerate(months)
    ]
    ticks = [(figure, TOP + HEIGHT - _height(figure, top)) for figure in range(0, top + 1, step)]
    return Chart(found, ticks)


def round_step(highest: int) -> int:
    """1, 2 or 5 and noughts, so that some three to six steps reach `highest`."""
    if highest < 5:
        return 1
    magnitude = 10 ** floor(log10(highest / 3))
    return int(next(each * magnitude for each in (5, 2, 1) if each * magnitude <= highest / 3))


def _height(figure: int, top: int) -> int:
    return max(round(HEIGHT * figure / top), 1) if figure > 0 else 0
