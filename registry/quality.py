"""The quality watch: what a delivery adds to its pharmacy's month, and which months do not look like their past."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import F

from registry.models import Finding, Pharmacy, PharmacyMonth

Kind = Finding.Kind
PAST = 12  # months a volume is held against
ENOUGH = 3  # of them, or there is no past to speak of
LOW, HIGH = 0.4, 2.5  # of the median of the past
SMALL = 100  # lines more or less that surprise nobody
SHARE, FEW = 0.05, 20  # of a month's lines, and at least so many
ODD_PRICE = 3  # times FEST's retail price a package, or below a third of it
SUMS = ("lines", "packages", "price_ore", "refused", "unknown_products", "odd_prices")


@dataclass(frozen=True)
class Surprise:
    pharmacy: int
    period: int
    kind: str
    text: str


def note(pharmacy: int, period: int, sums: dict[str, int]) -> None:
    """Add a delivery's sums (SUMS) to its pharmacy's month. Call it in the delivery's transaction."""
    PharmacyMonth.objects.get_or_create(pharmacy_id=pharmacy, period=period)
    added = {name: F(name) + sums.get(name, 0) for name in SUMS}
    PharmacyMonth.objects.filter(pharmacy=pharmacy, period=period).update(**added)


def odd_prices(products: Sequence[int], packages: Sequence[int], prices: Sequence[int], known: dict[int, int]) -> int:
    """How many lines cost far more or far less a package than FEST's price; øre. Products without a price are none."""
    count = 0
    for product, number, price in zip(products, packages, prices, strict=True):
        expected = known.get(product)
        if expected and not expected * number / ODD_PRICE <= price <= expected * number * ODD_PRICE and number > 0:
            count += 1
    return count


def watch(years: Iterable[int]) -> int:
    """Look through these years' months, and keep what surprises; returns how many surprises are new.

    A surprise that staff have settled stays settled. One that is open and no longer true is taken away.
    """
    wanted = set(years)
    if not wanted:
        return 0
    rows = PharmacyMonth.objects.filter(period__gte=(min(wanted) - 1) * 100, period__lte=max(wanted) * 100 + 12)
    months: dict[int, dict[int, PharmacyMonth]] = defaultdict(dict)
    for row in rows:
        months[row.pharmacy_id][row.period] = row
    found = {(one.pharmacy, one.period, one.kind): one for one in _surprises(months, wanted)}
    return _keep(found, wanted)


def years_with_months() -> list[int]:
    """The years somebody has delivered for."""
    return sorted({period // 100 for period in PharmacyMonth.objects.values_list("period", flat=True).distinct()})


def open_surprises(years: Iterable[int]) -> list[str]:
    """What staff have not yet looked at in these years, as texts in Norwegian."""
    of_years = Finding.objects.none()
    for year in years:
        of_years |= Finding.objects.filter(settled=False, period__gte=year * 100, period__lte=year * 100 + 12)
    return [f"{one.pharmacy} {one.period}: {one.text}" for one in of_years.select_related("pharmacy")]


def _surprises(months: dict[int, dict[int, PharmacyMonth]], years: set[int]) -> Iterable[Surprise]:
    for pharmacy, by_period in months.items():
        for period, month in by_period.items():
            if period // 100 in years:
                yield from _of_month(pharmacy, month, [by_period.get(one) for one in _before(period)])
    yield from _missing(months, years)


def _of_month(pharmacy: int, month: PharmacyMonth, past: Sequence[PharmacyMonth | None]) -> Iterable[Surprise]:
    sizes = [one.lines for one in past if one is not None]
    usual = float(np.median(sizes)) if len(sizes) >= ENOUGH else None
    if usual is not None and abs(month.lines - usual) > SMALL and not LOW * usual <= month.lines <= HIGH * usual:
        text = f"{month.lines} linjer; månedene før har {usual:.0f} i median"
        yield Surprise(pharmacy, month.period, Kind.VOLUME, text)
    every = month.lines + month.refused
    for kind, count, what in (
        (Kind.PRICES, month.odd_prices, f"har en pris mer enn {ODD_PRICE} ganger over eller under FEST"),
        (Kind.PRODUCTS, month.unknown_products, "har et varenummer som ikke er i FEST"),
        (Kind.REFUSED, month.refused, "er i karantene"),
    ):
        if count >= FEW and count > SHARE * every:
            yield Surprise(pharmacy, month.period, kind, f"{count} av {every} linjer {what}")


def _missing(months: dict[int, dict[int, PharmacyMonth]], years: set[int]) -> Iterable[Surprise]:
    """Months that an open pharmacy skipped, between the first and the last that anybody has delivered."""
    delivered = [period for by_period in months.values() for period in by_period if period // 100 in years]
    everyone = _between(min(delivered), max(delivered)) if delivered else []
    for pharmacy in Pharmacy.objects.filter(pk__in=months):
        own = months[pharmacy.pk]
        for period in everyone:
            if period > min(own) and period not in own and _was_open(pharmacy, period):
                yield Surprise(pharmacy.pk, period, Kind.MISSING, "apoteket var åpent, men har ikke levert måneden")


def _was_open(pharmacy: Pharmacy, period: int) -> bool:
    """The whole month."""
    year, month = divmod(period, 100)
    after = date(year + month // 12, month % 12 + 1, 1)
    return pharmacy.opened <= date(year, month, 1) and (pharmacy.closed is None or pharmacy.closed >= after)


def _between(first: int, last: int) -> list[int]:
    return [period for period in range(first, last + 1) if 1 <= period % 100 <= 12]


def _before(period: int) -> list[int]:
    year, month = divmod(period, 100)
    number = year * 12 + month - 1
    return [(number - back) // 12 * 100 + (number - back) % 12 + 1 for back in range(1, PAST + 1)]


def _keep(found: dict[tuple[int, int, str], Surprise], years: set[int]) -> int:
    known: set[tuple[int, int, str]] = set()
    for row in Finding.objects.filter(period__gte=min(years) * 100, period__lte=max(years) * 100 + 12):
        place = (row.pharmacy_id, row.period, row.kind)
        known.add(place)
        if not row.settled and row.period // 100 in years and place not in found:
            row.delete()
    new = [one for place, one in found.items() if place not in known]
    Finding.objects.bulk_create(
        [Finding(pharmacy_id=one.pharmacy, period=one.period, kind=one.kind, text=one.text) for one in new],
        ignore_conflicts=True,
    )
    return len(new)
