"""A second, slow and obvious implementation of the yearly cube: loops over plain rows, sets of persons, no tricks.

It follows the definitions in words (docs/decisions.md, the method page), not the fast code.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from statistics.cube.axes import ALL_AGES, BANDS, BOTH, ELSEWHERE, NATION, ROOT

PREFIX_LENGTHS = (1, 3, 4, 5, 7)


@dataclass(frozen=True)
class Person:
    key: int
    birth_year: int | None
    sex: str
    residence: str | None
    """County of today on 1 January, or None."""


@dataclass(frozen=True)
class Line:
    """`when` orders the year's lines; `county` is that of residence at the dispensing; person None: nobody.

    `atc` is the code it counts as, None for veterinary medicine.
    """

    when: int
    person: int | None
    atc: str | None
    county: str
    packages: int
    ddd_milli: int | None
    price_ore: int


@dataclass
class Cell:
    users: set[int] = field(default_factory=set)
    dispensings: int = 0
    packages: int = 0
    ddd_milli: int = 0
    price_ore: int = 0


Key = tuple[str, str, str, str]


def count(year: int, people: list[Person], lines: list[Line]) -> dict[Key, Cell]:
    """Cells by (ATC code, region, sex, age) for every margin; cells that are not there are zero."""
    by_key = {person.key: person for person in people}
    cells: dict[Key, Cell] = defaultdict(Cell)
    for line in lines:
        if line.person is None or line.atc is None:
            continue
        person = by_key[line.person]
        place = place_of(year, person, lines)
        if place is None:
            continue
        county, sex, band = place
        for code in [ROOT] + [line.atc[:n] for n in PREFIX_LENGTHS if n <= len(line.atc)]:
            for region in (county, NATION):
                for s in (sex, BOTH):
                    for age in (band, ALL_AGES):
                        add(cells[code, region, s, age], line)
    return cells


def place_of(year: int, person: Person, lines: list[Line]) -> tuple[str, str, str] | None:
    """The person's one county, sex and age band of the year; None without a known sex, or an age on 31 December."""
    if person.sex not in ("K", "M") or person.birth_year is None or person.birth_year > year:
        return None
    county = person.residence
    if county is None:
        own = [line for line in lines if line.person == person.key]
        county = max(own, key=lambda line: line.when).county
    age = year - person.birth_year
    band = BANDS[-1] if age >= 90 else f"{age // 5 * 5}-{age // 5 * 5 + 4}"
    return county or ELSEWHERE, {"K": "kvinner", "M": "menn"}[person.sex], band


def add(cell: Cell, line: Line) -> None:
    assert line.person is not None
    cell.users.add(line.person)
    cell.dispensings += 1 if line.packages > 0 else -1
    cell.packages += line.packages
    cell.ddd_milli += line.ddd_milli or 0
    cell.price_ore += line.price_ore


def numbers(cell: Cell) -> dict[str, Any]:
    return {
        "users": len(cell.users),
        "dispensings": cell.dispensings,
        "packages": cell.packages,
        "ddd_milli": cell.ddd_milli,
        "price_ore": cell.price_ore,
    }
