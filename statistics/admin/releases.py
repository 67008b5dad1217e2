"""Releases in the admin: a page of tables, and a page for each of the two steps, which says what it does."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localtime

from statistics import actions
from statistics.admin.contents import contents
from statistics.dashboards.numbers import decimal, together
from statistics.models import Release
from statistics.models.release import State

MAY = "statistics.change_release"
IDENTITY_NUMBER = re.compile(r"\d{6}[ .-]?\d{5}")
LEAST = 10  # characters of a reason that says something


def says_why(text: str) -> None:
    if len(text.strip()) < LEAST:
        raise ValidationError("Skriv hva som er galt, så leserne forstår det.")
    if IDENTITY_NUMBER.search(text):
        raise ValidationError("Skriv ikke identitetsnumre her; grunnen vises for alle.")


class WithdrawForm(forms.Form):
    grunn = forms.CharField(
        label="Grunn, slik leserne skal se den",
        max_length=300,
        validators=[says_why],
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80}),
        help_text="Én eller to setninger. De vises for alle på utgavens sider og i filene, og kan ikke endres.",
    )


@dataclass(frozen=True)
class Waiting:
    """A line of «Å gjøre» on the first page."""

    count: int
    text: str
    address: str
    more: bool = False


@admin.register(Release)
class ReleaseAdmin(admin.ModelAdmin):
    """A release is never edited: it is published or withdrawn, by actions that are logged."""

    list_display = ("number", "state", "period", "built_by", "built", "approved_by", "published", "hidden", "leaks")
    list_filter = ("state",)
    search_fields = ("number", "built_by", "approved_by", "digest")
    search_help_text = "Utgavens nummer, hvem som bygde eller godkjente, eller fingeravtrykket."
    change_form_template = "statistics/release.html"
    show_facets = admin.ShowFacets.NEVER
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Release | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Release | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        pages = (("publiser", self.publish_view), ("trekk-tilbake", self.withdraw_view))
        own = [
            path(f"<path:pk>/{place}/", self.admin_site.admin_view(view), name=f"statistics_release_{place}")
            for place, view in pages
        ]
        return [*own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "Utgaver", **(extra_context or {})})

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **more: Any) -> HttpResponse:
        release = context["original"]
        may = request.user.has_perm(MAY)
        context |= {
            "title": f"Utgave {release}",
            "subtitle": None,
            "contents": contents(release),
            "manifest": release.manifest,
            "may_publish": may and release.state == State.AUDITED,
            "may_withdraw": may and release.state == State.PUBLISHED,
        }
        return super().render_change_form(request, context, **more)

    def publish_view(self, request: HttpRequest, pk: str) -> HttpResponse:
        release = self._release(request, pk)
        if request.method == "POST":
            try:
                actions.publish(release=release, approved_by=request.user.get_username())
            except actions.NotPublishable as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, f"Utgave {release} er publisert.")
            return redirect("admin:statistics_release_change", release.pk)
        return self._step(request, release, "statistics/publish.html", f"Publiser utgave {release}", forms.Form())

    def withdraw_view(self, request: HttpRequest, pk: str) -> HttpResponse:
        release = self._release(request, pk)
        form = WithdrawForm(request.POST or None)
        if form.is_valid():
            try:
                actor, reason = request.user.get_username(), form.cleaned_data["grunn"]
                actions.withdraw(release=release, actor=actor, reason=reason)
            except actions.NotPublishable as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, f"Utgave {release} er trukket tilbake.")
            return redirect("admin:statistics_release_change", release.pk)
        return self._step(request, release, "statistics/withdraw.html", f"Trekk tilbake utgave {release}", form)

    def _release(self, request: HttpRequest, pk: str) -> Release:
        if not request.user.has_perm(MAY):
            raise PermissionDenied
        return get_object_or_404(Release, pk=pk if pk.isdecimal() else 0)

    def _step(
        self, request: HttpRequest, release: Release, template: str, title: str, form: forms.Form
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "release": release,
            "manifest": release.manifest,
            "form": form,
            "title": title,
        }
        return TemplateResponse(request, template, context)

    @admin.display(description="år")
    def period(self, release: Release) -> str:
        return f"{release.years[0]}–{release.years[-1]}"

    @admin.display(description="bygd", ordering="built_at", empty_value="–")
    def built(self, release: Release) -> str | None:
        return release.built_at and f"{localtime(release.built_at):%d.%m.%Y %H:%M}"

    @admin.display(description="publisert", ordering="published_at", empty_value="–")
    def published(self, release: Release) -> str | None:
        return release.published_at and f"{localtime(release.published_at):%d.%m.%Y %H:%M}"

    @admin.display(description="felt skjult")
    def hidden(self, release: Release) -> str:
        cells = release.manifest.get("cells")
        return together("{number} %", decimal(100 * cells["hidden"] / cells["cells"], 1)) if cells else "–"

    @admin.display(description="lekkasjer")
    def leaks(self, release: Release) -> str:
        audit = release.manifest.get("audit")
        return decimal(audit["leaks"]) if audit else "–"


def waiting(request: HttpRequest) -> Iterator[Waiting]:
    if request.user.has_perm(MAY):
        address = f"{reverse('admin:statistics_release_changelist')}?state__exact={State.AUDITED}"
        count = Release.objects.filter(state=State.AUDITED).count()
        yield Waiting(count, "utgaver er prøvd og venter på godkjenning", address)


admin.site.tellers.append(waiting)  # type: ignore[attr-defined]  # the staff's site, of registry.staff
