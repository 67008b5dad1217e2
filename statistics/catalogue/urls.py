from django.urls import path

from statistics.catalogue import views

urlpatterns = [
    path("catalog.ttl", views.catalog, {"syntax": "ttl"}, name="catalog"),
    path("catalog.jsonld", views.catalog, {"syntax": "jsonld"}, name="catalog_jsonld"),
    path("catalog.rdf", views.catalog, {"syntax": "rdf"}, name="catalog_rdf"),
    path("utgaver.atom", views.releases, name="releases_feed"),
    path("sitemap.xml", views.pages, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
]
