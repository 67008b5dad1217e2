"""Everyday words for medicines and ailments: the codes they lead to, and when they were last looked through."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Words:
    """`codes`: the words that lead to each, in any of the three languages. `filling`: words that lead nowhere."""

    owner: str
    reviewed: dt.date
    review_by: dt.date
    filling: tuple[str, ...]
    codes: dict[str, tuple[str, ...]]


@cache
def everyday() -> Words:
    read = tomllib.loads(files("statistics.definitions").joinpath("words.toml").read_text("utf-8"))
    codes = {code: tuple(words) for code, words in read["codes"].items()}
    return Words(**{**read, "codes": codes, "filling": tuple(read["filling"])})
