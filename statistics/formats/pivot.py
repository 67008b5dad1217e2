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
    names = product(*([text(c) for c in d.categories] for d in left))
    return Pivot(tuple(d.label for d in left), columns, _rows(dataset, names, len(columns)))


def _rows(
    dataset: Dataset, names: Iterator[tuple[str, ...]], width: int
) -> Iterator[tuple[tuple[str, ...], list[tuple[float, Reason]]]]:
    """Nothing is read before the first is asked for: what stands above the cells can be sent."""
    values, reasons = whole(dataset.chunks, (dataset.cells // width, width))
    for texts, some, why in zip(names, values, reasons, strict=True):
        yield texts, [(v, Reason(r)) for v, r in zip(some.tolist(), why.tolist(), strict=True)]
