from django.contrib import admin

from registry.admin.base import ReadOnly, SearchedByIndex
from registry.models import Amendment, FeedClient


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
    list_display = ("delivery", "kind", "pharmacy", "original_period", "original_line", "period", "line")
    list_filter = ("kind",)
    list_select_related = ("delivery", "pharmacy")
    search_fields = ("key",)
    search_help_text = "Hele nøkkelen til personen."
