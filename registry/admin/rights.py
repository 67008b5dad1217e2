from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from registry import actions
from registry.admin.base import ReadOnly, ReasonField
from registry.admin.deeds import Deed, WithDeeds
from registry.models import Correction, ErasedLine


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


@admin.register(Correction)
class CorrectionAdmin(WithDeeds, ReadOnly):
    list_display = ("at", "table", "row", "field", "source_value", "value", "disputed", "state", "actor")
    list_filter = (DisputeFilter, "state", "table")
    search_fields = ("=row", "actor", "reason")
    deeds = (
        Deed(
            path="settle",
            title="Avgjør rettelsen",
            permission="registry.change_correction",
            form=SettleForm,
            about="Rettelsen gjelder foran det kilden leverer, til noen avgjør noe annet her.",
        ),
    )

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
    list_display = ("at", "pharmacy", "period", "line")
    list_filter = ("at",)
    list_select_related = ("pharmacy",)
