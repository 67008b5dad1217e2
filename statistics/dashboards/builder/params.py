"""The query of a table: codes with commas on each axis, and which axis goes across.

A form sends a box at a time (`omr=03&omr=56`); that is the same as `omr=03,56`, which is the address it leads to.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.urls import reverse

from statistics import queries
from statistics.cube.axes import ALL_AGES, BANDS, BOTH, MEN, NATION, WOMEN
from statistics.dashboards.addresses import with_query
from statistics.dashboards.divided import regions
from statistics.dashboards.params import DEFAULT_MEASURE, REGIONS, BadParameter, choice, nearest, year
from statistics.dashboards.presenters.form import MEASURES
from statistics.definitions.divisions import DIVISIONS, TODAY
from statistics.definitions.standards import standardised_measures
from statistics.language import say
from statistics.queries import Selection
from statistics.table import AXES

MOST_CELLS = 100_000
MOST_CODES = 300
LIMITS = tuple(code for code in standardised_measures() if code not in MEASURES)
"""Of age-standardised rates, and how much of them is from merged age groups."""

LISTS = {"maal": (*MEASURES, *LIMITS), "omr": REGIONS, "kjonn": (BOTH, WOMEN, MEN), "alder": (ALL_AGES, *BANDS)}
PAGE = ("atc", *LISTS, "fra", "til", "kol", "sorter", "inndeling")
REPEATED = ("atc", *LISTS)
CHANGES = ("legg", "alle")
"""What forms and links on the page ask to have changed: a medicine more, or a whole axis."""


@dataclass(frozen=True)
class Wanted:
    """`missing`: axes on which nothing is chosen. `sorter`: a column's position from 1, negative for falling."""

    atc: tuple[str, ...]
    maal: tuple[str, ...]
    omr: tuple[str, ...]
    kjonn: tuple[str, ...]
    alder: tuple[str, ...]
    aar: tuple[int, ...]
    kol: str
    sorter: int
    utgave: str
    inndeling: str = TODAY

    @property
    def cells(self) -> int:
        size = 1
        for axis in AXES:
            size *= len(getattr(self, axis))
        return size

    @property
    def columns(self) -> int:
        return len(getattr(self, self.kol))

    @property
    def missing(self) -> list[str]:
        return [axis for axis in AXES if not getattr(self, axis)]

    def selection(self) -> Selection:
        return Selection(self.atc, self.maal, self.omr, self.kjonn, self.alder, self.aar, self.utgave, self.inndeling)

    def address(self, view: str = "table", **changes: object) -> str:
        new = replace(self, **changes)  # type: ignore[arg-type]
        query = {axis: ",".join(getattr(new, axis)) for axis in ("atc", *LISTS)}
        query |= {"fra": str(new.aar[0]), "til": str(new.aar[-1])} if new.aar else {}
        query |= {"kol": new.kol if new.kol != "aar" else "", "utgave": new.utgave}
        query |= {"sorter": str(new.sorter) if 0 < abs(new.sorter) <= new.columns else ""}
        query |= {"inndeling": new.inndeling if new.inndeling != TODAY else ""}
        kept = [(name, value) for name, value in query.items() if value or name in LISTS]
        return with_query(reverse(view), kept).replace("%2C", ",")


def parse(query: QueryDict, years: Sequence[int], utgave: str) -> Wanted:
    """Raises BadParameter, or UnknownCode."""
    first, last = year(query, "fra", years, years[0]), year(query, "til", years, years[-1])
    if first > last:
        message = say("«fra» ({first}) kan ikke være senere enn «til» ({last}).", first=first, last=last)
        raise BadParameter("fra", str(first), [str(y) for y in years if y <= last][-6:], message)
    division = choice(query, "inndeling", DIVISIONS, TODAY)
    wanted = Wanted(
        atc=_codes(query, utgave),
        maal=_list(query, "maal", LISTS["maal"], (DEFAULT_MEASURE,)),
        omr=_list(query, "omr", regions(division, years[0], years[-1]), (NATION,)),
        kjonn=_list(query, "kjonn", LISTS["kjonn"], (BOTH,)),
        alder=_list(query, "alder", LISTS["alder"], (ALL_AGES,)),
        aar=tuple(y for y in years if first <= y <= last),
        kol=choice(query, "kol", AXES, "aar"),
        sorter=_column(query),
        utgave=utgave,
        inndeling=division,
    )
    if wanted.cells > MOST_CELLS:
        message = say(
            "For stort utvalg: {count} celler av høyst 100 000. Velg færre år eller aldersgrupper.",
            count=wanted.cells,
        )
        raise BadParameter("atc", ",".join(wanted.atc), (), message)
    if abs(wanted.sorter) > wanted.columns > 0:
        last, column = wanted.columns, abs(wanted.sorter)
        message = say("Tabellen har ingen kolonne {column}; den siste er {last}.", column=column, last=last)
        raise BadParameter("sorter", str(wanted.sorter), (str(last), str(-last)), message)
    return wanted


def _codes(query: QueryDict, utgave: str) -> tuple[str, ...]:
    given = [code.strip() for text in query.getlist("atc") for code in text.split(",") if code.strip()]
    if len(given) > MOST_CODES:
        raise BadParameter("atc", given[MOST_CODES], (), say("Høyst {most} legemidler.", most=MOST_CODES))
    right = [code.lower() if code.lower() == "alle" else code.upper() for code in given]
    return tuple(dict.fromkeys(queries.node(code, utgave).code for code in right))


def _list(query: QueryDict, name: str, valid: tuple[str, ...], default: tuple[str, ...]) -> tuple[str, ...]:
    """In the order of the axis. An empty value is an empty choice; none at all is the default."""
    if name not in query:
        return default
    given = [code for text in query.getlist(name) for code in text.split(",") if code]
    given = [code.replace("–", "-") for code in given] if name == "alder" else given
    for code in given:
        if code not in valid:
            message = say("«{value}» er ikke en gyldig verdi for «{name}».", value=code[:60], name=name)
            raise BadParameter(name, code, nearest(code, valid), message)
    return tuple(code for code in valid if code in given)


def _column(query: QueryDict) -> int:
    value = query.get("sorter", "0")
    digits = value.removeprefix("-")
    if digits.isascii() and digits.isdigit() and len(digits) <= 6:
        return int(value)
    raise BadParameter("sorter", value, ("1", "-1"), say("«sorter» er nummeret på en kolonne, med minus for fallende."))
