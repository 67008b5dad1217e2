from django.contrib import admin

from registry.admin.base import Personal, Rows
from registry.admin.lookup import FoundByIdentity
from registry.identity.models import Subject
from registry.models import Authorisation, Prescriber


class Authorisations(Rows):
    model = Authorisation


@admin.register(Prescriber)
class PrescriberAdmin(FoundByIdentity):
    identity_subject = Subject.PRESCRIBER
    list_display = ("key", "birth_year", "sex")
    list_filter = ("sex",)
    search_fields = ("key",)
    search_help_text = "Hele nøkkelen. Med HPR-nummer: «Slå opp identitetsnummer»."
    readonly_fields = ("key",)
    ordering = ("key",)
    inlines = (Authorisations,)


@admin.register(Authorisation)
class AuthorisationAdmin(Personal):
    number_field = "prescriber"
    list_display = ("prescriber", "profession", "speciality", "valid_from", "valid_to")
    list_filter = ("profession",)
    search_fields = ("prescriber",)
    search_help_text = "Hele nøkkelen til rekvirenten."
    readonly_fields = ("prescriber", "profession", "speciality", "valid_from")
    ordering = ("prescriber", "valid_from")
    list_select_related = ("prescriber",)
