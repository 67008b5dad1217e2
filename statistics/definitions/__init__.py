"""The measures' definitions as data: label, unit, decimals, formula in words, source, owner and date."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Kind = Literal["count", "sum", "rate", "context"]


@dataclass(frozen=True)
class Measure:
    """`scale`: how many of the stored unit make one of the printed (100 øre, 1,000 milli-DDD)."""

    code: str
    label: str
    unit: str
    decimals: int
    kind: Kind
    definition: str
    source: str
    owner: str
    date: dt.date
    scale: int = 1


@cache
def measures() -> dict[str, Measure]:
    """Every measure by its code, in the order of the file."""
    text = files(__name__).joinpath("measures.toml").read_text("utf-8")
    return {code: Measure(code=code, **fields) for code, fields in tomllib.loads(text).items()}


def stored() -> tuple[str, ...]:
    """Measures that are counted and packed, in the order of a block's last dimension; the others are computed."""
    return tuple(code for code, measure in measures().items() if measure.kind in ("count", "sum"))
