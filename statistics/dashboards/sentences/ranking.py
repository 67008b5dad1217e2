"""What the rankings and the page of a county say first."""

from statistics.dashboards.numbers import decimal, figure, percent_sign, typeset
from statistics.dashboards.sentences.base import Marked, inside, with_unit
from statistics.dashboards.sentences.key import people
from statistics.language import say, say_count
from statistics.table import Cell


def nothing() -> str:
    return say("Ingen har nok tall som kan vises. Velg et større område eller et lavere krav.")


def no_difference() -> str:
    """Where no medicine has enough counties that can be shown: groups have more users than substances."""
    return say("Ingen har nok tall som kan vises. Velg et nivå høyere opp eller et lavere krav.")


def used(year: int, name: str, value: float, measure: str) -> str:
    return say("Høyest i {year} er {name}: {value}.", year=year, name=inside(name), value=with_unit(value, measure))


def changed(first: int, last: int, name: str, change: float) -> str:
    size = percent_sign(change)
    if change > 0:
        return say(
            "Mest opp fra {first} til {last} gikk {name}: {size}.", first=first, last=last, name=inside(name), size=size
        )
    return say(
        "Mest ned fra {first} til {last} gikk {name}: {size}.", first=first, last=last, name=inside(name), size=size
    )


def different(year: int, name: str, high: str, low: str, times: float, measure: str = "std1000") -> str:
    """`measure`: one of the rates. Doses are not people: they are «så mye», not «så mange»."""
    filled = {"year": year, "name": inside(name), "times": decimal(times, 1), "high": high, "low": low}
    texts = {
        "std1000": say(
            "I {year} var forskjellen størst for {name}: {times} ganger så mange i {high} som i {low}, "
            "justert for alder.",
            **filled,
        ),
        "per1000": say(
            "I {year} var forskjellen størst for {name}: {times} ganger så mange per innbygger i {high} som i {low}.",
            **filled,
        ),
        "ddd1000d": say(
            "I {year} var forskjellen størst for {name}: {times} ganger så mye per innbygger i {high} som i {low}.",
            **filled,
        ),
    }
    return texts[measure]


def unadjusted() -> str:
    return say("Innen én aldersgruppe er det ikke noe å justere for: tallene er brukere per 1 000 innbyggere.")


def least_counties(count: int) -> str:
    return say("Bare legemidler der minst {number} fylker kan vises er med.", number=decimal(count))


def no_such(county: str, year: int) -> str:
    return say("{county} var ikke et fylke i {year}.", county=county, year=year)


def redrawn(year: int) -> str:
    return say("Fylket fikk andre grenser i {year}.", year=year)


def was_a_county(name: str, first: int | None, last: int | None) -> str:
    """`first`: None where the county is older than the series."""
    if first is None:
        return say("{name} var et fylke til og med {last}.", name=name, last=last)
    return say("{name} var et fylke fra {first} til og med {last}.", name=name, first=first, last=last)


def deviates(county: str, year: int, name: str, difference: float) -> str:
    """Of the first of those furthest from the country."""
    size = percent_sign(difference)
    return say(
        "Øverst i lista for {county} i {year} er {name}: {size} mot hele landet, justert for alder.",
        county=county,
        year=year,
        name=inside(name),
        size=size,
    )


def left_out(count: int) -> str:
    if not count:
        return ""
    return say_count(
        "{number} legemiddel er utelatt fordi tallet er skjult.",
        "{number} legemidler er utelatt fordi tallet er skjult.",
        count,
        number=decimal(count),
    )


def county(year: int, name: str, users: Cell, rate: Cell, nation: Cell) -> Marked:
    """How many in a county received anything at all, and what it is for the whole country."""
    if users.value is None or rate.value is None:
        return Marked(say("Tallet for {name} i {year} kan ikke vises.", name=name, year=year))
    told = say(
        "I {year} fikk [{who}] i {name} minst ett legemiddel på resept, {rate} av 1 000 innbyggere.",
        year=year,
        who=people(users.value),
        name=name,
        rate=figure(rate.value, "per1000"),
    )
    if nation.value is not None:
        told += " " + say("For hele landet var det {value}.", value=figure(nation.value, "per1000"))
    return Marked.of(typeset(told))
