from django.contrib import admin

from registry.admin.base import SourceOwned
from registry.models import Pharmacy


@admin.register(Pharmacy)
class PharmacyAdmin(SourceOwned):
    list_display = ("number", "name", "municipality", "opened", "closed")
    list_filter = (("closed", admin.EmptyFieldListFilter),)
    search_fields = ("^number", "name", "^organisation_number", "^municipality")
    readonly_fields = ("number",)
