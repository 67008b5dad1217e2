from datetime import date
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from registry import actions
from registry.admin.base import Personal, whole_number
from registry.admin.deeds import Deed, ErasureForm, WithDeeds
from registry.admin.shown import MONTH, PRICE
from registry.models import Dispensing, Ground, Product

FIRST_YEAR = 2004
ITEM_DIGITS = 6  # a varenummer; a person's key is far longer


class YearFilter(admin.SimpleListFilter):
    """By the delivery's year, each a table of its own; only a line that replaces an older one may be of another."""

    title = "år for leveransen"
    parameter_name = "aar"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        this_year = date.today().year  # noqa: DTZ011 only what the menu offers
        return [(str(year), str(year)) for year in range(this_year, FIRST_YEAR - 1, -1)]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        year = self.value()
        if year is None:
            return queryset
        if whole_number(year) is None:
            return queryset.none()
        return queryset.filter(period__gte=int(year) * 100 + 1, period__lte=int(year) * 100 + 12)


@admin.register(Dispensing)
class DispensingAdmin(WithDeeds, Personal):
    list_display = (
        "date",
        "pharmacy",
        "line",
        "recipient",
        "patient",
        "product",
        "packages",
        PRICE,
        "legal_basis",
    )
    list_filter = (YearFilter, "recipient")
    search_fields = ("person", "product")
    search_help_text = "Hele nøkkelen til personen, eller et varenummer."
    list_select_related = ("pharmacy", "product")
    autocomplete_fields = ("person", "prescriber", "product")
    readonly_fields = ("delivery", "pharmacy", MONTH, "line")
    ordering = ("-id",)
    exclude = ("period",)
    deeds = (
        Deed(
            path="slett",
            title="Slett utleveringen",
            permission="registry.delete_dispensing",
            form=ErasureForm,
            about="Utleveringen slettes for godt, og samme linje tas ikke inn igjen. Slettingen loggføres.",
        ),
    )

    @admin.display(description="person")
    def patient(self, dispensing: Dispensing) -> str:
        return f"{dispensing.person_id or '–'}"

    def slett(self, request: HttpRequest, dispensing: Dispensing, asked: dict[str, Any]) -> HttpResponse:
        actor, ground = request.user.get_username(), Ground(asked["hjemmel"])
        actions.erase_line(actor=actor, dispensing=dispensing, ground=ground, reason=asked["grunn"])
        messages.success(request, "Utleveringen er slettet.")
        return redirect("admin:registry_dispensing_changelist")

    def searched(self, term: str) -> dict[str, Any]:
        if len(term) == ITEM_DIGITS:
            product = Product.objects.filter(item_number=term).values_list("pk", flat=True).first()
            return {} if product is None else {"product": product}
        number = whole_number(term)
        return {} if number is None else {"person": number}
