"""The one gate to published figures: `Selection` → `Table`, and the names of things in a release."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import get_language

from statistics import reading
from statistics.cube.axes import ALL_AGES, BANDS, BOTH, COUNTIES, ELSEWHERE, MEN, NATION, ROOT, WOMEN
from statistics.definitions import measures
from statistics.definitions.divisions import THEN, TODAY
from statistics.models import Node, Release, State
from statistics.reading import POPULATION
from statistics.store import Packed
from statistics.table import AXES, Axis, Category, ReleaseInfo, Table, TableStream

__all__ = [
    "POPULATION",
    "Named",
    "NationalTotals",
    "Selection",
    "UnknownCode",
    "UnknownRelease",
    "Whole",
    "ancestors",
    "axes",
    "changed",
    "children",
    "manifest",
    "moved",
    "national_totals",
    "newest",
    "node",
    "nodes",
    "regions",
    "release",
    "releases",
    "stream",
    "table",
    "whole",
    "years",
]

PUBLISHED_ORDER = {
    "omr": (NATION, *COUNTIES, ELSEWHERE),
    "kjonn": (BOTH, WOMEN, MEN),
    "alder": (ALL_AGES, *BANDS),
}
"""Codes as readers meet them, the total first; a block has it last."""


class UnknownRelease(LookupError):
    """No such release is published."""


class UnknownCode(LookupError):
    """The release has no such ATC code."""


@dataclass(frozen=True)
class Selection:
    """Codes on each axis. Years must lie in the release; `utgave` empty means the newest published.

    `inndeling`: whether regions are today's counties through the series, or those that each year had.
    """

    atc: tuple[str, ...]
    maal: tuple[str, ...] = ("per1000",)
    omr: tuple[str, ...] = (NATION,)
    kjonn: tuple[str, ...] = (BOTH,)
    alder: tuple[str, ...] = (ALL_AGES,)
    aar: tuple[int, ...] = ()
    utgave: str = ""
    inndeling: str = TODAY


@dataclass(frozen=True)
class Named:
    """An ATC node with its name in a release. `ddd` is its defined daily dose in words, empty if it has none."""

    code: str
    name: str
    name_en: str
    level: int
    parent: str
    ddd: str

    @property
    def label(self) -> str:
        """Its name in the language of the page, where the ATC system has one."""
        return self.name_en if self.name_en and get_language() == "en" else self.name


def release(number: str = "") -> ReleaseInfo:
    """The release of this number, or the newest published. Withdrawn ones can still be read, and say so.

    Raises UnknownRelease.
    """
    return _info(_release(number))


def releases() -> list[ReleaseInfo]:
    """All releases that are or were published, newest first."""
    return [_info(row) for row in _readable().order_by("-published_at")]


def newest(known: list[ReleaseInfo]) -> ReleaseInfo:
    """The newest that is not withdrawn; where all are, the newest of those. Raises UnknownRelease."""
    if not known:
        raise UnknownRelease("no release is published")
    return next((info for info in known if info.withdrawn is None), known[0])


def changed(known: list[ReleaseInfo]) -> dt.date | None:
    """The day on which the newest release became that: its own, or that on which a newer one was withdrawn."""
    current = newest(known)
    newer = known[: known.index(current)]
    return max((day for day in (current.published, *(info.withdrawn for info in newer)) if day), default=None)


def manifest(number: str = "") -> dict[str, Any]:
    """Inputs, rules, checks and comparison of a release, as shown on the method page."""
    return _release(number).manifest


def moved(number: str = "") -> dict[str, str]:
    """Codes that the register's own list says have moved in the release, and the code that each became."""
    return _readable().filter(pk=_release(number).pk).values_list("manifest__moved", flat=True).get() or {}


def years(number: str = "") -> tuple[int, ...]:
    info = release(number)
    return tuple(range(info.first_year, info.last_year + 1))


def node(code: str, number: str = "") -> Named:
    """Raises UnknownCode where the release has no such node."""
    return _node(_release(number), code)


def ancestors(code: str, number: str = "") -> list[Named]:
    """From the main group down to the node itself; empty for all medicines."""
    row = _release(number)
    path: list[Named] = []
    while code and code != ROOT:
        path.insert(0, _node(row, code))
        code = path[0].parent
    return path


def children(code: str, number: str = "") -> list[Named]:
    return [named for named in nodes(number) if named.parent == code]


def nodes(number: str = "") -> list[Named]:
    """All nodes by code; all medicines come last."""
    row = _release(number)
    return list(_named_nodes(row.digest, row.pk).values())


def axes(number: str = "", inndeling: str = TODAY) -> tuple[Axis, ...]:
    """Every category the release has on each axis, in the order readers meet them: totals first."""
    named = sorted(nodes(number), key=lambda node: (node.level > 0, node.code))
    codes = PUBLISHED_ORDER | {"aar": tuple(map(str, years(number))), "maal": tuple(measures())}
    codes |= {"omr": regions(number, inndeling)}
    atc = Axis("atc", tuple(Category(node.code, node.label) for node in named))
    return (atc, *(reading.axis(code, codes[code]) for code in AXES[1:]))


def regions(number: str = "", inndeling: str = TODAY) -> tuple[str, ...]:
    """The nation, its counties in a division, and what lies in none; of all the release's years."""
    return reading.codes_then(_release(number)) if inndeling == THEN else PUBLISHED_ORDER["omr"]


def table(selection: Selection) -> Table:
    """The cells of the selection. Raises UnknownRelease, UnknownCode, or ValueError for a code an axis lacks."""
    whole = stream(selection)
    parts = list(whole.parts)
    if len(parts) == 1:
        return parts[0]
    values, reasons = ([getattr(part, name) for part in parts] for name in ("values", "reasons"))
    return Table(whole.release, whole.axes, np.concatenate(values), np.concatenate(reasons))


def stream(selection: Selection) -> TableStream:
    """The same cells part by part, one ATC node each, so that any number of nodes fits in memory. Raises as `table`."""
    row, info = _release(selection.utgave), release(selection.utgave)
    atc = [Category(code, _node(row, code).label) for code in selection.atc]
    cut = reading.Cut.of(row, asdict(selection))
    totals = (selection.omr, selection.kjonn, selection.alder) == ((NATION,), (BOTH,), (ALL_AGES,))
    source = reading.national_blocks if totals and reading.OF_ONE_CELL.issuperset(selection.maal) else reading.blocks
    blocks = source(row, selection.atc)
    parts = (cut.table(info, one, packed) for one, packed in zip(atc, blocks, strict=True))
    return TableStream(info, (Axis("atc", tuple(atc)), *cut.axes), parts)


@dataclass(frozen=True)
class Whole:
    """All that a release prints: `population` and each of `blocks` are [year, region, sex, age, stored measure].

    `blocks` gives every node once, all medicines first. Values are in stored units; where there is a reason they are 0.
    """

    release: ReleaseInfo
    codes: tuple[str, ...]
    population: Packed
    blocks: Iterator[tuple[str, Packed]]


def whole(number: str = "") -> Whole:
    """For whole files."""
    row = _release(number)
    codes = axes(number)[0].codes
    return Whole(
        _info(row),
        codes,
        reading.block(row.digest, row.pk, POPULATION),
        zip(codes, reading.blocks(row, codes, few=0), strict=True),
    )


@dataclass(frozen=True)
class NationalTotals:
    """The nation, both sexes, all ages: `values` and `reasons` are [node, year, stored measure]."""

    codes: tuple[str, ...]
    years: tuple[int, ...]
    values: np.ndarray
    reasons: np.ndarray

    def users(self) -> tuple[np.ndarray, np.ndarray]:
        return self.values[..., 0], self.reasons[..., 0]


def national_totals(number: str = "") -> NationalTotals:
    """For rankings: what is printed for the whole nation, for every node and year."""
    row = _release(number)
    packed = reading.totals(row.digest, row.pk)
    return NationalTotals(tuple(packed.header["codes"]), tuple(packed.header["years"]), packed.values, packed.reasons)


def _release(number: str) -> Release:
    readable = _readable()
    if number:
        found = readable.filter(number=number).first() if number.isprintable() else None
    else:
        found = readable.filter(state=State.PUBLISHED).order_by("-published_at").first()
    if found is None:
        raise UnknownRelease(number or "no release is published")
    return found


def _readable() -> QuerySet[Release]:
    """Without their manifests: 80 kB of text, which only the page of the method needs."""
    return Release.objects.filter(state__in=(State.PUBLISHED, State.WITHDRAWN)).defer("manifest")


def _info(row: Release) -> ReleaseInfo:
    info = ReleaseInfo(
        number=row.number,
        published=localdate(row.published_at) if row.published_at else None,
        protection=row.protection,
        digest=row.digest,
        first_year=row.years[0],
        last_year=row.years[-1],
    )
    if row.withdrawn_at is None:
        return info
    return replace(info, withdrawn=localdate(row.withdrawn_at), withdrawn_reason=row.withdrawn_reason)


def _node(row: Release, code: str) -> Named:
    try:
        return _named_nodes(row.digest, row.pk)[code]
    except KeyError:
        raise UnknownCode(code) from None


# What is published under a digest never changes, so a process may keep what it has read.
@lru_cache(maxsize=4)
def _named_nodes(digest: str, release_id: int) -> dict[str, Named]:
    rows = Node.objects.filter(release_id=release_id).order_by("code")
    return {row.code: Named(row.code, row.name, row.name_en, row.level, row.parent, row.ddd) for row in rows}
