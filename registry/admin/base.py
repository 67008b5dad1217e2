"""What the register's admin pages share: corrections with a reason, nothing added or deleted, cheap large tables."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property

from registry import actions
from registry.actions.corrections import key_of
from registry.identity.numbers import HIDDEN_TEXT, masked

REASON = "grunn"
LARGEST = 2**63 - 1  # of the database's integers


def without_identity_number(text: str) -> None:
    if masked(text) == HIDDEN_TEXT:
        raise ValidationError("Skriv ikke identitetsnumre her; teksten lagres i registeret.")


class ReasonField(forms.CharField):
    """Why something is done. It is kept in the register, so it may not name a person."""

    def __init__(self, label: str) -> None:
        widget = forms.Textarea(attrs={"rows": 2, "cols": 80})
        super().__init__(label=label, max_length=300, widget=widget, validators=[without_identity_number])


class CorrectionForm(forms.ModelForm):
    grunn = ReasonField("Grunn til rettelsen")


class CappedPaginator(Paginator):
    """Counts no further than `most`: counting every dispensing takes minutes, and nobody pages that far."""

    most = 10_000

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[: self.most].count()


class ReadOnly(admin.ModelAdmin):
    """Shown to staff, changed by nobody."""

    paginator = CappedPaginator
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest, *parents: object) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class SourceOwned(ReadOnly):
    """A source system's record: staff may correct its facts with a reason, but not its keys (`readonly_fields`)."""

    form = CorrectionForm

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return admin.ModelAdmin.has_change_permission(self, request, obj)

    def save_model(self, request: HttpRequest, obj: Model, form: forms.ModelForm, change: bool) -> None:
        changed = [name for name in form.changed_data if name != REASON]
        if changed:
            reason = form.cleaned_data[REASON]
            actions.correct(actor=request.user.get_username(), instance=obj, changed=changed, reason=reason)


def whole_number(term: str) -> int | None:
    """None for what is no number of the database's."""
    digits = term.isascii() and term.isdigit()
    return int(term) if digits and len(term) < 20 and int(term) <= LARGEST else None


class SearchedByIndex(ReadOnly):
    """A table of millions: Django's own search would look at each row, so here a search is an equality."""

    number_field = "pk"

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        term = search_term.strip()
        if not term:
            return queryset, False
        wanted = self.searched(term)
        return (queryset.filter(**wanted) if wanted else queryset.none()), False

    def searched(self, term: str) -> dict[str, Any]:
        """The filter for a search; empty for what can't be there."""
        number = whole_number(term)
        return {} if number is None else {self.number_field: number}


class Large(SearchedByIndex, SourceOwned):
    """A source system's records in such a table."""


class FewValues(admin.SimpleListFilter):
    """The values a field has, found by going from one to the next in its index, and not by reading every row.

    `parameter_name` is the field.
    """

    most = 50

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        name, found = str(self.parameter_name), list[tuple[str, str]]()
        rows = model_admin.model._default_manager.order_by(name).values_list(name, flat=True)
        following = rows.first()
        while following is not None and len(found) < self.most:
            found.append((following, following))
            following = rows.filter(**{f"{name}__gt": following}).first()
        return found

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        value = self.value()
        return queryset if value is None else queryset.filter(**{str(self.parameter_name): value})


class Personal(Large):
    """Records of one person or prescriber: whoever has one on the screen is in the log, for the person to see."""

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response = super().change_view(request, object_id, form_url, extra_context)
        if request.method == "GET" and response.status_code == HTTPStatus.OK:
            shown = self.get_object(request, unquote(object_id))
            if shown and (key := key_of(shown)):
                actions.saw(actor=request.user.get_username(), subject=f"{self.opts.verbose_name} {shown.pk}", key=key)
        return response

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        found, duplicates = super().get_search_results(request, queryset, search_term)
        first = found.first() if search_term.strip() else None
        if first is not None and (key := key_of(first)) and str(key) == search_term.strip():
            about = f"{self.opts.verbose_name_plural} til {key}"
            actions.saw(actor=request.user.get_username(), subject=about, key=key)
        return found, duplicates


class Rows(admin.TabularInline):
    """Rows that belong to a record, to look at; they are corrected on their own page."""

    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, *parents: object) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
