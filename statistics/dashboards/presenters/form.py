"""The filter form: one field a parameter, with its options and which is chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from statistics.cube.axes import ALL_AGES, BANDS, BOTH, COUNTIES, ELSEWHERE, MEN, NATION, WOMEN
from statistics.dashboards.addresses import DEFAULTS
from statistics.dashboards.params import Filters
from statistics.dashboards.presenters import words
from statistics.labels import label

MEASURES = ("per1000", "brukere", "ddd1000d", "ddd", "nok", "utleveringer", "pakninger", "folk")
SPLITS = {"ingen": "Samlet", "kjonn": "Kjønn", "fylke": "Utvalgte fylker"}


@dataclass(frozen=True)
class Option:
    value: str
    text: str
    chosen: bool


@dataclass(frozen=True)
class Field:
    """`default`: what the page shows without the parameter, so that the script can leave it out of the address."""

    name: str
    text: str
    options: list[Option]
    default: str


def fields(filters: Filters, years: Sequence[int], first_use: int) -> list[Field]:
    every_year = [str(year) for year in years]
    by_name = sorted(COUNTIES, key=lambda code: label("omr", code))
    return [
        _field("maal", "Måltall", MEASURES, filters.maal),
        _field("omr", "Område", (NATION, *by_name, ELSEWHERE), filters.omr),
        _field("kjonn", "Kjønn", (BOTH, WOMEN, MEN), filters.kjonn),
        _field("alder", "Alder", (ALL_AGES, *BANDS), filters.alder),
        _field("fra", "Fra år", every_year, str(filters.fra), str(first_use)),
        _field("til", "Til år", every_year, str(filters.til), every_year[-1]),
    ]


def splits(filters: Filters) -> list[Option]:
    return [Option(code, text, code == filters.deling) for code, text in SPLITS.items()]


def _field(name: str, text: str, codes: Sequence[str], chosen: str, default: str = "") -> Field:
    options = [Option(code, _text(name, code), code == chosen) for code in codes]
    return Field(name, text, options, default or DEFAULTS[name])


def _text(name: str, code: str) -> str:
    if name == "maal":
        return words.measure(code)
    return code if name in ("fra", "til") else label(name, code)
