from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_POST

from registry import log
from registry.admin.base import FewValues, SearchedByIndex, whole_number
from registry.admin.told import as_html, model_told_of
from registry.models import Event


class ActionFilter(FewValues):
    title = "handling"
    parameter_name = "action"


@admin.register(Event)
class EventAdmin(SearchedByIndex):
    list_display = ("sequence", "when", "actor", "action", "subject", "reason")
    list_filter = (ActionFilter, "at")
    search_fields = ("actor", "key")
    search_help_text = "Hele brukernavnet, eller hele nøkkelen til personen eller rekvirenten."
    change_list_template = "registry/log_list.html"

    exclude = ("details",)
    readonly_fields = ("told",)

    @admin.display(description="detaljer")
    def told(self, event: Event) -> str:
        return as_html(model_told_of(event.subject), event.details or {})

    @admin.display(description="tidspunkt", ordering="at")
    def when(self, event: Event) -> str:
        return f"{timezone.localtime(event.at):%d.%m.%Y %H:%M}"

    def searched(self, term: str) -> dict[str, Any]:
        number = whole_number(term)
        return {"actor": term} if number is None else {"key": number}

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.verify_view))
        return [path("kontroller/", view, name="registry_event_verify"), *super().get_urls()]

    def verify_view(self, request: HttpRequest) -> HttpResponse:
        """Check the whole chain, as `manage.py verify_log` does."""
        if not request.user.has_perm("registry.verify_event"):
            raise PermissionDenied
        verdict = log.verify()
        for fault in verdict.faults[:20]:
            messages.error(request, f"Hendelse {fault.sequence}: {fault.text}.")
        if not verdict.faults:
            messages.success(request, f"Loggen er hel: {verdict.entries} hendelser henger sammen.")
        return redirect("admin:registry_event_changelist")
