"""Apotekhylla: a jar for each main group, filled as high as the share of the population that uses it."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.utils.translation import gettext

from statistics import queries
from statistics.dashboards.numbers import decimal, figure, typeset
from statistics.language import say
from statistics.table import Cell

BOTTOM = 130.0
FULL = 98.0
"""Height of the inside of a jar, from its bottom, in units of the drawing."""

ROUND = 10
"""From this share in a thousand on, a jar says it without decimals."""


@dataclass(frozen=True)
class Jar:
    """`top`: where the fill begins, in units of the drawing; the bottom of an empty jar is at 130."""

    code: str
    name: str
    per1000: Cell
    top: float

    @property
    def text(self) -> str:
        """The share in a thousand, with decimals only where it is small."""
        value = self.per1000.value or 0.0
        return decimal(value) if value >= ROUND else figure(value, "per1000")

    @property
    def said(self) -> str:
        return typeset(say("{number} av 1 000", number=self.text))


def jars(year: int) -> list[Jar]:
    """The main groups the newest release has. Raises queries.UnknownRelease."""
    known = {node.code for node in queries.nodes() if node.level == 1}
    codes = tuple(code for code in names() if code in known)
    if not codes:
        return []
    table = queries.table(queries.Selection(atc=codes, aar=(year,)))
    return [_jar(code, table.cell(atc=code)) for code in codes]


@cache
def names() -> dict[str, str]:
    """Short names by code, in the order of the shelf."""
    text = files("website").joinpath("shelf.toml").read_text("utf-8")
    return dict(tomllib.loads(text)["names"])


def _jar(code: str, cell: Cell) -> Jar:
    return Jar(code, gettext(names()[code]), cell, round(BOTTOM - (cell.value or 0) / 1000 * FULL, 1))
