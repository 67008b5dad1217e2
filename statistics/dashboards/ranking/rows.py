"""The rows of the rankings. What is hidden is left out and counted, so that no place gives it away."""

from dataclasses import dataclass

import numpy as np

from statistics import queries
from statistics.dashboards.ranking.params import Ranking
from statistics.dashboards.scales import places
from statistics.dashboards.sparkline import Sparkline, sparkline
from statistics.summary import Summary, summary
from statistics.table import Reason

PER_PAGE = 50
SPARK_YEARS = 12
TWO_THIRDS = 2, 3
"""A span between counties is told where at least this share of the year's is printed: 10 of 15, 8 of 2020's 11."""


@dataclass(frozen=True)
class Row:
    """`value` in the year; `change` as a share (0.24 is 24 %); `share`: the bar's length in percent of the longest."""

    place: int
    code: str
    name: str
    value: float
    share: float = 0.0
    change: float = 0.0
    spark: Sparkline | None = None
    high: str = ""
    high_value: float = 0.0
    low: str = ""
    low_value: float = 0.0


@dataclass(frozen=True)
class Ranked:
    """One page of a ranking: `total` rows in all, `left_out` nodes whose figure is hidden."""

    rows: list[Row]
    total: int
    left_out: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PER_PAGE))


@dataclass(frozen=True)
class Nodes:
    """The nodes of one level: their places in the summary, codes and names."""

    at: np.ndarray
    codes: list[str]
    names: list[str]


def used(asked: Ranking) -> Ranked:
    """Highest first."""
    whole, nodes = _level(asked)
    values, reasons = whole.of(asked.maal, asked.omr, asked.kjonn)
    now, why = (part[nodes.at, whole.years.index(asked.aar)] for part in (values, reasons))
    order = _order(-now, np.flatnonzero(now > 0))
    top = now[order[0]] if len(order) else 1.0
    rows = [
        Row(place, nodes.codes[i], nodes.names[i], float(now[i]), round(100 * float(now[i] / top), 1))
        for place, i in _of_page(order, now, asked.side)
    ]
    return Ranked(rows, len(order), int((why == Reason.HIDDEN).sum()), asked.side)


def changed(asked: Ranking) -> Ranked:
    """Largest rise, or largest fall, first, from one year to another."""
    whole, nodes = _level(asked)
    values, reasons = (part[nodes.at] for part in whole.of(asked.maal, asked.omr, asked.kjonn))
    first, last = whole.years.index(asked.fra), whole.years.index(asked.aar)
    enough = _enough(whole, nodes, asked, (first, last))
    with np.errstate(invalid="ignore", divide="ignore"):
        change = values[:, last] / values[:, first] - 1
    comparable = enough & np.isfinite(change)
    rising = asked.retning == "opp"
    wanted = np.flatnonzero(comparable & (change > 0 if rising else change < 0))
    order = _order(-change if rising else change, wanted)
    rows = [
        Row(
            place,
            nodes.codes[i],
            nodes.names[i],
            float(values[i, last]),
            change=float(change[i]),
            spark=sparkline(
                [None if np.isnan(v) else float(v) for v in values[i, max(0, last + 1 - SPARK_YEARS) : last + 1]]
            ),
        )
        for place, i in _of_page(order, change, asked.side)
    ]
    left_out = int((reasons[:, [first, last]] == Reason.HIDDEN).any(axis=1).sum())
    return Ranked(rows, len(order), left_out, asked.side)


def enough_counties(asked: Ranking) -> int:
    part, of = TWO_THIRDS
    return -(-len(asked.compared) * part // of)


def different(asked: Ranking) -> Ranked:
    """The largest ratio between the highest and the lowest county."""
    whole, nodes = _level(asked)
    counties, least = asked.compared, enough_counties(asked)
    rates, reasons = (part[nodes.at] for part in whole.counties(asked.maal, asked.aar, counties, asked.kjonn))
    year = whole.years.index(asked.aar)
    printed = (~np.isnan(rates)).sum(axis=1)
    users = whole.of("brukere", kjonn=asked.kjonn)[0][nodes.at, year]
    enough = (printed >= least) & (np.nan_to_num(users) >= asked.minst)
    filled_high, filled_low = np.where(np.isnan(rates), -np.inf, rates), np.where(np.isnan(rates), np.inf, rates)
    high, low = filled_high.argmax(axis=1), filled_low.argmin(axis=1)
    highest, lowest = filled_high.max(axis=1), filled_low.min(axis=1)
    wanted = np.flatnonzero(enough & (lowest > 0) & np.isfinite(lowest))
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = highest / lowest
    order = _order(-ratio, wanted)
    rows = [
        Row(
            place,
            nodes.codes[i],
            nodes.names[i],
            float(ratio[i]),
            high=counties[high[i]],
            high_value=float(highest[i]),
            low=counties[low[i]],
            low_value=float(lowest[i]),
        )
        for place, i in _of_page(order, ratio, asked.side)
    ]
    left_out = int(((printed < least) & (reasons == Reason.HIDDEN).any(axis=1)).sum())
    return Ranked(rows, len(order), left_out, asked.side)


def _level(asked: Ranking) -> tuple[Summary, Nodes]:
    whole = summary(asked.utgave, asked.alder, asked.inndeling)
    by_code = {node.code: node for node in queries.nodes(asked.utgave)}
    at = [i for i, code in enumerate(whole.codes) if by_code[code].level == int(asked.nivaa)]
    codes = [whole.codes[i] for i in at]
    return whole, Nodes(np.array(at, dtype=int), codes, [by_code[code].label for code in codes])


def _enough(whole: Summary, nodes: Nodes, asked: Ranking, years: tuple[int, int]) -> np.ndarray:
    users = np.nan_to_num(whole.of("brukere", asked.omr, asked.kjonn)[0][nodes.at])
    return np.asarray((users[:, list(years)] >= asked.minst).all(axis=1))


def _order(key: np.ndarray, among: np.ndarray) -> np.ndarray:
    return np.asarray(among[np.argsort(key[among], kind="stable")])


def _of_page(order: np.ndarray, key: np.ndarray, page: int) -> list[tuple[int, int]]:
    """The nodes of one page with their places; equals in `key` share one."""
    start = (page - 1) * PER_PAGE
    shared = places(key[order].tolist())
    return [(place, int(i)) for place, i in zip(shared, order, strict=True)][start : start + PER_PAGE]
