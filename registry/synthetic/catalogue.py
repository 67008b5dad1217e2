"""The reference data the model starts from: registry/catalogue, as typed rows."""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from registry.synthetic.calendar_days import from_iso

FOLDER = Path(__file__).resolve().parent.parent / "catalogue"
Row = dict[str, str]


@dataclass(frozen=True)
class Brand:
    """One package on the market; the strength is in the unit of the substance's DDD where it has one."""

    name: str
    form: str
    strength: str
    unit: str
    size: str
    price_nok: float


@dataclass(frozen=True)
class Substance:
    """ATC level 5. `users` per 1,000 inhabitants in 2023; `female` is the women's share of them, 0 to 1."""

    code: str
    name: str
    name_en: str
    ddd: str
    unit: str
    route: str
    users: float
    profile: str
    female: float
    per_year: float
    season: str
    trend: float
    from_year: int
    brands: tuple[Brand, ...]

    @property
    def for_animals(self) -> bool:
        return self.profile == "animal"

    @property
    def chronic(self) -> bool:
        return self.per_year >= 2.5 and not self.for_animals


@dataclass(frozen=True)
class Municipality:
    code: str
    name: str
    county: str
    since: int
    until: int
    population: int


@dataclass(frozen=True)
class Catalogue:
    """All lists; `digest` changes when any file of the folder does."""

    substances: list[Substance]
    groups: list[Row]
    municipalities: list[Municipality]
    municipality_rows: list[Row]
    counties: list[Row]
    codes: list[Row]
    digest: str

    @cached_property
    def code_index(self) -> dict[str, int]:
        """Position of each municipality code; a code occurs once in the list."""
        return {place.code: index for index, place in enumerate(self.municipalities)}

    @cached_property
    def county_index(self) -> dict[str, int]:
        return {county["code"]: index for index, county in enumerate(self.counties)}


def load_catalogue(folder: Path = FOLDER) -> Catalogue:
    """Read the folder. FileNotFoundError names the file or pattern that is missing."""
    substances = [substance(row) for row in distinct(folder, "substances*.csv")]
    municipality_rows = list(rows(folder / "municipalities.csv"))
    return Catalogue(
        substances=substances,
        groups=distinct(folder, "groups*.csv"),
        municipalities=[municipality(row) for row in municipality_rows],
        municipality_rows=municipality_rows,
        counties=list(rows(folder / "counties.csv")),
        codes=list(rows(folder / "codelists.csv")),
        digest=digest(folder),
    )


def files(folder: Path, pattern: str) -> list[Path]:
    return [*sorted(folder.glob(pattern)), *sorted(folder.glob(f"parts/{pattern}"))]


def rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def distinct(folder: Path, pattern: str) -> list[Row]:
    """Rows of all matching files in order of code, the first of each code."""
    if not (found := files(folder, pattern)):
        raise FileNotFoundError(f"{folder} har ingen fil {pattern}")
    by_code: dict[str, Row] = {}
    for path in found:
        for row in rows(path):
            by_code.setdefault(row["code"], row)
    return [by_code[code] for code in sorted(by_code)]


def substance(row: Row) -> Substance:
    return Substance(
        code=row["code"],
        name=row["name_nb"],
        name_en=row["name_en"],
        ddd=row["ddd"],
        unit=row["unit"],
        route=row["route"],
        users=float(row["per1000"] or 0),
        profile=row["profile"],
        female=float(row["female"]),
        per_year=float(row["per_year"]),
        season=row["season"],
        trend=float(row["trend"]),
        from_year=int(row["from_year"] or 0),
        brands=tuple(brand(text) for text in row["brands"].split("|")),
    )


def brand(text: str) -> Brand:
    name, form, strength, unit, size, price = text.split("/")
    return Brand(name, form, strength, unit, size, float(price))


def municipality(row: Row) -> Municipality:
    until = from_iso(row["valid_to"])
    since = from_iso(row["valid_from"])
    return Municipality(row["code"], row["name"], row["county"], since, until, int(row["population"] or 0))


def digest(folder: Path) -> str:
    """sha256 over the names and contents of the folder's CSV files, 16 hexadecimal digits."""
    total = hashlib.sha256()
    for path in files(folder, "*.csv"):
        total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()[:16]
