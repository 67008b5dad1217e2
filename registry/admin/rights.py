from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from registry import actions
from registry.admin.base import FewValues, ReadOnly, ReasonField
from registry.admin.deeds import Deed, WithDeeds
from registry.admin.shown import MONTH
from registry.models import Correction, ErasedLine
from registry.wording import field_name, model_of, record_name, written


class DisputeFilter(admin.SimpleListFilter):
    title = "uenighet med kilden"
    parameter_name = "uenig"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("ja", "må avgjøres")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "ja":
            return queryset.filter(state=Correction.State.STANDS, disputed__isnull=False)
        return queryset


class SettleForm(forms.Form):
    verdi = forms.ChoiceField(
        label="Hva skal gjelde",
        choices=[("vår", "Rettelsen skal gjelde"), ("kilden", "Det kilden sier skal gjelde")],
        widget=forms.RadioSelect,
    )
    grunn = ReasonField("Grunn")


def _written(correction: Correction, text: str | None) -> str | None:
    return written(model_of(correction.table), correction.field, text) or None


class TableFilter(FewValues):
    title = "hva"
    parameter_name = "table"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [(table, record_name(table)) for table, _ in super().lookups(request, model_admin)]


@admin.register(Correction)
class CorrectionAdmin(WithDeeds, ReadOnly):
    list_display = ("at", "what", "which", "before", "now", "says", "state", "actor")
    fields = readonly_fields = (*list_display, "reason")
    list_filter = (DisputeFilter, "state", TableFilter)
    search_fields = ("=row", "actor", "reason")
    search_help_text = "Radens nummer, hvem som rettet, eller ord i grunnen."
    list_display_links = ("at",)
    deeds = (
        Deed(
            path="settle",
            title="Avgjør rettelsen",
            permission="registry.change_correction",
            form=SettleForm,
            about="Rettelsen gjelder foran det kilden leverer, til noen avgjør noe annet her.",
        ),
    )

    @admin.display(description="hva")
    def what(self, correction: Correction) -> str:
        return f"{record_name(correction.table)} {correction.row}"

    @admin.display(description="felt")
    def which(self, correction: Correction) -> str:
        return field_name(model_of(correction.table), correction.field)

    @admin.display(description="kildens verdi da", empty_value="–")
    def before(self, correction: Correction) -> str | None:
        return _written(correction, correction.source_value)

    @admin.display(description="rettet til", empty_value="–")
    def now(self, correction: Correction) -> str | None:
        return _written(correction, correction.value)

    @admin.display(description="kilden sier nå", empty_value="–")
    def says(self, correction: Correction) -> str | None:
        return _written(correction, correction.disputed)

    def settle(self, request: HttpRequest, correction: Correction, asked: dict[str, Any]) -> HttpResponse:
        if correction.state != Correction.State.STANDS:
            messages.warning(request, "Rettelsen er alt avgjort.")
            return redirect("admin:registry_correction_changelist")
        keep, actor = asked["verdi"] == "vår", request.user.get_username()
        actions.settle(actor=actor, correction=correction, keep=keep, reason=asked["grunn"])
        messages.success(request, "Rettelsen er avgjort.")
        return redirect("admin:registry_correction_changelist")


@admin.register(ErasedLine)
class ErasedLineAdmin(ReadOnly):
    list_display = ("at", "pharmacy", MONTH, "line")
    list_filter = ("at",)
    list_select_related = ("pharmacy",)
