"""Several series: which is highest, which has grown most."""

from collections.abc import Sequence

from statistics.dashboards.numbers import COMPARABLE, decimal, in_words
from statistics.dashboards.sentences.base import inside, none_printed, with_unit
from statistics.language import say, say_count
from statistics.table import Cell, Reason, Table

Named = tuple[str, Cell]


def split(table: Table, measure: str, axis: str) -> str:
    """The series along `axis` in the last year."""
    year = table.axis("aar").codes[-1]
    cells = [(c.label, table.cell(**{axis: c.code, "aar": year, "maal": measure})) for c in table.axis(axis).categories]
    return highest(year, cells, measure)


def highest(year: str, cells: Sequence[Named], measure: str) -> str:
    printed = _printed(cells)
    if not printed:
        return none_printed([cell for _, cell in cells])
    (top, x), *rest = printed
    places = {"year": year, "top": inside(top), "x": with_unit(x, measure)}
    if not rest:
        told = say("I {year} lå {top} høyest ({x}).", **places)
    else:
        second, y = inside(rest[0][0]), in_words(rest[0][1], measure)
        told = say("I {year} lå {top} høyest ({x}), fulgt av {second} ({y}).", **places, second=second, y=y)
    return told + _hidden_series(cells)


def growth(start: int, cells: Sequence[Named]) -> str:
    """Of index series, whose first common year is 100."""
    printed = _printed(cells)
    if not printed:
        return none_printed([cell for _, cell in cells])
    top, x = printed[0]
    told = say("Mest vekst siden {year} har {top}: {x} mot 100 i startåret.", year=start, top=inside(top), x=decimal(x))
    return told + _hidden_series(cells)


def no_start() -> str:
    """Of index series that have no year to begin from."""
    return say(
        "Ingen år har minst {least} brukere i alle seriene, så endringen fra et felles startår kan ikke beregnes.",
        least=COMPARABLE,
    )


def _printed(cells: Sequence[Named]) -> list[tuple[str, float]]:
    return sorted(((name, c.value) for name, c in cells if c.value is not None), key=lambda row: -row[1])


def _hidden_series(cells: Sequence[Named]) -> str:
    hidden = sum(cell.reason is Reason.HIDDEN for _, cell in cells)
    if not hidden:
        return ""
    return " " + say_count(
        "{count} serie er skjult av hensyn til personvernet.",
        "{count} serier er skjult av hensyn til personvernet.",
        hidden,
    )
