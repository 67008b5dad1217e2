"""Every address of the site; the rooms own their own."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/", include("statistics.api.urls")),
    path("", include("statistics.dashboards.urls")),
    path("", include("website.urls")),
]

handler404 = "website.views.not_found"
handler500 = "website.views.server_error"
