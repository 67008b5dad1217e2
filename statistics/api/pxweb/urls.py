from django.urls import path, re_path

from statistics.api.answers import nowhere
from statistics.api.pxweb import errors, views

urlpatterns = [
    path("config", views.config, name="pxweb_config"),
    path("tables", views.list_tables, name="pxweb_tables"),
    path("tables/<str:name>", views.table, name="pxweb_table"),
    path("tables/<str:name>/metadata", views.table_metadata, name="pxweb_metadata"),
    path("tables/<str:name>/defaultselection", views.default_selection, name="pxweb_default"),
    path("tables/<str:name>/data", views.data, name="pxweb_data"),
    path("codelists/<str:name>", views.codelist, name="pxweb_codelist"),
    path("savedqueries", views.save, name="pxweb_save"),
    path("savedqueries/<str:name>", views.saved_query, name="pxweb_saved"),
    path("savedqueries/<str:name>/data", views.saved_data, name="pxweb_saved_data"),
    path("savedqueries/<str:name>/selection", views.saved_selection, name="pxweb_saved_selection"),
    re_path(r"^(?P<path>.*)$", nowhere(errors.answer, "/api/pxwebapi/v2/config")),
]
