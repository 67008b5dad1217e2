"""Generated sentences: pure functions of a `Table`, from published cells only. They say what a figure is, never why.

Nothing is said of a hidden cell but that it is hidden.
"""

import itertools
from dataclasses import dataclass

from statistics.cube.axes import BANDS, COUNTIES, MEN, NATION, ROOT, WOMEN
from statistics.dashboards.numbers import COMPARABLE, NBSP, decimal, figure, in_words, percent, signed, typeset
from statistics.definitions import measures
from statistics.labels import label
from statistics.table import Cell, Reason, Table

TOO_LITTLE = "Utvalget har for få tall som kan vises. Velg et større område, flere aldersgrupper eller andre år."
NOT_ADDABLE = "En person kan bruke flere i løpet av året, så tallene kan ikke legges sammen."
ONCE = "Hver person telles én gang i gruppen."
UNADJUSTED = "Tallene er ikke justert for ulik alderssammensetning."
UNCHANGED = 0.02
"""Differences under two percent are called none."""

ADDED = 3  # the largest change is only said where there are more years than this


@dataclass(frozen=True)
class Marked:
    """A sentence whose `number` gets the marker stroke; `str()` gives the whole of it."""

    before: str
    number: str = ""
    after: str = ""

    def __str__(self) -> str:
        return self.before + self.number + self.after


def key(table: Table, name: str, level: int) -> Marked:
    """How many, and what it was the year before. `table`: the nation, measures brukere and per1000, last year last."""
    *earlier, year = table.axis("aar").codes
    users = table.cell(aar=year, maal="brukere")
    if users.value is None:
        return Marked(f"Tallet for {_what(table, name, level)} i {year} kan ikke vises: det er {users.reason.text}.")
    if users.value == 0:
        return Marked(f"Ingen har fått {_what(table, name, level)} på resept i {year}.")
    after = f" {_received(table, name, level)}."
    rate = table.cell(aar=year, maal="per1000")
    if rate.value is not None:
        after += f" Det er {figure(rate.value, 'per1000')} av 1{NBSP}000 innbyggere"
        before = table.cell(aar=earlier[-1], maal="brukere") if earlier else Cell(None, Reason.NOT_AVAILABLE)
        after += f"{_since(before, users.value)}."
    people = "person" if users.value == 1 else "personer"
    return Marked(f"I {year} fikk ", f"{decimal(users.value)}{NBSP}{people}", after)


def _what(table: Table, name: str, level: int) -> str:
    if table.axis("atc").codes[0] == ROOT:
        return "legemidler"
    return name if level == 5 else f"legemidler i gruppen {name}"


def _received(table: Table, name: str, level: int) -> str:
    if table.axis("atc").codes[0] == ROOT:
        return "minst ett legemiddel på resept"
    return f"{name} på resept" if level == 5 else f"minst ett legemiddel i gruppen {name} på resept"


def _since(before: Cell, now: float) -> str:
    if before.value is None or before.value < COMPARABLE:
        return ""
    share = now / before.value - 1
    if abs(share) < UNCHANGED:
        return ", omtrent like mange som året før"
    return f", og {percent(share)} prosent {'flere' if share > 0 else 'færre'} enn året før"


def time(table: Table, measure: str) -> str:
    """`table`: one region, sex and age over the years. Years before the first use are not spoken of."""
    cells = {year: table.cell(aar=year, maal=measure) for year in table.axis("aar").codes}
    printed = [(year, c.value) for year, c in cells.items() if c.value is not None]
    if not printed:
        return _none_printed(list(cells.values()))
    used = _from_first_use(printed)
    hidden = any(cell.reason is Reason.HIDDEN for cell in cells.values())
    return _development(used, measure) + (" Noen år er skjult av hensyn til personvernet." if hidden else "")


def _none_printed(cells: list[Cell]) -> str:
    reasons = {cell.reason for cell in cells}
    if reasons == {Reason.NOT_COMPUTABLE}:
        return "Måltallet kan ikke beregnes for dette utvalget."
    return TOO_LITTLE


def _from_first_use(printed: list[tuple[str, float]]) -> list[tuple[str, float]]:
    start = next((i for i, (_, value) in enumerate(printed) if value > 0), len(printed))
    return printed[start:]


def _development(used: list[tuple[str, float]], measure: str) -> str:
    if not used:
        return "Alle tall som kan vises, er 0."
    (first, x), (last, y) = used[0], used[-1]
    if len(used) == 1:
        return f"I {first} var tallet {with_unit(x, measure)}."
    if abs(y / x - 1) < UNCHANGED:
        now, then = with_unit(y, measure), in_words(x, measure)
        told = f"Tallet var omtrent det samme i {last} ({now}) som i {first} ({then})."
    else:
        way = "opp" if y > x else "ned"
        told = f"Fra {first} til {last} gikk tallet {way} fra {in_words(x, measure)} til {with_unit(y, measure)}."
    return told + _largest_change(used, measure)


def _largest_change(used: list[tuple[str, float]], measure: str) -> str:
    steps = [(b, y - x, a) for (a, x), (b, y) in itertools.pairwise(used) if int(b) - int(a) == 1]
    if len(used) <= ADDED or not steps:
        return ""
    after, change, before = max(steps, key=lambda step: abs(step[1]))
    if change == 0:
        return ""
    return f" Størst var endringen fra {before} til {after} ({signed(change, measure)})."


def split(table: Table, measure: str, axis: str) -> str:
    """Several series in the last year, along `axis`."""
    year = table.axis("aar").codes[-1]
    cells = [(c.label, table.cell(**{axis: c.code, "aar": year, "maal": measure})) for c in table.axis(axis).categories]
    printed = sorted(((name, c.value) for name, c in cells if c.value is not None), key=lambda row: -row[1])
    if not printed:
        return _none_printed([cell for _, cell in cells])
    (top, x), *rest = printed
    told = f"I {year} lå {_lower(top)} høyest ({with_unit(x, measure)})"
    if rest:
        told += f", fulgt av {_lower(rest[0][0])} ({in_words(rest[0][1], measure)})"
    return told + "." + _hidden_series(len([c for _, c in cells if c.reason is Reason.HIDDEN]))


def _hidden_series(count: int) -> str:
    if not count:
        return ""
    return f" {count} {'serie' if count == 1 else 'serier'} er skjult av hensyn til personvernet."


def ages(table: Table, measure: str) -> str:
    """`table`: one year, women and men in the 19 age groups."""
    year = table.axis("aar").codes[0]
    groups = {sex: [(age, table.cell(kjonn=sex, alder=age, maal=measure)) for age in BANDS] for sex in (WOMEN, MEN)}
    tops = {sex: _top(rows) for sex, rows in groups.items()}
    everything = [cell for rows in groups.values() for _, cell in rows]
    if None in tops.values():
        return _none_printed(everything)
    parts = [f"{sex} {label('alder', age)} ({in_words(x, measure)})" for sex, (age, x) in tops.items() if x > 0]  # type: ignore[misc]
    hidden = sum(cell.reason is Reason.HIDDEN for cell in everything)
    told = f"I {year} var tallet høyest blant {' og '.join(parts)}." if parts else "Alle tall som kan vises, er 0."
    zeros = [sex for sex, (_, x) in tops.items() if x == 0]  # type: ignore[misc]
    if parts and zeros:
        told += f" For {zeros[0]} er alle tall som kan vises, 0."
    return told + _hidden_groups(hidden, len(everything))


def _top(rows: list[tuple[str, Cell]]) -> tuple[str, float] | None:
    printed = [(age, cell.value) for age, cell in rows if cell.value is not None]
    return max(printed, key=lambda row: row[1]) if printed else None


def _hidden_groups(hidden: int, total: int) -> str:
    return f" {hidden} av {total} grupper er skjult av hensyn til personvernet." if hidden else ""


def counties(table: Table, measure: str) -> str:
    """`table`: one year, sex and age, all regions."""
    year = table.axis("aar").codes[0]
    cells = [(label("omr", county), table.cell(omr=county, maal=measure)) for county in COUNTIES]
    printed = sorted(((name, c.value) for name, c in cells if c.value is not None), key=lambda row: -row[1])
    if len(printed) < 2:
        return _none_printed([cell for _, cell in cells])
    (top, x), (low, y) = printed[0], printed[-1]
    hidden = sum(cell.reason is Reason.HIDDEN for _, cell in cells)
    rate = measures()[measure].kind == "rate"
    told = _span(year, (top, x), (low, y), measure, some_hidden=hidden > 0)
    nation = table.cell(omr=NATION, maal=measure)
    if rate and nation.value is not None:
        told += f" For hele landet var det {in_words(nation.value, measure)}."
    if hidden:
        told += f" {hidden} {'fylke' if hidden == 1 else 'fylker'} er skjult."
    return f"{told} {UNADJUSTED}" if rate and x > 0 else told


def _span(year: str, top: tuple[str, float], low: tuple[str, float], measure: str, *, some_hidden: bool) -> str:
    if top[1] == 0:
        return f"I {year} er tallet 0 i alle fylker som kan vises."
    opening = f"Blant fylkene som kan vises, var tallet i {year}" if some_hidden else f"I {year} var tallet"
    highest, lowest = (f"{name} ({in_words(value, measure)})" for name, value in (top, low))
    return f"{opening} høyest i {highest} og lavest i {lowest}."


def unit(measure: str) -> str:
    """As said after a number: «per 1 000», «brukere»."""
    return "brukere" if measure == "brukere" else typeset(measures()[measure].unit)


def with_unit(value: float, measure: str) -> str:
    return in_words(value, measure) if measure == "nok" else f"{figure(value, measure)} {unit(measure)}"


def _lower(name: str) -> str:
    """«Kvinner» and «Hele landet» inside a sentence; the names of counties keep their capital."""
    return name[:1].lower() + name[1:] if name in ("Kvinner", "Menn", "Hele landet", "Begge kjønn") else name
