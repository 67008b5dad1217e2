from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from registry import actions, insight
from registry.admin.base import Personal, Rows
from registry.admin.deeds import Deed, ErasureForm, WithDeeds
from registry.admin.handing_out import InsightForm, as_file
from registry.admin.lookup import FoundByIdentity
from registry.identity.models import Subject
from registry.models import Authorisation, Code, Ground, Prescriber
from registry.oids import PROFESSION


class Authorisations(Rows):
    model = Authorisation


@admin.register(Prescriber)
class PrescriberAdmin(WithDeeds, FoundByIdentity):
    identity_subject = Subject.PRESCRIBER
    list_display = ("key", "birth_year", "sex")
    list_filter = ("sex",)
    search_fields = ("key",)
    search_help_text = "Hele nøkkelen. Med HPR-nummer: «Slå opp identitetsnummer»."
    readonly_fields = ("key",)
    ordering = ("key",)
    inlines = (Authorisations,)
    deeds = (
        Deed(
            path="innsyn",
            title="Gi innsyn",
            permission="registry.hand_out_prescriber",
            form=InsightForm,
            about="Filen har alt registeret vet om rekvirenten, med HPR-nummer, og hvem som har slått opp, men ingen "
            "pasienter. Gi den bare til rekvirenten selv, og slett den etterpå. Utleveringen av filen loggføres.",
        ),
        Deed(
            path="slett",
            title="Slett rekvirenten",
            permission="registry.delete_prescriber",
            form=ErasureForm,
            about="Rekvirenten, autorisasjonene og HPR-nummeret slettes for godt. Utleveringene er pasientenes og "
            "blir stående uten rekvirent. Leverer HPR rekvirenten igjen, kommer hen inn på nytt.",
        ),
    )

    def innsyn(self, request: HttpRequest, prescriber: Prescriber, asked: dict[str, Any]) -> HttpResponse:
        actor, reason = request.user.get_username(), asked["grunn"]
        content = actions.hand_out_prescriber(actor=actor, prescriber=prescriber, reason=reason)
        return as_file(content, asked["format"], prescriber.pk, insight.for_print)

    def slett(self, request: HttpRequest, prescriber: Prescriber, asked: dict[str, Any]) -> HttpResponse:
        actor, ground = request.user.get_username(), Ground(asked["hjemmel"])
        count = actions.erase_prescriber(actor=actor, prescriber=prescriber, ground=ground, reason=asked["grunn"])
        messages.success(request, f"Rekvirenten er slettet; {count} utleveringer står uten rekvirent.")
        return redirect("admin:registry_prescriber_changelist")


class ProfessionFilter(admin.SimpleListFilter):
    title = "profesjon"
    parameter_name = "profession"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return list(Code.objects.filter(oid=PROFESSION).order_by("name").values_list("value", "name"))

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset if self.value() is None else queryset.filter(profession=self.value())


@admin.register(Authorisation)
class AuthorisationAdmin(Personal):
    number_field = "prescriber"
    list_display = ("prescriber", "profession", "speciality", "valid_from", "valid_to")
    list_filter = (ProfessionFilter,)
    search_fields = ("prescriber",)
    search_help_text = "Hele nøkkelen til rekvirenten."
    readonly_fields = ("prescriber", "profession", "speciality", "valid_from")
    ordering = ("prescriber", "valid_from")
    list_select_related = ("prescriber",)
