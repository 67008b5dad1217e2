"""The query string, typed. Nothing in it is silently ignored: what is not understood is a `BadParameter`."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from rapidfuzz import fuzz, process

from statistics.cube import axes
from statistics.cube.axes import AGES, ALL_AGES, BOTH, ELSEWHERE, NATION, SEXES
from statistics.dashboards.divided import regions
from statistics.definitions import measures
from statistics.definitions.divisions import DIVISIONS, TODAY
from statistics.definitions.standards import standardised_measures
from statistics.formats.csv import Dialect
from statistics.labels import label
from statistics.language import say

REGIONS = (NATION, *axes.COUNTIES, ELSEWHERE)
SPLITS = ("ingen", "kjonn", "fylke")
COUNTIES = "fylker"
FIGURES = ("tid", "alder", COUNTIES, "kostnad")
PICTURES = ("svg", "png", "frame")
"""Kinds of a figure's files that are drawn."""

DIALECTS: tuple[Dialect, ...] = ("komma", "excel")
OVER_TIME = "tid"
REAL_MAP = "kart"
MAPS = ("ruter", OVER_TIME, REAL_MAP)
"""How counties are drawn: tiles, tiles with a small line each, and the real map."""

PAGE = ("maal", "omr", "kjonn", "alder", "fra", "til", "aar", "utgave", "del", "kart", "inndeling", "usikkerhet")
DRUG_PAGE = (*PAGE, "flyttet")
"""`flyttet`: the code that was asked for, and has moved to the page's."""

FIGURE_FILE = (*PAGE, "figur")
CSV_FILE = (*FIGURE_FILE, "csv")

DEFAULT_MEASURE = "per1000"
NEAREST = 6
SHOWN = 60  # characters of a wrong value that are repeated to the reader


class BadParameter(ValueError):
    """`parameter` has a value it cannot have (or is itself unknown); `valid` are the nearest ones it can have."""

    def __init__(
        self, parameter: str, value: str, valid: Sequence[str], message: str, *, unknown: bool = False
    ) -> None:
        """`unknown`: it is the parameter that is wrong, and `valid` are the names of others."""
        super().__init__(message)
        self.unknown = unknown
        self.parameter = parameter[:SHOWN]
        self.value = value[:SHOWN]
        self.valid = tuple(valid)
        self.message = message


@dataclass(frozen=True)
class Filters:
    """What the figures of a page show. `aar` is the year of those that show one; `deling` splits the one over time.

    `usikkerhet`: counties' rates with how much they may vary by chance.
    """

    fra: int
    til: int
    aar: int
    maal: str = DEFAULT_MEASURE
    omr: str = NATION
    kjonn: str = BOTH
    alder: str = ALL_AGES
    deling: str = "ingen"
    utgave: str = ""
    kart: str = "ruter"
    inndeling: str = TODAY
    usikkerhet: bool = False

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.fra, self.til + 1))

    @property
    def county_years(self) -> tuple[int, ...]:
        """The years of which counties' figures are shown: one, or those of tiles over time."""
        return tuple(sorted({*self.years, self.aar})) if self.kart == OVER_TIME else (self.aar,)

    @property
    def national_line(self) -> bool:
        """Whether the nation stands beside the region over time: only where their figures are of one size."""
        rate = measures()[self.maal].kind == "rate"
        return self.deling == "ingen" and self.omr != NATION and rate

    @property
    def ages_measure(self) -> str:
        """Of the pyramid: within one age group there is nothing to adjust for age."""
        return "per1000" if self.maal in standardised_measures() else self.maal


def check_names(query: QueryDict, allowed: Sequence[str], repeated: Sequence[str] = ()) -> None:
    """Raises BadParameter for a parameter the page does not have, or one given twice that may not be `repeated`."""
    for name in query:
        if name not in allowed:
            message = say("Siden har ingen parameter som heter «{name}».", name=name[:SHOWN])
            raise BadParameter(name, query[name], nearest(name, allowed), message, unknown=True)
        if len(query.getlist(name)) > 1 and name not in repeated:
            message = say("Parameteren «{name}» kan bare stå én gang i adressen.", name=name)
            raise BadParameter(name, ", ".join(query.getlist(name)), query.getlist(name)[:NEAREST], message)


def edition(query: QueryDict, known: Sequence[str]) -> str:
    """The release asked for; empty for the newest."""
    return choice(query, "utgave", known, default="")


def parse(query: QueryDict, years: Sequence[int], first_use: int) -> Filters:
    """`years` of the release, in order; the axis of time begins at `first_use` unless `fra` says otherwise."""
    til = year(query, "til", years, years[-1])
    fra = year(query, "fra", years, min(first_use, til))
    if fra > til:
        message = say("«fra» ({first}) kan ikke være senere enn «til» ({last}).", first=fra, last=til)
        raise BadParameter("fra", str(fra), [str(y) for y in years if y <= til][-NEAREST:], message)
    division = choice(query, "inndeling", DIVISIONS, TODAY)
    return Filters(
        fra=fra,
        til=til,
        aar=year(query, "aar", years, til),
        maal=choice(query, "maal", tuple(measures()), DEFAULT_MEASURE),
        omr=choice(query, "omr", regions(division, years[0], years[-1]), NATION),
        kjonn=choice(query, "kjonn", SEXES, BOTH),
        alder=choice(query, "alder", AGES, ALL_AGES),
        deling=choice(query, "del", SPLITS, "ingen"),
        utgave=query.get("utgave", ""),
        kart=choice(query, "kart", MAPS, "ruter"),
        inndeling=division,
        usikkerhet=choice(query, "usikkerhet", ("1",), "") == "1",
    )


def choice(query: QueryDict, name: str, valid: Sequence[str], default: str) -> str:
    """One of the valid codes. An en dash in an age is understood."""
    value = query.get(name)
    if value is None:
        return default
    code = value.replace("–", "-") if name == "alder" else value
    if code in valid:
        return code
    message = say("«{value}» er ikke en gyldig verdi for «{name}».", value=value[:SHOWN], name=name)
    raise BadParameter(name, value, nearest(code, valid, _names(name, valid)), message)


def csv_dialect(query: QueryDict, kind: str) -> Dialect:
    """Which CSV is asked for. Raises BadParameter where the file is of another `kind`: it has no dialects."""
    if kind != "csv" and "csv" in query:
        message = say("«csv» gjelder bare CSV-filer, og dette er en {kind}-fil.", kind=kind.upper())
        raise BadParameter("csv", query["csv"], (), message)
    return "excel" if choice(query, "csv", DIALECTS, DIALECTS[0]) == "excel" else "komma"


def year(query: QueryDict, name: str, valid: Sequence[int], default: int) -> int:
    value = query.get(name)
    if value is None:
        return default
    if value.isascii() and value.isdigit() and int(value[:8]) in valid and len(value) == 4:
        return int(value)
    message = say(
        "«{value}» er ikke et år i utgaven, som har {first}–{last}.",
        value=value[:SHOWN],
        first=valid[0],
        last=valid[-1],
    )
    raise BadParameter(name, value, _nearest_years(value, valid), message)


def nearest(value: str, valid: Sequence[str], names: Sequence[str] = ()) -> tuple[str, ...]:
    """The valid codes most like a wrong value, by code or by name; all of them where they are few."""
    words = {code: f"{code} {name}".casefold() for code, name in zip(valid, names or valid, strict=True)}
    ranked = process.extract(value.casefold()[:SHOWN], words, scorer=fuzz.WRatio, limit=NEAREST)
    return tuple(code for _, _, code in ranked)


def named(parameter: str, code: str) -> str:
    """«03 Oslo»: a code as a reader knows it; as it stands where it is none, for it may be what the reader wrote."""
    try:
        (name,) = _names(parameter, (code,))
    except (ValueError, KeyError):
        return code
    return code if name == code else f"{code} {name}"


def _names(parameter: str, valid: Sequence[str]) -> Sequence[str]:
    return [label(parameter, code) for code in valid] if parameter in ("omr", "kjonn", "alder", "maal") else valid


def _nearest_years(value: str, valid: Sequence[int]) -> list[str]:
    wanted = int(value[:8]) if value.isascii() and value.isdigit() else valid[-1]
    return [str(y) for y in sorted(valid, key=lambda y: (abs(y - wanted), y))[:NEAREST]]
