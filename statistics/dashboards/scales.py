"""Axes of charts, classes of tiles and places of labels: pure arithmetic on published values."""

import math
from collections.abc import Sequence

NICE = (1.0, 2.0, 2.5, 5.0, 10.0)
NOTHING = 1e-300
"""Numbers smaller than this are not told from none: their powers of ten are zero."""


def nice_step(span: float, parts: int) -> float:
    """The smallest round step that covers `span` in at most `parts`."""
    if span / parts < NOTHING:
        return 1.0
    size = 10.0 ** math.floor(math.log10(span / parts))
    return next(size * n for n in NICE if size * n * parts >= span * (1 - 1e-9))


def ticks(top: float, parts: int) -> list[float]:
    """Round values from 0 to at most `top`."""
    step = nice_step(top, parts)
    return [round(step * i, 10) for i in range(int(top / step + 1e-9) + 1)]


def classes(values: Sequence[float], count: int = 5) -> list[float]:
    """`count` - 1 round limits between classes; a value equal to a limit is in the class above it."""
    if not values or max(values) == min(values):
        return []
    step = nice_step(max(values) - min(values), count)
    start = math.floor(min(values) / step) * step
    return [round(start + step * i, 10) for i in range(1, count)]


def class_of(value: float, limits: Sequence[float]) -> int:
    """1 to 5."""
    return 1 + sum(value >= limit for limit in limits)


def places(values: Sequence[float]) -> list[int]:
    """1, 2, 2, 4: of values in order, where equals share the place of the first of them."""
    shared: list[int] = []
    for at, value in enumerate(values, 1):
        shared.append(shared[-1] if at > 1 and value == values[at - 2] else at)
    return shared


def rows(spans: Sequence[tuple[float, float]]) -> list[int]:
    """Of each span from low to high the first row, from 0, in which it lies on none of those before it."""
    placed: list[int] = []
    for low, high in spans:
        taken = {row for row, (a, b) in zip(placed, spans, strict=False) if low < b and a < high}
        placed.append(next(row for row in range(len(spans)) if row not in taken))
    return placed


def spread(places: Sequence[float], gap: float, height: float) -> list[float]:
    """Pushes labels apart to `gap` and keeps them between 0 and `height`; same order as given."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    moved = [places[i] for i in order]
    for i in range(1, len(moved)):
        moved[i] = max(moved[i], moved[i - 1] + gap)
    ceiling = height
    for i in reversed(range(len(moved))):
        moved[i] = max(min(moved[i], ceiling), i * gap)
        ceiling = moved[i] - gap
    placed = [0.0] * len(places)
    for i, place in zip(order, moved, strict=True):
        placed[i] = place
    return placed
