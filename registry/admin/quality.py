from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from registry import actions
from registry.admin.base import ReadOnly
from registry.admin.bulk import with_reason
from registry.admin.shown import MONTH, PRICE, whole
from registry.models import Finding, PharmacyMonth

LINES, PACKAGES = whole("lines", "linjer"), whole("packages", "pakninger")


def _settle(request: HttpRequest, findings: QuerySet[Finding], reason: str) -> str:
    count = actions.settle_findings(actor=request.user.get_username(), findings=findings, reason=reason)
    return f"{count} overraskelser er vurdert. Utgaver kan bygges på dem."


@admin.register(Finding)
class FindingAdmin(ReadOnly):
    list_display = (MONTH, "pharmacy", "kind", "text", "settled", "settled_by", "reason")
    list_filter = ("settled", "kind")
    fields = (MONTH, *list_display[1:])
    readonly_fields = (MONTH,)
    search_fields = ("^pharmacy__number", "pharmacy__name", "=period")
    search_help_text = "Apotekets nummer eller navn, eller måneden som seks siffer: 202405."
    list_select_related = ("pharmacy",)
    settle = with_reason("Vurdert: utgaver kan bygges på dem", "registry.change_finding", _settle)
    actions = ("settle",)


@admin.register(PharmacyMonth)
class PharmacyMonthAdmin(ReadOnly):
    list_display = (MONTH, "pharmacy", LINES, PACKAGES, PRICE, "refused", "unknown_products", "odd_prices")
    fields = readonly_fields = list_display
    search_help_text = "Apotekets nummer eller navn, eller måneden som seks siffer: 202405."
    search_fields = ("^pharmacy__number", "pharmacy__name", "=period")
    list_select_related = ("pharmacy",)
