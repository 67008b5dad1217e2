"""The standard populations, as data: named, with their version, owner and source."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

PARTS = ("", "lav", "hoy", "slaatt")
"""What follows a rate's code: the rate itself, its lower and upper limit, and how much of it is from merged bands."""


@dataclass(frozen=True)
class Standard:
    """`weights` [band]: empty where the release's own population is the standard."""

    code: str
    name: str
    measure: str
    source: str
    owner: str
    date: dt.date
    weights: tuple[int, ...] = ()


@cache
def standards() -> dict[str, Standard]:
    text = files("statistics.definitions").joinpath("standards.toml").read_text("utf-8")
    return {code: Standard(code, **fields) for code, fields in tomllib.loads(text).items()}


def standards_by_rate() -> dict[str, Standard]:
    return {one.measure: one for one in standards().values()}


@cache
def standardised_measures() -> dict[str, tuple[Standard, str]]:
    """The standard, and which of PARTS, of each measure that is standardised."""
    return {one.measure + part: (one, part) for one in standards().values() for part in PARTS}
