from django.contrib import admin

from registry.admin.base import Large, Rows
from registry.admin.lookup import FoundByIdentity
from registry.identity.models import Subject
from registry.models import Person, Residence


class Residences(Rows):
    model = Residence


@admin.register(Person)
class PersonAdmin(FoundByIdentity):
    identity_subject = Subject.PERSON
    list_display = ("key", "birth_date", "sex", "death_month")
    list_filter = ("sex", ("death_month", admin.EmptyFieldListFilter))
    search_fields = ("key",)
    search_help_text = "Hele nøkkelen. Med identitetsnummer: «Slå opp identitetsnummer»."
    readonly_fields = ("key",)
    ordering = ("key",)
    inlines = (Residences,)


@admin.register(Residence)
class ResidenceAdmin(Large):
    number_field = "person"
    list_display = ("person", "municipality", "valid_from", "valid_to")
    search_fields = ("person",)
    search_help_text = "Hele nøkkelen til personen."
    readonly_fields = ("person", "valid_from")
    ordering = ("person", "valid_from")
    list_select_related = ("person",)
