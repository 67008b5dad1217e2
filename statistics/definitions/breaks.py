"""Years in which a series changes its nature, as data."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Break:
    """`year`: the first of the new series. `comparable`: whether the line may be drawn through it."""

    year: int
    text: str
    comparable: bool
    source: str
    owner: str
    date: dt.date


def breaks(first: int, last: int) -> tuple[Break, ...]:
    """Those that lie between two years of a chart."""
    return tuple(one for one in _all() if first < one.year <= last)


@cache
def _all() -> tuple[Break, ...]:
    text = files("statistics.definitions").joinpath("breaks.toml").read_text("utf-8")
    return tuple(Break(**fields) for fields in tomllib.loads(text)["breaks"])
