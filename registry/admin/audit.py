from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from registry import log
from registry.admin.base import ReadOnly
from registry.models import Event


@admin.register(Event)
class EventAdmin(ReadOnly):
    list_display = ("at", "sequence", "actor", "action", "subject", "reason")
    list_filter = ("action", "at")
    search_fields = ("=actor", "=key", "^subject")
    search_help_text = "Brukernavn, nøkkelen til personen eller rekvirenten, eller det hendelsen gjelder."
    change_list_template = "registry/log_list.html"

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
