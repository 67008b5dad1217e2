from django.contrib import admin

from registry.admin.base import ReadOnly, SearchedByIndex
from registry.admin.told import as_html
from registry.models import Amendment, FeedClient
from registry.wording import month


@admin.register(FeedClient)
class FeedClientAdmin(ReadOnly):
    list_display = ("pharmacy", "active", "made_at", "used_at")
    list_filter = ("active",)
    list_select_related = ("pharmacy",)
    search_fields = ("^pharmacy__number", "pharmacy__name")
    exclude = ("digest",)


@admin.register(Amendment)
class AmendmentAdmin(SearchedByIndex):
    number_field = "key"
    list_display = ("delivery", "kind", "pharmacy", "original_month", "original_line", "month", "line")
    list_filter = ("kind",)
    list_select_related = ("delivery", "pharmacy")
    search_fields = ("key",)
    search_help_text = "Hele nøkkelen til personen."
    exclude = ("before", "period", "original_period")
    readonly_fields = ("month", "original_month", "told")

    @admin.display(description="måned")
    def month(self, amendment: Amendment) -> str:
        return month(amendment.period)

    @admin.display(description="gjaldt måned")
    def original_month(self, amendment: Amendment) -> str:
        return month(amendment.original_period)

    @admin.display(description="linjen som den var")
    def told(self, amendment: Amendment) -> str:
        return as_html(None, amendment.before)
