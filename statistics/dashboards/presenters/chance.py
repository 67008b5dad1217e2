"""How much a county's rate may vary by chance from year to year: 95 % limits, of printed cells alone."""

from dataclasses import dataclass

import numpy as np

from statistics.dashboards import numbers
from statistics.definitions.standards import standards_by_rate
from statistics.language import say
from statistics.standardise import poisson_limits
from statistics.table import Table


@dataclass(frozen=True)
class Limits:
    low: float
    high: float

    def text(self, measure: str) -> str:
        """«31,2–36,4»."""
        return f"{numbers.figure(self.low, measure)}–{numbers.figure(self.high, measure)}"


def limited(measure: str) -> bool:
    """Whether the measure counts people per inhabitants, so that chance can be told of it."""
    return measure == "per1000" or measure in standards_by_rate()


def parts(measure: str) -> tuple[str, ...]:
    """The measures that limits are made of: their own where the register has them, else a rate and its users."""
    return (measure + "lav", measure + "hoy") if measure in standards_by_rate() else ("brukere", measure)


def limits(table: Table, measure: str) -> dict[str, Limits]:
    """By region, where both parts are printed. `table`: one year, all regions, `parts(measure)`."""
    found = {}
    for code in table.axis("omr").codes:
        first, second = (table.cell(omr=code, maal=part).value for part in parts(measure))
        if first is not None and second is not None:
            found[code] = Limits(first, second) if measure in standards_by_rate() else _of_users(first, second)
    return found


def _of_users(users: float, rate: float) -> Limits:
    """A rate with a Poisson count of users; none has limits of its own."""
    if users == 0:
        return Limits(0.0, 0.0)
    low, high = (float(limit[0]) for limit in poisson_limits(np.array([users])))
    return Limits(low * rate / users, high * rate / users)


def told(measure: str) -> str:
    """What the strokes are, or why there are none."""
    if limited(measure):
        return say("Streken over hver søyle er tilfeldig variasjon fra år til år: et 95 prosents intervall.")
    return say(
        "Tilfeldig variasjon kan bare vises for brukere per {thousand} innbyggere.", thousand=numbers.decimal(1000)
    )
