"""Paths in any case: programs write both `table` and `Table`."""

from django.urls import re_path

from statistics.api.fhi import views

TABLE = r"(?i)^(?P<source>[^/]+)/table/(?P<number>[^/]+)"

urlpatterns = [
    re_path(r"(?i)^common/source/?$", views.sources),
    re_path(r"(?i)^(?P<source>[^/]+)/table/?$", views.list_tables),
    re_path(rf"{TABLE}/?$", views.table),
    re_path(rf"{TABLE}/query/?$", views.query),
    re_path(rf"{TABLE}/dimension/?$", views.list_dimensions),
    re_path(rf"{TABLE}/data/?$", views.data),
    re_path(rf"{TABLE}/flag/?$", views.flags),
    re_path(rf"{TABLE}/metadata/?$", views.metadata),
]
