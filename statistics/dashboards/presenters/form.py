"""The filter form: one field a parameter, with its options and which is chosen; and what its terms mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from statistics.cube.axes import ALL_AGES, BANDS, BOTH, ELSEWHERE, MEN, NATION, WOMEN
from statistics.dashboards.addresses import DEFAULTS
from statistics.dashboards.divided import redrawn_years
from statistics.dashboards.numbers import typeset
from statistics.dashboards.params import Filters
from statistics.dashboards.presenters import words
from statistics.definitions import measures
from statistics.definitions.breaks import breaks
from statistics.definitions.divisions import TODAY, counties
from statistics.labels import label
from statistics.language import say, sort_key

MEASURES = (
    "per1000",
    "std1000",
    "std1000esp",
    "brukere",
    "ddd1000d",
    "ddd",
    "nok",
    "utleveringer",
    "pakninger",
    "folk",
)


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
    return [
        measure_field(filters.maal),
        field("omr", say("Område"), regions(filters.inndeling, years[0], years[-1]), filters.omr),
        field("kjonn", say("Kjønn"), (BOTH, WOMEN, MEN), filters.kjonn),
        field("alder", say("Alder"), (ALL_AGES, *BANDS), filters.alder),
        field("fra", say("Fra år"), every_year, str(filters.fra), str(first_use)),
        field("til", say("Til år"), every_year, str(filters.til), every_year[-1]),
    ]


def measure_field(chosen: str) -> Field:
    return field("maal", say("Måltall"), MEASURES, chosen)


def regions(division: str = TODAY, first: int = 0, last: int = 0) -> tuple[str, ...]:
    """The nation, the counties of the years in the alphabet's order, and the rest."""
    known = sorted(counties(division, first, last), key=lambda code: sort_key(label("omr", code)))
    return (NATION, *known, ELSEWHERE)


def splits(filters: Filters) -> list[Option]:
    names = {"ingen": say("Samlet"), "kjonn": say("Kjønn"), "fylke": say("Utvalgte fylker")}
    return [Option(code, text, code == filters.deling) for code, text in names.items()]


@dataclass(frozen=True)
class Term:
    name: str
    definition: str


def terms(measure: str) -> list[Term]:
    """What the figures on the page are: the chosen measure, and the two that stand on every page."""
    known = measures()
    codes = dict.fromkeys((measure, "brukere", "ddd"))
    return [Term(words.measure(code), typeset(gettext(known[code].definition))) for code in codes]


def break_words(filters: Filters) -> list[str]:
    years = redrawn_years(filters.omr, filters.inndeling, filters.fra, filters.til)
    told = [say("fylket fikk andre grenser i {year}", year=year) for year in years]
    return [*breaks_between(filters.fra, filters.til), *told]


def breaks_between(first: int, last: int) -> list[str]:
    return [gettext(one.text) for one in breaks(first, last)]


def field(name: str, text: str, codes: Sequence[str], chosen: str, default: str = "") -> Field:
    options = [Option(code, _text(name, code), code == chosen) for code in codes]
    return Field(name, text, options, default or DEFAULTS.get(name, ""))


def _text(name: str, code: str) -> str:
    axis = name.partition("-")[0]
    if axis == "maal":
        return words.measure(code)
    return label(axis, code) if axis in ("omr", "kjonn", "alder") else code
