"""Deeds on one record: a page that says what will happen, a form with the reason, and the action."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from registry.admin.base import ReasonField
from registry.models import Ground


class DeedForm(forms.Form):
    grunn = ReasonField("Grunn")


class ErasureForm(forms.Form):
    hjemmel = forms.ChoiceField(
        label="Hjemmel",
        choices=[(one.value, one.label) for one in (Ground.ERASURE, Ground.NOT_ALLOWED, Ground.WRONG_PERSON)],
    )
    grunn = ReasonField("Grunn til slettingen")


@dataclass(frozen=True)
class Deed:
    """`path` is the page's address after the record's, and the name of the method of the admin that does it."""

    path: str
    title: str
    permission: str
    form: type[forms.Form]
    about: str


class WithDeeds:
    """An admin with `deeds`. Its record's page has a button for each that the member of staff may do."""

    deeds: tuple[Deed, ...] = ()
    change_form_template = "registry/with_deeds.html"

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"  # type: ignore[attr-defined]
        view = self.admin_site.admin_view  # type: ignore[attr-defined]
        own = [
            path(f"<path:pk>/{one.path}/", view(partial(self.deed_view, deed=one)), name=f"{name}_{one.path}")
            for one in self.deeds
        ]
        return [*own, *super().get_urls()]  # type: ignore[misc]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **more: Any) -> HttpResponse:
        context["deeds"] = [one for one in self.deeds if request.user.has_perm(one.permission)]
        return super().render_change_form(request, context, **more)  # type: ignore[misc,no-any-return]

    @method_decorator(never_cache)
    def deed_view(self, request: HttpRequest, pk: str, *, deed: Deed) -> HttpResponse:
        if not request.user.has_perm(deed.permission):
            raise PermissionDenied
        record: Model | None = self.get_object(request, pk)  # type: ignore[attr-defined]
        if record is None:
            raise Http404("No such record")
        form = deed.form(request.POST or None)
        if form.is_valid():
            done: HttpResponse = getattr(self, deed.path)(request, record, form.cleaned_data)
            return done
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "opts": self.opts,  # type: ignore[attr-defined]
            "form": form,
            "about": deed.about,
            "record": record,
            "title": deed.title,
        }
        return TemplateResponse(request, "registry/deed.html", context)
