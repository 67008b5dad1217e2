from django.urls import path

from statistics.api.answers import nowhere
from statistics.api.problems import plainly
from statistics.api.v1 import data, views

urlpatterns = [
    path("", views.Entry.as_view(), name="v1_entry"),
    path("tables", views.Tables.as_view(), name="v1_tables"),
    path("tables/<str:table>", views.Table.as_view(), name="v1_table"),
    path("tables/<str:table>/dimensions", views.Dimensions.as_view(), name="v1_dimensions"),
    path("tables/<str:table>/dimensions/<str:dimension>", views.Dimension.as_view(), name="v1_dimension"),
    path("tables/<str:table>/dimensions/<str:dimension>/<str:code>", views.Code.as_view(), name="v1_code"),
    path("tables/<str:table>/data", data.Data.as_view(), name="v1_data"),
    *(path(f"tables/<str:table>/data.{suffix}", data.of_format(suffix).as_view()) for suffix in data.FORMATS),
    path("tables/<str:table>/data.<str:extension>", data.UnknownFormat.as_view()),
    path("search", views.Search.as_view(), name="v1_search"),
    path("releases", views.Releases.as_view(), name="v1_releases"),
    path("openapi.json", views.openapi, name="v1_openapi"),
    path("<path:path>", nowhere(plainly, "/api/v1/")),
]
