"""How the intake stands: what each source has delivered, and what the pharmacies' months hold."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Sum

from registry.models import Delivery, Finding, PharmacyMonth, QuarantinedLine, Source

MONTHS = 24


@dataclass(frozen=True)
class SourceStatus:
    code: str
    name: str
    files: int
    lines: int
    waiting: int
    last: datetime | None


@dataclass(frozen=True)
class MonthStatus:
    period: str
    pharmacies: int
    lines: int
    refused: int


def sources() -> list[SourceStatus]:
    """Every source, also those that have delivered nothing."""
    sums = (
        Delivery.objects.order_by()
        .values("source")
        .annotate(files=Count("pk"), all_lines=Sum("lines"), last=Max("received_at"))
    )
    by_source = {row["source"]: row for row in sums}
    rows = QuarantinedLine.objects.filter(state=QuarantinedLine.State.WAITING).order_by()
    waiting = dict(rows.values_list("delivery__source").annotate(Count("pk")))
    return [_source(source, by_source.get(source.value, {}), waiting.get(source.value, 0)) for source in Source]


def months() -> list[MonthStatus]:
    """The last MONTHS months that any pharmacy has delivered, the oldest first."""
    rows = (
        PharmacyMonth.objects.order_by("-period")
        .values("period")
        .annotate(pharmacies=Count("pk"), all_lines=Sum("lines"), all_refused=Sum("refused"))[:MONTHS]
    )
    return [_month(row) for row in reversed(list(rows))]


def open_findings() -> int:
    return Finding.objects.filter(settled=False).count()


def _source(source: Source, row: dict, waiting: int) -> SourceStatus:  # type: ignore[type-arg]
    files, lines = row.get("files", 0), row.get("all_lines") or 0
    return SourceStatus(source.value, str(source.label), files, lines, waiting, row.get("last"))


def _month(row: dict) -> MonthStatus:  # type: ignore[type-arg]
    period = f"{row['period'] // 100}-{row['period'] % 100:02}"
    return MonthStatus(period, row["pharmacies"], row["all_lines"], row["all_refused"])
