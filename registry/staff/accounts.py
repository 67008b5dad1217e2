"""Accounts: Django's own, with what a superuser does to them in the log."""

from typing import Any

from axes.utils import reset as unlock
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import ReadOnlyPasswordHashField, UserChangeForm
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join

from registry import log
from registry.staff import second_factor


class PasswordLine(forms.Widget):
    """That there is a password, and the way to a new one; nothing of how it is kept."""

    template_name = "registry/password_line.html"
    read_only = True


class AccountForm(UserChangeForm):
    password = ReadOnlyPasswordHashField(label="Passord", widget=PasswordLine)


class StaffUserAdmin(UserAdmin):
    """Roles are given as groups. Single permissions are not: they would be rights that no role explains."""

    form = AccountForm
    readonly_fields = ("last_login", "date_joined")
    filter_horizontal = ()

    list_display = ("username", "first_name", "last_name", "roles", "is_active", "last_login")
    list_filter = ("groups", "is_active", "is_superuser")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Hvem", {"fields": ("first_name", "last_name", "email")}),
        ("Tilgang", {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        ("Når", {"fields": ("last_login", "date_joined")}),
    )
    actions = ("new_second_factor", "unlock")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "Brukere", **(extra_context or {})})

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **more: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **more)
        if db_field.name == "groups":
            field.label, field.help_text = (
                "Roller",
                "Hver rolle har sine rettigheter; gi ikke flere enn arbeidet trenger.",
            )
            field.widget = forms.CheckboxSelectMultiple(choices=field.widget.choices)
        return field

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who may only look has no use of the line about the password."""
        found = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return found
        return ((None, {"fields": ("username",)}), *found[1:])

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description="roller")
    def roles(self, user: User) -> str:
        return ", ".join(group.name for group in user.groups.all()) or ("superbruker" if user.is_superuser else "–")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        user = form.instance
        details = {"roller": sorted(group.name for group in user.groups.all()), "aktiv": user.is_active}
        action = "konto endret" if change else "konto opprettet"
        log.write(request.user.get_username(), action, user.get_username(), details=details)

    @admin.action(description="Nullstill innlogging i to trinn", permissions=["change"])
    def new_second_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            second_factor.reset(user)
            log.write(request.user.get_username(), "nullstilte totrinnsinnlogging", user.get_username())
        messages.success(request, "De får sette opp innlogging i to trinn på nytt neste gang de logger inn.")

    @admin.action(description="Lås opp etter mislykkede innlogginger", permissions=["change"])
    def unlock(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            unlock(username=user.get_username())
            log.write(request.user.get_username(), "låste opp innlogging", user.get_username())
        messages.success(request, "Kontoene kan brukes igjen.")


class RoleAdmin(admin.ModelAdmin):
    """The roles are made by `registry.staff.roles`: here they are looked at."""

    fields = readonly_fields = ("name", "rights")
    show_facets = admin.ShowFacets.NEVER

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "Roller", **(extra_context or {})})

    @admin.display(description="kan")
    def rights(self, group: Group) -> str:
        deeds: dict[str, list[str]] = {}
        for one in group.permissions.select_related("content_type"):
            verb, _, _ = one.codename.rpartition("_")
            model = one.content_type.model_class()
            name = str(model._meta.verbose_name_plural) if model else one.content_type.model
            deeds.setdefault(VERBS.get(verb, verb), []).append(name)
        return format_html_join("", "{}: {}<br>", ((deed, ", ".join(sorted(of))) for deed, of in sorted(deeds.items())))


VERBS = {
    "view": "se",
    "change": "rette eller avgjøre",
    "delete": "slette med hjemmel",
    "hand_out": "gi innsyn i",
    "verify": "kontrollere kjeden av",
}


def register(site: admin.AdminSite) -> None:
    """Replace Django's page of users; devices and attempts have no pages of their own."""
    site.unregister(User)
    site.register(User, StaffUserAdmin)
    site.unregister(Group)
    site.register(Group, RoleAdmin)
    for model in list(site._registry):
        if model._meta.app_label in ("otp_totp", "otp_static", "axes"):
            site.unregister(model)
