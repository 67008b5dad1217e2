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
    told = [say("I {year} var omsetningen {sales}.", year=year, sales=kroner(sales.value))]
    if change := _change(table, year, sales.value):
        told.append(change)
    if per_user.value is not None and per_dose.value is not None:
        user, dose = kroner(per_user.value), kroner(per_dose.value)
        told.append(say("Det er {user} per bruker og {dose} per døgndose (DDD).", user=user, dose=dose))
    elif per_user.value is not None:
        told.append(say("Det er {user} per bruker.", user=kroner(per_user.value)))
    return " ".join(told)


def _change(table: Table, year: str, now: float) -> str:
    years = table.axis("aar").codes
    before = str(int(year) - 1)
    if before not in years:
        return ""
    sales, users = table.cell(aar=before, maal="nok"), table.cell(aar=before, maal="brukere")
    if not sales.value or users.value is None or users.value < COMPARABLE:
        return ""
    share = now / sales.value - 1
    if abs(share) < UNCHANGED:
        return say("Det er omtrent det samme som året før.")
    size = percent(share)
    if share > 0:
        return say("Det er {size} prosent mer enn året før.", size=size)
    return say("Det er {size} prosent mindre enn året før.", size=size)
