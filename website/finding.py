"""Search results as the pages show them: each hit with last year's users."""

from dataclasses import dataclass, replace

from django.utils.translation import get_language
from rapidfuzz import fuzz, process

from statistics import moved, queries, search
from statistics.cube.axes import level
from statistics.dashboards.addresses import address
from statistics.dashboards.near import near
from statistics.dashboards.numbers import figure
from statistics.definitions.moved import Move
from statistics.language import say, say_count
from statistics.queries import Named
from statistics.search import Hit
from statistics.table import Cell, Reason
from website.browser import SUBSTANCE, users_of
from website.known import Known, Way, known

SUGGESTIONS = 8
WAYS = 3
"""At most so many of the suggestions are groups by name and counties."""

ALIKE = 80
"""Lowest similarity, of 100, of a misspelt name: these are few and short, and most words are none of them."""

NEARLY = 2
"""The last of the ranks below."""

SHORTEST = 3
LONG = 4
"""More letters than this begin a word: fewer begin too many."""

NEAREST = 5


@dataclass(frozen=True)
class Found:
    hit: Hit
    users: Cell


def others(q: str, utgave: str = "") -> list[Way]:
    """Groups, counties and pages that begin with what was written, or have it as a word; else those spelt nearly so.

    Else what the longest of several words leads to.
    """
    wanted = search.fold(q)
    if len(wanted) < SHORTEST:
        return []
    found = _known(wanted, utgave)
    for word in () if found else search.telling(wanted):
        found = found or [replace(way, exact=False, near=True) for way in _known(word, utgave)]
    return found


def _known(wanted: str, utgave: str) -> list[Way]:
    stem = search.stem(wanted)
    info = queries.release(utgave)
    every = known(info.number, info.digest, get_language() or "nb", utgave)
    found = [(rank, one.way) for one in every if (rank := _rank(one, wanted, stem)) is not None]
    sure = [(rank, way) for rank, way in found if rank != NEARLY]
    return [
        replace(way, exact=rank == 0, near=rank == NEARLY)
        for rank, way in sorted(sure or found, key=lambda one: (one[0], one[1].name))
    ]


def near_ways(last_part: str) -> list[Way]:
    """Groups and counties somebody may have meant by the last part of an address."""
    try:
        return others(last_part)[:NEAREST]
    except queries.UnknownRelease:
        return []


def _rank(one: Known, wanted: str, stem: str) -> int | None:
    """0 written so, 1 a word for it, or begins so, or as its stem does, 2 nearly so."""
    if wanted in one.names:
        return 0
    every = one.names + one.words
    if wanted in one.words or stem in one.words or any(_begins(name, wanted, stem) for name in one.names):
        return 1
    if len(wanted) > LONG and any(name.startswith(wanted) for name in one.words):
        return 1
    close = process.extractOne(wanted, every, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return NEARLY if close and len(wanted) > SHORTEST else None


def _begins(name: str, wanted: str, stem: str) -> bool:
    return name.startswith(wanted) or f" {wanted}" in name or bool(stem and name.startswith(stem))


@dataclass(frozen=True)
class Results:
    """`near`: what is closest by spelling where nothing was found."""

    substances: list[Found]
    groups: list[Found]
    near: list[Found]

    @property
    def count(self) -> int:
        return len(self.substances) + len(self.groups)


def results(hits: list[Hit], utgave: str = "") -> Results:
    users = users_of([hit.code for hit in hits], utgave)
    found = [Found(hit, users[hit.code]) for hit in hits]
    return Results(
        substances=[row for row in found if not row.hit.near and level(row.hit.code) == SUBSTANCE],
        groups=[row for row in found if not row.hit.near and level(row.hit.code) < SUBSTANCE],
        near=[row for row in found if row.hit.near],
    )


def suggestions(q: str, utgave: str = "") -> list[dict[str, str]]:
    """For the search field. Raises queries.UnknownRelease."""
    year = queries.release(utgave).last_year
    if found := _gone(q, utgave):
        return found
    hits, ways_there = understood(search.find(q, utgave, limit=SUGGESTIONS), others(q, utgave))
    ways_there = ways_there[:WAYS]
    users = users_of([hit.code for hit in hits], utgave)
    ways = [{"code": way.kind, "label": way.name, "note": "", "url": way.href} for way in ways_there]
    return (
        ways
        + [
            {
                "code": hit.code,
                "label": hit.label,
                "note": _note(hit, users[hit.code], year),
                "url": address(hit.code, utgave),
            }
            for hit in hits
        ][: SUGGESTIONS - len(ways)]
    )


def understood(hits: list[Hit], ways: list[Way]) -> tuple[list[Hit], list[Way]]:
    """Somebody who is understood needs no guesses."""
    sure, sure_ways = [hit for hit in hits if not hit.near], [way for way in ways if not way.near]
    return (sure, sure_ways) if sure or sure_ways else (hits, ways)


def gone(q: str, utgave: str = "") -> Move | None:
    """Where a code that somebody searches for has moved."""
    return moved.successor("".join(q.upper().split()), utgave)


def _gone(q: str, utgave: str) -> list[dict[str, str]]:
    move = gone(q, utgave)
    if move is None:
        return []
    note = say("{code} er flyttet hit", code=move.old)
    url = address(move.new, utgave, flyttet=move.old)
    return [{"code": move.new, "label": queries.node(move.new, utgave).label, "note": note, "url": url}]


def nearest(code: str, last_part: str) -> list[Named]:
    """What someone may have meant by a code, or by the last part of an address that does not exist."""
    try:
        return near(code) if code else [queries.node(hit.code) for hit in search.find(last_part, limit=NEAREST)]
    except queries.UnknownRelease:
        return []


def _note(hit: Hit, users: Cell, year: int) -> str:
    if hit.kind == "product":
        return say("alle produkter med samme ATC-kode regnes med")
    if users.reason == Reason.HIDDEN:
        return say("brukere i {year}: skjult", year=year)
    if users.value is None:
        return ""
    return say_count(
        "{number} bruker i {year}",
        "{number} brukere i {year}",
        int(users.value),
        number=figure(users.value, "brukere"),
        year=year,
    )
