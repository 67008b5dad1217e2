"""The rules of protection in one commented place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from statistics.rounding import Rounding

KINDS = ("nation", "region", "sex", "age", "region sex", "region age", "sex age", "region sex age")
"""The kinds of cells of a table, named by the axes on which a cell is no total."""


class Zeros(StrEnum):
    """What becomes of cells without users in a table that has small cells."""

    PRINTED = "printed unless a world needs them"
    HIDDEN = "hidden"


COUNTS = Rounding(digits=2, least=10, more_from=500)
AMOUNTS = Rounding(digits=2, more_from=500)
DOSES = Rounding(digits=2, more_from=500, packages=10)
ROUNDING = {"dispensings": COUNTS, "packages": COUNTS, "ddd": DOSES, "sales": AMOUNTS}
"""Two digits under 500 users, three under 5,000, four under 50,000 and so on: about what one user weighs.

DDD are no finer than the packages, of which it is public how many DDD each holds: else one would give the other away.
"""


@dataclass(frozen=True)
class Dominance:
    """Sums that are nearly all one or two pharmacies' turnover tell of a business, however many people are behind.

    The p % rule: a sum of sales or packages is sensitive where all but the two largest contributors have together less
    than `percent` % of what the largest has, since the second could then compute the first to within `percent` %; so
    it always is with one or two. Source: Hundepool et al., Statistical Disclosure Control (Wiley, 2012), chapter 4.
    A sensitive cell's users are no business secret and are printed.
    """

    percent: int = 10
    """As close as a hidden sum may be known at all, so that worlds of sums protect sensitive cells as any."""


@dataclass(frozen=True)
class Policy:
    """Which cells are small, and what is hidden for their sake.

    A cell is small with `smallest` to `largest` users; so is one that all but so few of a known population use: who did
    not is as few people as who did. Source: the norm of Norwegian health registers, fewer than five persons. Everything
    hidden has one symbol, whatever the reason (`publish`): a second one would say which hidden cells are not small.
    """

    smallest: int = 1
    """Zero users harm nobody and are printed."""

    largest: int = 4

    name: str = "linked"
    """Shown with every figure. `linked`: as many other cells are hidden as it takes, over the whole linked year.
    `primary`: small cells alone, and others can be used to compute them back.
    """

    zeros: Zeros = Zeros.PRINTED
    """Printed zeros cost nothing in other cells, and readers gain three zeros in four. The price: a hidden cell is then
    1–4 oftener than if zeros were hidden among them. One unused node a group is hidden whole as its sink (`sinks`).
    """

    printed: tuple[str, ...] = KINDS
    """Kinds of cells that are printed at all; others are hidden whole, zeros too, and small cells among them need their
    worlds as any. All eight: leaving out the finest gives readers at most one point more of the others' users, and
    takes a third to all of its own where substances are large (docs/protect-measurements.md).
    """

    weights: tuple[float, float, float, float] = (1.0, 1.0, 1.0, 60.0)
    """Price of hiding an inner cell, a two-way margin, a one-way margin, a national total. Margins are dearer by their
    size already; weighed once more, more cells were hidden, and more users with them."""

    size_weight: float = 0.3
    """Price grows by this with each doubling of the count: readers miss large cells more."""

    rounds: tuple[int, ...] = (8, 16)
    """Pruning of users: in each round, the most worlds a secondary may serve to be tried. Of sums it would give back
    one hidden cell in two hundred, and is left out."""

    one_per_user: tuple[str, ...] = ("dispensings", "packages")
    """Measures every user has at least one of: no world lets them fall below the users, and they move together, so that
    no dispensing is left without a package."""

    rounding: Mapping[str, Rounding] = field(default_factory=lambda: dict(ROUNDING))
    """How each additive measure is rounded before it is printed; exact if it is not named. A reader loses digits
    that few would quote, and most sums need not be hidden: a small cell is lost in the rounding of a larger one."""

    dominance: Dominance | None = None
    """Off: retail prices and sales of pharmacies are no secret of a person, and only the register's owner can say
    whether they are one of a business. The register does not know manufacturers.
    """

    def __post_init__(self) -> None:
        unknown = set(self.printed) - set(KINDS)
        if unknown:
            raise ValueError(f"{', '.join(sorted(unknown))}: no kind of cell; they are {', '.join(KINDS)}")


WITH_DOMINANCE = "linked-dominance"


def policy_named(name: str) -> Policy:
    """`primary` hides small cells alone and rounds nothing; `linked-dominance` has the second rule for sums."""
    if name == "primary":
        return Policy(name=name, rounding={})
    return Policy(name=name, dominance=Dominance() if name == WITH_DOMINANCE else None)
