"""What it costs: sales, and what they come to for each user and each daily dose."""

from statistics.dashboards.numbers import COMPARABLE, kroner, percent
from statistics.dashboards.sentences.base import UNCHANGED, none_printed
from statistics.language import say
from statistics.table import Cell, Table


def costs(table: Table, year: str, per_user: Cell, per_dose: Cell) -> str:
    """`table`: one region, sex and age, measures nok and brukere; the other two are computed from it."""
    sales = table.cell(aar=year, maal="nok")
    if sales.value is None:
        return none_printed([table.cell(aar=y, maal="nok") for y in table.axis("aar").codes])
    told = [_sales(year, kroner(sales.value), _change(table, year, sales.value))]
    if per_user.value is not None and per_dose.value is not None:
        user, dose = kroner(per_user.value), kroner(per_dose.value)
        told.append(say("Det er {user} per bruker og {dose} per døgndose (DDD).", user=user, dose=dose))
    elif per_user.value is not None:
        told.append(say("Det er {user} per bruker.", user=kroner(per_user.value)))
    return " ".join(told)


def _sales(year: str, sales: str, change: float | None) -> str:
    places = {"year": year, "sales": sales}
    if change is None:
        return say("I {year} var omsetningen {sales}.", **places)
    if abs(change) < UNCHANGED:
        return say("I {year} var omsetningen {sales}, omtrent det samme som året før.", **places)
    size = percent(change)
    if change > 0:
        return say("I {year} var omsetningen {sales}, {size} prosent mer enn året før.", size=size, **places)
    return say("I {year} var omsetningen {sales}, {size} prosent mindre enn året før.", size=size, **places)


def _change(table: Table, year: str, now: float) -> float | None:
    """As a share of the year before; None where that is not shown, or was of too few users to be compared with."""
    before = str(int(year) - 1)
    if before not in table.axis("aar").codes:
        return None
    sales, users = table.cell(aar=before, maal="nok"), table.cell(aar=before, maal="brukere")
    if not sales.value or users.value is None or users.value < COMPARABLE:
        return None
    return now / sales.value - 1
