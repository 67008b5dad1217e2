"""What is most used in a county, and where it differs most from the country: from printed cells alone."""

from dataclasses import dataclass

import numpy as np

from statistics import queries
from statistics.cube.axes import NATION, ROOT
from statistics.definitions.divisions import TODAY
from statistics.queries import Selection
from statistics.summary import Summary, summary
from statistics.table import Cell

TOP = 10
LEAST = 100
"""Fewest users in the county for a difference to be told."""


@dataclass(frozen=True)
class Used:
    """`share`, `nation_share`: lengths in percent of the longest bar. `other`: the county compared with."""

    code: str
    name: str
    value: float
    share: float
    nation: float | None
    nation_share: float | None
    other: float | None


@dataclass(frozen=True)
class Deviation:
    """`ratio` to the country, adjusted for age: 1.2 is 20 % above. `left`, `width`: the bar from the middle, 0–100."""

    code: str
    name: str
    value: float
    nation: float
    ratio: float
    left: float
    width: float


def most_used(county: str, other: str, year: int, utgave: str) -> list[Used]:
    """Substances by users per 1,000 in the county."""
    whole, at, names = _level(utgave, 5)
    column = whole.years.index(year)
    here, nation, there = (
        whole.of("per1000", omr)[0][at, column] if omr else np.full(len(at), np.nan) for omr in (county, NATION, other)
    )
    order = [i for i in np.argsort(-np.nan_to_num(here), kind="stable")[:TOP] if here[i] > 0]
    longest = max((float(np.nanmax([here[i], nation[i]])) for i in order), default=1.0)
    return [
        Used(
            whole.codes[at[i]],
            names[i],
            float(here[i]),
            round(100 * float(here[i]) / longest, 1),
            _printed(nation[i]),
            None if np.isnan(nation[i]) else round(100 * float(nation[i]) / longest, 1),
            _printed(there[i]),
        )
        for i in order
    ]


def deviations(county: str, level: int, year: int, utgave: str) -> list[Deviation]:
    """The five furthest above the country and the five furthest below it, highest first."""
    whole, at, names = _level(utgave, level)
    column = whole.years.index(year)
    here, nation = (whole.of("std1000", omr)[0][at, column] for omr in (county, NATION))
    users = np.nan_to_num(whole.of("brukere", county)[0][at, column])
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = here / nation
    told = np.flatnonzero((users >= LEAST) & np.isfinite(ratio))
    order = told[np.argsort(-ratio[told], kind="stable")]
    above = [i for i in order[: TOP // 2] if ratio[i] > 1]
    below = [i for i in order[-(TOP // 2) :] if ratio[i] < 1]
    furthest = max((abs(float(ratio[i]) - 1) for i in above + below), default=1.0)
    return [_deviation(whole.codes[at[i]], names[i], float(here[i]), float(nation[i]), furthest) for i in above + below]


def key_cells(county: str, year: int, utgave: str, division: str = TODAY) -> tuple[Cell, Cell, Cell]:
    """All medicines: the county's users, and users per 1,000 there and in the country."""
    wanted = ("brukere", "per1000"), (county, NATION)
    table = queries.table(Selection((ROOT,), *wanted, aar=(year,), utgave=utgave, inndeling=division))
    return (
        table.cell(omr=county, maal="brukere"),
        table.cell(omr=county, maal="per1000"),
        table.cell(omr=NATION, maal="per1000"),
    )


def _deviation(code: str, name: str, value: float, nation: float, furthest: float) -> Deviation:
    width = abs(value / nation - 1) / furthest * 50
    left = 50.0 if value > nation else 50 - width
    return Deviation(code, name, value, nation, value / nation, round(left, 1), round(width, 1))


def _level(utgave: str, level: int) -> tuple[Summary, np.ndarray, list[str]]:
    whole = summary(utgave)
    by_code = {node.code: node for node in queries.nodes(utgave)}
    at = [i for i, code in enumerate(whole.codes) if by_code[code].level == level]
    return whole, np.array(at, dtype=int), [by_code[whole.codes[i]].label for i in at]


def _printed(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
