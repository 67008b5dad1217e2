"""The rules of protection in one commented place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from statistics.rounding import Rounding


class Zeros(StrEnum):
    """What becomes of cells without users in a table that has small cells."""

    PRINTED = "printed unless a world needs them"
    HIDDEN = "hidden"


COUNTS = Rounding(digits=2, least=10, more_from=500)
AMOUNTS = Rounding(digits=2, more_from=500)
ROUNDING = {"dispensings": COUNTS, "packages": COUNTS, "ddd": AMOUNTS, "sales": AMOUNTS}
"""Two digits under 500 users, three under 5,000, four under 50,000 and so on: about what one user weighs."""


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
    """Measures every user has at least one of: no world lets them fall below the users, and they move together, so that
    no dispensing is left without a package."""

    rounding: Mapping[str, Rounding] = field(default_factory=lambda: dict(ROUNDING))
    """How each additive measure is rounded before it is printed; exact if it is not named. A reader loses digits
    that few would quote, and most sums need not be hidden: a small cell is lost in the rounding of a larger one."""


def policy_named(name: str) -> Policy:
    """`primary` hides small cells alone and rounds nothing."""
    return Policy(name=name, rounding={}) if name == "primary" else Policy(name=name)
