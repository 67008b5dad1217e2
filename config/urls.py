"""Every address of the site; the rooms own their own."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from registry.feed.views import receive
from statistics.api.docs import docs
from statistics.bulk.views import listing

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("statistics.catalogue.urls")),
    path("data/filer/", include("statistics.bulk.urls")),
    path("mottak/fhir", receive),
    path("api/", include("statistics.api.urls")),
    *i18n_patterns(
        path("api/", docs, name="api_docs"),
        path("data/filer/", listing, name="files"),
        path("", include("statistics.dashboards.urls")),
        path("", include("website.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "statistics.api.refused.refused"
handler404 = "website.views.not_found"
handler500 = "website.views.server_error"
