from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from registry import actions
from registry.admin.base import ReadOnly
from registry.admin.bulk import with_reason
from registry.models import Finding, PharmacyMonth


def _settle(request: HttpRequest, findings: QuerySet[Finding], reason: str) -> str:
    count = actions.settle_findings(actor=request.user.get_username(), findings=findings, reason=reason)
    return f"{count} overraskelser er vurdert. Utgaver kan bygges på dem."


@admin.register(Finding)
class FindingAdmin(ReadOnly):
    list_display = ("period", "pharmacy", "kind", "text", "settled", "settled_by", "reason")
    list_filter = ("settled", "kind")
    search_fields = ("^pharmacy__number", "pharmacy__name", "=period")
    list_select_related = ("pharmacy",)
    settle = with_reason("Vurdert: utgaver kan bygges på dem", "registry.change_finding", _settle)
    actions = ("settle",)


@admin.register(PharmacyMonth)
class PharmacyMonthAdmin(ReadOnly):
    list_display = ("period", "pharmacy", "lines", "packages", "price_ore", "refused", "unknown_products", "odd_prices")
    search_fields = ("^pharmacy__number", "pharmacy__name", "=period")
    list_select_related = ("pharmacy",)
