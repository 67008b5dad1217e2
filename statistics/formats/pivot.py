"""A table laid out on paper: a row for each combination of the stub, a column for each of the heading."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

from statistics.formats.dataset import Dataset, whole
from statistics.table import Category, Reason

Text = Callable[[Category], str]
"""What is written of a category: its code, its name, or both."""


@dataclass(frozen=True)
class Pivot:
    """`heads`: names of the stub's variables. `columns`: the heading's combinations. `rows`: stub texts and cells."""

    heads: tuple[str, ...]
    columns: tuple[str, ...]
    rows: Iterator[tuple[tuple[str, ...], list[tuple[float, Reason]]]]


def pivot(dataset: Dataset, stub: int, text: Text) -> Pivot:
    """`stub`: how many of the dimensions, from the first, stand to the left."""
    left, top = dataset.dimensions[:stub], dataset.dimensions[stub:]
    columns = tuple(" ".join(texts) for texts in product(*([text(c) for c in d.categories] for d in top)))
    values, reasons = whole(dataset.chunks, (dataset.cells // len(columns), len(columns)))
    names = product(*([text(c) for c in d.categories] for d in left))
    rows = (
        (texts, [(v, Reason(r)) for v, r in zip(some.tolist(), why.tolist(), strict=True)])
        for texts, some, why in zip(names, values, reasons, strict=True)
    )
    return Pivot(tuple(d.label for d in left), columns, rows)
