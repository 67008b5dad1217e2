"""The first sentence of a page: how many, and what it was the year before."""

from statistics.cube.axes import ROOT
from statistics.dashboards.numbers import COMPARABLE, NBSP, decimal, figure, percent, typeset
from statistics.dashboards.sentences.base import UNCHANGED, Marked
from statistics.labels import reason_text
from statistics.language import say, say_count
from statistics.table import Cell, Reason, Table

SUBSTANCE = 5


def key(table: Table, name: str, level: int) -> Marked:
    """`table`: the nation, measures brukere and per1000, last year last."""
    *earlier, year = table.axis("aar").codes
    users = table.cell(aar=year, maal="brukere")
    if users.value is None:
        return Marked(_untold(table, name, level, year, users.reason))
    if users.value == 0:
        return Marked(_nobody(table, name, level, year))
    told = _received(table, name, level, year, people(users.value))
    rate = table.cell(aar=year, maal="per1000")
    if rate.value is not None:
        before = table.cell(aar=earlier[-1], maal="brukere") if earlier else Cell(None, Reason.NOT_AVAILABLE)
        told += " " + typeset(_since(before, users.value, figure(rate.value, "per1000")))
    return Marked.of(told)


def chosen(what: str, year: int, users: Cell, rate: Cell) -> str:
    """How many of those chosen: «Finnmark, kvinner: 28 personer i 2025, 44,4 av 1 000 innbyggere.»"""
    if users.value is None:
        why = reason_text(users.reason)
        return say("{what}, brukere i {year}: {why}.", what=what, year=year, why=why)
    who = people(users.value)
    if rate.value is None:
        return say("{what}: {who} i {year}.", what=what, who=who, year=year)
    share = figure(rate.value, "per1000")
    return typeset(
        say("{what}: {who} i {year}, {rate} av 1 000 innbyggere.", what=what, who=who, year=year, rate=share)
    )


def people(count: float) -> str:
    """«163 400 personer», on one line."""
    said = say_count("{number} person", "{number} personer", int(count), number=decimal(count))
    return said.replace(" ", NBSP)


def _untold(table: Table, name: str, level: int, year: str, reason: Reason) -> str:
    why = reason_text(reason)
    if _is_root(table):
        return say("Tallet for legemidler i {year} kan ikke vises: det er {why}.", year=year, why=why)
    if level == SUBSTANCE:
        return say("Tallet for {name} i {year} kan ikke vises: det er {why}.", name=name, year=year, why=why)
    return say(
        "Tallet for legemidler i gruppen {name} i {year} kan ikke vises: det er {why}.", name=name, year=year, why=why
    )


def _nobody(table: Table, name: str, level: int, year: str) -> str:
    if _is_root(table):
        return say("Ingen har fått legemidler på resept i {year}.", year=year)
    if level == SUBSTANCE:
        return say("Ingen har fått {name} på resept i {year}.", name=name, year=year)
    return say("Ingen har fått legemidler i gruppen {name} på resept i {year}.", name=name, year=year)


def _received(table: Table, name: str, level: int, year: str, who: str) -> str:
    if _is_root(table):
        return say("I {year} fikk [{who}] minst ett legemiddel på resept.", year=year, who=who)
    if level == SUBSTANCE:
        return say("I {year} fikk [{who}] {name} på resept.", year=year, who=who, name=name)
    return say("I {year} fikk [{who}] minst ett legemiddel i gruppen {name} på resept.", year=year, who=who, name=name)


def _since(before: Cell, now: float, rate: str) -> str:
    if before.value is None or before.value < COMPARABLE:
        return say("Det er {rate} av 1 000 innbyggere.", rate=rate)
    share = now / before.value - 1
    if abs(share) < UNCHANGED:
        return say("Det er {rate} av 1 000 innbyggere, omtrent like mange som året før.", rate=rate)
    size = percent(share)
    if share > 0:
        return say("Det er {rate} av 1 000 innbyggere, og {size} prosent flere enn året før.", rate=rate, size=size)
    return say("Det er {rate} av 1 000 innbyggere, og {size} prosent færre enn året før.", rate=rate, size=size)


def _is_root(table: Table) -> bool:
    return table.axis("atc").codes[0] == ROOT
