"""How a figure has changed over the years."""

import itertools

from statistics.dashboards.numbers import in_words, signed
from statistics.dashboards.sentences.base import UNCHANGED, none_printed, with_unit
from statistics.language import say
from statistics.table import Reason, Table

MANY_YEARS = 3
"""The largest change is only said where there are more years than this."""

Point = tuple[str, float]


def time(table: Table, measure: str) -> str:
    """`table`: one region, sex and age over the years. Years before the first use are not spoken of."""
    cells = {year: table.cell(aar=year, maal=measure) for year in table.axis("aar").codes}
    printed = [(year, c.value) for year, c in cells.items() if c.value is not None]
    if not printed:
        return none_printed(cells.values())
    hidden = any(cell.reason is Reason.HIDDEN for cell in cells.values())
    used = _from_first_use(printed)
    if not used and not hidden:
        return say("Tallet var 0 i alle år.") if len(printed) > 1 else say("I {year} var tallet 0.", year=printed[0][0])
    told = _development(used, measure)
    if hidden:
        told += " " + say("Noen år er skjult av hensyn til personvernet.")
    return told


def _from_first_use(printed: list[Point]) -> list[Point]:
    start = next((i for i, (_, value) in enumerate(printed) if value > 0), len(printed))
    return printed[start:]


def _development(used: list[Point], measure: str) -> str:
    if not used:
        return say("Alle tall som kan vises, er 0.")
    (first, x), (last, y) = used[0], used[-1]
    now, then = with_unit(y, measure), in_words(x, measure)
    if len(used) == 1:
        return say("I {year} var tallet {now}.", year=first, now=now)
    places = {"first": first, "last": last, "now": now, "then": then}
    if abs(y / x - 1) < UNCHANGED:
        told = say("Tallet var omtrent det samme i {last} ({now}) som i {first} ({then}).", **places)
    elif y > x:
        told = say("Fra {first} til {last} gikk tallet opp fra {then} til {now}.", **places)
    else:
        told = say("Fra {first} til {last} gikk tallet ned fra {then} til {now}.", **places)
    return told + _largest_change(used, measure)


def _largest_change(used: list[Point], measure: str) -> str:
    steps = [(b, y - x, a) for (a, x), (b, y) in itertools.pairwise(used) if int(b) - int(a) == 1]
    if len(used) <= MANY_YEARS or not steps:
        return ""
    after, change, before = max(steps, key=lambda step: abs(step[1]))
    if change == 0:
        return ""
    size = signed(change, measure)
    return " " + say("Størst var endringen fra {before} til {after} ({size}).", before=before, after=after, size=size)
