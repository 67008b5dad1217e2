"""ATC codes that have moved, as data."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Move:
    """`year`: the first in which `new` was in force; None where the list does not tell."""

    old: str
    new: str
    year: int | None
    source: str


@cache
def moves() -> dict[str, Move]:
    """By the code that is gone."""
    text = files("statistics.definitions").joinpath("moved.toml").read_text("utf-8")
    return {
        old: Move(old, new, one["year"], one["source"])
        for one in tomllib.loads(text)["lists"]
        for old, new in one["codes"].items()
    }
