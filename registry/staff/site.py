"""The staff's site: Django's admin, which lets in whoever has shown both a password and a second factor."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path, reverse

from registry.staff import todo
from registry.staff.grouping import grouped
from registry.staff.second_factor import second_factor


def has_second_factor(user: Any) -> bool:
    """Whether this session has shown it; where the installation does not ask for it, everybody has."""
    verified = getattr(user, "is_verified", None)  # a user who logged in with this very request has it not yet
    return not settings.TWO_FACTOR or bool(verified and verified())


class StaffSite(admin.AdminSite):
    site_header = site_title = "Legemiddelregisteret"
    index_title = "Registeret"
    login_template = "registry/login.html"
    index_template = "registry/index.html"

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.tellers: list[todo.Teller] = [todo.of_the_register]
        """Who says what waits for staff: every app adds its own."""

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and has_second_factor(request.user)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        own = path("totrinn/", second_factor, {"site": self}, name="second_factor")
        return [own, *super().get_urls()]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        apps = super().get_app_list(request, app_label)
        return apps if app_label else grouped(apps, reverse("admin:index"))

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        waiting = [task for teller in self.tellers for task in teller(request) if task.count]
        return super().index(request, {**(extra_context or {}), "todo": waiting, "deeds": todo.deeds(request)})

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """After the password: on to the second factor, with where the member of staff was going."""
        response = super().login(request, extra_context)
        passed = request.user.is_authenticated and super().has_permission(request)
        if passed and not has_second_factor(request.user):
            going = request.GET.get("next", "")
            address = redirect("admin:second_factor")
            if going.startswith("/admin/"):
                address["Location"] += f"?next={going}"
            return address
        return response
