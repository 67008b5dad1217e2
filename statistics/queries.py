"""The one gate to published figures: `Selection` → `Table`, and the names of things in a release."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
from django.utils.timezone import localdate

from statistics import rates, store
from statistics.cube.axes import AGES, ALL_AGES, BOTH, NATION, REGIONS, ROOT, SEXES
from statistics.definitions import measures, stored
from statistics.labels import label
from statistics.models import Block, Node, Release, State, Totals
from statistics.table import Axis, Category, Reason, ReleaseInfo, Table

POPULATION = "#folk"
"""Code of the block that holds the population of every cell."""


class UnknownRelease(LookupError):
    """No such release is published."""


class UnknownCode(LookupError):
    """The release has no such ATC code."""


@dataclass(frozen=True)
class Selection:
    """Codes on each axis. Years must lie in the release; `utgave` empty means the newest published."""

    atc: tuple[str, ...]
    maal: tuple[str, ...] = ("per1000",)
    omr: tuple[str, ...] = (NATION,)
    kjonn: tuple[str, ...] = (BOTH,)
    alder: tuple[str, ...] = (ALL_AGES,)
    aar: tuple[int, ...] = ()
    utgave: str = ""


@dataclass(frozen=True)
class Named:
    """An ATC node with its name in a release. `ddd` is its defined daily dose in words, empty if it has none."""

    code: str
    name: str
    name_en: str
    level: int
    parent: str
    ddd: str


def release(number: str = "") -> ReleaseInfo:
    """The release of this number, or the newest published. Withdrawn ones can still be read, and say so.

    Raises UnknownRelease.
    """
    return _info(_release(number))


def releases() -> list[ReleaseInfo]:
    """All releases that are or were published, newest first."""
    rows = Release.objects.filter(state__in=(State.PUBLISHED, State.WITHDRAWN)).order_by("-published_at")
    return [_info(row) for row in rows]


def manifest(number: str = "") -> dict[str, Any]:
    """Inputs, rules, checks and comparison of a release, as shown on the method page."""
    return _release(number).manifest


def years(number: str = "") -> tuple[int, ...]:
    info = release(number)
    return tuple(range(info.first_year, info.last_year + 1))


def node(code: str, number: str = "") -> Named:
    """Raises UnknownCode where the release has no such node."""
    try:
        return _named(Node.objects.get(release=_release(number), code=code))
    except Node.DoesNotExist:
        raise UnknownCode(code) from None


def ancestors(code: str, number: str = "") -> list[Named]:
    """From the main group down to the node itself; empty for all medicines."""
    path: list[Named] = []
    while code and code != ROOT:
        path.insert(0, node(code, number))
        code = path[0].parent
    return path


def children(code: str, number: str = "") -> list[Named]:
    return [_named(row) for row in Node.objects.filter(release=_release(number), parent=code).order_by("code")]


def nodes(number: str = "") -> list[Named]:
    return [_named(row) for row in Node.objects.filter(release=_release(number)).order_by("code")]


def table(selection: Selection) -> Table:
    """The cells of the selection. Raises UnknownRelease, UnknownCode, or ValueError for a code an axis lacks."""
    row = _release(selection.utgave)
    parts = [_node_table(row, code, selection) for code in selection.atc]
    if len(parts) == 1:
        return parts[0]
    atc = Axis("atc", tuple(part.axes[0].categories[0] for part in parts))
    return Table(
        parts[0].release,
        (atc, *parts[0].axes[1:]),
        np.concatenate([part.values for part in parts]),
        np.concatenate([part.reasons for part in parts]),
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
    packed = _totals(row.digest, row.pk)
    return NationalTotals(tuple(packed.header["codes"]), tuple(packed.header["years"]), packed.values, packed.reasons)


def _node_table(row: Release, code: str, selection: Selection) -> Table:
    named = node(code, row.number)
    first = row.years[0]
    wanted_years = selection.aar or tuple(row.years)
    at = np.ix_(
        [_position(row.years, year, "aar") for year in wanted_years],
        [_position(REGIONS, omr, "omr") for omr in selection.omr],
        [_position(SEXES, sex, "kjonn") for sex in selection.kjonn],
        [_position(AGES, age, "alder") for age in selection.alder],
    )
    packed, population = _block(row.digest, row.pk, code), _block(row.digest, row.pk, POPULATION)
    columns = [_measure(measure, packed, population, at, first) for measure in selection.maal]
    values = np.stack([column[0] for column in columns], axis=-1)
    reasons = np.stack([column[1] for column in columns], axis=-1)
    order = (1, 2, 3, 0, 4)  # stored year first; a table has it after age
    axes = (
        Axis("atc", (Category(code, named.name),)),
        _axis("omr", selection.omr),
        _axis("kjonn", selection.kjonn),
        _axis("alder", selection.alder),
        Axis("aar", tuple(Category(str(year), str(year)) for year in wanted_years)),
        _axis("maal", selection.maal),
    )
    return Table(_info(row), axes, values.transpose(order)[None], reasons.transpose(order)[None])


def _measure(
    code: str, packed: store.Packed, population: store.Packed, at: tuple[np.ndarray, ...], first: int
) -> tuple[np.ndarray, np.ndarray]:
    inhabitants = _printed(population, 0, at, 1)
    if code == "folk":
        return inhabitants
    if code == "per1000":
        return rates.per_inhabitants(*_stored("brukere", packed, at), *inhabitants, factor=1000)
    if code == "ddd1000d":
        days = np.array([rates.days(first + int(offset)) for offset in at[0].ravel()], dtype=float)
        values, reasons = _stored("ddd", packed, at)
        return rates.per_inhabitants(values / days.reshape(-1, 1, 1, 1), reasons, *inhabitants, factor=1000)
    return _stored(code, packed, at)


def _stored(code: str, packed: store.Packed, at: tuple[np.ndarray, ...]) -> tuple[np.ndarray, np.ndarray]:
    return _printed(packed, _position(stored(), code, "maal"), at, measures()[code].scale)


def _printed(
    packed: store.Packed, column: int, at: tuple[np.ndarray, ...], scale: int
) -> tuple[np.ndarray, np.ndarray]:
    reasons = packed.reasons[..., column][at]
    values = np.where(reasons == Reason.NONE, packed.values[..., column][at] / scale, np.nan)
    return values, reasons


def _position(codes: Sequence[Any], code: Any, axis: str) -> int:
    try:
        return list(codes).index(code)
    except ValueError:
        raise ValueError(f"{axis} has no {code!r}; it has {', '.join(map(str, codes))}") from None


def _axis(code: str, picked: tuple[str, ...]) -> Axis:
    return Axis(code, tuple(Category(value, label(code, value)) for value in picked))


def _release(number: str) -> Release:
    readable = Release.objects.filter(state__in=(State.PUBLISHED, State.WITHDRAWN))
    if number:
        found = readable.filter(number=number).first()
    else:
        found = readable.filter(state=State.PUBLISHED).order_by("-published_at").first()
    if found is None:
        raise UnknownRelease(number or "no release is published")
    return found


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


def _named(row: Node) -> Named:
    return Named(row.code, row.name, row.name_en, row.level, row.parent, row.ddd)


# What is published under a digest never changes, so a process may keep what it has read.
@lru_cache(maxsize=256)
def _block(digest: str, release_id: int, code: str) -> store.Packed:
    return store.unpack(Block.objects.values_list("payload", flat=True).get(release_id=release_id, code=code))


@lru_cache(maxsize=4)
def _totals(digest: str, release_id: int) -> store.Packed:
    return store.unpack(Totals.objects.values_list("payload", flat=True).get(release_id=release_id))
