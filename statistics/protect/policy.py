"""The rules of protection in one commented place."""

from dataclasses import dataclass
from enum import StrEnum


class Zeros(StrEnum):
    """What becomes of cells without users in a table that has small cells."""

    PRINTED = "printed unless a world needs them"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Policy:
    """Which cells are small. Source: the norm of Norwegian health registers, fewer than five persons."""

    smallest: int = 1
    """Zero users harm nobody and are printed."""

    largest: int = 4

    name: str = "linked"
    """Shown with every figure. `linked`: as many other cells are hidden as it takes, over the whole linked year.
    `primary`: small cells alone, and others can be used to compute them back.
    """

    zeros: Zeros = Zeros.PRINTED
    """Printed zeros cost nothing in other cells, and readers gain three zeros in four."""

    weights: tuple[float, float, float, float] = (1.0, 1.2, 2.0, 60.0)
    """Price of hiding an inner cell, a two-way margin, a one-way margin, a national total."""

    size_weight: float = 0.15
    """Price grows by this with each doubling of the count: readers miss large cells more."""

    rounds: tuple[int, ...] = (4,)
    """Pruning: in each round, the most worlds a secondary may serve to be tried."""

    one_per_user: tuple[str, ...] = ("dispensings", "packages")
    """Measures every user has at least one of: no world lets them fall below the users of a cell that is not small."""
