"""What the front page says: how many use anything at all, the shelf, and the two short lists."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language

from statistics import queries, search
from statistics.cube.axes import ROOT
from statistics.dashboards.addresses import address
from statistics.dashboards.numbers import decimal, typeset
from statistics.language import say
from statistics.table import Cell
from website.finding import others
from website.rankings import Rankings, rankings
from website.shelf import Jar, jars

BLISTERS = 30

FRACTIONS = (1 / 2, 2 / 3, 3 / 4)
CLOSE = 0.02
"""Within two percentage points a share may be called by its fraction."""

TRY = {
    "nb": ("semaglutid", "Zocor", "A10B", "paracetamol", "ADHD-midler", "Finnmark"),
    "nn": ("semaglutid", "Zocor", "A10B", "paracetamol", "ADHD-middel", "Finnmark"),
    "en": ("semaglutide", "Zocor", "A10B", "paracetamol", "ADHD medicines", "Finnmark"),
}
"""In each language, examples under the search field: those that the release has are shown."""


@dataclass(frozen=True)
class Front:
    year: int
    first_year: int
    everybody: Cell
    lead: str
    blisters: list["Blister"]
    jars: list[Jar]
    rankings: Rankings
    examples: list["Example"]


@dataclass(frozen=True)
class Example:
    """A word that may be searched for, and where it leads."""

    text: str
    href: str


def examples() -> list[Example]:
    """Those of the words that lead straight to a page in this release."""
    found = []
    for word in TRY[get_language() or "nb"]:
        hit = search.only_hit(search.find(word))
        ways = [way.href for way in others(word) if way.exact]
        if hit is not None or ways:
            found.append(Example(word, address(hit.code) if hit else ways[0]))
    return found


@dataclass(frozen=True)
class Blister:
    x: float
    y: float
    full: bool


def front() -> Front:
    """Raises queries.UnknownRelease."""
    info = queries.release()
    return _front(info.number, info.digest, get_language() or "nb")


@lru_cache(maxsize=6)
def _front(number: str, digest: str, language: str) -> Front:
    """Of a release, which never changes: its digest tells apart two that had one number in two databases."""
    info = queries.release(number)
    everybody = queries.table(queries.Selection(atc=(ROOT,), aar=(info.last_year,))).cell()
    return Front(
        year=info.last_year,
        first_year=info.first_year,
        everybody=everybody,
        lead=lead(info.last_year, info.first_year, everybody.value),
        blisters=blisters(everybody.value or 0),
        jars=jars(info.last_year),
        rankings=rankings(),
        examples=examples(),
    )


def share_in_words(per1000: float | None) -> str:
    """«to av tre innbyggere» where that is nearly so, else empty."""
    if per1000 is None:
        return ""
    names = (say("halvparten av innbyggerne"), say("to av tre innbyggere"), say("tre av fire innbyggere"))
    share, words = min(zip(FRACTIONS, names, strict=True), key=lambda one: abs(one[0] - per1000 / 1000))
    return words if abs(share - per1000 / 1000) <= CLOSE else ""


def lead(year: int, first_year: int, per1000: float | None) -> str:
    """The first sentence of the site."""
    if per1000 is None:
        told = ""
    else:
        rate, words = decimal(per1000), share_in_words(per1000)
        if words:
            told = say(
                "I {year} fikk om lag {words} ({rate} av 1 000) minst ett legemiddel på resept.",
                year=year,
                words=words,
                rate=rate,
            )
        else:
            told = say("I {year} fikk {rate} av 1 000 innbyggere minst ett legemiddel på resept.", year=year, rate=rate)
    find = say("Finn tallene for hvert legemiddel, fylke, kjønn, alder og år siden {first}.", first=first_year)
    return typeset(f"{told} {find}".strip())


def blisters(per1000: float) -> list[Blister]:
    """A pack of 30, six in a row, as full as the share."""
    full = round(per1000 / 1000 * BLISTERS)
    return [Blister(16 + i % 6 * 37.5, 15 + i // 6 * 38, i < full) for i in range(BLISTERS)]
