from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from registry import actions
from registry.admin.base import Personal, Rows
from registry.admin.deeds import Deed, ErasureForm, WithDeeds
from registry.admin.handing_out import InsightForm, as_file
from registry.admin.lookup import FoundByIdentity
from registry.identity.models import Subject
from registry.models import Ground, Person, Residence


class Residences(Rows):
    model = Residence


@admin.register(Person)
class PersonAdmin(WithDeeds, FoundByIdentity):
    identity_subject = Subject.PERSON
    list_display = ("key", "birth_date", "sex", "death_month")
    list_filter = ("sex", ("death_month", admin.EmptyFieldListFilter))
    search_fields = ("key",)
    search_help_text = "Hele nøkkelen. Med identitetsnummer: «Slå opp identitetsnummer»."
    readonly_fields = ("key",)
    ordering = ("key",)
    inlines = (Residences,)
    deeds = (
        Deed(
            path="innsyn",
            title="Gi innsyn",
            permission="registry.hand_out_person",
            form=InsightForm,
            about="Filen har alt registeret vet om personen, med identitetsnumre, og hvem som har slått opp. "
            "Gi den bare til personen selv, og slett den etterpå. Utleveringen av filen loggføres.",
        ),
        Deed(
            path="slett",
            title="Slett personen",
            permission="registry.delete_person",
            form=ErasureForm,
            about="Personen, bostedene, utleveringene og identitetsnumrene slettes for godt. "
            "Loggen beholder nøkkelen, men ingen kan lenger finne ut hvem den gjaldt.",
        ),
    )

    def innsyn(self, request: HttpRequest, person: Person, asked: dict[str, Any]) -> HttpResponse:
        content = actions.hand_out(actor=request.user.get_username(), person=person, reason=asked["grunn"])
        return as_file(content, asked["format"], person.pk)

    def slett(self, request: HttpRequest, person: Person, asked: dict[str, Any]) -> HttpResponse:
        actor, ground = request.user.get_username(), Ground(asked["hjemmel"])
        count = actions.erase_person(actor=actor, person=person, ground=ground, reason=asked["grunn"])
        messages.success(request, f"Personen og {count} utleveringer er slettet.")
        return redirect("admin:registry_person_changelist")


@admin.register(Residence)
class ResidenceAdmin(Personal):
    number_field = "person"
    list_display = ("person", "municipality", "valid_from", "valid_to")
    search_fields = ("person",)
    search_help_text = "Hele nøkkelen til personen."
    readonly_fields = ("person", "valid_from")
    ordering = ("person", "valid_from")
    list_select_related = ("person",)
