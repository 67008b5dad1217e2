"""The query of a comparison: `serie=A10BJ06:0:begge:alle`, up to six times, and what is common to them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict

from statistics import queries
from statistics.cube.axes import AGES, ALL_AGES, BOTH, NATION, SEXES
from statistics.dashboards.addresses import comparison
from statistics.dashboards.divided import regions
from statistics.dashboards.params import (
    DEFAULT_MEASURE,
    SHOWN,
    BadParameter,
    choice,
    nearest,
    year,
)
from statistics.definitions import measures
from statistics.definitions.divisions import DIVISIONS, TODAY
from statistics.labels import label
from statistics.language import say

MOST = 6
VIEWS = ("felles", "smaa", "indeks")
IN_FILES = ("felles", "indeks")
"""Views whose numbers differ: a file of one chart and of small ones would be the same."""

PICTURES = ("svg", "png")
PAGE = ("serie", "maal", "fra", "til", "vis", "inndeling")
CHANGES = ("legg", "nr", "omr", "kjonn", "alder")
"""What the page's forms ask to have changed; the answer leads to the address in which it is."""

Parts = tuple[tuple[str, tuple[str, ...]], ...]
"""Of a series after its code: each parameter, and what it can be."""


@dataclass(frozen=True)
class One:
    """One series."""

    code: str
    omr: str = NATION
    kjonn: str = BOTH
    alder: str = ALL_AGES

    @property
    def text(self) -> tuple[str, str, str, str]:
        return self.code, self.omr, self.kjonn, self.alder


@dataclass(frozen=True)
class Comparison:
    series: tuple[One, ...]
    maal: str
    fra: int
    til: int
    vis: str
    utgave: str
    first_year: int
    last_year: int
    inndeling: str = TODAY

    @property
    def regions(self) -> tuple[str, ...]:
        """That a series can have in the division."""
        return regions(self.inndeling, self.first_year, self.last_year)

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.fra, self.til + 1))

    def address(self, view: str = "compare", **changes: object) -> str:
        """Of the page, or of one of its files, with these changes; defaults are left out."""
        new = replace(self, **changes)  # type: ignore[arg-type]
        return comparison([one.text for one in new.series], new.utgave, view, **new.more())

    def file_address(self, kind: str) -> str:
        """Pictures are of the view that is shown; files of its numbers."""
        drawn = kind in PICTURES or self.vis in IN_FILES
        return self.address(f"compare_{kind}", **({} if drawn else {"vis": "felles"}))

    def more(self) -> dict[str, str]:
        """The parameters beside the series that are not what the page shows anyway."""
        return {
            "maal": "" if self.maal == DEFAULT_MEASURE else self.maal,
            "fra": "" if self.fra == self.first_year else str(self.fra),
            "til": "" if self.til == self.last_year else str(self.til),
            "vis": "" if self.vis == "felles" else self.vis,
            "inndeling": "" if self.inndeling == TODAY else self.inndeling,
        }

    def divided(self, division: str) -> str:
        """The address by another division: a county that it lacks becomes the nation."""
        known = regions(division, self.first_year, self.last_year)
        kept = [one if one.omr in known else replace(one, omr=NATION) for one in self.series]
        return self.address(inndeling=division, series=tuple(dict.fromkeys(kept)))


def parse(query: QueryDict, years: Sequence[int], utgave: str, views: Sequence[str] = VIEWS) -> Comparison:
    """Raises BadParameter, or UnknownCode for a medicine the release does not have."""
    first, last = year(query, "fra", years, years[0]), year(query, "til", years, years[-1])
    if first > last:
        message = say("«fra» ({first}) kan ikke være senere enn «til» ({last}).", first=first, last=last)
        raise BadParameter("fra", str(first), [str(y) for y in years if y <= last][-MOST:], message)
    given = query.getlist("serie")
    if len(given) > MOST:
        raise BadParameter("serie", given[MOST], given[:MOST], say("Høyst seks serier. Fjern én først."))
    division = choice(query, "inndeling", DIVISIONS, TODAY)
    parts = _parts(regions(division, years[0], years[-1]))
    return Comparison(
        tuple(dict.fromkeys(_series(text, utgave, parts) for text in given)),
        choice(query, "maal", tuple(measures()), DEFAULT_MEASURE),
        first,
        last,
        choice(query, "vis", views, "felles"),
        utgave,
        years[0],
        years[-1],
        division,
    )


def _parts(known: tuple[str, ...]) -> Parts:
    """`known`: regions of the division."""
    return ("omr", known), ("kjonn", SEXES), ("alder", AGES)


def _series(text: str, utgave: str, parts: Parts) -> One:
    """«A10BJ06:56:kvinner:20-24»; what is left out at the end is the whole."""
    code, *rest = text.split(":")
    if not code.strip():
        raise BadParameter("serie", text, (), say("En serie begynner med en ATC-kode, som A10BJ06:0:begge:alle."))
    right = code.lower() if code.lower() == "alle" else code.upper()
    node = queries.node(right, utgave)
    if len(rest) > len(parts):
        raise BadParameter(
            "serie", text, (node.code,), say("En serie er kode, område, kjønn og alder, med kolon imellom.")
        )
    values = {}
    for (name, valid), given in zip(parts, rest, strict=False):
        value = given.replace("–", "-") if name == "alder" else given
        if value not in valid:
            message = say("«{value}» er ikke en gyldig verdi for «{name}».", value=given[:SHOWN], name=name)
            raise BadParameter("serie", text, nearest(value, valid, [label(name, code) for code in valid]), message)
        values[name] = value
    return One(node.code, **values)


def changed(query: QueryDict, shown: Comparison) -> str | None:
    """The address that a form on the page asked for; None where it asked for nothing, or found no medicine."""
    if not any(name in query for name in CHANGES):
        return None
    number = choice(query, "nr", [str(n + 1) for n in range(len(shown.series))], "") if query.get("nr") else ""
    given = {name: choice(query, name, valid, "") for name, valid in _parts(shown.regions) if query.get(name)}
    renewed = [
        replace(one, **given) if not number or str(at) == number else one for at, one in enumerate(shown.series, 1)
    ]
    return shown.address(series=tuple(dict.fromkeys(renewed)))
