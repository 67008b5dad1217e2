from datetime import date
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from registry import actions
from registry.admin.base import Personal
from registry.admin.deeds import Deed, ErasureForm, WithDeeds
from registry.models import Dispensing, Ground

FIRST_YEAR = 2004
ITEM_DIGITS = 6  # a varenummer; a person's key is far longer


class YearFilter(admin.SimpleListFilter):
    """By a range of dates, which the index answers."""

    title = "år"
    parameter_name = "aar"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        this_year = date.today().year  # noqa: DTZ011 only what the menu offers
        return [(str(year), str(year)) for year in range(this_year, FIRST_YEAR - 1, -1)]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        year = self.value()
        if year is None:
            return queryset
        return queryset.filter(date__gte=date(int(year), 1, 1), date__lte=date(int(year), 12, 31))


@admin.register(Dispensing)
class DispensingAdmin(WithDeeds, Personal):
    list_display = (
        "date",
        "pharmacy",
        "line",
        "recipient",
        "person",
        "product",
        "packages",
        "price_ore",
        "legal_basis",
    )
    list_filter = (YearFilter, "recipient")
    search_fields = ("person", "product")
    search_help_text = "Hele nøkkelen til personen, eller et varenummer."
    list_select_related = ("pharmacy", "person", "product")
    raw_id_fields = ("person", "prescriber", "product")
    readonly_fields = ("delivery", "pharmacy", "period", "line")
    ordering = ("-id",)
    deeds = (
        Deed(
            path="slett",
            title="Slett utleveringen",
            permission="registry.delete_dispensing",
            form=ErasureForm,
            about="Utleveringen slettes for godt, og samme linje tas ikke inn igjen. Slettingen loggføres.",
        ),
    )

    def slett(self, request: HttpRequest, dispensing: Dispensing, asked: dict[str, Any]) -> HttpResponse:
        actor, ground = request.user.get_username(), Ground(asked["hjemmel"])
        actions.erase_line(actor=actor, dispensing=dispensing, ground=ground, reason=asked["grunn"])
        messages.success(request, "Utleveringen er slettet.")
        return redirect("admin:registry_dispensing_changelist")

    def searched(self, term: str) -> dict[str, Any]:
        return {"product__item_number": term} if len(term) == ITEM_DIGITS else {"person": int(term)}
