"""The APIs: our own, and two that existing programs speak. The page that explains them is among the site's pages."""

from django.urls import include, path

from statistics.api.answers import nowhere
from statistics.api.problems import plainly

urlpatterns = [
    path("v1/", include("statistics.api.v1.urls")),
    path("open/v1/", include("statistics.api.fhi.urls")),
    path("pxwebapi/v2/", include("statistics.api.pxweb.urls")),
    path("<path:path>", nowhere(plainly, "/api/")),
]
