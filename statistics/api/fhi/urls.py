"""Paths in any case: programs write both `table` and `Table`."""

from django.urls import re_path

from statistics.api.answers import nowhere
from statistics.api.fhi import errors, views


def any_case(word: str) -> str:
    """A pattern of the word in any case; Django's reversing does not know the flag for that."""
    return "".join(f"[{letter.lower()}{letter.upper()}]" for letter in word)


TABLES = rf"^(?P<source>[^/]+)/{any_case('table')}"
TABLE = rf"{TABLES}/(?P<number>[^/]+)"

urlpatterns = [
    re_path(rf"^{any_case('common')}/{any_case('source')}/?$", views.sources, name="fhi_sources"),
    re_path(rf"{TABLES}/?$", views.list_tables, name="fhi_tables"),
    re_path(rf"{TABLE}/?$", views.table, name="fhi_table"),
    re_path(rf"{TABLE}/{any_case('query')}/?$", views.query, name="fhi_query"),
    re_path(rf"{TABLE}/{any_case('dimension')}/?$", views.list_dimensions, name="fhi_dimensions"),
    re_path(rf"{TABLE}/{any_case('data')}/?$", views.data, name="fhi_data"),
    re_path(rf"{TABLE}/{any_case('flag')}/?$", views.flags, name="fhi_flags"),
    re_path(rf"{TABLE}/{any_case('metadata')}/?$", views.metadata, name="fhi_metadata"),
    re_path(r"^(?P<path>.*)$", nowhere(errors.answer, "/api/open/v1/Common/source")),
]
