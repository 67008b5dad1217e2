"""The two short lists of the front page: most used, and changed most. Printed cells only; the hidden are left out."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from django.utils.translation import get_language

from statistics import queries, rates
from statistics.cube.axes import ROOT
from statistics.dashboards.numbers import COMPARABLE, figure, percent_sign
from statistics.dashboards.sparkline import Sparkline, sparkline
from statistics.language import say
from statistics.table import Reason
from website.browser import SUBSTANCE

ROWS = 6

SPARK_YEARS = 12


@dataclass(frozen=True)
class MostUsed:
    """`share`: of the longest bar, 0–100."""

    code: str
    name: str
    users: int
    share: float


@dataclass(frozen=True)
class Changed:
    """`per1000` [year]: the rates that are printed, None where one is not; the last two always are."""

    code: str
    name: str
    years: tuple[int, ...]
    per1000: tuple[float | None, ...]

    @property
    def rate(self) -> float:
        return self.per1000[-1] or 0.0

    @property
    def change(self) -> float:
        """From the year before, as a share: 0.24 is 24 %."""
        return self.rate / (self.per1000[-2] or 1.0) - 1

    @property
    def change_text(self) -> str:
        return percent_sign(self.change)

    @property
    def spark(self) -> Sparkline:
        return sparkline(self.per1000)

    @property
    def spark_text(self) -> str:
        year, first = next((y, v) for y, v in zip(self.years, self.per1000, strict=True) if v is not None)
        last = figure(self.rate, "per1000")
        return say(
            "{name}: fra {first} i {year} til {last} i {now}",
            name=self.name,
            first=figure(first, "per1000"),
            year=year,
            last=last,
            now=self.years[-1],
        )


@dataclass(frozen=True)
class Rankings:
    years: tuple[int, ...]
    used: tuple[MostUsed, ...]
    changed: tuple[Changed, ...]
    smallest_base: int = COMPARABLE

    @property
    def year(self) -> int:
        return self.years[-1]

    @property
    def year_before(self) -> int:
        return self.year - 1

    @property
    def spark_years(self) -> tuple[int, ...]:
        return self.years[-SPARK_YEARS:]


def rankings() -> Rankings:
    """Of the newest release. Raises queries.UnknownRelease."""
    info = queries.release()
    return _rankings(info.number, info.digest, get_language() or "nb")


# A release never changes; its digest tells apart two that had one number in two databases.
@lru_cache(maxsize=12)
def _rankings(number: str, digest: str, language: str) -> Rankings:
    names = {node.code: node.label for node in queries.nodes(number) if node.level == SUBSTANCE}
    totals = queries.national_totals(number)
    rows = [i for i, code in enumerate(totals.codes) if code in names]
    codes = [totals.codes[i] for i in rows]
    users, reasons = totals.users()
    users = np.where(reasons == Reason.NONE, users, np.nan)[rows].astype(float)
    per1000 = _per1000(users, number)
    return Rankings(
        years=totals.years,
        used=tuple(_most_used(codes, names, users[:, -1])),
        changed=tuple(
            Changed(codes[i], names[codes[i]], totals.years[-SPARK_YEARS:], _printed(per1000[i, -SPARK_YEARS:]))
            for i in _most_changed(users, per1000)
        ),
    )


def _per1000(users: np.ndarray, number: str) -> np.ndarray:
    """Rates [node, year] of the nation; NaN where they cannot be printed."""
    people = queries.table(queries.Selection(atc=(ROOT,), maal=("folk",), utgave=number))
    reasons = np.where(np.isnan(users), Reason.HIDDEN, Reason.NONE).astype(np.uint8)
    inhabitants = np.broadcast_to(people.values.reshape(1, -1), users.shape)
    inhabitants_reasons = np.broadcast_to(people.reasons.reshape(1, -1), users.shape)
    values, _ = rates.per_inhabitants(users, reasons, inhabitants, inhabitants_reasons, factor=1000)
    return np.asarray(values)


def _most_used(codes: list[str], names: dict[str, str], users: np.ndarray) -> list[MostUsed]:
    order = [i for i in np.argsort(-np.nan_to_num(users), kind="stable")[:ROWS] if users[i] > 0]
    return [
        MostUsed(codes[i], names[codes[i]], int(users[i]), round(100 * users[i] / users[order[0]], 1)) for i in order
    ]


def _most_changed(users: np.ndarray, per1000: np.ndarray) -> list[int]:
    """Rows of the half that rose most and of the half that fell most, the largest rise first."""
    if users.shape[1] < 2:
        return []
    comparable = np.flatnonzero((users[:, -2] >= COMPARABLE) & ~np.isnan(per1000[:, -2:]).any(axis=1))
    change = per1000[comparable, -1] / per1000[comparable, -2] - 1
    order = np.argsort(-change, kind="stable")
    rose = [i for i in order[: ROWS // 2] if change[i] > 0]
    fell = [i for i in order[-(ROWS // 2) :] if change[i] < 0]
    return [int(comparable[i]) for i in rose + fell]


def _printed(rates_of_years: np.ndarray) -> tuple[float | None, ...]:
    return tuple(None if np.isnan(rate) else float(rate) for rate in rates_of_years)
