"""What the register's admin pages share: corrections with a reason, nothing added or deleted, cheap large tables."""

from decimal import Decimal
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import DecimalField, Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.text import capfirst

from registry import actions
from registry.actions.corrections import key_of
from registry.admin.history import MOST, history
from registry.identity.numbers import HIDDEN_TEXT, masked
from registry.wording import ORE, field_name

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


class KronerField(forms.DecimalField):
    """Kroner on the page, with a comma; øre in the register."""

    def __init__(self, label: str) -> None:
        super().__init__(label=capfirst(label), max_digits=15, decimal_places=2, localize=True)

    def prepare_value(self, value: Any) -> Any:
        return (Decimal(value) / 100).quantize(Decimal("0.01")) if isinstance(value, int) else value

    def clean(self, value: Any) -> int:
        return int(super().clean(value) * 100)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.clean(data) != initial
        except ValidationError:
            return True


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
    show_facets = admin.ShowFacets.NEVER  # they would count every value of every filter to its end
    has_history = False

    def has_add_permission(self, request: HttpRequest, *parents: object) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """What the member of staff may do; `registry.admin.bulk` says which right an action takes."""
        found = super().get_actions(request).items()
        needs = {name: getattr(action, "permission", None) for name, (action, *_) in found}
        return {name: action for name, action in found if not needs[name] or request.user.has_perm(needs[name])}

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **more: Any) -> HttpResponse:
        context["has_history"] = self.has_history
        return super().render_change_form(request, context, **more)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What the log has of the record: Django's own list would know only what is done by Django's forms."""
        record = self.get_object(request, unquote(object_id))
        if record is None or not self.has_history:
            raise Http404("No such record, or nothing is ever done with it")
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        self.note_sight(request, record)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "record": record,
            "rows": history(record),
            "most": MOST,
            "title": f"Historikk: {record}",
        }
        return TemplateResponse(request, "registry/history.html", context)

    def note_sight(self, request: HttpRequest, record: Model) -> None:
        """Called when a record is on the screen."""


class SourceOwned(ReadOnly):
    """A source system's record: staff may correct its facts with a reason, but not its keys (`readonly_fields`)."""

    form = CorrectionForm
    has_history = True

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """Whoever may only look is not asked for a reason."""
        fields = super().get_fields(request, obj)
        return fields if self.has_change_permission(request, obj) else [name for name in fields if name != REASON]

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return admin.ModelAdmin.has_change_permission(self, request, obj)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **more: Any) -> Any:
        """Kroner and not øre; decimals with a comma."""
        if db_field.name == ORE:
            return KronerField(field_name(self.model, ORE))
        if isinstance(db_field, DecimalField):
            more["localize"] = True
        return super().formfield_for_dbfield(db_field, request, **more)

    def save_model(self, request: HttpRequest, obj: Model, form: forms.ModelForm, change: bool) -> None:
        changed = [name for name in form.changed_data if name != REASON]
        if changed:
            reason = form.cleaned_data[REASON]
            actions.correct(actor=request.user.get_username(), instance=obj, changed=changed, reason=reason)


def whole_number(term: str) -> int | None:
    """None for what is no number of the database's."""
    digits = term.isascii() and term.isdigit()
    return int(term) if digits and len(term) < 20 and int(term) <= LARGEST else None


class IndexOrdered(ChangeList):
    """In the order of the list's index, whatever the address asks for: any other would sort a hundred million rows."""

    def get_ordering(self, request: HttpRequest, queryset: QuerySet) -> list[Any]:
        self.params.pop(ORDER_VAR, None)
        return super().get_ordering(request, queryset)


class Unsorted(ReadOnly):
    """A table of millions, shown in the order of one index."""

    sortable_by = ()

    def get_changelist(self, request: HttpRequest, **more: Any) -> type[ChangeList]:
        return IndexOrdered


class SearchedByIndex(Unsorted):
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
            self.note_sight(request, self.get_object(request, unquote(object_id)))
        return response

    def note_sight(self, request: HttpRequest, record: Model | None) -> None:
        if record and (key := key_of(record)):
            actions.saw(actor=request.user.get_username(), subject=f"{self.opts.verbose_name} {record.pk}", key=key)

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
