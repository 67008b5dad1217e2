"""The small line of a table row: a drawing of 104 × 30 units on its own scale, with gaps where there is no value."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, TOP, BOTTOM = 100.0, 2.0, 28.0


@dataclass(frozen=True)
class Dot:
    x: float
    y: float


@dataclass(frozen=True)
class Sparkline:
    """`lines`: SVG `points` of each unbroken run; `dots`: lone points and the last value."""

    lines: tuple[str, ...]
    dots: tuple[Dot, ...]


def sparkline(values: Sequence[float | None]) -> Sparkline:
    """From zero to the largest value. None is a gap and is never bridged."""
    runs = _runs(values)
    ends = [run[-1] for run in runs[-1:] if len(run) > 1 and values[-1] is not None]
    return Sparkline(
        tuple(" ".join(f"{dot.x},{dot.y}" for dot in run) for run in runs if len(run) > 1),
        (*(run[0] for run in runs if len(run) == 1), *ends),
    )


def _runs(values: Sequence[float | None]) -> list[list[Dot]]:
    largest = max((value for value in values if value is not None), default=0) or 1
    step = WIDTH / max(len(values) - 1, 1)
    runs: list[list[Dot]] = [[]]
    for at, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append(Dot(round(at * step, 1), round(BOTTOM - value / largest * (BOTTOM - TOP), 1)))
    return [run for run in runs if run]
