"""From an identity number to a record, through the vault: a form that is posted, a reason, an event.

The number is never in an address, a log or the register.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from registry import actions
from registry.admin.base import Personal, ReasonField
from registry.identity.numbers import IdentityNumberError

PERMISSION = "identity.view_identity"


class LookupForm(forms.Form):
    nummer = forms.CharField(
        label="Identitetsnummer", max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    grunn = ReasonField("Grunn til oppslaget")


class FoundByIdentity(Personal):
    """Records that the vault knows: adds the page «Slå opp identitetsnummer»."""

    identity_subject = ""
    change_list_template = "registry/found_by_identity.html"

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_lookup"
        return [path("oppslag/", self.admin_site.admin_view(self.lookup_view), name=name), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        extra = {**(extra_context or {}), "may_look_up": request.user.has_perm(PERMISSION)}
        return super().changelist_view(request, extra)

    @method_decorator(never_cache)
    @method_decorator(sensitive_post_parameters("nummer"))
    @sensitive_variables()
    def lookup_view(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm(PERMISSION) or not self.has_view_permission(request):
            raise PermissionDenied
        if "identity" not in connections:
            raise Http404("This process does not reach the vault")
        form = LookupForm(request.POST or None)
        if form.is_valid() and (key := self._key(request, form)):
            return redirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[key]))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "form": form,
            "title": "Slå opp identitetsnummer",
        }
        return TemplateResponse(request, "registry/lookup.html", context)

    @sensitive_variables()
    def _key(self, request: HttpRequest, form: LookupForm) -> int | None:
        """The record's key; None, with a message to staff, where there is none."""
        asked = form.cleaned_data
        actor = request.user.get_username()
        try:
            key = actions.look_up(
                actor=actor, subject=self.identity_subject, number=asked["nummer"].strip(), reason=asked["grunn"]
            )
        except IdentityNumberError as error:
            form.add_error("nummer", str(error))
            return None
        if key is None or not self.model._default_manager.filter(pk=key).exists():
            messages.warning(request, "Ingen i registeret har dette nummeret.")
            return None
        return key
