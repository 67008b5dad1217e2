"""The small line of a table row or a tile: a drawing of 104 × 30 units, with gaps where there is no value."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from statistics.table import Cell, Reason

WIDTH, TOP, BOTTOM = 100.0, 2.0, 28.0
ALL = 104.0
"""Width of the drawing: that of the line, and room for the dot at its end."""


@dataclass(frozen=True)
class Dot:
    x: float
    y: float


@dataclass(frozen=True)
class Sparkline:
    """`lines`: SVG `points` of each unbroken run; `dots`: lone points and the last value.

    `colons`: one in the middle of hidden values that follow each other.
    """

    lines: tuple[str, ...]
    dots: tuple[Dot, ...]
    colons: tuple[float, ...] = ()


def sparkline(values: Sequence[float | None], largest: float | None = None) -> Sparkline:
    """From zero to `largest`, or to the largest of the values. None is a gap and is never bridged."""
    runs = _runs(values, largest or max((value for value in values if value is not None), default=0) or 1)
    ends = [run[-1] for run in runs[-1:] if len(run) > 1 and values[-1] is not None]
    return Sparkline(
        tuple(" ".join(f"{dot.x},{dot.y}" for dot in run) for run in runs if len(run) > 1),
        (*(run[0] for run in runs if len(run) == 1), *ends),
    )


def of_cells(cells: Sequence[Cell], largest: float) -> Sparkline:
    """With a colon where what is missing is hidden."""
    step = WIDTH / max(len(cells) - 1, 1)
    hidden = itertools.groupby(enumerate(cells), key=lambda placed: placed[1].reason is Reason.HIDDEN)
    places = [[at for at, _ in run] for is_hidden, run in hidden if is_hidden]
    colons = tuple(round((run[0] + run[-1]) / 2 * step, 1) for run in places)
    return replace(sparkline([cell.value for cell in cells], largest), colons=colons)


def _runs(values: Sequence[float | None], largest: float) -> list[list[Dot]]:
    step = WIDTH / max(len(values) - 1, 1)
    runs: list[list[Dot]] = [[]]
    for at, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append(Dot(round(at * step, 1), round(BOTTOM - value / largest * (BOTTOM - TOP), 1)))
    return [run for run in runs if run]
