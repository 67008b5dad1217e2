"""Releases in the admin: staff see what was built, how it differs from the one before, and approve or withdraw it."""

import json

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from statistics import actions
from statistics.models import Part, Release, ReleaseEvent


class ReadOnlyInline(admin.TabularInline):
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class PartInline(ReadOnlyInline):
    model = Part
    fields = ("year", "extract", "report")


class EventInline(ReadOnlyInline):
    model = ReleaseEvent
    fields = ("at", "actor", "step", "reason")


@admin.register(Release)
class ReleaseAdmin(admin.ModelAdmin):
    """A release is never edited: it is published or withdrawn, by actions that are logged."""

    list_display = ("number", "state", "period", "built_by", "built_at", "approved_by", "published_at", "hidden")
    list_filter = ("state",)
    search_fields = ("number", "built_by", "approved_by", "digest")
    inlines = (PartInline, EventInline)
    actions = ("publish", "withdraw")
    exclude = ("manifest",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Release | None = None) -> list[str]:
        return [field.name for field in Release._meta.fields if field.name != "manifest"] + ["contents"]

    @admin.display(description="år")
    def period(self, release: Release) -> str:
        return f"{release.years[0]}–{release.years[-1]}"

    @admin.display(description="skjult")
    def hidden(self, release: Release) -> str:
        cells = release.manifest.get("cells")
        return f"{100 * cells['hidden'] / cells['cells']:.1f} %".replace(".", ",") if cells else "–"

    @admin.display(description="innhold, regler og sammenligning")
    def contents(self, release: Release) -> str:
        return format_html("<pre>{}</pre>", json.dumps(release.manifest, ensure_ascii=False, indent=1))

    @admin.action(description="Publiser (en annen enn den som bygde)", permissions=["change"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Release]) -> None:
        for release in queryset:
            try:
                actions.publish(release=release, approved_by=request.user.get_username())
            except actions.NotPublishable as refusal:
                self.message_user(request, str(refusal), messages.ERROR)
            else:
                self.message_user(request, f"{release.number} er publisert.", messages.SUCCESS)

    @admin.action(description="Trekk tilbake", permissions=["change"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Release]) -> None:
        for release in queryset:
            try:
                reason = f"Trukket tilbake av {request.user.get_username()} i administrasjonen"
                actions.withdraw(release=release, actor=request.user.get_username(), reason=reason)
            except actions.NotPublishable as refusal:
                self.message_user(request, str(refusal), messages.ERROR)
            else:
                self.message_user(request, f"{release.number} er trukket tilbake.", messages.SUCCESS)
