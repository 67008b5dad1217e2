from django.contrib import admin

from registry.admin.base import SourceOwned
from registry.models import AtcCode, Code, County, Municipality, Population


@admin.register(Code)
class CodeAdmin(SourceOwned):
    list_display = ("oid", "value", "name", "valid_from", "valid_to")
    list_filter = ("oid",)
    search_fields = ("value", "name")
    readonly_fields = ("oid", "value", "valid_from")


@admin.register(AtcCode)
class AtcCodeAdmin(SourceOwned):
    list_display = ("code", "name", "level", "ddd", "ddd_unit", "ddd_route", "valid_from", "valid_to")
    list_filter = ("level",)
    search_fields = ("^code", "name", "name_en")
    readonly_fields = ("code", "level", "parent", "valid_from")


@admin.register(County)
class CountyAdmin(SourceOwned):
    list_display = ("code", "name", "short", "health_region")
    search_fields = ("code", "name")
    readonly_fields = ("code",)


@admin.register(Municipality)
class MunicipalityAdmin(SourceOwned):
    list_display = ("code", "name", "county", "valid_from", "valid_to")
    list_filter = ("county",)
    search_fields = ("^code", "name")
    autocomplete_fields = ("county",)
    list_select_related = ("county",)
    readonly_fields = ("code", "valid_from")


@admin.register(Population)
class PopulationAdmin(SourceOwned):
    list_display = ("year", "region", "sex", "age", "count")
    list_filter = ("year", "sex", "region")
    readonly_fields = ("year", "region", "sex", "age")
    ordering = ("-year", "region", "sex", "age")
