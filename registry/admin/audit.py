from django.contrib import admin

from registry.admin.base import ReadOnly
from registry.models import Event


@admin.register(Event)
class EventAdmin(ReadOnly):
    list_display = ("at", "actor", "action", "subject", "reason")
    list_filter = ("action", "at")
    search_fields = ("actor", "subject", "reason")
