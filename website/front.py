"""What the front page says: how many use anything at all, the shelf, and the two short lists."""

from dataclasses import dataclass

from statistics import queries, search
from statistics.cube.axes import ROOT
from statistics.table import Cell
from website.rankings import Rankings, rankings
from website.shelf import Jar, jars

BLISTERS = 30

FRACTIONS = ((1 / 2, "halvparten av innbyggerne"), (2 / 3, "to av tre innbyggere"), (3 / 4, "tre av fire innbyggere"))
CLOSE = 0.02
"""Within two percentage points a share may be called by its fraction."""

TRY = ("semaglutid", "Zocor", "A10B", "paracetamol")
"""Examples under the search field: those that the release has are shown."""


@dataclass(frozen=True)
class Front:
    year: int
    first_year: int
    everybody: Cell
    words: str
    blisters: list["Blister"]
    jars: list[Jar]
    rankings: Rankings
    examples: list[search.Hit]


@dataclass(frozen=True)
class Blister:
    x: float
    y: float
    full: bool


def front() -> Front:
    """Raises queries.UnknownRelease."""
    info = queries.release()
    everybody = queries.table(queries.Selection(atc=(ROOT,), aar=(info.last_year,))).cell()
    return Front(
        year=info.last_year,
        first_year=info.first_year,
        everybody=everybody,
        words=share_in_words(everybody.value),
        blisters=blisters(everybody.value or 0),
        jars=jars(info.last_year),
        rankings=rankings(),
        examples=[hit for word in TRY if (hit := search.only_hit(search.find(word))) is not None],
    )


def share_in_words(per1000: float | None) -> str:
    """«to av tre innbyggere» where that is nearly so, else empty."""
    if per1000 is None:
        return ""
    share, words = min(FRACTIONS, key=lambda fraction: abs(fraction[0] - per1000 / 1000))
    return words if abs(share - per1000 / 1000) <= CLOSE else ""


def blisters(per1000: float) -> list[Blister]:
    """A pack of 30, six in a row, as full as the share."""
    full = round(per1000 / 1000 * BLISTERS)
    return [Blister(16 + i % 6 * 37.5, 15 + i // 6 * 38, i < full) for i in range(BLISTERS)]
