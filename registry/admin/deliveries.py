from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.views.decorators.cache import never_cache

from registry import actions, status
from registry.admin.base import FewValues, ReasonField, Unsorted
from registry.admin.bulk import with_reason
from registry.admin.chart import columns
from registry.admin.shown import whole
from registry.identity.models import SealedLine
from registry.models import Delivery, QuarantinedLine
from registry.sources.again import try_again

LINES, STORED = whole("lines", "linjer"), whole("stored", "lagret")
PERMISSION = "identity.view_sealedline"


class QuarantineFilter(admin.SimpleListFilter):
    title = "karantene"
    parameter_name = "karantene"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("ja", "med linjer i karantene")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(quarantined__gt=0) if self.value() == "ja" else queryset


@admin.register(Delivery)
class DeliveryAdmin(Unsorted):
    list_display = ("received", "source", "subject", "filename", LINES, STORED, "unchanged", "refused")
    list_filter = ("source", QuarantineFilter)
    search_fields = ("subject", "filename", "=sha256")
    change_list_template = "registry/delivery_list.html"
    change_form_template = "registry/delivery.html"

    @admin.display(description="mottatt", ordering="received_at")
    def received(self, delivery: Delivery) -> str:
        return f"{timezone.localtime(delivery.received_at):%d.%m.%Y %H:%M}"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.intake_view)
        return [path("mottak/", view, name="registry_delivery_intake"), *super().get_urls()]

    def intake_view(self, request: HttpRequest) -> HttpResponse:
        """How the intake stands, with a bar a month."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Status for mottaket",
            "sources": status.sources(),
            "chart": columns(months := status.months()),
            "months": months[::-1],
            "findings": status.open_findings(),
        }
        return TemplateResponse(request, "registry/intake.html", context)

    @admin.display(description="i karantene", ordering="quarantined")
    def refused(self, delivery: Delivery) -> str:
        if not delivery.quarantined:
            return "0"
        address = reverse("admin:registry_quarantinedline_changelist")
        return format_html('<a href="{}?delivery__id__exact={}">{}</a>', address, delivery.pk, delivery.quarantined)


class OpenForm(forms.Form):
    grunn = ReasonField("Grunn til å åpne linjen")


def _again(request: HttpRequest, lines: QuerySet[QuarantinedLine], reason: str) -> str:
    taken, left = try_again(lines.order_by("delivery", "line"), actor=request.user.get_username(), reason=reason)
    return f"{taken} linjer er tatt inn. {left} venter fortsatt, eller var avgjort før."


def _turn_down(request: HttpRequest, lines: QuerySet[QuarantinedLine], reason: str) -> str:
    count = actions.turn_down(actor=request.user.get_username(), lines=lines, reason=reason)
    return f"{count} linjer er avvist."


class FieldFilter(FewValues):
    title = "felt"
    parameter_name = "field"


@admin.register(QuarantinedLine)
class QuarantinedLineAdmin(Unsorted):
    list_display = ("delivery", "line", "field", "value", "reason", "state", "whole")
    list_filter = ("state", "delivery__source", FieldFilter)
    search_fields = ("^delivery__subject",)
    search_help_text = "Begynnelsen på det leveransen gjelder, som apotekets nummer: 00123, eller 00123 2024-05."
    list_select_related = ("delivery",)
    exclude = ("sealed",)
    ordering = ("-id",)
    again = with_reason("Prøv på nytt: ta inn dem som er gode nå", "registry.change_quarantinedline", _again)
    turn_down = with_reason("Avvis: avsenderen har fått beskjed", "registry.change_quarantinedline", _turn_down)
    actions = ("again", "turn_down")
    change_form_template = "registry/quarantined.html"

    @admin.display(description="hele linjen")
    def whole(self, line: QuarantinedLine) -> str:
        return format_html('<a href="{}">åpne</a>', reverse("admin:registry_quarantinedline_open", args=[line.pk]))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.open_view)
        return [path("<int:pk>/linje/", view, name="registry_quarantinedline_open"), *super().get_urls()]

    @method_decorator(never_cache)
    def open_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The refused line as it came, against a reason. The page may hold an identity number, and is never cached."""
        if not request.user.has_perm(PERMISSION) or not self.has_view_permission(request):
            raise PermissionDenied
        line = get_object_or_404(QuarantinedLine.objects.select_related("delivery"), pk=pk)
        form, text = OpenForm(request.POST or None), None
        if form.is_valid():
            actor, reason = request.user.get_username(), form.cleaned_data["grunn"]
            try:
                text = actions.open_sealed(actor=actor, line=line, reason=reason)
            except SealedLine.DoesNotExist:
                text = "Linjen er slettet etter oppbevaringsreglene, eller med personen den gjaldt."
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "form": form,
            "line": line,
            "text": text,
            "title": "Åpne forseglet linje",
        }
        return TemplateResponse(request, "registry/sealed_line.html", context)
