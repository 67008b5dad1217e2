"""Reading the register. What the checks of a delivery need is read once, into plain Python and numpy."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db.models import QuerySet

from registry.identity.queries import chunks
from registry.models import (
    Amendment,
    AtcCode,
    Code,
    Correction,
    County,
    Delivery,
    Dispensing,
    ErasedLine,
    Municipality,
    Person,
    Pharmacy,
    Prescriber,
    Product,
    ProductPrice,
)

FOREVER = date.max.isoformat()
Days = npt.NDArray[np.int64]


class InForce:
    """When each code is in force: periods of ISO dates, both ends included."""

    def __init__(self, periods: Iterable[tuple[str, date, date | None]]) -> None:
        self._periods: dict[str, list[tuple[str, str]]] = {}
        for code, first, last in periods:
            self._periods.setdefault(code, []).append((first.isoformat(), last.isoformat() if last else FOREVER))

    def __contains__(self, code: object) -> bool:
        return code in self._periods

    def on(self, code: str, day: str) -> bool:
        return any(first <= day <= last for first, last in self._periods.get(code, ()))


@dataclass(frozen=True)
class People:
    """The register's persons as arrays sorted by key, 24 bytes a person; the last position stands for 'nobody'.

    `born` and `last` are day ordinals: the date of birth, and the last day of the month of death. Unknown: no limit.
    """

    keys: npt.NDArray[np.int64]
    born: Days
    last: Days

    def positions(self, keys: Sequence[int]) -> list[int | None]:
        """The position of each key; None for a key that the register does not have."""
        wanted = np.array(keys, dtype=np.int64)
        found = np.searchsorted(self.keys[:-1], wanted)
        there = self.keys[found] == wanted
        return [place if known else None for place, known in zip(found.tolist(), there.tolist(), strict=True)]

    def keys_at(self, positions: Sequence[int]) -> list[int | None]:
        return [key or None for key in self.keys[np.array(positions, dtype=np.int64)].tolist()]


def people() -> People:
    found = Person.objects.order_by("key").values_list("key", "birth_date", "death_month")
    keys, born, last = array("q"), array("q"), array("q")
    for key, birth, death in found.iterator(chunk_size=50_000):
        keys.append(key)
        born.append(birth.toordinal() if birth else 0)
        last.append(_month_end(death) if death else date.max.toordinal())
    for column, nobody in ((keys, 0), (born, 0), (last, date.max.toordinal())):
        column.append(nobody)
    return People(*(np.array(column, dtype=np.int64) for column in (keys, born, last)))


def codes(oid: str) -> InForce:
    """One code list."""
    return InForce(Code.objects.filter(oid=oid).values_list("value", "valid_from", "valid_to"))


def reimbursement_codes(lists: dict[str, str]) -> InForce:
    """Several code lists as one, each code with its list's name: `lists` maps OID to name."""
    found = Code.objects.filter(oid__in=lists).values_list("oid", "value", "valid_from", "valid_to")
    return InForce((f"{lists[oid]}:{value}", first, last) for oid, value, first, last in found)


def municipalities() -> InForce:
    return InForce(Municipality.objects.values_list("code", "valid_from", "valid_to"))


def counties() -> set[str]:
    return set(County.objects.values_list("code", flat=True))


def atc_codes() -> set[str]:
    return set(AtcCode.objects.values_list("code", flat=True))


def pharmacies() -> dict[str, int]:
    return dict(Pharmacy.objects.values_list("number", "pk"))


def products(items: Iterable[str] | None = None) -> dict[str, int]:
    """The ids of products by item number: of these items, or of all."""
    if items is None:
        return dict(Product.objects.values_list("item_number", "pk"))
    found: dict[str, int] = {}
    for chunk in chunks(set(items)):
        found.update(Product.objects.filter(item_number__in=chunk).values_list("item_number", "pk"))
    return found


def prices() -> dict[int, int]:
    """The newest retail price of each product, in øre."""
    rows = ProductPrice.objects.order_by("valid_from").values_list("product_id", "price_ore")
    return dict(rows.iterator())


def prescribers() -> set[int]:
    return set(Prescriber.objects.values_list("key", flat=True))


def stored_lines(pharmacy: int, period: int, lines: Sequence[int]) -> set[int]:
    """Those of these line numbers that the register has, or had, of one pharmacy's month (yyyymm)."""
    amended = Amendment.objects.filter(pharmacy=pharmacy)
    return (
        _among(Dispensing.objects.filter(pharmacy=pharmacy, period=period), "line", lines)
        | _among(amended.filter(period=period), "line", lines)
        | _among(amended.filter(original_period=period), "original_line", lines)
    )


def _among(rows: QuerySet[Any], name: str, wanted: Sequence[int]) -> set[int]:
    """Asked by number, so that a month that lies there already is not read whole for each piece of a file."""
    if not rows.order_by().exists():
        return set()
    parts = (rows.filter(**{f"{name}__in": chunk}).values_list(name, flat=True) for chunk in chunks(wanted))
    return {line for part in parts for line in part}


def lines_at(pharmacy: int, places: set[tuple[int, int]]) -> dict[tuple[int, int], Dispensing]:
    """The stored lines of a pharmacy at these (period, line)."""
    found: dict[tuple[int, int], Dispensing] = {}
    for period in {period for period, _ in places}:
        wanted = [line for at, line in places if at == period]
        for chunk in (wanted[start : start + 5_000] for start in range(0, len(wanted), 5_000)):
            rows = Dispensing.objects.filter(pharmacy=pharmacy, period=period, line__in=chunk)
            found.update(((row.period, row.line), row) for row in rows)
    return found


def returned(pharmacy: int, places: set[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """How many packages of each stored line have come back; lines without a return are left out."""
    sums: dict[tuple[int, int], int] = {}
    if places:
        rows = Dispensing.objects.filter(
            pharmacy=pharmacy,
            returns_line__isnull=False,
            returns_period__in={period for period, _ in places},
            returns_line__in={line for _, line in places},
        )
        for period, line, packages in rows.values_list("returns_period", "returns_line", "packages"):
            sums[period, line] = sums.get((period, line), 0) - packages
    return sums


def corrected(rows: Iterable[int]) -> set[int]:
    """Those of these dispensings that staff have corrected."""
    wanted = set(rows)
    standing = Correction.objects.filter(table="dispensing", state=Correction.State.STANDS)
    return {int(row) for row in standing.values_list("row", flat=True)} & wanted if wanted else set()


def erased_lines(pharmacy: int, period: int, lines: Sequence[int]) -> set[int]:
    """Those of these line numbers of one pharmacy's month that were erased by law."""
    return _among(ErasedLine.objects.filter(pharmacy=pharmacy, period=period), "line", lines)


def delivered(sha256: str) -> bool:
    return Delivery.objects.filter(sha256=sha256).exists()


def _month_end(first: date) -> int:
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return after.toordinal() - 1
