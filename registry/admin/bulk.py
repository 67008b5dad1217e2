"""Deeds on many records at once: an action of the list, which first asks for the reason."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from registry.admin.base import ReasonField

MOST = 20_000  # at a time: more is a file to deliver again


class BulkForm(forms.Form):
    grunn = ReasonField("Grunn")


def with_reason(title: str, permission: str, deed: Callable[[HttpRequest, QuerySet[Any], str], str]) -> Any:
    """An admin action that shows `title` and asks for the reason, and then does `deed`, whose text staff are shown."""

    def action(page: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        if not request.user.has_perm(permission):
            messages.error(request, "Rollen din har ikke lov til dette.")
            return None
        count = queryset[: MOST + 1].count()
        if count > MOST:
            messages.error(request, f"Velg høyst {MOST} om gangen; snevre inn med filtrene.")
            return None
        form = BulkForm(request.POST if "grunn" in request.POST else None)
        if form.is_valid():
            messages.success(request, deed(request, queryset, form.cleaned_data["grunn"]))
            return None
        chosen = [(name, value) for name, values in request.POST.lists() for value in values if name not in OWN]
        context = {
            **page.admin_site.each_context(request),
            "opts": page.opts,
            "form": form,
            "title": title,
            "count": count,
            "chosen": chosen,
        }
        return TemplateResponse(request, "registry/bulk.html", context)

    action.short_description = title  # type: ignore[attr-defined]
    action.permission = permission  # type: ignore[attr-defined]
    return action


OWN = ("csrfmiddlewaretoken", "grunn")
