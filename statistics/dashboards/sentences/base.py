"""What the sentences share: when there is too little to say, units, and the marked number."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext

from statistics.dashboards.numbers import figure, in_words, typeset
from statistics.definitions import measures
from statistics.language import say
from statistics.table import Cell, Reason

UNCHANGED = 0.02
"""Differences under two percent are called none."""


@dataclass(frozen=True)
class Marked:
    """A sentence whose `number` gets the marker stroke; `str()` gives the whole of it."""

    before: str
    number: str = ""
    after: str = ""

    @classmethod
    def of(cls, text: str) -> Self:
        """The number stands in square brackets."""
        before, _, rest = text.partition("[")
        number, _, after = rest.partition("]")
        return cls(before, number, after)

    def __str__(self) -> str:
        return self.before + self.number + self.after


def too_little() -> str:
    return say("Utvalget har for få tall som kan vises. Velg et større område, flere aldersgrupper eller andre år.")


def not_addable() -> str:
    return say("En person kan bruke flere i løpet av året, så tallene kan ikke legges sammen.")


def once() -> str:
    return say("Hver person telles én gang i gruppen.")


def rounded(measure: str) -> str:
    """Said where sums stand; empty for the measures that are not rounded."""
    if measures()[measure].kind != "sum":
        return ""
    return say("Tallene er avrundet til to eller flere gjeldende siffer, så delene trenger ikke å gå opp i summen.")


def none_printed(cells: Iterable[Cell]) -> str:
    if {cell.reason for cell in cells} == {Reason.NOT_COMPUTABLE}:
        return say("Måltallet kan ikke beregnes for dette utvalget.")
    return too_little()


def unit(measure: str) -> str:
    """As said after a number: «per 1 000», «brukere»."""
    return say("brukere") if measure == "brukere" else typeset(gettext(measures()[measure].unit))


def with_unit(value: float, measure: str) -> str:
    return in_words(value, measure) if measure == "nok" else f"{figure(value, measure)} {unit(measure)}"


def inside(name: str) -> str:
    """«Kvinner» and «Hele landet» inside a sentence; names of places keep their capital."""
    common = {say("Kvinner"), say("Menn"), say("Hele landet"), say("Begge kjønn"), say("Ukjent eller utlandet")}
    return name[:1].lower() + name[1:] if name in common else name
